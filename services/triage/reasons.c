/* reasons.c - which words and signals made a category lead, in parts that add
 * up to the lead. */
#include "services/triage/score_parts.h"
#include "common/base/die.h"
#include <stdlib.h>

static const char *const word_names[TRIAGE_BLOCKS] = {
    [BLOCK_SUBJECT] = "word_in_subject",
    [BLOCK_BODY] = "word_in_body",
    [BLOCK_SENDER] = "word_in_sender",
    [BLOCK_SUBJECT_PARTS] = "word_part_in_subject",
    [BLOCK_BODY_PARTS] = "word_part_in_body",
    [BLOCK_SENDER_PARTS] = "word_part_in_sender",
};
static const char *const rest_names[TRIAGE_BLOCKS] = {
    [BLOCK_SUBJECT] = "rest_of_subject",
    [BLOCK_BODY] = "rest_of_body",
    [BLOCK_SENDER] = "rest_of_sender",
    [BLOCK_SUBJECT_PARTS] = "rest_of_subject_parts",
    [BLOCK_BODY_PARTS] = "rest_of_body_parts",
    [BLOCK_SENDER_PARTS] = "rest_of_sender_parts",
};

struct top {
	int32_t weight;
	enum triage_block block;
	size_t i;
};

void triage_part_add(struct triage_work *w, enum triage_part_of of,
    const char *signal, int32_t weight, const char *evidence)
{
	if (weight == 0)
		return;
	MUST(w->n_parts < TRIAGE_PARTS_MAX);
	w->parts[w->n_parts++] = (struct triage_part){
	    .of = of, .signal = signal, .weight = weight, .evidence = evidence};
}

/* Keeps the strongest, sorted. */
static void top_offer(struct top *v, size_t *n, struct top t)
{
	size_t at = *n;

	while (at > 0 && abs(v[at - 1].weight) < abs(t.weight))
		at--;
	if (at == TRIAGE_TOP_WORDS)
		return;
	if (*n < TRIAGE_TOP_WORDS)
		(*n)++;
	memmove(v + at + 1, v + at, (*n - 1 - at) * sizeof *v);
	v[at] = t;
}

static const char *words_of(struct triage_work *w, const struct top *t)
{
	const struct triage_text *texts[] = {
	    [BLOCK_SUBJECT] = &w->seen.subject,
	    [BLOCK_BODY] = &w->seen.body,
	    [BLOCK_SENDER] = &w->seen.sender,
	    [BLOCK_SUBJECT_PARTS] = &w->seen.subject,
	    [BLOCK_BODY_PARTS] = &w->seen.body,
	    [BLOCK_SENDER_PARTS] = &w->seen.sender,
	};
	const struct triage_text *text = texts[t->block];
	const struct triage_feature *f = &w->features.v[t->block][t->i];
	const struct triage_word *a = &text->words[f->word];
	const struct triage_word *b = &text->words[f->word + f->words - 1];
	struct str s = {
	    text->original.p + a->from, b->from + b->bytes - a->from};

	return triage_evidence(w->arena, s);
}

/* The strongest words by name, the others of their block in one sum. */
static void add_words(struct triage_work *w)
{
	enum triage_category win = w->score->category;
	enum triage_category lose = w->score->runner_up;
	struct top top[TRIAGE_TOP_WORDS];
	int32_t rest[TRIAGE_BLOCKS];
	size_t n = 0;

	for (unsigned b = 0; b < TRIAGE_BLOCKS; b++) {
		rest[b] = w->blocks[b][win] - w->blocks[b][lose];
		for (size_t i = 0; i < w->features.n[b]; i++)
			top_offer(top, &n,
			    (struct top){
				triage_model_feature(w->model, &w->features,
				    (enum triage_block)b, i, win, lose),
				(enum triage_block)b, i});
	}
	for (size_t i = 0; i < n; i++) {
		triage_part_add(w, PART_CATEGORY, word_names[top[i].block],
		    top[i].weight, words_of(w, &top[i]));
		rest[top[i].block] -= top[i].weight;
	}
	for (unsigned b = 0; b < TRIAGE_BLOCKS; b++)
		triage_part_add(w, PART_CATEGORY, rest_names[b], rest[b], "");
}

void triage_reasons_category(struct triage_work *w)
{
	enum triage_category win = w->score->category;
	enum triage_category lose = w->score->runner_up;
	const int32_t *bias = w->model->head->bias_milli;
	int32_t side = (win == CATEGORY_SPAM) - (lose == CATEGORY_SPAM);

	triage_part_add(w, PART_CATEGORY, "base_rate",
	    triage_model_sharpen(w->model, bias[win]) -
		triage_model_sharpen(w->model, bias[lose]),
	    arena_printf(w->arena, "against %s", triage_category(lose)->name));
	add_words(w);
	triage_part_add(
	    w, PART_CATEGORY, "spam_filter", side * w->spam.shipped, "");
	triage_part_add(w, PART_CATEGORY, "spam_filter_of_yours",
	    side * w->spam.learnt, "");
	for (unsigned i = 0; i < TRIAGE_SIGNALS_N; i++) {
		enum triage_signal s = (enum triage_signal)i;

		if (w->seen.evidence[i] == NULL)
			continue;
		triage_part_add(w, PART_CATEGORY, triage_signal(s)->name,
		    triage_model_sharpen(
			w->model, triage_signal_weight(s, win)) -
			triage_model_sharpen(
			    w->model, triage_signal_weight(s, lose)),
		    w->seen.evidence[i]);
	}
	triage_part_add(w, PART_CATEGORY, "your_decision",
	    triage_decision_milli(w, win) - triage_decision_milli(w, lose),
	    triage_category(win)->name);
	if (w->prior != NULL)
		triage_part_add(w, PART_CATEGORY, "your_corrections",
		    w->prior->milli[win] - w->prior->milli[lose],
		    w->prior->evidence);
}

static int by_strength(const void *a, const void *b)
{
	const struct triage_part *x = a, *y = b;

	if (x->of != y->of)
		return x->of < y->of ? -1 : 1;
	return abs(y->weight) - abs(x->weight);
}

void triage_reasons_sort(struct triage_work *w)
{
	qsort(w->parts, w->n_parts, sizeof *w->parts, by_strength);
	w->score->parts = w->parts;
	w->score->n_parts = w->n_parts;
}
