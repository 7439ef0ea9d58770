/* main.c - triage-train: makes services/triage/model/triage.model.
 *
 *	triage-train TRAINING-DIR SPAMASSASSIN-DATA-DIR OUTPUT-OR--
 *
 * Deterministic: the same inputs give the same bytes. First each writer of whole
 * mails is left out in turn, and the model that has learnt from the others
 * judges that writer's mails: the table printed is the honest estimate of how
 * mail by other hands fares, and those judgements set the sharpness (inverse
 * temperature). Then everything but the corpus's test part is learnt. With "-"
 * nothing is made but the table.
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/train/examples.h"
#include "services/triage/train/held.h"
#include <stdio.h>
#include <stdlib.h>

#define EXAMPLES_MAX 100000
#define WRITERS_MAX 26
#define PASSES 8
#define RATE 0.1

struct sources {
	struct templates *templates;
	struct whole whole;
	struct corpus corpus;
};

static void shuffle(const struct example **v, size_t n, struct rng *r)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = rng_below(r, (uint32_t)i);
		const struct example *t = v[i - 1];

		v[i - 1] = v[k];
		v[k] = t;
	}
}

/* Learns from all sources, without one writer's mails (0: with all). */
static void fit(struct weights *w, const struct sources *s, char without)
{
	struct rng r = {.state = TRAIN_SEED + 7};
	const struct example **v;
	struct examples e;

	examples_init(&e, EXAMPLES_MAX);
	examples_add_composed(&e, s->templates, TRAIN_COMPOSED);
	examples_add_whole(
	    &e, s->templates, &s->whole, without, TRAIN_READINGS);
	examples_add_corpus(
	    &e, &s->corpus, without == 0 ? TEMPLATES_ALL : TEMPLATES_TRAIN);
	v = xcalloc(e.n, sizeof *v);
	for (size_t i = 0; i < e.n; i++)
		v[i] = &e.v[i];
	weights_init(w);
	for (unsigned pass = 0; pass < PASSES; pass++) {
		shuffle(v, e.n, &r);
		fprintf(stderr, "\rpass %u of %u over %zu mails: loss %.4f ",
		    pass + 1, PASSES, e.n, weights_pass(w, v, e.n, RATE));
	}
	fprintf(stderr, "\n");
	free(v);
	examples_deinit(&e);
}

/* ---- what is held out ---- */

static void print_quality(const char *name, const struct held_quality *q)
{
	printf("%-44s %-22.4f %-22s accuracy %.3f, calibration error %.3f\n",
	    name, q->macro_f1, "-", q->accuracy, q->calibration_error);
}

static int by_score(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* Of real mail: is spam told from ham, by all parts together? */
static double junk_auc(const struct weights *w, const struct corpus *c)
{
	double(*scores)[2], below = 0, ham = 0, spam = 0;
	struct examples e;

	examples_init(&e, EXAMPLES_MAX);
	examples_add_corpus(&e, c, TEMPLATES_HELD);
	scores = xcalloc(e.n, sizeof *scores);
	for (size_t i = 0; i < e.n; i++) {
		scores[i][0] = weights_junk(w, &e.v[i]);
		scores[i][1] = e.v[i].category == CATEGORY_SPAM;
	}
	qsort(scores, e.n, sizeof *scores, by_score);
	for (size_t i = 0; i < e.n; i++) {
		ham += scores[i][1] == 0;
		spam += scores[i][1];
		below += scores[i][1] * ham;
	}
	free(scores);
	examples_deinit(&e);
	return ham * spam > 0 ? below / (ham * spam) : 0;
}

static void hold_out(
    const struct sources *s, char writer, struct held *h, double *auc_r)
{
	struct weights w;
	struct examples e;

	fit(&w, s, writer);
	examples_init(&e, EXAMPLES_MAX);
	examples_add_writer(&e, s->templates, &s->whole, writer);
	for (size_t i = 0; i < e.n; i++)
		held_add(h, &w, &e.v[i]);
	*auc_r = junk_auc(&w, &s->corpus);
	examples_deinit(&e);
	weights_deinit(&w);
}

static bool wrote_any(const struct whole *w, char writer)
{
	for (size_t i = 0; i < w->n; i++) {
		if (w->v[i].writer == writer)
			return true;
	}
	return false;
}

static double leave_writers_out(const struct sources *s)
{
	size_t ends[WRITERS_MAX] = {0};
	struct held h = {NULL, 0, 0};
	struct held_quality q;
	double sharpness, auc = 0;

	for (unsigned i = 0; i < WRITERS_MAX; i++) {
		if (wrote_any(&s->whole, (char)('a' + i)))
			hold_out(s, (char)('a' + i), &h, &auc);
		ends[i] = h.n;
	}
	sharpness = held_sharpness(&h);
	printf("protocol: each writer's mails judged by a model that has not "
	       "seen them (leave one writer out);\n"
	       "          settings and sharpness (%.2f) were chosen on them\n",
	    sharpness);
	for (unsigned i = 0; i < WRITERS_MAX; i++) {
		size_t from = i == 0 ? 0 : ends[i - 1];
		char name[64];

		if (ends[i] == from)
			continue;
		q = held_measure(&h, from, ends[i], sharpness);
		snprintf(name, sizeof name, "writer %c, %zu mails: macro-F1",
		    'a' + (int)i, ends[i] - from);
		print_quality(name, &q);
	}
	q = held_measure(&h, 0, h.n, sharpness);
	print_quality("all writers: macro-F1", &q);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		printf("  %-42s %-22.3f -\n",
		    triage_category((enum triage_category)c)->name, q.f1[c]);
	printf("%-44s %-22.5f -\n",
	    "a tenth of the corpus's training part: AUC", auc);
	held_deinit(&h);
	return sharpness;
}

/* ---- the model ---- */

static void make_model(
    const struct sources *s, double sharpness, const char *path)
{
	struct weights w;
	char *file = xcalloc(1, triage_model_bytes());
	FILE *f;

	fit(&w, s, 0);
	weights_write(&w, sharpness, file);
	f = fopen(path, "wb");
	if (f == NULL || fwrite(file, triage_model_bytes(), 1, f) != 1 ||
	    fclose(f) != 0)
		quit(EX_CANTCREAT, "%s: cannot be written", path);
	free(file);
	weights_deinit(&w);
}

int main(int argc, char **argv)
{
	struct sources s;
	struct err err = {.code = ERR_OK};
	double sharpness;

	if (argc != 4) {
		fprintf(stderr, "usage: triage-train TRAINING-DIR "
				"SPAMASSASSIN-DATA-DIR OUTPUT-OR--\n");
		return EX_USAGE;
	}
	mail_init();
	if (templates_read(argv[1], &s.templates, &err) < 0 ||
	    whole_read(argv[1], &s.whole, &err) < 0 ||
	    corpus_read(argv[2], &s.corpus, &err) < 0) {
		fprintf(stderr, "triage-train: %s\n", err.text);
		return EX_NOINPUT;
	}
	sharpness = leave_writers_out(&s);
	if (!streq(argv[3], "-"))
		make_model(&s, sharpness, argv[3]);
	templates_free(&s.templates);
	whole_free(&s.whole);
	corpus_free(&s.corpus);
	mail_deinit();
	return EX_OK;
}
