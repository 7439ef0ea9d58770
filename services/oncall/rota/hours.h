/* hours.h - business hours, Monday to Friday in a place's local time. Pure. */
#ifndef ROTA_HOURS_H
#define ROTA_HOURS_H

#include "common/base/str.h"
#include "common/zone/zone.h"

struct hours {
	int open, close; /* minutes of the day; open < close */
};

/* "09:00-18:00". 0 or -1. */
MUST_CHECK int hours_read(struct str text, struct hours *h_r);
/* "HH:MM" as a minute of the day, up to 24:00. 0 or -1. */
MUST_CHECK int hours_minute(struct str text, int *minute_r);
/* The moment itself when it is within them, else when they next begin. */
int64_t hours_next_ms(
    const struct hours *h, const struct zone *z, int64_t at_ms);

#endif
