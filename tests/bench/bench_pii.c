/* bench_pii.c - finding personal data: megabytes of text a second, and what a
 * log value costs.
 *
 *	bench_pii
 *
 * Rival, in the same run over the same text: memchr's search for each "@" and
 * a count of the digits, the least that any finder has to look at. Goal for
 * hostile repeats: 100 ns a byte, so that a text of 64 KB is below 7 ms.
 * User CPU time. Prints "name ours rival ratio".
 */
#include "common/base/die.h"
#include "common/pii/pii_mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define TEXT_BYTES ((size_t)1 << 20)
#define GOAL_NS 100.0

static const char prose[] =
    "Dear Anna, thank you for the call on Monday. The interview is on 2 March "
    "2026 at 10:30 in Berlin, Torstrasse 12, second floor; ask for Mr. Weber "
    "(weber@example.org, +49 30 1234567). The offer is EUR 72,500 a year, "
    "reference 2026-001-1234. Have a look at https://jobs.example.com/a/b?c=1 "
    "before.\n\nKind regards\nMaria\n";

static const char log_value[] =
    "search is unavailable: connect tcp://127.0.0.1:7002: connection refused";

static double cpu_ns(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)r.ru_utime.tv_sec * 1e9 +
	       (double)r.ru_utime.tv_usec * 1e3;
}

static char *repeat(const char *text)
{
	char *out = xcalloc(1, TEXT_BYTES + 1);
	size_t n = strlen(text);

	for (size_t i = 0; i < TEXT_BYTES; i++)
		out[i] = text[i % n];
	return out;
}

/* Nanoseconds a byte. */
static double scan(const char *text, int rounds)
{
	double began = cpu_ns();
	size_t finds = 0;

	for (int i = 0; i < rounds; i++) {
		struct pii_scan s;
		struct pii_span r;

		pii_scan_init(&s, (struct str){text, TEXT_BYTES}, PII_ALL);
		while (pii_scan_next(&s, &r))
			finds++;
	}
	fprintf(stderr, "%zu finds\n", finds);
	return (cpu_ns() - began) / rounds / (double)TEXT_BYTES;
}

static double least(const char *text, int rounds)
{
	double began = cpu_ns();
	size_t n = 0;

	for (int i = 0; i < rounds; i++) {
		for (const char *p = text; (p = strchr(p, '@')) != NULL; p++)
			n++;
		for (size_t k = 0; k < TEXT_BYTES; k++)
			n += text[k] >= '0' && text[k] <= '9';
	}
	fprintf(stderr, "%zu signs and digits\n", n);
	return (cpu_ns() - began) / rounds / (double)TEXT_BYTES;
}

static void hostile(void)
{
	static const char *const pieces[] = {"@", "a@", "1 ", "(1", "1-",
	    "0.0.", "1:", "-----BEGIN ", "AKIA", "DE89 ", "a.",
	    "password:", "=A1b"};
	double worst = 0;
	const char *which = "";

	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		char *text = repeat(pieces[i]);
		double ns = scan(text, 1);

		if (ns > worst) {
			worst = ns;
			which = pieces[i];
		}
		free(text);
	}
	fprintf(stderr, "worst: %s\n", which);
	printf("%-34s %8.1f %8.0f %8.2fx goal\n", "pii_hostile_ns_per_byte",
	    worst, GOAL_NS, GOAL_NS / worst);
}

static void logs(void)
{
	enum { ROUNDS = 200000 };
	char out[8192];
	double began = cpu_ns();

	for (int i = 0; i < ROUNDS; i++) {
		pii_redact(log_value, out, sizeof out);
		MUST(out[0] == log_value[0]);
	}
	printf("%-34s %8.1f\n", "pii_redact_log_value_ns",
	    (cpu_ns() - began) / ROUNDS);
}

int main(void)
{
	char *text = repeat(prose);
	double ours = scan(text, 10), rival = least(text, 10);

	printf("%-34s %8.0f %8.0f %8.2fx\n", "pii_prose_MB_per_s", 1e3 / ours,
	    1e3 / rival, rival / ours);
	hostile();
	logs();
	free(text);
	return 0;
}
