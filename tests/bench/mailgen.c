/* mailgen.c - a made-up mailbox of any size, and what is asked of it.
 *
 *	mailgen mail COUNT MEDIAN-BYTES [ROUND [FIRST]]     an mbox
 *	mailgen queries COUNT          searches and suggestions
 *	mailgen asks COUNT             questions, answered whole
 *	mailgen streams COUNT          questions, answered as a stream
 *
 * Requests are lines "METHOD PATH[ BODY]" for tests/bench/latency. Words
 * follow Zipf's law, sizes are log-normal, few senders write most. The same
 * arguments give the same bytes on the same day (UTC): the newest mail is of
 * yesterday. ROUND changes every Message-ID and nothing else; FIRST is the
 * number of the first message, for parts that are imported side by side.
 */
#include "tests/bench/mailgen.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <stdio.h>
#include <stdlib.h>

#define ONE_MAX (1u << 20)
#define DAY_MS INT64_C(86400000)

static int usage(void)
{
	fprintf(stderr,
	    "usage: mailgen mail COUNT MEDIAN-BYTES [ROUND [FIRST]]\n"
	    "       mailgen queries|asks|streams COUNT\n");
	return EX_USAGE;
}

static unsigned number(int argc, char **argv, int i, unsigned dflt)
{
	int64_t v;

	if (i >= argc)
		return dflt;
	if (str_to_i64(str_of(argv[i]), 0, 100000000, &v) < 0)
		exit(usage());
	return (unsigned)v;
}

int main(int argc, char **argv)
{
	const char *what = argc > 2 ? argv[1] : "";
	bool mail = streq(what, "mail");
	unsigned count = number(argc, argv, 2, 0);
	unsigned bytes = number(argc, argv, 3, 4096);
	unsigned round = number(argc, argv, 4, 0);
	unsigned first = number(argc, argv, 5, 0);
	int64_t today_ms = clock_unix_ms() / DAY_MS * DAY_MS;
	struct gen *g = gen_new(mail ? first + 1 : 77, today_ms / 1000);
	struct buf b;

	if (!mail && !streq(what, "queries") && !streq(what, "asks") &&
	    !streq(what, "streams"))
		return usage();
	buf_init(&b, ONE_MAX);
	for (unsigned i = 0; i < count; i++) {
		if (mail)
			gen_mail(g, &b, first + i, round, bytes);
		else if (streq(what, "queries"))
			gen_query(g, &b);
		else
			gen_question(g, &b, streq(what, "streams"));
		MUST(!buf_failed(&b));
		if (fwrite(buf_str(&b), 1, b.len, stdout) != b.len)
			return EX_IOERR;
		buf_clear(&b);
	}
	buf_deinit(&b);
	gen_free(&g);
	return fflush(stdout) == 0 ? EX_OK : EX_IOERR;
}
