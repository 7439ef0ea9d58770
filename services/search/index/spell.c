/* spell.c - "did you mean": near words that the user's mail has. */
#include "services/search/query/complete.h"
#include "services/search/query/distance.h"
#include "services/search/index/find.h"

#define SPELL_LOOK_AT 20000 /* words of the vocabulary, at most */
#define SPELL_CANDIDATES 8  /* of the nearest, counted */
#define SPELL_WORDS 4       /* corrected in one query */

struct candidate {
	const char *word;
	unsigned typos;
};

/* Keeps the nearest; the list is ordered by typos. */
static void keep(struct arena *a, struct candidate *list, size_t *n,
    const char *word, unsigned typos)
{
	size_t at = *n;

	if (*n == SPELL_CANDIDATES && list[*n - 1].typos <= typos)
		return;
	if (*n < SPELL_CANDIDATES)
		(*n)++;
	else
		at--;
	while (at > 0 && list[at - 1].typos > typos) {
		list[at] = list[at - 1];
		at--;
	}
	list[at] = (struct candidate){arena_strdup(a, word), typos};
}

/* Words that begin with this letter: most mistakes spare the first one. */
static void look(struct arena *a, struct index_db *db, struct str word,
    char first, struct candidate *list, size_t *n)
{
	sqlite3_stmt *s =
	    index_stmt(db, "SELECT word FROM words "
			   "WHERE word >= ?1 AND word < ?2 LIMIT ?3");
	char from[2] = {first, '\0'}, to[2] = {(char)(first + 1), '\0'};
	unsigned max = distance_allowed(word.n);

	if (s == NULL)
		return;
	sqlite3_bind_text(s, 1, from, 1, SQLITE_STATIC);
	sqlite3_bind_text(s, 2, to, 1, SQLITE_STATIC);
	sqlite3_bind_int(s, 3, SPELL_LOOK_AT);
	while (sqlite3_step(s) == SQLITE_ROW) {
		struct str w = str_of(index_column(s, 0));
		unsigned typos = distance_typos(word, w, max);

		if (typos > 0 && typos <= max)
			keep(a, list, n, w.p, typos);
	}
	sqlite3_reset(s);
}

const char *index_spell_word(
    struct arena *a, struct index_db *db, struct str word)
{
	struct candidate list[SPELL_CANDIDATES];
	const char *best = NULL;
	int64_t most = 0;
	size_t n = 0;

	if (distance_allowed(word.n) == 0 || word.n > DISTANCE_MAX_BYTES ||
	    query_is_identifier(word))
		return NULL;
	for (size_t i = 0; i < 2; i++) {
		char c = word.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c >= 'a' && c <= 'z' && (i == 0 || c != word.p[0]))
			look(a, db, word, c, list, &n);
	}
	/* Of the nearest, the one in the most messages. */
	for (size_t i = 0; i < n && list[i].typos == list[0].typos; i++) {
		int64_t df = index_rank_word_df(a, db, list[i].word);

		if (df > most) {
			most = df;
			best = list[i].word;
		}
	}
	return best;
}

/* Written so in the text: a synonym that a ranking added is not. */
static bool is_written(const struct find *f, const struct query_node *n)
{
	struct str text = f->ask->text;
	size_t len = strlen(n->text);

	return n->text_at <= text.n && len <= text.n - n->text_at &&
	       memcmp(text.p + n->text_at, n->text, len) == 0;
}

static bool may_correct(const struct find *f, const struct plan_phrase *ph)
{
	return !ph->node->in_field && !ph->node->phrase && !ph->node->exact &&
	       !ph->node->prefix && is_written(f, ph->node);
}

/* Neither the word nor what stands for it at this place is in any
 * message. */
static bool is_unknown(struct find *f, const struct query_node *node)
{
	for (size_t i = 0; i < f->plan.n_phrases; i++) {
		const struct plan_phrase *ph = &f->plan.phrases[i];

		if (ph->node->text_at == node->text_at &&
		    index_rank_df(&f->plan, ph->expr) != 0)
			return false;
	}
	return true;
}

const char *index_spell(struct find *f)
{
	struct str text = f->ask->text;
	size_t at = 0, corrected = 0;
	const char *out = NULL;
	struct buf b;

	if (f->plan.n_phrases == 0 || f->docs == 0)
		return NULL;
	buf_init(&b, QUERY_MAX_BYTES);
	/* Phrases stand in the order of the text unless any_word sorted
	 * them; what would go backwards is left alone. */
	for (size_t i = 0; i < f->plan.n_phrases; i++) {
		const struct plan_phrase *ph = &f->plan.phrases[i];
		const struct query_node *node = ph->node;
		const char *better;

		if (!may_correct(f, ph) || node->text_at < at ||
		    corrected == SPELL_WORDS || !is_unknown(f, node))
			continue;
		better = index_spell_word(f->a, f->db, str_of(node->text));
		if (better == NULL)
			continue;
		corrected++;
		buf_add(&b, text.p + at, node->text_at - at);
		buf_adds(&b, better);
		at = node->text_at + strlen(node->text);
	}
	buf_add(&b, text.p + at, text.n - at);
	if (corrected > 0 && !buf_failed(&b))
		out = arena_strdup(f->a, buf_str(&b));
	buf_deinit(&b);
	return out;
}
