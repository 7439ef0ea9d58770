/* text_check.h - what the tests of the assistant's pure parts share: an arena,
 * a lexicon, one moment that is now. */
#ifndef TESTS_ASSISTANT_TEXT_CHECK_H
#define TESTS_ASSISTANT_TEXT_CHECK_H

#include "services/assistant/compose/compose.h"

#include "tests/unit/unit.h"

#include <stdio.h>

/* Saturday, 21 November 2026, 20:00 UTC. */
#define NOW_MS INT64_C(1795291200000)

struct text_world {
	struct arena *a;
	struct lexicon *lex;
	struct when_clock clock;
};

static inline int text_world_new(void **state)
{
	struct text_world *w = calloc(1, sizeof *w);

	w->a = arena_new(64u << 20);
	w->lex = lexicon_new();
	w->clock.now_ms = NOW_MS;
	*state = w;
	return 0;
}

static inline int text_world_free(void **state)
{
	struct text_world *w = *state;

	arena_free(&w->a);
	lexicon_free(&w->lex);
	free(w);
	return 0;
}

static inline struct question *read_question(
    struct text_world *w, const char *text)
{
	struct question *q = ARENA_NEW(w->a, struct question);

	question_read(w->a, w->lex, str_of(text), &w->clock, q);
	return q;
}

static inline struct mail mail_of(
    uint64_t id, const char *subject, const char *from_name, const char *body)
{
	return (struct mail){
	    .id = id,
	    .thread_id = id + 1000,
	    .subject = subject,
	    .from_name = from_name,
	    .from_addr = "someone@example.com",
	    .received_ms = NOW_MS - (int64_t)id * 3600000,
	    .own = str_of(body),
	    .body = str_of(body),
	    .category = "personal",
	    .priority = 50,
	    .risk_reason = "",
	};
}

struct written {
	struct draft d;
	struct material m;
	struct plan plan;
	const char *text;
};

/* The answer to the question over these mails. */
static inline struct written *write_answer(
    struct text_world *w, const char *question, struct mail *mails, size_t n)
{
	struct written *x = ARENA_NEW(w->a, struct written);
	const struct chat_ask ask = {.window_days = 30, .max_results = 50};

	x->m.q = read_question(w, question);
	plan_make(w->a, x->m.q, &ask, &w->clock, &x->plan);
	x->m.plan = &x->plan;
	x->m.clock = &w->clock;
	x->m.mails = mails;
	x->m.n_mails = x->m.n_listed = n;
	x->m.total = (int64_t)n;
	draft_init(&x->d, w->a, mails, n, 0);
	compose_answer(&x->d, &x->m);
	x->text = arena_strdup(w->a, buf_str(&x->d.text));
	assert_false(buf_failed(&x->d.text));
	draft_deinit(&x->d);
	return x;
}

#endif
