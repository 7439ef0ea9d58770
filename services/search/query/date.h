/* date.h - days and ages of the query language, as Unix ms. */
#ifndef SEARCH_QUERY_DATE_H
#define SEARCH_QUERY_DATE_H

#include "services/search/query/query.h"

/* YYYY/MM/DD, YYYY-MM-DD, YYYY/MM, YYYY, today, yesterday (where the user's
 * day begins) or Unix seconds. Years 1970 to 2199. 0 or -1. */
MUST_CHECK int query_date_parse(
    struct str s, const struct query_clock *clock, int64_t *ms_r);
/* "36h", "7d", "2w", "3m", "1y" before now; months and years by the
 * calendar. 0 or -1. */
MUST_CHECK int query_age_parse(
    struct str s, const struct query_clock *clock, int64_t *ms_r);

/* "2026-04", UTC. */
void query_date_month(int64_t ms, char out[8]);

#endif
