/* triage_rivals.c - what the categories are measured against: multinomial
 * naive Bayes over words and pairs (here) and fastText's predictions. Both
 * learn the mails that the product's own trainer learns. */
#include "tests/eval/triage_rivals.h"
#include "common/base/die.h"
#include "services/triage/signals/text.h"
#include "services/triage/train/whole.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define BAYES_BITS 18

struct bayes {
	uint32_t (*count)[TRIAGE_CATEGORIES_N];
	double total[TRIAGE_CATEGORIES_N];
};

typedef void bayes_word(struct bayes *b, uint32_t bucket, void *to);

static void bayes_words(struct bayes *b, struct arena *a, struct str subject,
    struct str body, bayes_word *each, void *to)
{
	struct triage_text t;
	struct str both = str_of(arena_printf(a, "%.*s\n%.*s", (int)subject.n,
	    subject.n ? subject.p : "", (int)body.n, body.n ? body.p : ""));

	triage_text_read(a, both, &t);
	for (size_t i = 0; i < t.n_words; i++) {
		uint32_t h = t.words[i].hash;

		each(b, h >> (32 - BAYES_BITS), to);
		if (i + 1 < t.n_words)
			each(b,
			    triage_hash_join(h, t.words[i + 1].hash) >>
				(32 - BAYES_BITS),
			    to);
	}
}

static void bayes_count(struct bayes *b, uint32_t bucket, void *to)
{
	unsigned c = *(const unsigned *)to;

	b->count[bucket][c]++;
	b->total[c]++;
}

static void bayes_add(struct bayes *b, uint32_t bucket, void *to)
{
	double *z = to;

	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		z[c] += log((b->count[bucket][c] + 0.1) /
			    (b->total[c] + 0.1 * (1 << BAYES_BITS)));
}

typedef void rival_lesson(
    void *to, enum triage_category c, const struct made_mail *m);

/* What the product's own trainer learns: composed mails and whole ones. */
static void each_lesson(const char *training, rival_lesson *learn, void *to)
{
	struct templates *tp;
	struct whole w;
	struct err err;
	struct rng r = {.state = TRAIN_SEED};
	struct made_mail m;

	if (templates_read(training, &tp, &err) < 0 ||
	    whole_read(training, &w, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
	made_mail_init(&m);
	for (unsigned i = 0; i < TRAIN_COMPOSED * TRIAGE_CATEGORIES_N; i++) {
		enum triage_category c =
		    (enum triage_category)(i % TRIAGE_CATEGORIES_N);

		templates_make(tp, &r, c, TEMPLATES_ALL, &m);
		learn(to, c, &m);
	}
	for (size_t i = 0; i < w.n * TRAIN_READINGS; i++) {
		const struct whole_mail *from = &w.v[i / TRAIN_READINGS];

		whole_make(&w, &r, from, &m);
		learn(to, from->category, &m);
	}
	made_mail_deinit(&m);
	templates_free(&tp);
	whole_free(&w);
}

static void bayes_learn(
    void *to, enum triage_category c, const struct made_mail *m)
{
	struct arena *a = arena_new((size_t)1 << 20);
	unsigned category = c;

	bayes_words(to, a, str_of(buf_str(&m->subject)),
	    str_of(buf_str(&m->body)), bayes_count, &category);
	arena_free(&a);
}

struct bayes *bayes_new(const char *training)
{
	struct bayes *b = xcalloc(1, sizeof *b);

	b->count = xcalloc((size_t)1 << BAYES_BITS, sizeof *b->count);
	each_lesson(training, bayes_learn, b);
	return b;
}

void bayes_free(struct bayes **b)
{
	free((*b)->count);
	free(*b);
	*b = NULL;
}

int bayes_judge(struct bayes *b, struct arena *a, const struct triage_mail *m)
{
	double z[TRIAGE_CATEGORIES_N] = {0};
	int best = 0;

	bayes_words(b, a, m->subject, m->body, bayes_add, z);
	for (int c = 1; c < TRIAGE_CATEGORIES_N; c++)
		best = z[c] > z[best] ? c : best;
	return best;
}

void rival_print_words(struct str s)
{
	char text[9000];
	size_t n = triage_text_fold(s, text, sizeof text);

	printf(" %.*s", (int)n, text);
}

static void print_lesson(
    void *to, enum triage_category c, const struct made_mail *m)
{
	(void)to;
	printf("__label__%s", triage_category(c)->name);
	rival_print_words(str_of(buf_str(&m->subject)));
	rival_print_words(str_of(buf_str(&m->body)));
	putchar('\n');
}

/* Lines of fastText: what it learns, and what it is asked. */
int eval_made(const char *training)
{
	each_lesson(training, print_lesson, NULL);
	return EX_OK;
}

/* Its predictions, "__label__x" a line; NULL when there are not as many. */
int *rival_labels(const char *path, size_t n)
{
	FILE *f = streq(path, "-") ? NULL : fopen(path, "r");
	int *v = xcalloc(n, sizeof *v);
	size_t got = 0;
	char word[64];

	while (f != NULL && got < n && fscanf(f, "%63s", word) == 1) {
		enum triage_category c;

		if (triage_category_parse(word + strlen("__label__"), &c) < 0)
			break;
		v[got++] = (int)c;
	}
	if (f != NULL)
		fclose(f);
	if (got == n)
		return v;
	free(v);
	return NULL;
}
