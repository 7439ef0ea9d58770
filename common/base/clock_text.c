/* clock_text.c - times and spans as messages and people have them. */
#include "common/base/arena.h"
#include "common/base/clock.h"

#include <inttypes.h>
#include <stdio.h>

char *clock_utc_text(struct arena *a, int64_t unix_ms)
{
	char *text = arena_alloc(a, CLOCK_UTC_CHARS + 1);

	clock_format_utc(unix_ms, text, CLOCK_UTC_CHARS + 1);
	return text;
}

const char *clock_span(int64_t ms, char *out)
{
	int64_t minutes = ms / 60000;

	if (ms < 120000)
		snprintf(
		    out, CLOCK_SPAN_CHARS, "%" PRId64 " s", MAX(ms, 0) / 1000);
	else if (minutes < 60)
		snprintf(out, CLOCK_SPAN_CHARS, "%" PRId64 " min", minutes);
	else
		snprintf(out, CLOCK_SPAN_CHARS, "%" PRId64 " h %" PRId64 " min",
		    minutes / 60, minutes % 60);
	return out;
}
