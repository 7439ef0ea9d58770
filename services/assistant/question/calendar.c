/* calendar.c - see calendar.h. */
#include "services/assistant/question/calendar.h"

#include <stdio.h>

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t calendar_day_of(int64_t ms, int32_t utc_offset_s)
{
	return floor_div(ms + (int64_t)utc_offset_s * 1000, DAY_MS);
}

int64_t calendar_begin(int64_t days, int32_t utc_offset_s)
{
	return days * DAY_MS - (int64_t)utc_offset_s * 1000;
}

static const char *month_name(int month)
{
	static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May",
	    "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

	return names[month - 1];
}

/* Years are cut to four digits, which is what the buffers hold. */
static struct civil shown(int64_t ms, int32_t utc_offset_s)
{
	struct civil c = civil_from_days(calendar_day_of(ms, utc_offset_s));

	c.year = MAX(0, MIN(c.year, 9999));
	return c;
}

void calendar_day_text(int64_t ms, int32_t utc_offset_s, char *out)
{
	struct civil c = shown(ms, utc_offset_s);

	snprintf(out, CALENDAR_DAY_CHARS, "%d %s %d", c.day & 31,
	    month_name(c.month), (int)c.year & 0x3FFF);
}

void calendar_time_text(int64_t ms, int32_t utc_offset_s, char *out)
{
	int64_t day = calendar_day_of(ms, utc_offset_s);
	int64_t minute = (ms - calendar_begin(day, utc_offset_s)) / 60000;
	char text[CALENDAR_DAY_CHARS];

	calendar_day_text(ms, utc_offset_s, text);
	if (minute == 0 || minute == 24 * 60 - 1)
		snprintf(out, CALENDAR_TIME_CHARS, "%s", text);
	else
		snprintf(out, CALENDAR_TIME_CHARS, "%s, %02d:%02d%s", text,
		    (int)(minute / 60), (int)(minute % 60),
		    utc_offset_s == 0 ? " UTC" : "");
}

void calendar_day_iso(int64_t ms, int32_t utc_offset_s, char *out)
{
	struct civil c = shown(ms, utc_offset_s);

	snprintf(out, CALENDAR_DAY_CHARS, "%04d-%02d-%02d",
	    (int)c.year & 0x3FFF, c.month & 15, c.day & 31);
}
