/* civil.c - the calendar's arithmetic. */
#include "common/base/civil.h"

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t civil_to_days(int64_t year, int64_t month, int64_t day)
{
	int64_t carry = floor_div(month - 1, 12);
	int64_t m = month - 12 * carry;
	int64_t y = year + carry - (m <= 2);
	int64_t era = floor_div(y, 400);
	int64_t of_era = y - era * 400;
	int64_t of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       of_year - 719468;
}

struct civil civil_from_days(int64_t days)
{
	int64_t z = days + 719468, era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t shifted = (5 * doy + 2) / 153;
	struct civil c;

	c.day = (int)(doy - (153 * shifted + 2) / 5 + 1);
	c.month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	c.year = yoe + era * 400 + (c.month <= 2);
	return c;
}

int civil_weekday(int64_t days)
{
	return (int)(days + 4 - floor_div(days + 4, 7) * 7);
}

int civil_month_days(int64_t year, int64_t month)
{
	return (int)(civil_to_days(year, month + 1, 1) -
		     civil_to_days(year, month, 1));
}

bool civil_valid(int64_t year, int64_t month, int64_t day)
{
	return month >= 1 && month <= 12 && day >= 1 &&
	       day <= civil_month_days(year, month);
}
