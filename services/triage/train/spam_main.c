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
#include "services/triage/train/spam_examples.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void add_corpus(
    struct spam_examples *t, const struct corpus *c, enum templates_part part)
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
			spam_examples_add(t, &mail, c->v[i].spam);
		}
		arena_free(&a);
	}
}

static void report(const struct spam_fit *s, const struct spam_examples *held)
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
	struct spam_examples held, part;
	struct spam_fit *s = spam_fit_new();

	spam_examples_init(&held);
	spam_examples_init(&part);
	spam_examples_make(&held, tp, TEMPLATES_HELD, SPAM_PER_CATEGORY / 10);
	add_corpus(&held, c, TEMPLATES_HELD);
	spam_examples_make(&part, tp, TEMPLATES_TRAIN, SPAM_PER_CATEGORY);
	add_corpus(&part, c, TEMPLATES_TRAIN);
	spam_examples_balance(&held);
	spam_examples_balance(&part);
	fprintf(stderr, "learning from %zu mails\n", part.n);
	spam_fit_run(s, part.v, part.n, SPAM_PASSES);
	spam_fit_calibrate(s, held.v, held.n);
	report(s, &held);
	write_model(s, path);
	spam_fit_free(&s);
	spam_examples_deinit(&held);
	spam_examples_deinit(&part);
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
