/* triage_spam.c - spam and ham of the SpamAssassin corpus's test part. */
#include "common/base/die.h"
#include "tests/eval/triage_eval.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void write_file(const char *path, struct str raw)
{
	FILE *f = fopen(path, "wb");

	if (f == NULL || (raw.n > 0 && fwrite(raw.p, raw.n, 1, f) != 1))
		quit(EX_CANTCREAT, "%s: cannot be written", path);
	fclose(f);
}

/* A file a mail, and the list that a rival reads: first what it learns, then
 * the test part in the order in which "spam" reads it. */
int eval_dump(const char *dir, const char *out)
{
	struct corpus c;
	char path[512];

	eval_corpus(dir, &c);
	for (int test = 0; test <= 1; test++) {
		for (size_t i = 0; i < c.n; i++) {
			if (c.v[i].train == test)
				continue;
			snprintf(path, sizeof path, "%s/%05zu.eml", out, i);
			write_file(path, c.v[i].raw);
			printf("%s %s\n",
			    test          ? "-"
			    : c.v[i].spam ? "spam"
					  : "ham",
			    path);
		}
	}
	corpus_free(&c);
	return EX_OK;
}

struct errors {
	size_t fp, fn, ham, spam;
	double auc;
};

static struct errors count_errors(
    const struct judged_list *l, const double *p, const double *rank)
{
	struct errors e = {0};
	bool *positive = xcalloc(l->n, sizeof *positive);

	for (size_t i = 0; i < l->n; i++) {
		positive[i] = l->v[i].positive;
		e.ham += !positive[i];
		e.spam += positive[i];
		e.fp += !positive[i] && p[i] >= 0.5;
		e.fn += positive[i] && p[i] < 0.5;
	}
	e.auc = stat_auc(rank, positive, l->n);
	free(positive);
	return e;
}

int eval_spam(const char *dir, const char *rival_path)
{
	struct triage_scorer *s = eval_scorer();
	struct triage_user user = {.n_addresses = 0};
	struct judged_list l = {NULL, 0, 0};
	struct errors ours, rival = {0};
	struct corpus c;
	double *p, *rank, *other;
	char a[64], b[64], d[64];

	eval_corpus(dir, &c);
	for (size_t i = 0; i < c.n; i++) {
		if (!c.v[i].train)
			eval_judge_raw(
			    s, c.v[i].raw, &user, "", c.v[i].spam, &l);
	}
	p = xcalloc(l.n, sizeof *p);
	rank = xcalloc(l.n, sizeof *rank);
	for (size_t i = 0; i < l.n; i++) {
		p[i] = l.v[i].junk;
		rank[i] = l.v[i].logit;
	}
	ours = count_errors(&l, p, rank);
	other = eval_scores(rival_path, l.n);
	if (other != NULL)
		rival = count_errors(&l, other, other);
	printf(
	    "protocol: SpamAssassin corpus, duplicates out, 70/30 by content "
	    "hash within each class, dates and routes removed;\n"
	    "          %zu ham and %zu spam tested, never trained on; settings "
	    "chosen on a held-out tenth of the training\n"
	    "          part, though the test figures were seen several times "
	    "in between; rival trained on the same part\n",
	    ours.ham, ours.spam);
	eval_line("spam AUC", eval_text(a, "%.5f", ours.auc),
	    other ? eval_text(b, "%.5f", rival.auc) : "absent", "");
	eval_line("spam 1-AUC, percent",
	    eval_text(a, "%.4f", 100 * (1 - ours.auc)),
	    other ? eval_text(b, "%.4f", 100 * (1 - rival.auc)) : "absent",
	    other && rival.auc < 1
		? eval_text(d, "%.2fx", (1 - ours.auc) / (1 - rival.auc))
		: "");
	eval_line("ham called junk at 0.5",
	    eval_text(a, "%zu of %zu", ours.fp, ours.ham),
	    other ? eval_text(b, "%zu", rival.fp) : "absent", "");
	eval_line("spam missed at 0.5",
	    eval_text(a, "%zu of %zu", ours.fn, ours.spam),
	    other ? eval_text(b, "%zu", rival.fn) : "absent", "");
	eval_line("calibration error of junk, 10 bins",
	    eval_text(a, "%.4f", stat_ece(l.v, l.n)), "-", "");
	free(p);
	free(rank);
	free(other);
	free(l.v);
	corpus_free(&c);
	triage_scorer_close(&s);
	return EX_OK;
}
