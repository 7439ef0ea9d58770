/* try.c - see try.h. */
#include "services/oncall/page/try.h"

#include "common/base/civil.h"
#include "common/base/str.h"

#include <stdio.h>

int64_t try_wait_ms(
    int64_t attempt, bool limited, int64_t asked_ms, double dice)
{
	int64_t ms = limited ? TRY_LIMITED_MS : TRY_FIRST_MS;

	for (int64_t i = 1; i < attempt && ms < TRY_MOST_MS; i++)
		ms *= 2;
	ms = MIN(ms, TRY_MOST_MS);
	ms = ms / 2 + (int64_t)((double)(ms / 2) * dice);
	/* What was asked for is the least: chance only adds to it. */
	if (asked_ms > 0)
		ms = MIN(asked_ms, TRY_ASKED_MOST_MS) +
		     (int64_t)((double)TRY_FIRST_MS * dice);
	return ms;
}

/* "Sun, 06 Nov 1994 08:49:37 GMT", the one form that is written today. */
static int64_t http_date_ms(const char *s)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int day, year, hour, minute, second, end = 0;
	char month[4];
	const char *m;

	if (sscanf(s, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n", &day,
		month, &year, &hour, &minute, &second, &end) != 6 ||
	    end == 0 || s[end] != '\0')
		return 0;
	m = strstr(months, month);
	if (m == NULL || (m - months) % 3 != 0 || strlen(month) != 3)
		return 0;
	return ((civil_to_days(year, (m - months) / 3 + 1, day) * 24 + hour) *
		       60 +
		   minute) *
		   60000 +
	       second * INT64_C(1000);
}

int64_t try_after_ms(const char *retry_after, int64_t now_ms)
{
	struct str s = str_trim(str_of(retry_after));
	int64_t n;

	if (str_to_i64(s, 0, 86400, &n) == 0)
		return n * 1000;
	n = http_date_ms(retry_after);
	return n > now_ms ? n - now_ms : 0;
}
