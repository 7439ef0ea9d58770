/* main.c - triage-train: makes services/triage/model/triage.model.
 *
 *	triage-train TRAINING-DIR SPAMASSASSIN-DATA-DIR OUTPUT
 *
 * Deterministic: the same inputs give the same bytes. A fit begins at naive
 * Bayes and moves from there as far as errors push it: what only a few phrases
 * say keeps its modest say in mail of other words. First a model is fitted
 * on nine tenths of the phrases and of the corpus's training part; the other
 * tenth sets the sharpness (inverse temperature). Then everything but the
 * corpus's test part is learnt, with that sharpness.
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/lexicon.h"
#include "services/triage/signals/signals.h"
#include "services/triage/spam/spam.h"
#include "services/triage/train/corpus.h"
#include "services/triage/train/learn_weights.h"
#include "services/triage/train/templates.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define PER_CATEGORY 1500 /* composed mails */
#define HELD_PER_CATEGORY 150
#define SMOOTH 5.0 /* mails that every category is taken to have more */
#define PASSES 3
#define RATE 0.05
#define KEEP 0.9f /* of what a pass has changed */
#define SEED 20240229
#define NOW_MS INT64_C(1700000000000)

struct trainer {
	struct arena *arena; /* lives as long as the examples */
	struct triage_domains *domains;
	struct triage_lexicon *lexicon;
	struct triage_spam spam;
	struct example *v;
	size_t n, max;
};

static void add(struct trainer *t, const struct triage_mail *m,
    const struct triage_user *u, int category, float weight)
{
	struct arena *scratch = arena_new((size_t)64 << 20);
	struct triage_seen *seen = ARENA_NEW(scratch, struct triage_seen);
	struct example *e = &t->v[t->n++];

	MUST(t->n <= t->max);
	triage_signals_find(
	    t->domains, t->lexicon, scratch, m, u, m->at_ms, seen);
	triage_features_read(
	    t->arena, &seen->subject, &seen->body, &seen->sender, &e->features);
	e->spam =
	    (float)triage_spam_judge(&t->spam, NULL, scratch, m).shipped / 1000;
	for (unsigned s = 0; s < TRIAGE_SIGNALS_N; s++) {
		for (unsigned c = 0;
		     seen->evidence[s] != NULL && c < TRIAGE_CATEGORIES_N; c++)
			e->offset[c] +=
			    (float)triage_signal_weight((enum triage_signal)s,
				(enum triage_category)c) /
			    1000;
	}
	e->category = category;
	e->weight = weight;
	arena_free(&scratch);
}

/* How often mail of a category comes from somebody known. */
static void relate(struct rng *r, enum triage_category c, struct triage_mail *m,
    struct triage_user *u)
{
	bool people = c == CATEGORY_PERSONAL || c == CATEGORY_WORK;

	bool talks = c == CATEGORY_INTERVIEW || c == CATEGORY_RECRUITER ||
		     c == CATEGORY_OFFER || c == CATEGORY_REJECTION;

	u->knows_sender = rng_chance(r, people                ? 0.5
					: talks               ? 0.35
					: c == CATEGORY_EVENT ? 0.15
							      : 0.02);
	m->replies_to_user = rng_chance(r, people ? 0.3 : talks ? 0.3 : 0.01);
}

static void add_made(struct trainer *t, const struct templates *tp,
    enum templates_part part, unsigned per_category, uint64_t seed)
{
	struct rng r = {.state = seed};
	struct made_mail m;

	made_mail_init(&m);
	for (unsigned i = 0; i < per_category * TRIAGE_CATEGORIES_N; i++) {
		enum triage_category c =
		    (enum triage_category)(i % TRIAGE_CATEGORIES_N);
		struct triage_mail mail;
		struct triage_user user = {.n_addresses = 0};

		templates_make(tp, &r, c, part, &m);
		mail = (struct triage_mail){
		    .subject =
			str_of(arena_strdup(t->arena, buf_str(&m.subject))),
		    .body = str_of(arena_strdup(t->arena, buf_str(&m.body))),
		    .from_name =
			str_of(arena_strdup(t->arena, buf_str(&m.from_name))),
		    .from_addr = str_of(arena_printf(
			t->arena, "%s@mail.example", buf_str(&m.local))),
		    .list_unsubscribe = m.list ? STR("<https://l.example/u>")
					       : (struct str){NULL, 0},
		    .auto_submitted = m.automatic ? STR("auto-generated")
						  : (struct str){NULL, 0},
		    .is_outgoing = m.own,
		    .at_ms = NOW_MS,
		};
		user.heard_before = true; /* what is new says the signal */
		relate(&r, c, &mail, &user);
		add(t, &mail, &user, (int)c, 1.0f);
	}
	made_mail_deinit(&m);
}

/* held: only every tenth of the training part, else the others or all. */
static void add_corpus(
    struct trainer *t, const struct corpus *c, enum templates_part part)
{
	struct triage_user user = {.n_addresses = 0, .heard_before = true};

	for (size_t i = 0; i < c->n; i++) {
		struct mail_message m;
		struct triage_mail mail;
		bool held = c->v[i].key % 10 == 0;

		if (!c->v[i].train ||
		    (part != TEMPLATES_ALL && held != (part == TEMPLATES_HELD)))
			continue;
		if (mail_parse(t->arena, c->v[i].raw, NULL, &m, NULL) < 0)
			continue;
		triage_mail_from_message(t->arena, &m, &user, "", &mail);
		mail.at_ms = NOW_MS;
		add(t, &mail, &user, c->v[i].spam ? CATEGORY_SPAM : EXAMPLE_HAM,
		    1.0f);
		t->v[t->n - 1].from_corpus = true;
	}
}

static void shuffle(const struct example **v, size_t n, struct rng *r)
{
	for (size_t i = n; i > 1; i--) {
		size_t k = rng_below(r, (uint32_t)i);
		const struct example *t = v[i - 1];

		v[i - 1] = v[k];
		v[k] = t;
	}
}

static const struct example **order_of(const struct trainer *t)
{
	const struct example **v = xcalloc(t->n + 1, sizeof *v);

	for (size_t i = 0; i < t->n; i++)
		v[i] = &t->v[i];
	return v;
}

static void fit(struct weights *w, const struct trainer *t)
{
	const struct example **v = order_of(t);
	struct rng r = {.state = SEED + 7};

	weights_begin(w, v, t->n, SMOOTH);
	for (unsigned pass = 0; pass < PASSES; pass++) {
		double loss;

		shuffle(v, t->n, &r);
		loss = weights_pass(w, v, t->n, RATE);
		weights_shrink(w, KEEP);
		fprintf(stderr, "pass %u of %u: loss %.4f over %zu mails\n",
		    pass + 1, PASSES, loss, t->n);
	}
	free(v);
}

static void trainer_init(struct trainer *t, size_t max)
{
	memset(t, 0, sizeof *t);
	t->arena = arena_new((size_t)8 << 30);
	t->domains = triage_domains_new();
	t->lexicon = triage_lexicon_new();
	MUST(triage_spam_open(&t->spam, NULL) == 0);
	t->v = xcalloc(max, sizeof *t->v);
	t->max = max;
}

static void trainer_deinit(struct trainer *t)
{
	arena_free(&t->arena);
	triage_domains_free(&t->domains);
	triage_lexicon_free(&t->lexicon);
	free(t->v);
}

static int by_score(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* How well mail that was not learnt from is told apart. */
static void report(
    const struct weights *w, const struct example *const *v, size_t n)
{
	double(*scores)[2] = xcalloc(n, sizeof *scores);
	size_t right = 0, made = 0, ham = 0, spam = 0, fp = 0, fn = 0, k = 0;
	double below = 0;

	for (size_t i = 0; i < n; i++) {
		double z[TRIAGE_CATEGORIES_N], junk = 0, rest = 0;
		unsigned best = 0;

		weights_apply(w, v[i], z);
		z[CATEGORY_SPAM] += (double)v[i]->spam;
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
			best = z[c] > z[best] ? c : best;
			*(triage_category((enum triage_category)c)->junk
				? &junk
				: &rest) += exp(z[c]);
		}
		if (v[i]->from_corpus) {
			scores[k][0] = log(junk) - log(rest);
			scores[k++][1] = v[i]->category == CATEGORY_SPAM;
		} else {
			made++;
			right += best == (unsigned)v[i]->category;
		}
	}
	qsort(scores, k, sizeof *scores, by_score);
	for (size_t i = 0; i < k; i++) {
		if (scores[i][1] > 0) {
			spam++;
			fn += scores[i][0] < 0;
			below += (double)ham;
		} else {
			ham++;
			fp += scores[i][0] >= 0;
		}
	}
	fprintf(stderr,
	    "held out: %zu of %zu composed mails right (%.4f); "
	    "corpus: %zu ham, %zu called junk; %zu spam, %zu missed; "
	    "AUC %.5f\n",
	    right, made, (double)right / (double)made, ham, fp, spam, fn,
	    below / ((double)ham * (double)spam));
	free(scores);
}

static double find_sharpness(const struct templates *tp, const struct corpus *c)
{
	struct trainer train, held;
	struct weights w;
	const struct example **v;
	double best = 1, best_loss = INFINITY;

	trainer_init(&train, 80000);
	trainer_init(&held, 20000);
	add_made(&train, tp, TEMPLATES_TRAIN, PER_CATEGORY, SEED);
	add_corpus(&train, c, TEMPLATES_TRAIN);
	add_made(&held, tp, TEMPLATES_HELD, HELD_PER_CATEGORY, SEED + 1);
	add_corpus(&held, c, TEMPLATES_HELD);
	weights_init(&w);
	fit(&w, &train);
	v = order_of(&held);
	for (double s = 0.3; s < 3.01; s += 0.05) {
		double loss = weights_loss(&w, v, held.n, s);

		if (loss < best_loss) {
			best_loss = loss;
			best = s;
		}
	}
	fprintf(stderr, "held out: loss %.4f at sharpness 1, %.4f at %.2f\n",
	    weights_loss(&w, v, held.n, 1), best_loss, best);
	report(&w, v, held.n);
	free(v);
	weights_deinit(&w);
	trainer_deinit(&train);
	trainer_deinit(&held);
	return best;
}

static void make_model(const struct templates *tp, const struct corpus *c,
    double sharpness, const char *path)
{
	struct trainer t;
	struct weights w;
	char *file = xcalloc(1, triage_model_bytes());
	FILE *f;

	trainer_init(&t, 80000);
	add_made(&t, tp, TEMPLATES_ALL, PER_CATEGORY, SEED);
	add_corpus(&t, c, TEMPLATES_ALL);
	weights_init(&w);
	fit(&w, &t);
	weights_write(&w, sharpness, file);
	f = fopen(path, "wb");
	if (f == NULL || fwrite(file, triage_model_bytes(), 1, f) != 1 ||
	    fclose(f) != 0)
		quit(EX_CANTCREAT, "%s: cannot be written", path);
	free(file);
	weights_deinit(&w);
	trainer_deinit(&t);
}

int main(int argc, char **argv)
{
	struct templates *tp;
	struct corpus corpus;
	struct err err = {.code = ERR_OK};
	double sharpness;

	if (argc != 4) {
		fprintf(stderr, "usage: triage-train TRAINING-DIR "
				"SPAMASSASSIN-DATA-DIR OUTPUT\n");
		return EX_USAGE;
	}
	mail_init();
	if (templates_read(argv[1], &tp, &err) < 0 ||
	    corpus_read(argv[2], &corpus, &err) < 0) {
		fprintf(stderr, "triage-train: %s\n", err.text);
		return EX_NOINPUT;
	}
	sharpness = find_sharpness(tp, &corpus);
	make_model(tp, &corpus, sharpness, argv[3]);
	templates_free(&tp);
	corpus_free(&corpus);
	mail_deinit();
	return EX_OK;
}
