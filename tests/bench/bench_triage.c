/* bench_triage.c - mails a second that one core scores (features, signals,
 * models, reasons), and that the spam filter classifies and learns; without
 * parsing and without the database.
 *
 *	bench_triage
 *
 * The mails are made up here, 200 to 4,000 bytes of words with links. Rival:
 * none that scores in process; the goal is 5,000 a second. Prints "name ours
 * goal ratio".
 */
#include "common/base/die.h"
#include "services/triage/score.h"
#include "services/triage/spam/spam.h"
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define MAILS 500
#define ROUNDS 8
#define GOAL 5000.0

static const char *const words[] = {"invoice", "please", "meeting", "offer",
    "the", "and", "of", "your", "account", "order", "interview", "team",
    "discount", "we", "have", "received", "application", "for", "on", "this",
    "Rechnung", "bonjour", "package", "flight", "code", "update,", "that",
    "question?", "thanks.", "project", "would", "like", "review", "to", "is",
    "with", "from", "customer", "in", "at", "new", "more", "about", "schedule",
    "report", "it", "are", "you", "be", "draft", "client", "will", "not",
    "support", "change", "version", "week", "release.", "travel", "price",
    "12 December", "https://example.org/a/b?c=1"};

static struct str make_body(struct arena *a, uint32_t *seed)
{
	size_t bytes = 200 + *seed % 3800, n = 0;
	char *p = arena_alloc(a, bytes + 64);

	while (n < bytes) {
		const char *w;

		*seed = *seed * 1664525u + 1013904223u;
		w = words[(*seed >> 8) % ARRAY_LEN(words)];
		memcpy(p + n, w, strlen(w));
		n += strlen(w);
		p[n++] = ' ';
	}
	return (struct str){p, n};
}

/* Of this process: other work on the machine does not count. */
static int64_t cpu_us(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * INT64_C(1000000) +
	       r.ru_utime.tv_usec + r.ru_stime.tv_usec;
}

static int by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Each mail is read, classified and learnt. */
static void measure_filter(const struct triage_mail *mails)
{
	struct triage_learner *l = triage_learner_new(TRIAGE_LEARNER_BITS_MAX);
	struct triage_spam spam;
	int64_t took[MAILS], best_us = INT64_MAX, p99;

	if (triage_spam_open(&spam, NULL) < 0)
		quit(EX_SOFTWARE, "the model is damaged");
	for (unsigned r = 0; r < ROUNDS; r++) {
		int64_t began = cpu_us();

		for (size_t i = 0; i < MAILS; i++) {
			struct arena *scratch = arena_new((size_t)4 << 20);
			struct triage_spam_features f;
			int64_t one = cpu_us();

			triage_spam_features_read(scratch, &mails[i], &f);
			triage_learner_teach(l, &f,
			    triage_spam_prior(&spam, &f), (i + r) % 2 == 0);
			arena_free(&scratch);
			took[i] = cpu_us() - one;
		}
		best_us = MIN(best_us, cpu_us() - began);
	}
	qsort(took, MAILS, sizeof *took, by_time);
	p99 = took[MAILS * 99 / 100];
	printf("%-44s %10.0f/s %10.0f/s %.2fx goal\n",
	    "spam filter: classified and learnt", MAILS * 1e6 / (double)best_us,
	    GOAL, MAILS * 1e6 / (double)best_us / GOAL);
	printf("%-44s %8.3f ms %8.3f ms %.2fx goal\n",
	    "spam filter: p99 of one, CPU", (double)p99 / 1000, 2.0,
	    2000.0 / (double)MAX(p99, INT64_C(1)));
	printf("%-44s %7.1f MiB %7.1f MiB %.2fx goal\n",
	    "spam filter: the largest learnt layer",
	    (double)triage_learner_bytes(l) / (1 << 20), 20.0,
	    20.0 * (1 << 20) / (double)triage_learner_bytes(l));
	triage_learner_free(&l);
}

int main(void)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct triage_mail *mails = ARENA_ARRAY(a, struct triage_mail, MAILS);
	struct triage_link link = {
	    STR("https://click.example.net/x"), STR("www.example.org")};
	struct str own = STR("me@home.example");
	struct triage_user u = {.addresses = &own, .n_addresses = 1};
	struct triage_scorer *s;
	struct err err;
	uint32_t seed = 7;
	double best = 0, bytes = 0;

	/* As the daemon does. */
	arena_keep_freed(TRIAGE_SCORE_KEEPS);
	if (triage_scorer_open(&s, &err) < 0)
		quit(EX_SOFTWARE, "%s", err.text);
	for (size_t i = 0; i < MAILS; i++) {
		mails[i] = (struct triage_mail){
		    .subject = STR("Your invoice and the meeting on Friday"),
		    .body = make_body(a, &seed),
		    .from_name = STR("Ann Lee"),
		    .from_addr = STR("ann@work.example"),
		    .links = &link,
		    .n_links = 1,
		    .at_ms = INT64_C(1795262400000)};
		bytes += (double)mails[i].body.n;
	}
	for (unsigned r = 0; r < ROUNDS; r++) {
		int64_t began = cpu_us();

		for (size_t i = 0; i < MAILS; i++) {
			struct arena *scratch = arena_new((size_t)4 << 20);
			struct triage_score score;

			triage_score(s, scratch, &mails[i], &u, NULL,
			    mails[i].at_ms, &score);
			arena_free(&scratch);
		}
		best = MAX(best, MAILS * 1e6 / (double)(cpu_us() - began));
	}
	printf("%-44s %10.0f/s %10.0f/s %.2fx\n",
	    "triage: mails scored a second, one core", best, GOAL, best / GOAL);
	measure_filter(mails);
	printf("# best of %d rounds of %d mails of %.0f bytes on average\n",
	    ROUNDS, MAILS, bytes / MAILS);
	triage_scorer_close(&s);
	arena_free(&a);
	return 0;
}
