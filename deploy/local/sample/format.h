/*
 * format - the ways a placeholder may write a moment: a table of words, and
 * the patterns behind them. Header-only, like calendar.h.
 */
#ifndef SAMPLE_FORMAT_H
#define SAMPLE_FORMAT_H

#include "calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 160
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* The patterns a language has, after "": those of the table of formats. */
enum style { STYLE_NONE, STYLE_LONG, STYLE_DAY, STYLE_SHORT, STYLE_MONTH };

struct lang {
	const char *word;
	const char *months[12];
	const char *wdays[7];
	const char *styles[STYLE_MONTH + 1];
};

#define L(...)                                                                 \
	{                                                                      \
		__VA_ARGS__                                                    \
	}
#define LANG(word, months, wdays, ...) {word, months, wdays, {"", __VA_ARGS__}},
static const struct lang langs[] = {
#include "langs.def.h"
};

enum need {
	NEED_DAY,  /* neither a time nor a zone */
	NEED_TIME, /* a time, and a zone if not `eu` */
	NEED_UTC,  /* the same, written in UTC */
	NEED_ZONE, /* a zone only */
};

/*
 * %A weekday, %a its three letters, %B %b month, %e %_ %d day (as it is, or
 * two wide with a space or zero), %m %Y, %T time, %t time without colons,
 * %z offset, %: offset with a colon, %Z short name of the zone.
 */
struct format {
	const char *word; /* ends in '-' where a language follows */
	enum need need;
	enum style style;
	const char *pattern;
};

/* clang-format off */
static const struct format formats[] = {
	{ "rfc5322",  NEED_TIME, STYLE_NONE,  "%a, %e %b %Y %T %z" },
	{ "mbox",     NEED_UTC,  STYLE_NONE,  "%a %b %_ %T %Y" },
	{ "iso",      NEED_TIME, STYLE_NONE,  "%Y-%m-%dT%T%:" },
	{ "ics",      NEED_UTC,  STYLE_NONE,  "%Y%m%dT%tZ" },
	{ "isoday",   NEED_DAY,  STYLE_NONE,  "%Y-%m-%d" },
	{ "icsday",   NEED_DAY,  STYLE_NONE,  "%Y%m%d" },
	{ "zone",     NEED_ZONE, STYLE_NONE,  "%Z" },
	{ "weekday-", NEED_DAY,  STYLE_NONE,  "%A" },
	{ "long-",    NEED_DAY,  STYLE_LONG,  NULL },
	{ "day-",     NEED_DAY,  STYLE_DAY,   NULL },
	{ "short-",   NEED_DAY,  STYLE_SHORT, NULL },
	{ "month-",   NEED_DAY,  STYLE_MONTH, NULL },
};
/* clang-format on */

/* A moment as a placeholder names it. */
struct moment {
	struct date date;
	int secs;         /* of the local day */
	int offset_min;   /* east of UTC */
	const char *zone; /* its short name, NULL where it has none */
};

/* The format a word names, and its language; NULL if there is none. */
static inline const struct format *find_format(
    const char *word, const struct lang **lang_r)
{
	*lang_r = &langs[0];
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		const char *name = formats[i].word;
		size_t len = strlen(name);

		if (name[len - 1] != '-' && strcmp(word, name) == 0)
			return &formats[i];
		if (name[len - 1] != '-' || strncmp(word, name, len) != 0)
			continue;
		for (size_t j = 0; j < ARRAY_LEN(langs); j++) {
			*lang_r = &langs[j];
			if (strcmp(word + len, langs[j].word) == 0)
				return &formats[i];
		}
	}
	return NULL;
}

static inline void write_letter(
    FILE *to, char letter, const struct moment *m, const struct lang *lang)
{
	const char *month = lang->months[m->date.month - 1];
	int min = m->secs / 60, sec = m->secs % 60;
	int east = abs(m->offset_min);
	const char *colon = letter == 'T' || letter == ':' ? ":" : "";

	/* clang-format off */
	switch (letter) {
	case 'A': fputs(lang->wdays[m->date.wday], to); break;
	case 'a': fprintf(to, "%.3s", lang->wdays[m->date.wday]); break;
	case 'B': fputs(month, to); break;
	case 'b': fprintf(to, "%.3s", month); break;
	case 'e': fprintf(to, "%d", m->date.mday); break;
	case '_': fprintf(to, "%2d", m->date.mday); break;
	case 'd': fprintf(to, "%02d", m->date.mday); break;
	case 'm': fprintf(to, "%02d", m->date.month); break;
	case 'Y': fprintf(to, "%d", m->date.year); break;
	case 'T':
	case 't': fprintf(to, "%02d%s%02d%s%02d", min / 60, colon, min % 60,
			colon, sec); break;
	case 'z':
	case ':': fprintf(to, "%c%02d%s%02d", m->offset_min < 0 ? '-' : '+',
			east / 60, colon, east % 60); break;
	case 'Z': fputs(m->zone, to); break;
	default: abort();
	}
	/* clang-format on */
}

static inline void write_pattern(const char *pattern, const struct moment *m,
    const struct lang *lang, char out_r[TEXT_MAX])
{
	FILE *to = fmemopen(out_r, TEXT_MAX, "w");

	if (to == NULL)
		abort();
	for (const char *p = pattern; *p != '\0'; p++) {
		if (*p == '%')
			write_letter(to, *++p, m, lang);
		else
			putc(*p, to);
	}
	if (fclose(to) != 0)
		abort();
}

static inline struct moment moment_in_utc(const struct moment *m)
{
	int64_t local = m->date.day * DAY_SECS + m->secs;
	int64_t utc = local - (int64_t)m->offset_min * 60;

	return (struct moment){
	    .date = date_of_day(utc / DAY_SECS),
	    .secs = (int)(utc % DAY_SECS),
	    .zone = "UTC",
	};
}

#endif
