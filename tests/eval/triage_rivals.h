/* triage_rivals.h - rivals in telling categories apart. */
#ifndef EVAL_TRIAGE_RIVALS_H
#define EVAL_TRIAGE_RIVALS_H

#include "tests/eval/triage_eval.h"

/* Naive Bayes, taught the composed mails of this folder of phrases. */
struct bayes;
struct bayes *bayes_new(const char *training);
void bayes_free(struct bayes **b);
int bayes_judge(struct bayes *b, struct arena *a, const struct triage_mail *m);

/* n predictions of fastText, "__label__x" a line; NULL when there are not as
 * many. The caller frees them. */
int *rival_labels(const char *path, size_t n);
/* A text folded, as fastText is given it. */
void rival_print_words(struct str s);

#endif
