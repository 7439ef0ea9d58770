/* hours.c - see hours.h. */
#include "services/oncall/rota/hours.h"

#include "common/base/civil.h"

int hours_minute(struct str text, int *minute_r)
{
	int64_t hour, minute;

	if (text.n != 5 || text.p[2] != ':' ||
	    str_to_i64((struct str){text.p, 2}, 0, 24, &hour) < 0 ||
	    str_to_i64((struct str){text.p + 3, 2}, 0, 59, &minute) < 0 ||
	    hour * 60 + minute > 1440)
		return -1;
	*minute_r = (int)(hour * 60 + minute);
	return 0;
}

int hours_read(struct str text, struct hours *h_r)
{
	struct str open;

	if (!str_split(&text, '-', &open) ||
	    hours_minute(open, &h_r->open) < 0 ||
	    hours_minute(text, &h_r->close) < 0 || h_r->open >= h_r->close)
		return -1;
	return 0;
}

int64_t hours_next_ms(
    const struct hours *h, const struct zone *z, int64_t at_ms)
{
	struct zone_local l = zone_local(z, at_ms);

	for (int64_t day = l.day;; day++) {
		int weekday = civil_weekday(day);
		int64_t open_ms;

		if (weekday == 0 || weekday == 6)
			continue;
		open_ms = zone_utc_ms(z, day, h->open);
		if (at_ms <= open_ms)
			return open_ms;
		if (day == l.day && l.minute < h->close)
			return at_ms;
	}
}
