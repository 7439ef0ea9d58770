/* bench_query.c - how long the parser takes to refuse hostile queries, and to
 * take the biggest that it accepts.
 *
 *	bench_query
 *
 * Prints "name ours goal ratio" in microseconds of this process's CPU time;
 * the goal is 1 ms, for the worst of them.
 */
#include "common/base/die.h"
#include "services/search/query/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#define ROUNDS 2000
#define GOAL_US 1000.0

static int64_t cpu_us(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * INT64_C(1000000) +
	       r.ru_utime.tv_usec + r.ru_stime.tv_usec;
}

static void measure(const char *name, struct str q, bool accepted)
{
	const struct query_clock clock = {.now_ms = INT64_C(1774958400000)};
	int64_t began = cpu_us();
	double us;

	for (int i = 0; i < ROUNDS; i++) {
		struct arena *a = arena_new(1 << 20);
		struct err err = {0};
		struct query query;
		int rc = query_parse(a, q, &clock, &query, &err);

		MUST((rc == 0) == accepted);
		MUST(accepted || err.text[0] != '\0');
		arena_free(&a);
	}
	us = (double)(cpu_us() - began) / ROUNDS;
	printf("%-34s %8.1f %8.0f %8.1f goal\n", name, us, GOAL_US,
	    GOAL_US / (us > 0.1 ? us : 0.1));
}

/* The text so many times, cut to max bytes. */
static struct str repeat(const char *text, size_t times, size_t max)
{
	size_t n = strlen(text), bytes = MIN(n * times, max);
	char *out = xcalloc(1, n * times + 1);

	for (size_t i = 0; i < times; i++)
		memcpy(out + i * n, text, n);
	return (struct str){out, bytes};
}

int main(void)
{
	const struct {
		const char *name, *text;
		size_t times, max;
		bool accepted;
	} cases[] = {
	    {"query_refuse_64_KB_us", "word ", 13108, 65536, false},
	    {"query_refuse_10000_terms_us", "a ", 10000, 20000, false},
	    {"query_refuse_10000_brackets_us", "(", 10000, 10000, false},
	    {"query_refuse_512_terms_us", "a ", 512, QUERY_MAX_BYTES, false},
	    {"query_refuse_1024_brackets_us", "(", 1024, QUERY_MAX_BYTES,
		false},
	    {"query_refuse_1024_minuses_us", "-", 1024, QUERY_MAX_BYTES, false},
	    {"query_refuse_open_quote_us", "\"a", 341, QUERY_MAX_BYTES, false},
	    {"query_refuse_nested_repeats_us",
		"subject:/((((a{1,99}){1,99}){1,99}){1,99})/ ", 1, 1024, false},
	    {"query_accept_64_terms_us", "from:wordy OR b ", 32,
		QUERY_MAX_BYTES, true},
	    {"query_accept_date_words_us", "on:\"2 weeks ago\" ", 50,
		QUERY_MAX_BYTES, true},
	};

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str q =
		    repeat(cases[i].text, cases[i].times, cases[i].max);

		measure(cases[i].name, q, cases[i].accepted);
		free((char *)(uintptr_t)q.p);
	}
	return 0;
}
