/* zones.h - when the clocks of users' time zones change. */
#ifndef SEARCH_ZONES_H
#define SEARCH_ZONES_H

#include "common/pg/pg.h"
#include "services/search/query/clock.h"

struct search;

struct search_zone {
	size_t n;
	struct query_clock_change changes[];
};
/* Names of the zones that need not be asked for; how many. */
size_t search_zones_known(
    struct task *t, struct search *d, const char ***names_r);
/* The zone of the first row, by its columns "zone" and "changes". It lives as
 * long as the daemon. NULL: not known. */
const struct search_zone *search_zone_read(
    struct task *t, struct search *d, const struct pg_result *rows);
void search_zones_free(struct search *d);

#endif
