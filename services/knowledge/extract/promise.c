/* promise.c - commitments (who owes what, by when), requests that wait for
 * somebody, and deadlines. */
#include "services/knowledge/extract/promise.def.h"
#include "services/knowledge/extract/reading.h"

#define PROMISES 12 /* of one mail, of each kind */

struct phrase {
	const char *text;
	int dated; /* a moment must be named */
};
#define P(text, dated) {text, dated},
static const struct phrase promises[] = {PROMISE_PHRASES(P)};
static const struct phrase asks[] = {ASK_PHRASES(P)};
#undef P
#define C(text) text,
static const char *const empty[] = {ASK_EMPTY(C)};
#undef C

struct books {
	const struct phrase_book *promises, *asks, *empty;
};

static const struct phrase_book *read_book(
    struct arena *a, const struct phrase *v, size_t n)
{
	const char **texts = ARENA_ARRAY(a, const char *, n);

	for (size_t i = 0; i < n; i++)
		texts[i] = v[i].text;
	return phrase_book_new(a, texts, n);
}

static void read_books(struct arena *a, struct books *b_r)
{
	b_r->promises = read_book(a, promises, ARRAY_LEN(promises));
	b_r->asks = read_book(a, asks, ARRAY_LEN(asks));
	b_r->empty = phrase_book_new(a, empty, ARRAY_LEN(empty));
}

/* ---- who ---- */

static const char *sender_key(const struct reading *r)
{
	return fact_addr_key(r->a, r->from.addr);
}

/* The user as this mail knows them, or to whom the user writes. */
static const char *receiver_key(const struct reading *r)
{
	const struct fact_mail *m = r->m;
	const char *first = "";

	for (size_t i = 0; i < m->to.n; i++) {
		const char *key = fact_addr_key(r->a, m->to.v[i].addr);

		if (first[0] == '\0')
			first = key;
		if (fact_is_own(m, key) != r->outgoing)
			return key;
	}
	if (!r->outgoing && m->own_addrs_n > 0)
		return m->own_addrs[0];
	return first;
}

/* ---- what is said ---- */

static void add(struct reading *r, enum fact_kind kind, size_t from,
    size_t sentence, const struct when *due, const char *key, int confidence)
{
	const struct tokens *t = &r->body;
	struct str text = around_text(t, from, sentence);

	facts_add(
	    r->f, &(struct fact){.kind = kind,
		      .part = FACT_PART_BODY,
		      .from = (uint32_t)(text.p - t->text.p),
		      .to = (uint32_t)(text.p - t->text.p) + (uint32_t)text.n,
		      .key = key,
		      .value = arena_strndup(r->a, text.p, text.n),
		      .until_ms = due == NULL ? 0 : when_due_ms(due),
		      .confidence_milli = confidence});
}

static const struct when *moment(const struct reading *r, size_t sentence)
{
	const struct tokens *t = &r->body;
	const struct when *due = around_due(r, t, sentence);

	return due != NULL
		   ? due
		   : around_when(r, t, t->sentences[sentence].from, false);
}

/* A promise holds when it is to somebody, or by a day. */
static bool read_promise(
    struct reading *r, const struct books *b, size_t sentence)
{
	const struct tokens *t = &r->body;
	const struct sentence *s = &t->sentences[sentence];
	const struct when *due = moment(r, sentence);

	if (s->question)
		return false;
	for (size_t i = s->from; i < s->to; i++) {
		size_t n;
		const uint16_t *p = phrase_book_at(b->promises, &t->v[i], &n);

		for (; n > 0; n--, p++) {
			size_t behind =
			    phrase_book_match(b->promises, *p, t, i);
			bool to_you = false;

			if (behind == 0 ||
			    (promises[*p].dated && due == NULL) ||
			    around_hypothetical(t, i, behind) ||
			    around_negated(t, i, behind))
				continue;
			for (size_t j = i; j < s->to && j < behind + 3; j++)
				to_you |= token_in(&t->v[j], "you|your");
			if (due == NULL && (!to_you || r->is_list))
				continue;
			add(r, FACT_COMMITMENT, i, sentence, due, sender_key(r),
			    due != NULL ? 850 : 650);
			return true;
		}
	}
	return false;
}

static bool is_empty(
    const struct tokens *t, const struct sentence *s, const struct books *b)
{
	for (size_t i = s->from; i < s->to; i++) {
		size_t n;
		const uint16_t *p = phrase_book_at(b->empty, &t->v[i], &n);

		for (; n > 0; n--, p++)
			if (phrase_book_match(b->empty, *p, t, i) > 0)
				return true;
	}
	return false;
}

static bool read_ask(struct reading *r, const struct books *b, size_t sentence)
{
	const struct tokens *t = &r->body;
	const struct sentence *s = &t->sentences[sentence];

	if (is_empty(t, s, b))
		return false;
	for (size_t i = s->from; i < s->to; i++) {
		size_t n;
		const uint16_t *p = phrase_book_at(b->asks, &t->v[i], &n);

		for (; n > 0; n--, p++) {
			size_t behind = phrase_book_match(b->asks, *p, t, i);

			if (behind == 0 || t->v[i].quoted ||
			    around_negated(t, i, behind))
				continue;
			add(r, FACT_REQUEST, i, sentence, moment(r, sentence),
			    receiver_key(r), 800);
			return true;
		}
	}
	/* A question to the reader waits for an answer too. */
	for (size_t i = s->from; s->question && i < s->to; i++) {
		if (!token_in(&t->v[i], "you|your") ||
		    around_hypothetical(t, i, i + 1))
			continue;
		add(r, FACT_REQUEST, s->from, sentence, moment(r, sentence),
		    receiver_key(r), 500);
		return true;
	}
	return false;
}

/* "The deadline is ...", "expires on ...", where nobody promises or asks. */
static bool read_deadline(struct reading *r, size_t sentence)
{
	const struct tokens *t = &r->body;
	const struct sentence *s = &t->sentences[sentence];
	const struct when *due = around_due(r, t, sentence);

	for (size_t i = s->from; due != NULL && i < s->to; i++) {
		if (!token_in(&t->v[i],
			"deadline|expires|expire|due|valid|must|required|later|"
			"closes|latest|frist|spätestens|fällig") ||
		    around_hypothetical(t, i, i + 1) ||
		    around_negated(t, i, i + 1))
			continue;
		add(r, FACT_DEADLINE, s->from, sentence, due,
		    r->outgoing ? sender_key(r) : receiver_key(r), 700);
		return true;
	}
	return false;
}

void read_promises(struct reading *r)
{
	struct books b;
	unsigned promised = 0, asked = 0, due = 0;

	read_books(r->a, &b);
	for (size_t i = 0; i < r->body.sentences_n; i++) {
		if (promised < PROMISES && read_promise(r, &b, i))
			promised++;
		else if (!r->is_list && asked < PROMISES && read_ask(r, &b, i))
			asked++;
		else if (!r->is_list && due < PROMISES && read_deadline(r, i))
			due++;
	}
}
