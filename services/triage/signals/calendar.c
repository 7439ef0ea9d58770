/* calendar.c - days and dates, by civil-from-days arithmetic. */
#include "services/triage/signals/dates.h"

int64_t triage_day_of(int year, int month, int mday)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy =
	    (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + mday - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

void triage_day_split(int64_t day, int *year_r, int *month_r, int *mday_r)
{
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*mday_r = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month_r = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year_r = (int)(yoe + era * 400) + (*month_r <= 2);
}

int triage_day_weekday(int64_t day)
{
	return (int)((day % 7 + 11) % 7);
}

bool triage_day_valid(int year, int month, int mday)
{
	int y, m, d;

	if (year < 1970 || year > 2200 || month < 1 || month > 12 || mday < 1 ||
	    mday > 31)
		return false;
	triage_day_split(triage_day_of(year, month, mday), &y, &m, &d);
	return m == month;
}
