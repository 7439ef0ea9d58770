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
#include "services/triage/from_message.h"
#include "services/triage/spam/spam.h"
#include "tests/eval/spam_eval.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define SETTLED 1000 /* messages after which a filter has settled in */

static void read_features(struct arena *a, const char *dir, size_t i,
    struct triage_spam_features *f_r)
{
	struct triage_user user = {.n_addresses = 0};
	struct mail_message m;
	struct triage_mail mail = {.subject = {"", 0}};

	if (mail_parse(a, spam_file(a, dir, i), NULL, &m, NULL) == 0)
		triage_mail_from_message(a, &m, &user, "", &mail);
	triage_spam_features_read(a, &mail, f_r);
}

static struct scored *run(
    const char *dir, const bool *spam, size_t n, bool shipped, bool learns)
{
	struct scored *v = xcalloc(n + 1, sizeof *v);
	struct triage_learner *l = triage_learner_new(TRIAGE_LEARNER_BITS_MAX);
	struct calibrator c;
	struct triage_spam model;

	if (triage_spam_open(&model, NULL) < 0)
		quit(EX_SOFTWARE, "the shipped model is damaged");
	calibrator_init(&c);
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new((size_t)256 << 20);
		struct triage_spam_features f;
		double prior;

		read_features(a, dir, i, &f);
		prior = shipped ? triage_spam_prior(&model, &f) : 0;
		v[i].spam = spam[i];
		v[i].z = prior + (learns ? triage_learner_score(l, &f) : 0);
		v[i].p = calibrator_p(&c, v[i].z);
		if (learns) {
			calibrator_learn(&c, v[i].z, spam[i]);
			triage_learner_teach(l, &f, prior, spam[i]);
		}
		arena_free(&a);
	}
	triage_learner_free(&l);
	return v;
}

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

static int stream(int argc, char **argv, bool shipped, bool learns)
{
	const char *dir = argv[0], *title = argv[1];
	bool *spam;
	size_t n = spam_index(dir, &spam);
	struct scored *ours = run(dir, spam, n, shipped, learns);

	compare(title, ours, NULL, n);
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
		bool shipped = streq(argv[3], "shipped");

		argv[3] = argv[2];
		rc = stream(argc - 3, argv + 3, shipped, true);
	} else if (argc >= 4 && streq(argv[1], "shipped"))
		rc = stream(argc - 2, argv + 2, true, false);
	else if (argc == 4 && streq(argv[1], "groups"))
		rc = spam_groups(argv[2], argv[3]);
	else if (argc == 3 && streq(argv[1], "attacks"))
		rc = spam_attacks(argv[2]);
	else
		fprintf(stderr, "usage: see tests/eval/spam_eval.c\n");
	mail_deinit();
	return rc;
}
