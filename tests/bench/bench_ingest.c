/* bench_ingest.c - from an mbox to the end of the pipeline, with neighbours
 * that do nothing: what ingest and PostgreSQL cost by themselves.
 *
 *	tests/lib/with_stores.sh build/tests/bench/bench_ingest [messages]
 */
#include "tests/unit/ingest/stand.h"

#include "common/base/clock.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <sys/resource.h>

#define CHUNK (1 << 20)

/* About 4 KB, every fourth one an answer to the one before. */
static void add_mail(struct buf *b, int i)
{
	buf_addf(b,
	    "From bench@example.com Thu Jan  1 00:00:00 2026\n"
	    "Return-Path: <sender%d@corp%d.example>\n"
	    "Received: from mx%d.example by mx.home.example; "
	    "Thu, %d Jan 2026 %02d:%02d:00 +0000\n"
	    "Authentication-Results: mx.home.example; dkim=pass "
	    "header.d=corp%d.example; spf=pass\n"
	    "From: Sender Number %d <sender%d@corp%d.example>\n"
	    "To: Bench User <bench@home.example>\n"
	    "Date: Thu, %d Jan 2026 %02d:%02d:00 +0000\n"
	    "Message-ID: <bench-%d@corp.example>\n",
	    i % 997, i % 89, i % 7, i % 28 + 1, i / 60 % 24, i % 60, i % 89,
	    i % 997, i % 997, i % 89, i % 28 + 1, i / 60 % 24, i % 60, i);
	if (i % 4 == 3)
		buf_addf(b, "In-Reply-To: <bench-%d@corp.example>\n", i - 1);
	buf_addf(b,
	    "Subject: %sYour application for position %d\n"
	    "Content-Type: text/plain; charset=utf-8\n\n",
	    i % 4 == 3 ? "Re: " : "", i / 4);
	for (int line = 0; line < 45; line++)
		buf_addf(b,
		    "Line %d of message %d says that the interview takes "
		    "place on day %d.\n",
		    line, i, (i * 7 + line) % 31);
	buf_adds(b, "\n");
}

static double cpu_seconds(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv)
{
	int n = argc > 1 ? atoi(argv[1]) : 20000;
	struct stand *s = stand_new();
	struct stand_upload u = {.user_id = stand_user(s, "bench@home.example"),
	    .import_id = "bench"};
	struct stand_answer a = {0};
	struct buf b;
	int64_t began, stored;
	double cpu;

	buf_init(&b, (size_t)1 << 30);
	for (int i = 0; i < n; i++)
		add_mail(&b, i);
	began = clock_mono_us();
	cpu = cpu_seconds();
	for (size_t at = 0; at < b.len; at += CHUNK) {
		u.offset = (int64_t)at;
		u.goes_on = at + CHUNK < b.len;
		stand_import(s, &u,
		    (struct str){b.data + at, MIN(CHUNK, b.len - at)}, &a);
		if (a.err.code != ERR_OK) {
			fprintf(stderr, "%s\n", a.err.text);
			return 1;
		}
	}
	stored = clock_mono_us();
	stand_settle(s);
	while (stand_number(s, "SELECT count(*) FROM pipeline") > 0) {
		stand_job(s, 0);
		stand_settle(s);
	}
	printf("ingest: %d messages of %zu bytes: stored %.0f/s, linked "
	       "%.0f/s, %.3f ms CPU a message here\n",
	    n, b.len / (size_t)n, n / ((double)(stored - began) / 1e6),
	    n / ((double)(clock_mono_us() - began) / 1e6),
	    (cpu_seconds() - cpu) * 1000 / n);
	buf_deinit(&b);
	stand_free(&s);
	return a.imported == n ? 0 : 1;
}
