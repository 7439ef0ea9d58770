/* spam_main.c - triage-train-spam: makes services/triage/spam/spam.model.
 *
 *	triage-train-spam TRAINING-DIR SPAMASSASSIN-DATA-DIR OUTPUT
 *
 * Deterministic: the same inputs give the same bytes. Learns from mails that
 * are composed of the phrases of every category and from the corpus's training
 * part. A tenth of both is held out first, to calibrate.
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/train/corpus.h"
#include "services/triage/train/fit_spam.h"
#include "services/triage/train/templates.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PER_CATEGORY 150 /* composed mails */
#define PASSES 12
#define SEED 20240229
#define MAX_EXAMPLES 40000

struct spam_trainer {
	struct arena *arena;
	struct spam_example *v;
	size_t n;
};

static void add(struct spam_trainer *t, const struct triage_mail *m, bool spam)
{
	struct arena *scratch = arena_new((size_t)64 << 20);
	struct triage_spam_features f;

	MUST(t->n < MAX_EXAMPLES);
	triage_spam_features_read(scratch, m, &f);
	f.v = arena_memdup(t->arena, f.v, f.n * sizeof *f.v);
	t->v[t->n++] = (struct spam_example){.f = f, .spam = spam, .weight = 1};
	arena_free(&scratch);
}

static void add_made(struct spam_trainer *t, const struct templates *tp,
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
		add(t, &mail, c == CATEGORY_SPAM);
	}
	made_mail_deinit(&m);
}

static void add_corpus(
    struct spam_trainer *t, const struct corpus *c, enum templates_part part)
{
	struct triage_user user = {.n_addresses = 0};

	for (size_t i = 0; i < c->n; i++) {
		struct arena *a = arena_new((size_t)256 << 20);
		bool held = c->v[i].key % 10 == 0;
		struct mail_message m;
		struct triage_mail mail;

		if (c->v[i].train &&
		    (part == TEMPLATES_ALL ||
			held == (part == TEMPLATES_HELD)) &&
		    mail_parse(a, c->v[i].raw, NULL, &m, NULL) == 0) {
			triage_mail_from_message(a, &m, &user, "", &mail);
			add(t, &mail, c->v[i].spam);
		}
		arena_free(&a);
	}
}

/* Spam weighs as much as ham in all. */
static void balance(struct spam_trainer *t)
{
	size_t spam = 0;

	for (size_t i = 0; i < t->n; i++)
		spam += t->v[i].spam;
	for (size_t i = 0; i < t->n; i++)
		t->v[i].weight =
		    t->v[i].spam ? (float)(t->n - spam) / (float)spam : 1;
}

static void trainer_init(struct spam_trainer *t)
{
	t->arena = arena_new((size_t)8 << 30);
	t->v = xcalloc(MAX_EXAMPLES, sizeof *t->v);
	t->n = 0;
}

static void trainer_deinit(struct spam_trainer *t)
{
	arena_free(&t->arena);
	free(t->v);
}

static void report(const struct spam_fit *s, const struct spam_trainer *held)
{
	size_t ham = 0, spam = 0, fp = 0, fn = 0;

	for (size_t i = 0; i < held->n; i++) {
		bool said = spam_fit_score(s, &held->v[i].f) >= 0;

		*(held->v[i].spam ? &spam : &ham) += 1;
		fp += said && !held->v[i].spam;
		fn += !said && held->v[i].spam;
	}
	fprintf(stderr,
	    "held out: %zu ham, %zu called spam; %zu spam, %zu missed\n", ham,
	    fp, spam, fn);
}

static void write_model(const struct spam_fit *s, const char *path)
{
	char *file = xcalloc(1, triage_spam_bytes());
	FILE *f = fopen(path, "wb");

	spam_fit_write(s, file);
	if (f == NULL || fwrite(file, triage_spam_bytes(), 1, f) != 1 ||
	    fclose(f) != 0)
		quit(EX_CANTCREAT, "%s: cannot be written", path);
	free(file);
}

/* What calibrates is never learnt from. */
static void make_model(
    const struct templates *tp, const struct corpus *c, const char *path)
{
	struct spam_trainer held, part;
	struct spam_fit *s = spam_fit_new();

	trainer_init(&held);
	trainer_init(&part);
	add_made(&held, tp, TEMPLATES_HELD, PER_CATEGORY / 10);
	add_corpus(&held, c, TEMPLATES_HELD);
	add_made(&part, tp, TEMPLATES_TRAIN, PER_CATEGORY);
	add_corpus(&part, c, TEMPLATES_TRAIN);
	balance(&held);
	balance(&part);
	fprintf(stderr, "learning from %zu mails\n", part.n);
	spam_fit_run(s, part.v, part.n, PASSES);
	spam_fit_calibrate(s, held.v, held.n);
	report(s, &held);
	write_model(s, path);
	spam_fit_free(&s);
	trainer_deinit(&held);
	trainer_deinit(&part);
}

int main(int argc, char **argv)
{
	struct templates *tp;
	struct corpus corpus;
	struct err err = {.code = ERR_OK};

	if (argc != 4) {
		fprintf(stderr, "usage: triage-train-spam TRAINING-DIR "
				"SPAMASSASSIN-DATA-DIR OUTPUT\n");
		return EX_USAGE;
	}
	mail_init();
	if (templates_read(argv[1], &tp, &err) < 0 ||
	    corpus_read(argv[2], &corpus, &err) < 0) {
		fprintf(stderr, "triage-train-spam: %s\n", err.text);
		return EX_NOINPUT;
	}
	make_model(tp, &corpus, argv[3]);
	templates_free(&tp);
	corpus_free(&corpus);
	mail_deinit();
	return EX_OK;
}
