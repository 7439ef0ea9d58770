/* civil.c - civil dates without the C library's time zones. */
#include "services/search/query/civil.h"

int64_t civil_months_on(int64_t days, int64_t months)
{
	struct civil c = civil_from_days(days);
	int64_t first, all = c.year * 12 + c.month - 1 + months;

	if (all < INT64_C(12) * CIVIL_MIN_YEAR)
		return 0;
	first = civil_to_days(0, all + 1, 1);
	return first + MIN(c.day, civil_month_days(0, all + 1)) - 1;
}

/* ---- where the user is ---- */

/* Seconds east of UTC at this moment. */
static int64_t offset_at(const struct query_clock *clock, int64_t at_s)
{
	int64_t offset = clock->utc_offset_s;

	for (size_t i = 0; i < clock->n_changes; i++) {
		if (clock->changes[i].at_s > at_s)
			break;
		offset = clock->changes[i].utc_offset_s;
	}
	return offset;
}

int64_t civil_begin_ms(const struct query_clock *clock, int64_t days)
{
	int64_t local = days * 86400;
	int64_t before = local - offset_at(clock, local - 86400);
	int64_t after = local - offset_at(clock, local + 86400);
	int64_t change = before;

	if (local - offset_at(clock, before) == before)
		return before * 1000;
	if (local - offset_at(clock, after) == after)
		return after * 1000;
	/* This midnight was skipped: the day begins with the change. */
	for (size_t i = 0; i < clock->n_changes; i++) {
		if (clock->changes[i].at_s <= before)
			change = clock->changes[i].at_s;
	}
	return change * 1000;
}

int64_t civil_day_at(const struct query_clock *clock, int64_t ms)
{
	int64_t local = ms / 1000 + offset_at(clock, ms / 1000);

	return local < 0 ? 0 : local / 86400;
}
