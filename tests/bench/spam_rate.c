/* spam_rate.c - how many raw messages a second the spam filter classifies and
 * learns in one process: MIME, features, both layers. spam_bench.sh runs it
 * beside rivals.
 *
 *	spam_rate LIST      lines "spam PATH" and "ham PATH"
 *
 * Prints "messages N", "learn S" and "classify S" (seconds of processor time)
 * and "rss KIB" (its peak, less the messages, which
 * are all in memory beforehand).
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/score.h"
#include "services/triage/spam/spam.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define MESSAGES_MAX 20000
#define MESSAGE_MAX ((size_t)8 << 20)

struct message {
	bool spam;
	struct str raw;
};

static struct str read_file(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *p = xcalloc(MESSAGE_MAX, 1);
	size_t n;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", path);
	n = fread(p, 1, MESSAGE_MAX, f);
	fclose(f);
	return (struct str){xrealloc(p, n + 1), n};
}

static size_t read_list(const char *path, struct message *v)
{
	FILE *f = fopen(path, "r");
	char label[8], file[512];
	size_t n = 0;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", path);
	while (n < MESSAGES_MAX && fscanf(f, "%7s %511s", label, file) == 2)
		v[n++] = (struct message){
		    .spam = streq(label, "spam"), .raw = read_file(file)};
	fclose(f);
	return n;
}

static double cpu_s(const struct rusage *r)
{
	return (double)(r->ru_utime.tv_sec + r->ru_stime.tv_sec) +
	       (double)(r->ru_utime.tv_usec + r->ru_stime.tv_usec) / 1e6;
}

static double now_s(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return cpu_s(&r);
}

/* One message after the other, nothing kept between them but
 * what was learnt. The sum is for the compiler. */
static double pass(const struct triage_spam *shipped,
    struct triage_learner *learnt, const struct message *v, size_t n,
    bool learns)
{
	struct triage_user user = {.n_addresses = 0};
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new((size_t)256 << 20);
		struct triage_mail mail = {.subject = {"", 0}};
		struct triage_spam_features f;
		struct mail_message m;
		double z;

		if (mail_parse(a, v[i].raw, NULL, &m, NULL) == 0)
			triage_mail_from_message(a, &m, &user, "", &mail);
		triage_spam_features_read(a, &mail, &f);
		z = triage_spam_prior(shipped, &f);
		sum += z + triage_learner_score(learnt, &f);
		if (learns)
			triage_learner_teach(learnt, &f, z, v[i].spam);
		arena_free(&a);
	}
	return sum;
}

int main(int argc, char **argv)
{
	struct message *v = xcalloc(MESSAGES_MAX, sizeof *v);
	struct triage_learner *learnt =
	    triage_learner_new(TRIAGE_LEARNER_BITS_MAX);
	struct triage_spam shipped;
	struct rusage r;
	double t0, t1, t2, sum;
	size_t n, bytes = 0;

	if (argc != 2)
		quit(EX_USAGE, "usage: spam_rate LIST");
	if (triage_spam_open(&shipped, NULL) < 0)
		quit(EX_SOFTWARE, "the shipped model is damaged");
	mail_init();
	arena_keep_freed(TRIAGE_SCORE_KEEPS); /* as the daemon */
	n = read_list(argv[1], v);
	t0 = now_s();
	sum = pass(&shipped, learnt, v, n, true);
	t1 = now_s();
	sum += pass(&shipped, learnt, v, n, false);
	t2 = now_s();
	getrusage(RUSAGE_SELF, &r);
	for (size_t i = 0; i < n; i++)
		bytes += v[i].raw.n;
	printf("messages %zu\nlearn %.4f\nclassify %.4f\nrss %ld\n", n, t1 - t0,
	    t2 - t1, r.ru_maxrss - (long)(bytes / 1024));
	triage_learner_free(&learnt);
	mail_deinit();
	for (size_t i = 0; i < n; i++)
		free((void *)(uintptr_t)v[i].raw.p);
	free(v);
	return sum == sum ? EX_OK : EX_SOFTWARE;
}
