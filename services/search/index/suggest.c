/* suggest.c - how to go on typing: operators, the user's senders, words
 * and subjects. Nothing comes from anybody else's mail.
 *
 * Only the last word is completed; what stands before it stays in front of
 * every suggestion.
 */
#include "services/search/index/find.h"
#include "services/search/query/complete.h"

#include "common/base/clock.h"

#include <stdlib.h>

#define SUGGEST_WORDS 24    /* of the vocabulary, counted */
#define SUGGEST_SUBJECTS 40 /* messages looked at */

struct suggest {
	struct arena *a;
	struct index_db *db;
	struct search_suggestions *r;
	size_t limit;
	int64_t docs;
	struct str before; /* stays */
	struct str last;   /* is completed */
};

struct word {
	const char *text;
	int64_t df;
};

static void add(
    struct suggest *s, const char *kind, const char *text, const char *query)
{
	if (s->r->suggestions.n == s->limit || strlen(text) > 1000 ||
	    strlen(query) > QUERY_MAX_BYTES)
		return;
	for (size_t i = 0; i < s->r->suggestions.n; i++) {
		if (streq(s->r->suggestions.v[i].query, query))
			return;
	}
	s->r->suggestions.v[s->r->suggestions.n++] = (struct search_suggestion){
	    .kind = kind, .text = text, .query = query};
}

static const char *with_before(struct suggest *s, const char *rest)
{
	return arena_printf(
	    s->a, "%.*s%s", (int)s->before.n, s->before.p, rest);
}

static void operators(struct suggest *s)
{
	if (s->last.n == 0 || s->last.n > 12)
		return;
	for (size_t i = 0; i < QUERY_OPS_END; i++) {
		const char *name = query_op_name((enum query_op)i);
		const char *text;

		if (!str_istarts(str_of(name),
			arena_strndup(s->a, s->last.p, s->last.n)))
			continue;
		text = arena_printf(s->a, "%s:", name);
		add(s, "operator", text, with_before(s, text));
	}
}

/* ---- values ---- */

static void values(struct suggest *s, enum query_op op, struct str part)
{
	const char *list[COMPLETE_MAX];
	size_t n = query_complete(op, part, list);

	for (size_t i = 0; i < n; i++) {
		const char *text =
		    arena_printf(s->a, "%s:%s", query_op_name(op), list[i]);

		add(s, "operator", text, with_before(s, text));
	}
}

/* The user's labels, those on the most messages first (a set grows with its
 * messages). */
static void labels(struct suggest *s, enum query_op op, struct str part)
{
	sqlite3_stmt *q = index_stmt(s->db,
	    "SELECT label FROM labels WHERE label >= ?1 AND label < ?2 "
	    "GROUP BY label ORDER BY sum(length(data)) DESC, label LIMIT 20");
	char from[256];

	if (q == NULL)
		return;
	index_label_key(arena_strndup(s->a, part.p, part.n), from, sizeof from);
	index_bind_text(q, 1, from);
	index_bind_text(q, 2, arena_printf(s->a, "%s\xf4\x8f\xbf\xbf", from));
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *text = arena_printf(
		    s->a, "%s:%s", query_op_name(op), index_column(q, 0));

		add(s, "operator", text, with_before(s, text));
	}
	sqlite3_reset(q);
}

/* ---- senders ---- */

/* Matches the beginning of the address or of a word of the name. */
static void senders(
    struct suggest *s, struct str part, const char *op, size_t max)
{
	sqlite3_stmt *q = index_stmt(s->db,
	    "SELECT addr, name FROM senders WHERE addr <> '' AND "
	    "(addr LIKE ?1 ESCAPE '\\' OR name LIKE ?1 ESCAPE '\\' OR "
	    "name LIKE ?2 ESCAPE '\\' OR addr LIKE ?3 ESCAPE '\\') "
	    "ORDER BY n / (1.0 + ((SELECT max(last_ms) FROM senders) - "
	    "last_ms) / 2592e6) DESC, last_ms DESC LIMIT ?4");
	struct buf like;

	if (q == NULL || part.n == 0)
		return;
	buf_init(&like, 1024);
	for (size_t i = 0; i < part.n; i++) {
		if (strchr("\\%_", part.p[i]) != NULL)
			buf_addc(&like, '\\');
		buf_addc(&like, part.p[i]);
	}
	index_bind_text(q, 1, arena_printf(s->a, "%s%%", buf_str(&like)));
	index_bind_text(q, 2, arena_printf(s->a, "%% %s%%", buf_str(&like)));
	index_bind_text(q, 3, arena_printf(s->a, "%%@%s%%", buf_str(&like)));
	sqlite3_bind_int64(q, 4, (int64_t)max);
	buf_deinit(&like);
	while (sqlite3_step(q) == SQLITE_ROW) {
		const char *addr = index_column(q, 0);
		const char *name = index_column(q, 1);
		const char *text =
		    *name == '\0' ? arena_strdup(s->a, addr)
				  : arena_printf(s->a, "%s <%s>", name, addr);

		add(s, "sender", text,
		    with_before(s, arena_printf(s->a, "%s:%s", op, addr)));
	}
	sqlite3_reset(q);
}

/* ---- words ---- */

static int by_df(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	if (x->df != y->df)
		return x->df > y->df ? -1 : 1;
	return strcmp(x->text, y->text);
}

/* Words of the mail that begin so, most frequent first. */
static size_t complete(struct suggest *s, struct word *out)
{
	sqlite3_stmt *q = index_stmt(s->db,
	    "SELECT word FROM words "
	    "WHERE word >= ?1 AND word < ?2 ORDER BY length(word) LIMIT ?3");
	char *from = arena_strndup(s->a, s->last.p, s->last.n);
	size_t n = 0, kept = 0;

	if (q == NULL || s->last.n < 2 || s->last.n > 32)
		return 0;
	for (char *c = from; *c != '\0'; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	index_bind_text(q, 1, from);
	index_bind_text(q, 2, arena_printf(s->a, "%s\xf4\x8f\xbf\xbf", from));
	sqlite3_bind_int(q, 3, SUGGEST_WORDS);
	while (sqlite3_step(q) == SQLITE_ROW)
		out[n++].text = arena_strdup(s->a, index_column(q, 0));
	sqlite3_reset(q);
	for (size_t i = 0; i < n; i++) {
		int64_t df = index_rank_word_df(s->a, s->db, out[i].text);

		if (df > 0)
			out[kept++] = (struct word){out[i].text, df};
	}
	qsort(out, kept, sizeof *out, by_df);
	return kept;
}

static void words(struct suggest *s, const struct word *list, size_t n)
{
	for (size_t i = 0; i < MIN(n, 4); i++)
		add(s, "word", list[i].text, with_before(s, list[i].text));
	if (n == 0 && s->last.n >= 4) {
		const char *better = index_spell_word(s->a, s->db, s->last);

		if (better != NULL)
			add(s, "spelling", better, with_before(s, better));
	}
}

/* ---- subjects ---- */

/* Answers repeat the subject. Quotes can't stand in a phrase. */
static const char *plain_subject(struct suggest *s, struct str subject)
{
	char *plain;

	subject = str_trim(subject);
	while (str_istarts(subject, "re:") || str_istarts(subject, "fw:"))
		subject = str_trim((struct str){subject.p + 3, subject.n - 3});
	plain = arena_strndup(s->a, subject.p, utf8_cut(subject, 200));
	for (char *c = plain; *c != '\0'; c++)
		*c = *c == '"' ? ' ' : *c;
	return plain;
}

/* The newest subjects that have one of the completed words. */
static void subjects(struct suggest *s, const struct word *list, size_t n)
{
	struct buf q;
	struct query query;
	struct query_clock clock = {0};
	struct err err = {0};
	struct index_ask ask = {.query = &query,
	    .limit = 25,
	    .sort = INDEX_DATE_DESC,
	    .any_word = true};
	struct find *f = ARENA_NEW(s->a, struct find);

	if (n == 0)
		return;
	buf_init(&q, QUERY_MAX_BYTES);
	buf_adds(&q, "subject:(");
	for (size_t i = 0; i < MIN(n, 8); i++)
		buf_addf(&q, "%s+%s", i > 0 ? " OR " : "", list[i].text);
	buf_addc(&q, ')');
	ask.text = str_of(arena_strdup(s->a, buf_str(&q)));
	buf_deinit(&q);
	*f = (struct find){.db = s->db, .a = s->a, .ask = &ask};
	if (query_parse(s->a, ask.text, &clock, &query, &err) != 0 ||
	    index_cursor_read(&ask, &f->cursor, &err) != 0 ||
	    index_find_newest(f, SUGGEST_SUBJECTS) != 0)
		return;
	for (size_t i = 0, took = 0; i < f->n_found && took < 4; i++) {
		size_t had = s->r->suggestions.n;
		const char *plain;
		struct texts t;

		if (texts_get(s->db, s->a, f->found[i].num, &t) != 0)
			return;
		plain = plain_subject(s, t.column[INDEX_COLUMN_SUBJECT]);
		if (*plain != '\0')
			add(s, "subject", plain,
			    arena_printf(s->a, "subject:\"%s\"", plain));
		took += s->r->suggestions.n > had;
	}
}

/* ---- all ---- */

/* What was begun with a quotation mark has blanks in it. */
static void widen(struct suggest *s)
{
	size_t quotes = 0, at = 0;

	for (size_t i = 0; i < s->before.n; i++) {
		if (s->before.p[i] == '"') {
			quotes++;
			at = i;
		}
	}
	if (quotes % 2 == 0)
		return;
	while (at > 0 && s->before.p[at - 1] != ' ' &&
	       s->before.p[at - 1] != '(' && s->before.p[at - 1] != '-')
		at--;
	s->last.p = s->before.p + at;
	s->last.n += s->before.n - at;
	s->before.n = at;
}

static void after_colon(struct suggest *s, struct str name, struct str part)
{
	enum query_op op;

	if (!query_op_named(name, &op))
		return;
	if (part.n > 0 && part.p[0] == '"')
		part = (struct str){part.p + 1, part.n - 1};
	values(s, op, part);
	if (op == QUERY_OP_LABEL || op == QUERY_OP_IN)
		labels(s, op, part);
	if (op == QUERY_OP_FROM || op == QUERY_OP_TO || op == QUERY_OP_CC ||
	    op == QUERY_OP_BCC)
		senders(s, part, query_op_name(op), s->limit);
}

static void suggest_all(struct suggest *s)
{
	struct word list[SUGGEST_WORDS];
	ptrdiff_t colon;
	struct str op, part;
	size_t n;

	widen(s);
	colon = str_find(s->last, ":");
	if (colon > 0) {
		op = (struct str){s->last.p, (size_t)colon};
		part = (struct str){
		    s->last.p + colon + 1, s->last.n - (size_t)colon - 1};
		after_colon(s, op, part);
		return;
	}
	operators(s);
	senders(s, s->last, "from", 4);
	n = complete(s, list);
	words(s, list, n);
	subjects(s, list, n);
}

int index_suggest(struct index *ix, struct arena *a, uint64_t user_id,
    struct str typed, size_t limit, struct search_suggestions *r_r,
    struct err *err)
{
	struct suggest s = {.a = a, .r = r_r, .limit = MIN(limit, 20)};
	size_t at = typed.n;
	int64_t len;

	*r_r = (struct search_suggestions){
	    .suggestions = {.v = ARENA_ARRAY(a, struct search_suggestion, 20)}};
	s.db = index_acquire(ix, user_id, err);
	if (s.db == NULL)
		return -1;
	if (index_begin_read(s.db) != 0 ||
	    index_totals(s.db, &s.docs, &len) != 0)
		return index_failed(s.db, "suggest", err);
	while (at > 0 && typed.p[at - 1] != ' ' && typed.p[at - 1] != '(')
		at--;
	s.before = (struct str){typed.p, at};
	s.last = (struct str){typed.p + at, typed.n - at};
	if (s.last.n > 0 && s.last.p[0] == '-') {
		s.before.n++;
		s.last.p++;
		s.last.n--;
	}
	suggest_all(&s);
	if (s.db->damaged)
		return index_failed(s.db, "suggest", err);
	index_end_read(s.db);
	return 0;
}

int index_counts(struct index *ix, struct arena *a, uint64_t user_id,
    struct search_counts *r_r, struct err *err)
{
	struct index_db *db;
	sqlite3_stmt *s;
	char when[32];
	int64_t len, newest = INT64_MIN;

	*r_r = (struct search_counts){.backend = "sqlite"};
	db = index_acquire(ix, user_id, err);
	if (db == NULL)
		return -1;
	if (index_begin_read(db) != 0)
		return index_failed(db, "count", err);
	s = index_stmt(db, "SELECT page_count * page_size FROM "
			   "pragma_page_count, pragma_page_size");
	if (s == NULL || index_totals(db, &r_r->documents, &len) != 0 ||
	    sqlite3_step(s) != SQLITE_ROW)
		return index_failed(db, "count", err);
	for (uint32_t i = 0; i < db->cols->alloc / COLS_TOP; i++)
		newest = MAX(newest, db->cols->top_date[i]);
	if (r_r->documents > 0) {
		clock_format_utc(newest, when, sizeof when);
		r_r->newest = arena_strdup(a, when);
	}
	r_r->bytes = sqlite3_column_int64(s, 0);
	index_end_read(db);
	return 0;
}
