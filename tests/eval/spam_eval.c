/* spam_eval.c - the spam filter by the protocol of the TREC spam track: each
 * message is classified, then learnt, in order of date. spam.sh prepares the
 * stream and the rivals' scores.
 *
 *	spam-eval order LIST OUT-DIR headers|blind
 *	spam-eval stream DIR cold|shipped TITLE [RIVAL=SCORES...]
 *	spam-eval shipped DIR TITLE [RIVAL=SCORES...]
 *	spam-eval groups TRAINING-DIR LIST
 *	spam-eval attacks CORPUS-DIR
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "tests/eval/spam_eval.h"
#include <stdio.h>
#include <stdlib.h>

#define SETTLED 1000 /* messages after which a filter has settled in */

/* A rival's scores, one a line; NULL where there are not as many. */
static struct scored *read_rival(const char *path, const bool *spam, size_t n)
{
	struct scored *v = xcalloc(n + 1, sizeof *v);
	FILE *f = fopen(path, "r");
	size_t got = 0;

	while (f != NULL && got < n && fscanf(f, "%lf", &v[got].z) == 1) {
		v[got].spam = spam[got];
		v[got].p = v[got].z;
		got++;
	}
	if (f != NULL)
		fclose(f);
	if (got == n)
		return v;
	free(v);
	return NULL;
}

static void print_line(const char *title, const char *measure, double ours,
    double rival, const char *note)
{
	char name[128], a[32], b[32] = "-";

	snprintf(name, sizeof name, "%s: %s", title, measure);
	snprintf(a, sizeof a, "%.4f", ours);
	if (rival >= 0)
		snprintf(b, sizeof b, "%.4f", rival);
	printf("%-56s %-10s %-10s %s\n", name, a, b, note);
}

static void compare(const char *title, const struct scored *ours,
    const struct scored *rival, size_t n)
{
	size_t from = n > 2 * SETTLED ? SETTLED : 0;
	struct spam_measures a, b = {0}, a2, b2 = {0};
	char note[64] = "";
	double low, high;

	spam_measure(ours, n, &a);
	spam_measure(ours + from, n - from, &a2);
	if (rival != NULL) {
		spam_measure(rival, n, &b);
		spam_measure(rival + from, n - from, &b2);
		spam_bootstrap(ours, rival, n, &low, &high);
		snprintf(
		    note, sizeof note, "difference [%.4f, %.4f]", low, high);
	}
	print_line(title, "1-ROCA %", a.roca, rival ? b.roca : -1, note);
	print_line(
	    title, "1-ROCA % after 1,000", a2.roca, rival ? b2.roca : -1, "");
	print_line(title, "spam missed % at 0.1 % ham", a.missed_at_01,
	    rival ? b.missed_at_01 : -1, "");
	print_line(title, "the same after 1,000", a2.missed_at_01,
	    rival ? b2.missed_at_01 : -1, "");
	print_line(title, "spam missed % at 0.5 % ham", a.missed_at_05,
	    rival ? b.missed_at_05 : -1, "");
	print_line(title, "ham called spam %", a.ham_misclassed,
	    rival ? b.ham_misclassed : -1, "");
	print_line(title, "spam called ham %", a.spam_misclassed,
	    rival ? b.spam_misclassed : -1, "");
	if (rival == NULL) {
		print_line(title, "calibration error", a.calibration, -1, "");
		print_line(
		    title, "the same after 1,000", a2.calibration, -1, "");
	}
}

static bool knows_senders(const struct scored *v, size_t n)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		k += v[i].development;
	return k > 0 && k < n;
}

/* Both halves of the senders, within the one stream. */
static void print_halves(const char *title, const struct scored *v, size_t n)
{
	static const char *const names[] = {"other half", "development half"};
	size_t from = n > 2 * SETTLED ? SETTLED : 0;
	struct scored *part = xcalloc(n + 1, sizeof *part);

	for (unsigned development = 2; development-- > 0;) {
		size_t k = 0, early = 0;
		struct spam_measures all, settled;
		char name[96];

		for (size_t i = 0; i < n; i++) {
			if (v[i].development != development)
				continue;
			part[k++] = v[i];
			early += i < from;
		}
		spam_measure(part, k, &all);
		spam_measure(part + early, k - early, &settled);
		snprintf(
		    name, sizeof name, "%s, %s", title, names[development]);
		print_line(name, "1-ROCA %", all.roca, -1, "");
		print_line(name, "1-ROCA % after 1,000", settled.roca, -1, "");
		print_line(name, "missed at 0.1, after 1,000",
		    settled.missed_at_01, -1, "");
	}
	free(part);
}

/* What less, later or wrong feedback costs on the same stream. */
static void feedback(
    const char *dir, const char *title, const bool *spam, size_t n)
{
	static const struct {
		const char *name;
		struct spam_schedule schedule;
	} cases[] = {
	    {"500 messages late", {.delay = 500, .told_percent = 100}},
	    {"of one in ten", {.told_percent = 10}},
	    {"5 % of it wrong", {.told_percent = 100, .wrong_percent = 5}},
	};
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct scored *v =
		    spam_stream(dir, spam, n, &cases[i].schedule);
		size_t from = n > 2 * SETTLED ? SETTLED : 0;
		struct spam_measures all, settled;
		char name[96];

		spam_measure(v, n, &all);
		spam_measure(v + from, n - from, &settled);
		snprintf(
		    name, sizeof name, "%s, feedback %s", title, cases[i].name);
		print_line(name, "1-ROCA %", all.roca, -1, "");
		print_line(name, "1-ROCA % after 1,000", settled.roca, -1, "");
		print_line(name, "missed at 0.1, after 1,000",
		    settled.missed_at_01, -1, "");
		free(v);
	}
}

static int stream(int argc, char **argv, const struct spam_schedule *schedule)
{
	const char *dir = argv[0], *title = argv[1];
	bool *spam;
	size_t n = spam_index(dir, &spam);
	struct scored *ours = spam_stream(dir, spam, n, schedule);

	compare(title, ours, NULL, n);
	if (!schedule->shipped && knows_senders(ours, n)) {
		printf("protocol: halves of the senders' domains, by hash; of "
		       "the development half, errors were looked at by\n"
		       "          rank and class and settings chosen, beside "
		       "Enron-Spam 1, 3, 6 and 8,000 messages of TREC 2007\n");
		print_halves(title, ours, n);
		printf("protocol: the same stream, another feedback\n");
		feedback(dir, title, spam, n);
	}
	for (int i = 2; i < argc; i++) {
		char *equals = strchr(argv[i], '=');
		struct scored *rival = NULL;
		char *name;

		if (equals != NULL)
			rival = read_rival(equals + 1, spam, n);
		name = xprintf("%s, beside %.*s", title,
		    (int)(equals ? equals - argv[i] : 20), argv[i]);
		if (rival != NULL)
			compare(name, ours, rival, n);
		else
			printf("%-56s absent\n", name);
		free(rival);
		free(name);
	}
	free(ours);
	free(spam);
	return EX_OK;
}

int main(int argc, char **argv)
{
	int rc = EX_USAGE;

	mail_init();
	if (argc == 5 && streq(argv[1], "order"))
		rc = spam_order(argv[2], argv[3], streq(argv[4], "blind"));
	else if (argc >= 5 && streq(argv[1], "stream")) {
		struct spam_schedule schedule = {
		    .told_percent = 100, .shipped = streq(argv[3], "shipped")};

		argv[3] = argv[2];
		rc = stream(argc - 3, argv + 3, &schedule);
	} else if (argc >= 4 && streq(argv[1], "shipped"))
		rc = stream(argc - 2, argv + 2,
		    &(struct spam_schedule){.shipped = true, .silent = true});
	else if (argc == 4 && streq(argv[1], "groups"))
		rc = spam_groups(argv[2], argv[3]);
	else if (argc == 3 && streq(argv[1], "attacks"))
		rc = spam_attacks(argv[2]);
	else
		fprintf(stderr, "usage: see tests/eval/spam_eval.c\n");
	mail_deinit();
	return rc;
}
