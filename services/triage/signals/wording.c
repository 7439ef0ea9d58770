/* wording.c - signals of what the text says. */
#include "services/triage/signals/host.h"
#include "services/triage/signals/lexicon.h"
#include "services/triage/signals/signals.h"

#define SCAN_MONEY_BYTES 4096
#define RANDOM_BYTES 10
#define RANDOM_TURNS 6
#define LURE_RISK 10
#define LURE_WORDS 300 /* from the beginning, in which lures count */

static void look_phrases(
    struct triage_look *k, const struct triage_text *t, bool risky_only);
static void look_quotes(struct triage_look *k);
static void look_money(struct triage_look *k, struct str text);
static void look_question(struct triage_look *k);
static void look_hash_buster(struct triage_look *k);
static bool has_digits_code(const struct triage_text *t, size_t *word_r);

/* The text's own bytes around some words: what a person is shown. */
static struct str span(const struct triage_text *t, size_t first, size_t words)
{
	const struct triage_word *a = &t->words[first];
	const struct triage_word *b = &t->words[first + words - 1];

	return (struct str){
	    t->original.p + a->from, b->from + b->bytes - a->from};
}

void triage_look_wording(struct triage_look *k)
{
	struct triage_seen *seen = k->seen;
	unsigned disguised = seen->subject.disguised + seen->body.disguised;
	unsigned invisible = seen->subject.invisible + seen->body.invisible;
	size_t word;

	look_phrases(k, &seen->subject, false);
	look_phrases(k, &seen->body, false);
	if (seen->body.original.p != k->mail->body.p)
		look_quotes(k);
	look_money(k, k->mail->subject);
	look_money(k, seen->body.original);
	look_question(k);
	look_hash_buster(k);
	if (disguised > 0 || invisible > 8)
		triage_signal_on(k, SIGNAL_DISGUISED_TEXT,
		    str_of(arena_printf(k->arena,
			"%u words, %u invisible characters", disguised,
			invisible)));
	/* The words alone also stand in mail about codes. */
	if (triage_signal_is_on(k, SIGNAL_CODE) &&
	    !has_digits_code(&seen->body, &word) &&
	    !has_digits_code(&seen->subject, &word))
		seen->evidence[SIGNAL_CODE] = NULL;
}

/* Different words that begin a lure; what repeats itself counts once. */
static void count_lure(
    struct triage_look *k, uint32_t word, enum triage_signal s)
{
	if (triage_signal(s)->risk < LURE_RISK ||
	    k->n_lures == TRIAGE_LURES_MAX)
		return;
	for (size_t i = 0; i < k->n_lures; i++) {
		if (k->lures[i] == word)
			return;
	}
	k->lures[k->n_lures++] = word;
}

static void look_phrases(
    struct triage_look *k, const struct triage_text *t, bool risky_only)
{
	struct triage_phrase p;
	size_t at = 0;

	while (triage_lexicon_next(k->lexicon, t, &at, &p)) {
		/* A long letter speaks of anything, further down. */
		if (p.first > LURE_WORDS && triage_signal(p.signal)->risk > 0)
			continue;
		count_lure(k, t->words[p.first].hash, p.signal);
		if (!risky_only || triage_signal(p.signal)->risk > 0)
			triage_signal_on(
			    k, p.signal, span(t, p.first, p.words));
	}
}

/* What a mail quotes is not its matter, but a fraud may dress up as a
 * quotation. */
static void look_quotes(struct triage_look *k)
{
	struct triage_text t;

	triage_text_read(k->arena, k->mail->body, &t);
	look_phrases(k, &t, true);
}

/* Four to eight digits that stand alone. */
static bool has_digits_code(const struct triage_text *t, size_t *word_r)
{
	for (size_t i = 0; i < t->n_words; i++) {
		const struct triage_word *w = &t->words[i];
		unsigned digits = 0;

		for (size_t b = 0; b < w->bytes; b++) {
			char c = t->original.p[w->from + b];

			digits += c >= '0' && c <= '9';
		}
		if (digits == w->bytes && digits >= 4 && digits <= 8) {
			*word_r = i;
			return true;
		}
		if (w->bytes == 3 && digits == 3 && i + 1 < t->n_words &&
		    t->words[i + 1].bytes == 3 &&
		    t->words[i + 1].hash == w->hash &&
		    t->words[i + 1].from == w->from + 4u) {
			*word_r = i;
			return true; /* "123 456", "123-456" */
		}
	}
	return false;
}

/* "+18,242$" from anybody's free mail: no bank writes so. */
static void look_gain(
    struct triage_look *k, struct str text, size_t from, size_t to)
{
	if (from > 0 && text.p[from - 1] == '+' &&
	    (k->from_kinds & DOMAIN_FREE_MAIL) &&
	    !triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT))
		triage_signal_on(k, SIGNAL_MONEY_BAIT,
		    (struct str){text.p + from - 1, to - from + 1});
}

/* A currency sign or code beside digits. */
static void look_money(struct triage_look *k, struct str text)
{
	static const char *const signs[] = {
	    "$", "\xE2\x82\xAC", "\xC2\xA3", "EUR", "USD", "GBP", "CHF"};

	text.n = MIN(text.n, (size_t)SCAN_MONEY_BYTES);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if ((c & 0x80) == 0 && c != '$' && (c < 'C' || c > 'U'))
			continue;
		for (size_t s = 0; s < ARRAY_LEN(signs); s++) {
			size_t n, from = i, to;

			if (text.p[i] != signs[s][0])
				continue;
			n = strlen(signs[s]);
			to = i + n;
			if (to > text.n || memcmp(text.p + i, signs[s], n) != 0)
				continue;
			if (to < text.n && text.p[to] == ' ')
				to++;
			while (to < text.n &&
			       ((text.p[to] >= '0' && text.p[to] <= '9') ||
				   text.p[to] == ',' || text.p[to] == '.'))
				to++;
			if (text.p[to - 1] < '0' || text.p[to - 1] > '9') {
				to = i + n;
				from =
				    i > 0 && text.p[i - 1] == ' ' ? i - 1 : i;
				while (
				    from > 0 && ((text.p[from - 1] >= '0' &&
						     text.p[from - 1] <= '9') ||
						    text.p[from - 1] == ',' ||
						    text.p[from - 1] == '.'))
					from--;
			}
			if (to - from > n + 1) {
				look_gain(k, text, from, to);
				triage_signal_on(k, SIGNAL_MONEY,
				    (struct str){text.p + from, to - from});
				return;
			}
		}
	}
}

/* A question in the mail's own first part, not in what it quotes. */
static void look_question(struct triage_look *k)
{
	const struct triage_text *t = &k->seen->body;
	size_t limit = MIN(t->n_words, (size_t)250);
	size_t start = 0;

	for (size_t i = 0; i < limit; i++) {
		char end = t->words[i].end;

		if (end == '?') {
			triage_signal_on(
			    k, SIGNAL_QUESTION, span(t, start, i - start + 1));
			return;
		}
		if (end == '.' || end == '!')
			start = i + 1;
	}
	if (k->seen->subject.questions > 0)
		triage_signal_on(k, SIGNAL_QUESTION, k->mail->subject);
}

static int class_of(char c)
{
	return c >= 'a' && c <= 'z'   ? 1
	       : c >= 'A' && c <= 'Z' ? 2
	       : c >= '0' && c <= '9' ? 3
				      : 0;
}

/* "Invoice - qWrUAngJaLJ7BndSE": what makes each copy another. */
static void look_hash_buster(struct triage_look *k)
{
	struct str s = k->mail->subject;
	size_t from = 0;

	if (k->is_forum || triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT))
		return;
	for (size_t i = 0; i <= s.n; i++) {
		unsigned seen = 0, turns = 0;

		if (i < s.n && class_of(s.p[i]) != 0)
			continue;
		for (size_t j = from; j < i; j++) {
			int c = class_of(s.p[j]);

			seen |= 1u << c;
			turns += j > from && c != class_of(s.p[j - 1]);
		}
		turns += (seen & 8u) != 0;
		if (i - from >= RANDOM_BYTES && turns >= RANDOM_TURNS &&
		    (seen & 4u) && (seen & 2u))
			triage_signal_on(k, SIGNAL_HASH_BUSTER,
			    (struct str){s.p + from, i - from});
		from = i + 1;
	}
}
