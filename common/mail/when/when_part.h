/* when_part.h - between the parts of when.c. */
#ifndef MAIL_WHEN_PART_H
#define MAIL_WHEN_PART_H

#include "common/mail/when/when.h"

/* An hour, a span of hours, and the zone behind it. */
struct when_time {
	int minute; /* of the day */
	int until;  /* -1: no end */
	bool zoned;
	struct when_zone zone;
};

/* What days are read against. */
struct when_reading {
	const struct tokens *t;
	int64_t today;
	bool month_first; /* of 5/12: what is written beside it is American */
};

struct when_day {
	int64_t day;
	bool vague, bare; /* bare: a weekday alone */
	int weekday;
};

/* Whether token k is there and in the sentence of i. */
bool when_together(const struct tokens *t, size_t i, size_t k);
/* A day at token i; returns the token behind it, or 0. */
size_t when_read_day(
    const struct when_reading *r, size_t i, struct when_day *d_r);

/* The byte before and behind a token, NUL outside of the text. */
char when_before(const struct tokens *t, size_t i);
char when_behind(const struct tokens *t, size_t i);
/* Whether token i + 1 follows token i with just this byte between. */
bool when_joined(const struct tokens *t, size_t i, char c);

/* A time of day at token i; returns the token behind it, or 0. */
size_t when_read_time(
    const struct tokens *t, size_t i, struct when_time *time_r);

#endif
