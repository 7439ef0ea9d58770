/* fuzz_assistant.c - any question about any mail. The first line is asked, the
 * rest is a mail's subject, sender and body. The answer is UTF-8 without
 * hidden characters, its quotes are bytes of the body, its citations exist,
 * and every query fits the query language. */
#include "common/base/die.h"
#include "services/assistant/compose/compose.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_text(struct str s, size_t n_citations)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		struct str rest = {s.p + i, s.n - i};
		int64_t number;
		ptrdiff_t end;

		MUST(!char_is_hidden(utf8_next(rest, &n)));
		if (s.p[i] != '[')
			continue;
		end = str_find(rest, "]");
		MUST(end > 1 && end < 4);
		MUST(str_to_i64((struct str){rest.p + 1, (size_t)end - 1}, 1,
			 (int64_t)n_citations, &number) == 0);
	}
}

static void check_draft(const struct draft *d, struct str body)
{
	MUST(!buf_failed(&d->text));
	check_text(
	    (struct str){buf_str(&d->text), d->text.len}, d->n_citations);
	for (size_t i = 0; i < d->n_citations; i++) {
		const struct chat_citation *c = &d->citations[i];

		if (c->quote == NULL)
			continue;
		MUST(c->to_byte <= (int64_t)body.n);
		MUST(strlen(c->quote) == (size_t)(c->to_byte - c->from_byte));
		MUST(memcmp(c->quote, body.p + c->from_byte,
			 strlen(c->quote)) == 0);
	}
}

static struct mail make_mail(struct arena *a, uint64_t id, struct str body)
{
	const char *head = arena_strndup(a, body.p, MIN(body.n, (size_t)300));

	return (struct mail){.id = id,
	    .thread_id = id,
	    .subject = head,
	    .from_name = head,
	    .from_addr = head,
	    .received_ms = INT64_C(1795291200000),
	    .own = body,
	    .body = body,
	    .category = "offer",
	    .priority = 50,
	    .risk = id == 2 ? 90 : 0,
	    .due_ms = INT64_C(1795391200000),
	    .event_ms = INT64_C(1795391200000),
	    .risk_reason = head,
	    .can_unsubscribe = true};
}

static void answer(
    struct arena *a, const struct lexicon *l, struct str asked, struct str body)
{
	const struct when_clock clock = {.now_ms = INT64_C(1795291200000)};
	const struct chat_ask ask = {.window_days = 30, .max_results = 50};
	struct mail mails[2];
	struct question q;
	struct plan plan;
	struct material m = {.q = &q,
	    .plan = &plan,
	    .clock = &clock,
	    .mails = mails,
	    .n_mails = 2,
	    .n_listed = 2,
	    .total = 2};
	struct draft d;

	question_read(a, l, asked, &clock, &q);
	q.intent = (enum intent)(body.n % INTENTS_N);
	m.loose = body.n / INTENTS_N % 2 == 1;
	mails[0] = make_mail(a, 1, body);
	mails[1] = make_mail(a, 2, body);
	plan_make(a, &q, &ask, &clock, &plan);
	for (size_t i = 0; i < plan.n; i++)
		MUST(strlen(plan.v[i].q) <= 1024);
	draft_init(&d, a, mails, 2, 0);
	compose_answer(&d, &m);
	check_draft(&d, body);
	draft_deinit(&d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = {(const char *)data, MIN(n, (size_t)8192)}, asked;
	struct lexicon *l;
	struct arena *a;

	/* Texts of messages are UTF-8 before they come here. */
	if (!utf8_valid(rest) || !str_split(&rest, '\n', &asked))
		return 0;
	l = lexicon_new();
	a = arena_new(64u << 20);
	answer(a, l, asked, rest);
	arena_free(&a);
	lexicon_free(&l);
	return 0;
}
