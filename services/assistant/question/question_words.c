/* question_words.c - time, addresses, phrases of the lexicon. */
#include "services/assistant/question/question_part.h"

#define SENDER_WORDS 3

static void use(struct reading *r, size_t first, size_t n)
{
	for (size_t i = first; i < first + n; i++)
		r->used[i] = true;
}

void question_read_time(struct reading *r, const struct when_clock *clock)
{
	struct question *q = r->q;

	q->when = when_find(r->text, r->v, r->used, r->n, clock);
	if (!q->when.set)
		return;
	q->when_words = question_said(r, q->when.first, q->when.n);
	use(r, q->when.first, q->when.n);
}

static void add_name(const char **v, size_t *n, const char *name)
{
	for (size_t i = 0; i < *n; i++) {
		if (strieq(v[i], name))
			return;
	}
	if (*n < QUESTION_NAMES)
		v[(*n)++] = name;
}

void question_add_sender(struct reading *r, size_t word, const char *name)
{
	struct question *q = r->q;
	size_t n = q->n_senders;

	add_name(q->senders, &q->n_senders, name);
	if (q->n_senders > n)
		r->sender_at[n] = r->v[word].from;
}

/* Whether word i begins a phrase of the lexicon. */
static const struct lexeme *match(
    const struct reading *r, size_t i, size_t *words_r, size_t *n_r)
{
	const struct lexeme *x;
	size_t free_words = 0;

	while (i + free_words < r->n && !r->used[i + free_words] &&
	       free_words < LEXEME_WORDS)
		free_words++;
	x = lexicon_match(r->lex, r->v + i, free_words, n_r);
	*words_r = x != NULL ? x->n : 0;
	return x;
}

static bool has_mark(const struct lexeme *x, size_t n, enum mark mark)
{
	for (size_t i = 0; i < n; i++) {
		if (x[i].kind == LEXEME_MARK && x[i].value == (int)mark)
			return true;
	}
	return false;
}

bool question_is_mark(const struct reading *r, size_t i, enum mark mark)
{
	size_t words, n;
	const struct lexeme *x = r->used[i] ? NULL : match(r, i, &words, &n);

	return x != NULL && has_mark(x, n, mark);
}

/* ---- addresses and domains: chunks with @, or a dot before letters ---- */

static bool is_address(struct str s)
{
	ptrdiff_t at = str_find(s, "@");
	size_t dot = s.n;

	while (dot > 0 && s.p[dot - 1] != '.')
		dot--;
	if (dot < 2 || s.n - dot < 2 || s.p[0] == '.')
		return false;
	for (size_t i = dot; i < s.n; i++) {
		if ((s.p[i] | 32) < 'a' || (s.p[i] | 32) > 'z')
			return false;
	}
	for (size_t i = 0, n; i < s.n; i += n) {
		if (strchr("/\\<>(){}:;,", s.p[i]) != NULL ||
		    !question_is_plain(
			utf8_next((struct str){s.p + i, s.n - i}, &n)))
			return false;
	}
	return at != 0;
}

/* Bytes from the word's start to the next space, without what ends a
 * sentence. */
static struct str chunk_at(const struct reading *r, size_t i)
{
	size_t from = r->v[i].from, to = from;

	while (to < r->text.n && (unsigned char)r->text.p[to] > ' ')
		to++;
	while (to > from && strchr(".,;:!?)>\"'", r->text.p[to - 1]) != NULL)
		to--;
	return (struct str){r->text.p + from, to - from};
}

void question_read_addresses(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct str chunk = chunk_at(r, i);
		size_t end = i, from = r->v[i].from;
		char *text;

		if (r->used[i] || !is_address(chunk) || chunk.n > 254)
			continue;
		while (end < r->n && r->v[end].from < from + chunk.n)
			end++;
		text = arena_strndup(r->a, chunk.p, chunk.n);
		for (char *p = text; *p != '\0'; p++)
			if (*p >= 'A' && *p <= 'Z')
				*p |= 32;
		if (str_find(chunk, "@") >= 0 ||
		    (i > 0 && question_is_mark(r, i - 1, MARK_FROM)))
			question_add_sender(r, i, text);
		else
			question_add_term(r, text, i, false);
		use(r, i, end - i);
		i = end - 1;
	}
}

/* ---- phrases ---- */

static void add_categories(struct reading *r, const char *names)
{
	struct question *q = r->q;
	struct str rest = str_of(names), one;

	while (str_split(&rest, ' ', &one))
		if (q->n_categories < QUESTION_CATEGORIES) {
			bool there = false;

			for (size_t i = 0; i < q->n_categories; i++)
				there |= str_eqs(one, q->categories[i]);
			if (!there)
				q->categories[q->n_categories++] =
				    arena_strndup(r->a, one.p, one.n);
		}
}

/* "Flag Systems", "Clean Water": of two words with capital letters neither is
 * an order. */
static bool is_named(const struct reading *r, size_t i, size_t n)
{
	size_t words, found;

	if (i + n >= r->n || r->used[i + n] || (n > 0 && !r->v[i + n].upper))
		return false;
	if (match(r, i + n, &words, &found) == NULL)
		return true;
	return r->v[i + n].upper &&
	       (n > 0 ? r->v[i].upper
		      : i + 1 < r->n && !r->used[i + 1] && r->v[i + 1].upper);
}

/* Words behind "from": an unknown word, and further ones that are names. */
static void read_sender(struct reading *r, size_t i)
{
	size_t n = 0;

	while (n < SENDER_WORDS && is_named(r, i, n))
		n++;
	if (n == 0)
		return;
	question_add_sender(r, i, question_said(r, i, n));
	use(r, i, n);
}

/* ---- "what did Anna write" ---- */

/* The words in front of a verb of writing, from the end of its helpers. */
static size_t name_end(const struct reading *r, size_t verb)
{
	static const char helpers[] =
	    "a|ont|m|me|t|nous|vous|uns|mir|has|have|had|already|ever|last|"
	    "just|hat|haben|je|j|zuletzt|noch|schon|mails|emails|deja";
	size_t end = verb;

	while (end > 0 && verb - end < 3 &&
	       words_match(&r->v[end - 1], 1, helpers) > 0)
		end--;
	return end;
}

/* Who wrote or sent is a sender: the name right before the verb, by its
 * capital letters, or by "did" in front of it. */
void question_read_writers(struct reading *r)
{
	static const char verbs[] =
	    "write|writes|wrote|written|send|sends|sent|say|says|said|"
	    "geschrieben|schreiben|geschickt|gesendet|gesagt|ecrit|ecrits|"
	    "envoye|envoyes|envoyee|dit|escrito|escribio|enviado|dijo|tell";
	static const char before[] = "did|has|have|does|hat|haben|had";

	for (size_t i = 1; i < r->n; i++) {
		size_t end = name_end(r, i), first = end, n, found;

		if (r->used[i] || words_match(&r->v[i], 1, verbs) == 0)
			continue;
		while (first > 0 && end - first < SENDER_WORDS &&
		       !r->used[first - 1] && r->v[first - 1].upper &&
		       match(r, first - 1, &n, &found) == NULL)
			first--;
		if (first == end && end > 1 && !r->used[end - 1] &&
		    match(r, end - 1, &n, &found) == NULL &&
		    words_match(&r->v[end - 2], 1, before) > 0)
			first--;
		if (first == end)
			continue;
		question_add_sender(
		    r, first, question_said(r, first, end - first));
		use(r, first, end - first);
	}
}

/* Everything behind "except" that means something on its own. */
static void read_except(struct reading *r, size_t i)
{
	size_t words, found;

	for (; i < r->n; i++) {
		if (r->used[i])
			continue;
		if (match(r, i, &words, &found) == NULL) {
			add_name(r->q->except, &r->q->n_except,
			    question_said(r, i, 1));
			use(r, i, 1);
		}
	}
}

/* "is:unread" is an operator of search, and here it is only words. */
static bool is_operand(const struct reading *r, size_t i)
{
	return r->v[i].from > 0 && r->text.p[r->v[i].from - 1] == ':';
}

static void take_mark(struct reading *r, enum mark mark, size_t i, size_t next)
{
	struct question *q = r->q;

	switch (mark) {
	case MARK_FROM:
		read_sender(r, next);
		break;
	case MARK_EXCEPT:
		read_except(r, next);
		break;
	case MARK_PRONOUN:
		q->goes_on = true;
		break;
	case MARK_AND:
		q->goes_on |= i == 0;
		break;
	case MARK_AWAITING:
		q->awaiting = true;
		break;
	case MARK_MAKE:
		q->make = true;
		break;
	case MARK_QUARANTINE:
		q->quarantine = true;
		break;
	case MARK_UNREAD:
		q->unread = !is_operand(r, i);
		break;
	case MARK_IT:
		q->it = true;
		break;
	case MARK_DAY_AFTER:
		q->day_after = q->goes_on = true;
		break;
	case MARKS_N:
		break;
	}
}

/* The kind of fact that is named most exactly. */
static void take_asked(
    struct reading *r, enum asked asked, size_t i, size_t next)
{
	struct question *q = r->q;
	bool vague = q->asked == ASKED_NOTHING || q->asked == ASKED_AMOUNT ||
		     q->asked == ASKED_TEXT;

	if (vague && (asked != ASKED_TEXT || q->asked == ASKED_NOTHING))
		q->asked = asked;
	if ((asked == ASKED_AMOUNT && next - i == 1 && r->v[i].fold_n > 4) ||
	    asked == ASKED_CODE)
		for (size_t k = i; k < next; k++)
			question_add_term(r, question_lower(r, k, 1), k, true);
}

#define ASKING_WEIGHT 4 /* less is said in passing */

void question_speaks_for(
    struct reading *r, enum intent intent, int weight, size_t i, size_t next)
{
	r->scores[intent] += weight;
	if (weight >= ASKING_WEIGHT)
		question_note_asking(r, i);
	buf_addf(&r->why[intent], "%s\"%s\"",
	    r->why[intent].len > 0 ? ", " : "", question_said(r, i, next - i));
}

#define ABOUT_WEIGHT 12 /* such a phrase is longer than any intent's word */

static void take_about(
    struct reading *r, enum about about, size_t i, size_t next)
{
	if (r->q->about == ABOUT_NOTHING)
		r->q->about = about;
	if (about == ABOUT_OWED || about == ABOUT_OWES_ME ||
	    about == ABOUT_I_OWE) /* follow-ups by their own words */
		return;
	question_speaks_for(r, INTENT_FIND, ABOUT_WEIGHT, i, next);
}

static void take(
    struct reading *r, const struct lexeme *x, size_t i, size_t next)
{
	struct question *q = r->q;

	switch (x->kind) {
	case LEXEME_INTENT:
		question_speaks_for(
		    r, (enum intent)x->value, x->weight, i, next);
		break;
	case LEXEME_CATEGORY:
		add_categories(r, x->category);
		for (size_t k = i; k < next; k++)
			question_add_term(r, question_lower(r, k, 1), k, true);
		break;
	case LEXEME_ASKED:
		question_note_asking(r, i);
		take_asked(r, (enum asked)x->value, i, next);
		break;
	case LEXEME_ABOUT:
		take_about(r, (enum about)x->value, i, next);
		break;
	case LEXEME_PLACE:
		q->place = x->value;
		q->goes_on = true;
		break;
	case LEXEME_MARK:
		take_mark(r, (enum mark)x->value, i, next);
		break;
	case LEXEME_STOP:
		break;
	}
}

void question_read_phrases(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		size_t words, n;
		const struct lexeme *x;

		if (r->used[i])
			continue;
		x = match(r, i, &words, &n);
		if (x == NULL)
			continue;
		use(r, i, words);
		for (size_t k = 0; k < n; k++)
			take(r, &x[k], i, i + words);
		i += words - 1;
	}
}
