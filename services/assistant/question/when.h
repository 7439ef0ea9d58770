/* when.h - the time words of a question: "last week", "since Monday", "in
 * March", "next 3 days", "2026-11-02", and their like in German, French and
 * Spanish. Pure. */
#ifndef ASSISTANT_WHEN_H
#define ASSISTANT_WHEN_H

#include "services/assistant/question/calendar.h"
#include "services/assistant/question/words.h"

struct when_clock {
	int64_t now_ms;       /* Unix */
	int32_t utc_offset_s; /* of the user: where days begin */
};

struct when {
	bool set;
	bool future;     /* speaks of what is to come */
	bool open_from;  /* "before May", "older than 3 weeks" */
	bool either_way; /* a weekday: the last one is meant, or the next */
	int64_t from_ms, to_ms; /* Unix; to is the first moment behind */
	size_t first, n;        /* words of the question that said so */
};

/* The time that the words name, but for those that are used already; of several
 * the one said with most words, of equals the first. text is what the words
 * were taken from. */
struct when when_find(struct str text, const struct word *v, const bool *used,
    size_t n, const struct when_clock *clock);

/* The number of a month by its folded name in the four languages, or 0. */
int when_month(const char *fold);

#endif
