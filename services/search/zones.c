/* zones.c - when the clocks of a time zone change, asked of PostgreSQL once a
 * zone and kept: a date of last winter begins at another hour than one of
 * today. */
#include "services/search/search.h"

#include "common/base/die.h"
#include "common/base/map.h"

#include <stdlib.h>

#define ZONES_MAX 600 /* there are about 500 */
#define CHANGES_MAX 400

void search_zones_free(struct search *d)
{
	size_t pos = 0;
	const char *name;
	void *zone;

	while (smap_each(d->zones, &pos, &name, &zone))
		free(zone);
	smap_free(&d->zones);
}

size_t search_zones_known(
    struct task *t, struct search *d, const char ***names_r)
{
	size_t pos = 0, n = 0;
	const char *name;
	void *zone;

	*names_r =
	    ARENA_ARRAY(t->arena, const char *, MAX(smap_len(d->zones), 1));
	while (smap_each(d->zones, &pos, &name, &zone))
		(*names_r)[n++] = arena_strdup(t->arena, name);
	return n;
}

/* "at offset", both in seconds. 0 or -1. */
static int read_change(const char *text, struct query_clock_change *c_r)
{
	struct str rest = str_of(text), at;
	int64_t offset;

	if (!str_split(&rest, ' ', &at) ||
	    str_to_i64(at, INT64_MIN, INT64_MAX, &c_r->at_s) != 0 ||
	    str_to_i64(rest, -86400, 86400, &offset) != 0)
		return -1;
	c_r->utc_offset_s = (int32_t)offset;
	return 0;
}

static struct search_zone *zone_new(const char *const *texts, size_t n)
{
	struct search_zone *zone = xcalloc(
	    1, sizeof *zone + MIN(n, CHANGES_MAX) * sizeof *zone->changes);

	for (size_t i = 0; i < n && i < CHANGES_MAX; i++)
		MUST(read_change(texts[i], &zone->changes[zone->n++]) == 0);
	return zone;
}

const struct search_zone *search_zone_read(
    struct task *t, struct search *d, const struct pg_result *rows)
{
	const char *name = pg_text(rows, 0, "zone");
	struct search_zone *zone = smap_get(d->zones, name);
	const char **texts;
	size_t n;

	if (zone != NULL || smap_len(d->zones) >= ZONES_MAX)
		return zone;
	n = pg_texts(t, rows, 0, "changes", &texts);
	if (n == 0)
		return NULL;
	zone = zone_new(texts, n);
	smap_put(d->zones, name, zone);
	return zone;
}
