/* triage_ablation.c - which kind of analysis finds the risk: the points of
 * each alone, and all without it. Recall and false alarms at risk 60. */
#include "services/triage/signals/signals.h"
#include "tests/eval/triage_eval.h"

#define RISKY 60

static const char *const names[EVAL_ANALYSES] = {
    [EVAL_BY_HEADER] = "header (checks, lists, Reply-To)",
    [EVAL_BY_SENDER] = "sender (names, domains, history)",
    [EVAL_BY_URL] = "URL",
    [EVAL_BY_CONTENT] = "content (wording, files, HTML)",
};

/* signals.def.h is in the order of these kinds. */
static enum eval_analysis analysis_of(const char *signal)
{
	unsigned s = 0;

	while (s < TRIAGE_SIGNALS_N &&
	       !streq(triage_signal((enum triage_signal)s)->name, signal))
		s++;
	if (s >= SIGNAL_EXECUTABLE) /* and the words: no signal's name */
		return EVAL_BY_CONTENT;
	if (s >= SIGNAL_IP_LINK)
		return EVAL_BY_URL;
	if (s >= SIGNAL_LIST_UNSUBSCRIBE && s < SIGNAL_BRAND_SPOOF)
		return EVAL_BY_HEADER;
	return EVAL_BY_SENDER;
}

void ablation_read(const struct triage_score *s, int points_r[EVAL_ANALYSES])
{
	for (int k = 0; k < EVAL_ANALYSES; k++)
		points_r[k] = 0;
	for (size_t i = 0; i < s->n_parts; i++) {
		const struct triage_part *p = &s->parts[i];

		if (p->of == PART_RISK && !streq(p->signal, "at_most_100") &&
		    !streq(p->signal, "at_least_0"))
			points_r[analysis_of(p->signal)] += p->weight;
	}
}

static size_t count(const struct judged_list *l, enum eval_analysis k,
    bool alone, bool positive)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		const int *points = l->v[i].points;
		int sum = 0;

		for (int j = 0; j < EVAL_ANALYSES; j++)
			sum += ((int)k == j) == alone ? points[j] : 0;
		n += l->v[i].positive == positive && sum >= RISKY;
	}
	return n;
}

void ablation_print(
    const struct judged_list *phish, const struct judged_list *ham)
{
	for (int k = 0; k < EVAL_ANALYSES; k++) {
		char name[64], a[64], b[64];
		enum eval_analysis by = (enum eval_analysis)k;

		eval_line(eval_text(name, "  %s", names[k]),
		    eval_text(a, "alone %zu, without %zu",
			count(phish, by, true, true),
			count(phish, by, false, true)),
		    "-",
		    eval_text(b, "false alarms alone %zu, without %zu",
			count(ham, by, true, false),
			count(ham, by, false, false)));
	}
}
