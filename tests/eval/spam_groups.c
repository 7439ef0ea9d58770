/* spam_groups.c - the shipped layer on groups of mail that it did not learn
 * from: each of a corpus's folders is left out once. */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/train/spam_examples.h"
#include "tests/eval/spam_eval.h"
#include <stdio.h>
#include <stdlib.h>

#define GROUPS_MAX 16

struct group {
	char name[64];
	size_t n, wrong;
	bool spam;
};

struct grouped {
	struct spam_examples mails;
	size_t *group_of;
	struct group groups[GROUPS_MAX];
	size_t n_groups;
};

/* The folder's name: what stands before the last slash. */
static size_t group_of(struct grouped *g, const char *path, bool spam)
{
	const char *end = strrchr(path, '/'), *from = end;
	char name[64];

	while (from != NULL && from > path && from[-1] != '/')
		from--;
	snprintf(name, sizeof name, "%.*s",
	    from ? (int)MIN(end - from, (ptrdiff_t)63) : 0, from ? from : "");
	for (size_t i = 0; i < g->n_groups; i++) {
		if (streq(g->groups[i].name, name))
			return i;
	}
	if (g->n_groups == GROUPS_MAX)
		quit(EX_DATAERR, "more than %d folders", GROUPS_MAX);
	g->groups[g->n_groups].spam = spam;
	str_copy(g->groups[g->n_groups].name, 64, str_of(name));
	return g->n_groups++;
}

static void read_list(const char *list, struct grouped *g)
{
	FILE *f = fopen(list, "r");
	char label[8], path[512];

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", list);
	while (g->mails.n < SPAM_EXAMPLES_MAX &&
	       fscanf(f, "%7s %511s", label, path) == 2) {
		struct arena *a = arena_new((size_t)256 << 20);
		struct mail_message m;
		bool spam = streq(label, "spam");

		if (mail_parse(a, spam_raw(a, path), NULL, &m, NULL) == 0) {
			struct triage_mail mail = {.subject = str_of(m.subject),
			    .body = m.body_text,
			    .has_html = m.has_html};

			g->group_of[g->mails.n] = group_of(g, path, spam);
			spam_examples_add(&g->mails, &mail, spam);
			g->groups[g->group_of[g->mails.n - 1]].n++;
		}
		arena_free(&a);
	}
	fclose(f);
}

static void test_group(
    struct grouped *g, size_t out, const struct templates *tp, struct scored *v)
{
	struct spam_examples train;
	struct spam_fit *fit = spam_fit_new();

	spam_examples_init(&train);
	spam_examples_make(&train, tp, TEMPLATES_ALL, SPAM_PER_CATEGORY);
	for (size_t i = 0; i < g->mails.n; i++) {
		if (g->group_of[i] != out)
			train.v[train.n++] = g->mails.v[i];
	}
	spam_examples_balance(&train);
	spam_fit_run(fit, train.v, train.n, SPAM_PASSES);
	for (size_t i = 0; i < g->mails.n; i++) {
		if (g->group_of[i] != out)
			continue;
		v[i] =
		    (struct scored){.z = spam_fit_score(fit, &g->mails.v[i].f),
			.spam = g->mails.v[i].spam};
		g->groups[out].wrong += (v[i].z > 0) != v[i].spam;
	}
	spam_fit_free(&fit);
	spam_examples_deinit(&train);
}

int spam_groups(const char *training, const char *list)
{
	struct grouped *g = xcalloc(1, sizeof *g);
	struct spam_measures m;
	struct templates *tp;
	struct scored *v;
	struct err err;

	if (templates_read(training, &tp, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
	spam_examples_init(&g->mails);
	g->group_of = xcalloc(SPAM_EXAMPLES_MAX, sizeof *g->group_of);
	read_list(list, g);
	v = xcalloc(g->mails.n + 1, sizeof *v);
	for (size_t i = 0; i < g->n_groups; i++) {
		test_group(g, i, tp, v);
		printf("left out %-14s %s: %zu of %zu (%.2f %%)\n",
		    g->groups[i].name,
		    g->groups[i].spam ? "spam called ham" : "ham called spam",
		    g->groups[i].wrong, g->groups[i].n,
		    100.0 * (double)g->groups[i].wrong /
			(double)g->groups[i].n);
	}
	spam_measure(v, g->mails.n, &m);
	printf("all groups, each left out: 1-ROCA %.4f %%, spam missed at 0.5 "
	       "%% ham %.2f %%\n",
	    m.roca, m.missed_at_05);
	templates_free(&tp);
	spam_examples_deinit(&g->mails);
	free(g->group_of);
	free(g);
	free(v);
	return EX_OK;
}
