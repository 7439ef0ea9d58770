/* question_shape.c - what is read before any word means something: quotes,
 * whose words are looked for and nothing else; greetings; misspelt words;
 * verbs that German tears apart; and behind it all, which sentences ask. */
#include "services/assistant/question/question_part.h"

#include "services/assistant/question/spell.h"

/* ---- quotes ---- */

struct quote {
	size_t from, to; /* bytes between the marks */
	size_t behind;   /* the mark that ends it */
};

/* Opening marks and what closes them; "'" only between spaces. */
static const struct {
	const char *open, *close;
} quote_marks[] = {
    {"\"", "\""},
    {"\xe2\x80\x9c", "\xe2\x80\x9d"}, /* “ ” */
    {"\xe2\x80\x9e", "\xe2\x80\x9c"}, /* „ “ */
    {"\xe2\x80\x9e", "\xe2\x80\x9d"}, /* „ ” */
    {"\xe2\x80\x9d", "\xe2\x80\x9d"}, /* ” ” */
    {"\xc2\xab", "\xc2\xbb"},         /* « » */
    {"\xc2\xbb", "\xc2\xab"},         /* » « */
    {"\xe2\x80\x98", "\xe2\x80\x99"}, /* ‘ ’ */
    {"\xe2\x80\x9a", "\xe2\x80\x98"}, /* ‚ ‘ */
    {"'", "'"},
};

static bool is_space_at(struct str s, size_t i)
{
	return i >= s.n || (unsigned char)s.p[i] <= ' ';
}

/* An apostrophe is a quotation mark only where no word goes on. */
static bool ends_word(struct str s, size_t i)
{
	return i >= s.n || strchr(" \t\r\n.,;:!?)", s.p[i]) != NULL;
}

static bool closes(struct str s, size_t i, const char *close)
{
	size_t n = strlen(close);

	return i + n <= s.n && memcmp(s.p + i, close, n) == 0 &&
	       (*close != '\'' || ends_word(s, i + n));
}

static bool quote_at(struct str s, size_t at, struct quote *q_r)
{
	struct str rest = {s.p + at, s.n - at};

	for (size_t k = 0; k < ARRAY_LEN(quote_marks); k++) {
		const char *open = quote_marks[k].open;
		size_t from = at + strlen(open), to = from;

		if (!str_starts(rest, open) ||
		    (*open == '\'' && at > 0 && !is_space_at(s, at - 1)))
			continue;
		while (to < s.n && !closes(s, to, quote_marks[k].close))
			to++;
		if (to == s.n || to == from)
			continue;
		*q_r =
		    (struct quote){from, to, to + strlen(quote_marks[k].close)};
		return true;
	}
	return false;
}

static size_t words_in(
    const struct reading *r, const struct quote *q, size_t *n_r)
{
	size_t first = 0, n = 0;

	while (first < r->n && r->v[first].from < q->from)
		first++;
	while (first + n < r->n && r->v[first + n].from < q->to)
		n++;
	*n_r = n;
	return first;
}

/* Behind "from" a name, behind "except" what is left out, else words that the
 * mail must have as they stand. */
static void take_quote(struct reading *r, size_t first, size_t n)
{
	struct question *q = r->q;

	if (first > 0 && question_is_mark(r, first - 1, MARK_FROM))
		question_add_sender(r, first, question_said(r, first, n));
	else if (first > 0 && question_is_mark(r, first - 1, MARK_EXCEPT) &&
		 q->n_except < QUESTION_NAMES)
		q->except[q->n_except++] = question_said(r, first, n);
	else
		question_add_phrase(r, first, n);
	for (size_t i = first; i < first + n; i++)
		r->used[i] = true;
}

void question_read_quotes(struct reading *r)
{
	struct quote q;

	for (size_t at = 0; at < r->text.n; at++) {
		size_t first, n;

		if (!quote_at(r->text, at, &q))
			continue;
		first = words_in(r, &q, &n);
		if (n > 0)
			take_quote(r, first, n);
		at = q.behind - 1;
	}
}

/* ---- greetings ---- */

static bool is_punctuated(const struct reading *r, size_t i)
{
	size_t end = r->v[i].from + r->v[i].bytes;

	return end < r->text.n && strchr(".,;:!?", r->text.p[end]) != NULL;
}

/* "Hi there, ...": nothing of it is looked for. A greeting alone stays. */
void question_skip_greeting(struct reading *r)
{
	static const char greetings[] =
	    "hi|hello|hey|hi there|hello there|hey there|good morning|"
	    "good afternoon|good evening|dear assistant|hallo|guten tag|"
	    "guten morgen|guten abend|moin|servus|gruss gott|bonjour|bonsoir|"
	    "salut|coucou|hola|buenos dias|buenas tardes|ok|okay|so|well";
	size_t n = words_match(r->v, r->n, greetings);

	for (size_t i = 0; i < n && n < r->n; i++)
		r->used[i] = true;
}

/* ---- spelling ---- */

static bool is_known(const struct reading *r, size_t i)
{
	size_t n;

	return lexicon_match(r->lex, &r->v[i], 1, &n) != NULL ||
	       glossary_group(lexicon_glossary(r->lex), r->v[i].key) != 0;
}

/* A capital letter inside a sentence is of a name, or of a German noun. */
static bool may_be_name(const struct reading *r, size_t i)
{
	return r->v[i].upper && i > 0 && !is_punctuated(r, i - 1) &&
	       r->v[i].fold_n < 8;
}

void question_mend_words(struct reading *r)
{
	size_t looked_at = 0;

	for (size_t i = 0; i < r->n && looked_at < SPELL_WORDS_MAX; i++) {
		struct word *w = &r->v[i];
		struct str right;

		if (r->used[i] || w->digit || may_be_name(r, i) ||
		    is_known(r, i))
			continue;
		looked_at++;
		right = spell_mend(w);
		if (right.n == 0)
			continue;
		str_copy(w->fold, sizeof w->fold, right);
		w->fold_n = right.n;
		w->key = word_key(right.p, right.n);
		r->mended[i] = true;
	}
}

/* ---- verbs in two parts ---- */

/* "Melde mich von X ab", "Räum die Promos auf": the end tells what is meant. */
static const struct {
	const char *verb, *end;
	enum intent intent;
	bool make;
} torn_verbs[] = {
    {"melde|meld|abmelde", "ab", INTENT_UNSUBSCRIBE, false},
    {"bestelle|bestell", "ab", INTENT_UNSUBSCRIBE, false},
    {"trage mich|trag mich", "aus", INTENT_UNSUBSCRIBE, false},
    {"raume|raum", "auf", INTENT_CLEAN, false},
    {"miste|mist", "aus", INTENT_CLEAN, false},
    {"trage|trag", "ein", INTENT_CALENDAR, true},
    {"fasse|fass", "zusammen", INTENT_SUMMARIZE, false},
    {"hake|hak", "nach", INTENT_FOLLOW_UP, false},
    {"steht|stehen", "an", INTENT_CALENDAR, false},
};

/* The last word of the verb's sentence, if it is that end. */
static size_t end_of(const struct reading *r, size_t i, const char *end)
{
	while (i + 1 < r->n && !is_punctuated(r, i))
		i++;
	if (words_match(&r->v[i], 1, "bitte") > 0 && i > 0)
		i--;
	return !r->used[i] && words_match(&r->v[i], 1, end) > 0 ? i : r->n;
}

void question_join_verbs(struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		for (size_t k = 0; k < ARRAY_LEN(torn_verbs); k++) {
			size_t n =
			    words_match(&r->v[i], r->n - i, torn_verbs[k].verb);
			size_t end = end_of(r, i, torn_verbs[k].end);

			if (n == 0 || r->used[i] || end <= i || end == r->n)
				continue;
			question_speaks_for(
			    r, torn_verbs[k].intent, 10, i, i + n);
			r->q->make |= torn_verbs[k].make;
			for (size_t j = i; j < i + n; j++)
				r->used[j] = true;
			r->used[end] = true;
			break;
		}
	}
}

/* ---- sentences ---- */

/* The sentence that a byte is in, from 0. */
static size_t sentence_of(const struct reading *r, size_t byte)
{
	size_t n = 0;

	for (size_t i = 0; i < byte && i + 1 < r->text.n; i++)
		n += strchr(".!?\n", r->text.p[i]) != NULL &&
		     is_space_at(r->text, i + 1);
	return MIN(n, (size_t)QUESTION_SENTENCES - 1);
}

void question_note_asking(struct reading *r, size_t word)
{
	r->asks[sentence_of(r, r->v[word].from)] = true;
}

/* "My girlfriend is coming. When does her train arrive?": what is only told
 * need not stand in the mail, if what is asked has words of its own. */
void question_soften_told(struct reading *r)
{
	struct question *q = r->q;
	bool told[QUESTION_TERMS] = {false}, own = false;

	for (size_t i = 0; i < r->text.n; i++) {
		if (r->text.p[i] == '?')
			r->asks[sentence_of(r, i)] = true;
	}
	for (size_t i = 0; i < q->n_terms; i++) {
		told[i] = !r->asks[sentence_of(r, r->term_at[i])];
		own |= !told[i] && !q->terms[i].soft;
	}
	for (size_t i = 0; i < q->n_senders; i++)
		own |= r->asks[sentence_of(r, r->sender_at[i])];
	for (size_t i = 0; i < q->n_terms && own; i++)
		q->terms[i].soft |= told[i];
}
