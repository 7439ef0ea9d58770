/* date.h - days, periods and ages of the query language, as Unix ms. */
#ifndef SEARCH_QUERY_DATE_H
#define SEARCH_QUERY_DATE_H

#include "services/search/query/query.h"

/* [from_ms, to_ms): a day, a month, a year, a week, or one millisecond. */
struct query_dates {
	int64_t from_ms, to_ms;
};

#define QUERY_DATE_MAX_BYTES 64
#define QUERY_DATE_FORMS                                                       \
	"2026/04/16, yesterday, \"last friday\", \"2 weeks ago\" or "          \
	"\"march 2026\""

/* A date or a period where the user is: YYYY/MM/DD, YYYY-MM-DD, MM/DD/YYYY,
 * YYYY/MM, YYYY, RFC 3339, Unix seconds, the words of date_words.c, or two of
 * these with ".." between them (the first one's beginning to the other one's
 * end). Years 1970 to 2199. 0 or -1. */
MUST_CHECK int query_dates_parse(
    struct str s, const struct query_clock *clock, struct query_dates *d_r);
/* "36h", "7d", "2w", "3m", "1y" before now; months and years by the
 * calendar. 0 or -1. */
MUST_CHECK int query_age_parse(
    struct str s, const struct query_clock *clock, int64_t *ms_r);

/* date_words.c: "last friday", "3 days ago", "march 2026". 0 or -1. */
MUST_CHECK int query_date_words(
    struct str s, const struct query_clock *clock, struct query_dates *d_r);

/* n days, weeks, months or years ('d', 'w', 'm', 'y') before the user's day
 * `from`, as days; not before 1970. */
int64_t query_days_back(int64_t from, int64_t n, char unit);

/* "2026-04", UTC. */
void query_date_month(int64_t ms, char out[8]);

#endif
