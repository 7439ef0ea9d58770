/* bench_triage.c - mails a second that one core scores: features, signals,
 * model, reasons; without parsing and without the database.
 *
 *	bench_triage
 *
 * The mails are made up here, 200 to 4,000 bytes of words with links. Rival:
 * none that scores in process; the goal is 5,000 a second. Prints "name ours
 * goal ratio".
 */
#include "common/base/die.h"
#include "services/triage/score.h"
#include <stdio.h>
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
	printf("# best of %d rounds of %d mails of %.0f bytes on average\n",
	    ROUNDS, MAILS, bytes / MAILS);
	triage_scorer_close(&s);
	arena_free(&a);
	return 0;
}
