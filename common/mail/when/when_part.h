/* when_part.h - between the parts of when.c. */
#ifndef MAIL_WHEN_PART_H
#define MAIL_WHEN_PART_H

#include "common/mail/when/when.h"

/* An hour, a span of hours, and the zone behind it. */
struct when_time {
	int minute;  /* of the day */
	int until;   /* -1: no end */
	bool marked; /* written as a time: "14:30", "3 pm", not "at 3" */
	bool zoned;
	struct when_zone zone;
};

/* What days are read against. */
struct when_reading {
	const struct tokens *t;
	int64_t today;
	bool month_first;    /* of 5/12 */
	uint32_t begins[26]; /* letters that follow a first one: words below */
};

struct when_day {
	int64_t day;
	int64_t last; /* of "3-5 May", else 0 */
	enum when_kind kind;
	bool vague, yearless;
};

/* ---- words (when_word.c); -1: none such ---- */
/* Folded: no accents, and "" where it is too long for a word of dates. */
#define WHEN_WORD_BYTES 16
struct str when_plain(const struct token *t, char out[WHEN_WORD_BYTES]);
/* Whether one of the words, folded, separated by "|". */
bool when_in(const struct token *t, const char *words);
int when_month_named(const struct token *t);
int when_weekday_named(const struct token *t);
int when_near_named(const struct token *t);
int when_number(const struct token *t); /* in figures, too */
/* Notes how the words begin with which a moment can; and asks of a token. */
void when_begins(struct when_reading *r);
bool when_may_begin(const struct when_reading *r, const struct token *t);

/* ---- days; each returns the token behind it, or 0 ---- */
/* A date in figures or with the name of its month at token i (when_day.c);
 * weekday is the one before it, or -1. */
size_t when_read_date(
    const struct when_reading *r, size_t i, int weekday, struct when_day *d_r);
/* A day of any form (when_near.c). */
size_t when_read_day(
    const struct when_reading *r, size_t i, struct when_day *d_r);

/* ---- places ---- */
/* Whether token k is there and in the sentence of i. */
bool when_together(const struct tokens *t, size_t i, size_t k);
/* The byte before and behind a token, NUL outside of the text. */
char when_before(const struct tokens *t, size_t i);
char when_behind(const struct tokens *t, size_t i);
/* Whether token i + 1 follows token i with just this byte between. */
bool when_joined(const struct tokens *t, size_t i, char c);

/* A time of day at token i; returns the token behind it, or 0. */
size_t when_read_time(
    const struct tokens *t, size_t i, struct when_time *time_r);

#endif
