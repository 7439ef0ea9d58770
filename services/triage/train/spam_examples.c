/* spam_examples.c - mails to fit the shipped layer on, as features. */
#include "services/triage/train/spam_examples.h"
#include "common/base/die.h"
#include <stdlib.h>

#define SEED 20240229

void spam_examples_init(struct spam_examples *t)
{
	t->arena = arena_new((size_t)8 << 30);
	t->v = xcalloc(SPAM_EXAMPLES_MAX, sizeof *t->v);
	t->n = 0;
}

void spam_examples_deinit(struct spam_examples *t)
{
	arena_free(&t->arena);
	free(t->v);
}

void spam_examples_add(
    struct spam_examples *t, const struct triage_mail *m, bool spam)
{
	struct arena *scratch = arena_new((size_t)64 << 20);
	struct triage_spam_features f;

	MUST(t->n < SPAM_EXAMPLES_MAX);
	triage_spam_features_read(scratch, m, &f);
	f.v = arena_memdup(t->arena, f.v, f.n * sizeof *f.v);
	t->v[t->n++] = (struct spam_example){.f = f, .spam = spam, .weight = 1};
	arena_free(&scratch);
}

void spam_examples_make(struct spam_examples *t, const struct templates *tp,
    enum templates_part part, unsigned per_category)
{
	struct rng r = {.state = SEED};
	struct made_mail m;

	made_mail_init(&m);
	for (unsigned i = 0; i < per_category * TRIAGE_CATEGORIES_N; i++) {
		enum triage_category c =
		    (enum triage_category)(i % TRIAGE_CATEGORIES_N);
		struct triage_mail mail;

		if (c == CATEGORY_PHISHING)
			continue;
		templates_make(tp, &r, c, part, &m);
		mail = (struct triage_mail){
		    .subject = (struct str){buf_str(&m.subject), m.subject.len},
		    .body = (struct str){buf_str(&m.body), m.body.len}};
		spam_examples_add(t, &mail, c == CATEGORY_SPAM);
	}
	made_mail_deinit(&m);
}

void spam_examples_balance(struct spam_examples *t)
{
	size_t spam = 0;

	for (size_t i = 0; i < t->n; i++)
		spam += t->v[i].spam;
	for (size_t i = 0; i < t->n; i++)
		t->v[i].weight =
		    t->v[i].spam ? (float)(t->n - spam) / (float)spam : 1;
}
