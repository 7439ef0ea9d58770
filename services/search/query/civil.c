/* civil.c - civil dates without the C library's time zones. */
#include "services/search/query/civil.h"

/* The usual arithmetic with years that begin in March. */
int64_t civil_to_days(struct civil c)
{
	int64_t y = c.month <= 2 ? c.year - 1 : c.year;
	int64_t era = y / 400, yoe = y - era * 400;
	int64_t doy =
	    (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct civil civil_from_days(int64_t days)
{
	int64_t z = days + 719468, era, doe, yoe, doy, mp;
	struct civil c;

	era = z / 146097;
	doe = z - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c.day = doy - (153 * mp + 2) / 5 + 1;
	c.month = mp < 10 ? mp + 3 : mp - 9;
	c.year = yoe + era * 400 + (c.month <= 2);
	return c;
}

int64_t civil_month_days(int64_t year, int64_t month)
{
	struct civil first = {year, month, 1};
	struct civil next = {
	    month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};

	return civil_to_days(next) - civil_to_days(first);
}

int64_t civil_weekday(int64_t days)
{
	return ((days + 3) % 7 + 7) % 7;
}

struct civil civil_add_months(struct civil c, int64_t months)
{
	int64_t all = c.year * 12 + c.month - 1 + months;

	if (all < INT64_C(12) * CIVIL_MIN_YEAR)
		return (struct civil){CIVIL_MIN_YEAR, 1, 1};
	c.year = all / 12;
	c.month = all % 12 + 1;
	c.day = MIN(c.day, civil_month_days(c.year, c.month));
	return c;
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
