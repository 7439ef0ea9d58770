/*
 * render: makes one mbox of the sample mailbox as it stands on a given day.
 *
 * A source is an mbox whose dates are placeholders counted from that day:
 *
 *	{{OFFSET [TIME] FORMAT [ZONE] [ENCODING]}}
 *
 * README.md lists the words.  What is not understood is an error that names
 * the file, the line and the placeholder; nothing is passed through.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define WORDS_MAX 5
#define TEXT_MAX  160
#define DAY_SECS  86400
#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

struct date {
	int64_t day; /* since 1970-01-01 */
	int year;
	int month; /* 1 to 12 */
	int mday;
	int wday; /* 0 is Sunday */
};

enum rule {
	RULE_NONE, /* no summer time */
	RULE_EU,   /* last Sundays of March and October, 01:00 UTC */
	RULE_US,   /* second Sunday of March, first of November, 02:00 */
};

struct zone {
	const char *word;
	int offset_min; /* in winter */
	enum rule rule;
	const char *winter;
	const char *summer;
};

static const struct zone zones[] = {
	{ "eu", 60, RULE_EU, "CET", "CEST" },
	{ "uk", 0, RULE_EU, "GMT", "BST" },
	{ "et", -300, RULE_US, "EST", "EDT" },
	{ "pt", -480, RULE_US, "PST", "PDT" },
	{ "utc", 0, RULE_NONE, "UTC", "UTC" },
};

struct lang {
	const char *word;
	const char *months[12];
	const char *wdays[7];
	const char *full;
	const char *day;
	const char *brief;
	const char *month;
};

#define MONTHS_EN                                                         \
	{ "January", "February", "March", "April", "May", "June", "July", \
	  "August", "September", "October", "November", "December" }
#define WDAYS_EN                                                  \
	{ "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", \
	  "Friday", "Saturday" }

/* %A weekday, %B month, %b its three letters, %e %d day, %n %m month, %Y. */
static const struct lang langs[] = {
	{ "en", MONTHS_EN, WDAYS_EN, "%A, %e %B %Y", "%A %e %B", "%e %b %Y",
	  "%B %Y" },
	{ "us", MONTHS_EN, WDAYS_EN, "%A, %B %e, %Y", "%A, %B %e", "%b %e, %Y",
	  "%B %Y" },
	{ "fr",
	  { "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
	    "août", "septembre", "octobre", "novembre", "décembre" },
	  { "dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
	    "samedi" },
	  "%A %e %B %Y", "%A %e %B", "%d/%m/%Y", "%B %Y" },
	{ "de",
	  { "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
	    "August", "September", "Oktober", "November", "Dezember" },
	  { "Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag",
	    "Freitag", "Samstag" },
	  "%A, %e. %B %Y", "%A, %e. %B", "%d.%m.%Y", "%B %Y" },
	{ "es",
	  { "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio",
	    "agosto", "septiembre", "octubre", "noviembre", "diciembre" },
	  { "domingo", "lunes", "martes", "miércoles", "jueves", "viernes",
	    "sábado" },
	  "%A, %e de %B de %Y", "%A %e de %B", "%d/%m/%Y", "%B de %Y" },
	{ "pl",
	  { "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
	    "lipca", "sierpnia", "września", "października", "listopada",
	    "grudnia" },
	  { "niedziela", "poniedziałek", "wtorek", "środa", "czwartek",
	    "piątek", "sobota" },
	  "%A, %e %B %Y", "%A, %e %B", "%d.%m.%Y", "%B %Y" },
	{ "ja",
	  { "1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月",
	    "10月", "11月", "12月" },
	  { "日", "月", "火", "水", "木", "金", "土" },
	  "%Y年%B%e日(%A)", "%B%e日(%A)", "%Y/%m/%d", "%Y年%B" },
};

/* A moment as a placeholder names it. */
struct moment {
	struct date date;
	int secs;	 /* of the local day */
	int offset_min;	 /* east of UTC */
	const char *zone; /* its short name, NULL where it has none */
};

enum need {
	NEED_DAY,  /* neither time nor zone */
	NEED_TIME, /* a time, and a zone if not `eu` */
	NEED_ZONE, /* a zone only */
};

typedef void write_fn(const struct moment *, const struct lang *,
		      char out_r[TEXT_MAX]);

static write_fn write_rfc5322, write_mbox, write_iso, write_ics, write_isoday,
	write_icsday, write_zone, write_full, write_day, write_brief,
	write_month, write_wday;

static const struct format {
	const char *word; /* ends in '-' where a language follows */
	enum need need;
	write_fn *write;
} formats[] = {
	{ "rfc5322", NEED_TIME, write_rfc5322 },
	{ "mbox", NEED_TIME, write_mbox },
	{ "iso", NEED_TIME, write_iso },
	{ "ics", NEED_TIME, write_ics },
	{ "isoday", NEED_DAY, write_isoday },
	{ "icsday", NEED_DAY, write_icsday },
	{ "zone", NEED_ZONE, write_zone },
	{ "long-", NEED_DAY, write_full },
	{ "day-", NEED_DAY, write_day },
	{ "short-", NEED_DAY, write_brief },
	{ "month-", NEED_DAY, write_month },
	{ "weekday-", NEED_DAY, write_wday },
};

static int usage(FILE *to);
static int render_file(const char *path, int64_t today);
static int render_line(const char *path, int line_no, char *line,
		       int64_t today);
static const char *expand(char *inside, int64_t today, char out_r[TEXT_MAX]);

/* ---- the calendar ---- */

static struct date
date_of_day(int64_t day)
{
	int64_t z = day + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct date){
		.day = day,
		.year = (int)(yoe + era * 400) + (month <= 2),
		.month = month,
		.mday = (int)(doy - (153 * mp + 2) / 5 + 1),
		.wday = (int)((day % 7 + 11) % 7),
	};
}

static int64_t
day_of_date(int year, int month, int mday)
{
	int64_t y = year - (month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 +
		mday - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* The count-th Sunday of a month; 0 asks for the last (31 days only). */
static int64_t
sunday_of(int year, int month, int count)
{
	int64_t day;

	if (count == 0) {
		day = day_of_date(year, month, 31);
		return day - date_of_day(day).wday;
	}
	day = day_of_date(year, month, 1);
	return day + (7 - date_of_day(day).wday) % 7 + 7 * (count - 1);
}

static bool
is_weekend(int64_t day)
{
	int wday = date_of_day(day).wday;

	return wday == 0 || wday == 6;
}

/*
 * The day `count` working days from today.  A weekend counts as the Friday
 * before it, so distinct counts are always distinct days in the same order.
 */
static int64_t
workday_from(int64_t today, long count)
{
	int64_t day = today;

	while (is_weekend(day))
		day--;
	for (; count != 0; count += count < 0 ? 1 : -1) {
		do
			day += count < 0 ? -1 : 1;
		while (is_weekend(day));
	}
	return day;
}

static bool
is_summer(const struct zone *zone, const struct date *date, int secs)
{
	int64_t local = date->day * DAY_SECS + secs;
	int64_t utc = local - zone->offset_min * 60;

	switch (zone->rule) {
	case RULE_EU:
		return utc >= sunday_of(date->year, 3, 0) * DAY_SECS + 3600 &&
			utc < sunday_of(date->year, 10, 0) * DAY_SECS + 3600;
	case RULE_US:
		return local >= sunday_of(date->year, 3, 2) * DAY_SECS + 7200 &&
			local < sunday_of(date->year, 11, 1) * DAY_SECS + 3600;
	case RULE_NONE:
		break;
	}
	return false;
}

/* ---- the formats ---- */

static void
write_rfc5322(const struct moment *m, const struct lang *lang,
	      char out_r[TEXT_MAX])
{
	int east = abs(m->offset_min);

	snprintf(out_r, TEXT_MAX, "%.3s, %d %.3s %d %02d:%02d:%02d %c%02d%02d",
		 lang->wdays[m->date.wday], m->date.mday,
		 lang->months[m->date.month - 1], m->date.year, m->secs / 3600,
		 m->secs / 60 % 60, m->secs % 60, m->offset_min < 0 ? '-' : '+',
		 east / 60, east % 60);
}

static void
write_iso(const struct moment *m, const struct lang *lang, char out_r[TEXT_MAX])
{
	int east = abs(m->offset_min);

	(void)lang;
	snprintf(out_r, TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d",
		 m->date.year, m->date.month, m->date.mday, m->secs / 3600,
		 m->secs / 60 % 60, m->secs % 60, m->offset_min < 0 ? '-' : '+',
		 east / 60, east % 60);
}

static struct moment
moment_in_utc(const struct moment *m)
{
	int64_t utc = m->date.day * DAY_SECS + m->secs - m->offset_min * 60;

	return (struct moment){
		.date = date_of_day(utc / DAY_SECS),
		.secs = (int)(utc % DAY_SECS),
	};
}

static void
write_mbox(const struct moment *m, const struct lang *lang,
	   char out_r[TEXT_MAX])
{
	struct moment u = moment_in_utc(m);

	snprintf(out_r, TEXT_MAX, "%.3s %.3s %2d %02d:%02d:%02d %d",
		 lang->wdays[u.date.wday], lang->months[u.date.month - 1],
		 u.date.mday, u.secs / 3600, u.secs / 60 % 60, u.secs % 60,
		 u.date.year);
}

static void
write_ics(const struct moment *m, const struct lang *lang, char out_r[TEXT_MAX])
{
	struct moment u = moment_in_utc(m);

	(void)lang;
	snprintf(out_r, TEXT_MAX, "%04d%02d%02dT%02d%02d%02dZ", u.date.year,
		 u.date.month, u.date.mday, u.secs / 3600, u.secs / 60 % 60,
		 u.secs % 60);
}

static void
write_zone(const struct moment *m, const struct lang *lang,
	   char out_r[TEXT_MAX])
{
	(void)lang;
	snprintf(out_r, TEXT_MAX, "%s", m->zone);
}

static void
write_pattern(const struct date *d, const struct lang *lang,
	      const char *pattern, char out_r[TEXT_MAX])
{
	FILE *to = fmemopen(out_r, TEXT_MAX, "w");
	const char *month = lang->months[d->month - 1];

	if (to == NULL)
		abort();
	for (const char *p = pattern; *p != '\0'; p++) {
		if (*p != '%') {
			putc(*p, to);
			continue;
		}
		switch (*++p) {
		case 'A': fputs(lang->wdays[d->wday], to); break;
		case 'B': fputs(month, to); break;
		case 'b': fprintf(to, "%.3s", month); break;
		case 'e': fprintf(to, "%d", d->mday); break;
		case 'd': fprintf(to, "%02d", d->mday); break;
		case 'm': fprintf(to, "%02d", d->month); break;
		case 'Y': fprintf(to, "%d", d->year); break;
		default: abort();
		}
	}
	if (fclose(to) != 0)
		abort();
}

static void
write_isoday(const struct moment *m, const struct lang *lang,
	     char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, "%Y-%m-%d", out_r);
}

static void
write_icsday(const struct moment *m, const struct lang *lang,
	     char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, "%Y%m%d", out_r);
}

static void
write_full(const struct moment *m, const struct lang *lang,
	   char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, lang->full, out_r);
}

static void
write_day(const struct moment *m, const struct lang *lang, char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, lang->day, out_r);
}

static void
write_brief(const struct moment *m, const struct lang *lang,
	    char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, lang->brief, out_r);
}

static void
write_month(const struct moment *m, const struct lang *lang,
	    char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, lang->month, out_r);
}

static void
write_wday(const struct moment *m, const struct lang *lang,
	   char out_r[TEXT_MAX])
{
	write_pattern(&m->date, lang, "%A", out_r);
}

/* Quoted-printable of `text`; in ISO-8859-1 where `latin1`. */
static int
encode_qp(bool latin1, char text[TEXT_MAX])
{
	char from[TEXT_MAX];
	size_t used = 0;

	memcpy(from, text, TEXT_MAX);
	for (const char *p = from; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (used + 4 > TEXT_MAX)
			return -1;
		if (latin1 && c >= 0x80) {
			if (c != 0xc2 && c != 0xc3)
				return -1;
			c = (unsigned char)((c & 3) << 6 | (*++p & 0x3f));
		}
		if (c < 0x80)
			text[used++] = (char)c;
		else
			used += (size_t)sprintf(text + used, "=%02X", c);
	}
	text[used] = '\0';
	return 0;
}

/* ---- a placeholder ---- */

/* -12d: days from today; -12w: working days from today. */
static int
parse_offset(const char *word, int64_t today, struct date *date_r)
{
	char *end;
	long count;

	if ((word[0] != '+' && word[0] != '-') || word[1] < '0' ||
	    word[1] > '9' || strlen(word) > 6)
		return -1;
	count = strtol(word, &end, 10);
	if (strcmp(end, "d") == 0)
		*date_r = date_of_day(today + count);
	else if (strcmp(end, "w") == 0)
		*date_r = date_of_day(workday_from(today, count));
	else
		return -1;
	return 0;
}

/* `count` decimal digits not above `max`, or -1. */
static int
digits(const char *p, int count, int max)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		n = n * 10 + (p[i] - '0');
	}
	return n <= max ? n : -1;
}

/* HH:MM or HH:MM:SS. */
static int
parse_time(const char *word, int *secs_r)
{
	size_t len = strlen(word);
	int hour, min, sec = 0;

	if ((len != 5 && len != 8) || word[2] != ':')
		return -1;
	hour = digits(word, 2, 23);
	min = digits(word + 3, 2, 59);
	if (len == 8)
		sec = word[5] == ':' ? digits(word + 6, 2, 59) : -1;
	if (hour < 0 || min < 0 || sec < 0)
		return -1;
	*secs_r = hour * 3600 + min * 60 + sec;
	return 0;
}

/* A word of the table, or +HHMM. */
static int
parse_zone(const char *word, struct moment *m)
{
	int hours, mins;

	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		const struct zone *zone = &zones[i];
		bool summer = is_summer(zone, &m->date, m->secs);

		if (strcmp(word, zone->word) != 0)
			continue;
		m->offset_min = zone->offset_min + (summer ? 60 : 0);
		m->zone = summer ? zone->summer : zone->winter;
		return 0;
	}
	if (strlen(word) != 5 || (word[0] != '+' && word[0] != '-'))
		return -1;
	hours = digits(word + 1, 2, 14);
	mins = digits(word + 3, 2, 59);
	if (hours < 0 || mins < 0)
		return -1;
	m->offset_min = (word[0] == '-' ? -1 : 1) * (hours * 60 + mins);
	m->zone = NULL;
	return 0;
}

static const struct format *
find_format(const char *word, const struct lang **lang_r)
{
	*lang_r = &langs[0];
	for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
		const char *name = formats[i].word;
		size_t len = strlen(name);

		if (name[len - 1] != '-') {
			if (strcmp(word, name) == 0)
				return &formats[i];
			continue;
		}
		if (strncmp(word, name, len) != 0)
			continue;
		for (size_t j = 0; j < ARRAY_LEN(langs); j++) {
			*lang_r = &langs[j];
			if (strcmp(word + len, langs[j].word) == 0)
				return &formats[i];
		}
	}
	return NULL;
}

/* What `inside` stands for, or the reason it stands for nothing. */
static const char *
expand(char *inside, int64_t today, char out_r[TEXT_MAX])
{
	char *words[WORDS_MAX + 1] = { NULL };
	char **word = words;
	char *rest = NULL;
	size_t count = 0;
	struct moment m = { .secs = DAY_SECS / 2 };
	const struct format *format;
	const struct lang *lang;
	bool has_time = false, has_zone = false;

	for (char *w = strtok_r(inside, " ", &rest); w != NULL;
	     w = strtok_r(NULL, " ", &rest)) {
		if (count == WORDS_MAX)
			return "too many words";
		words[count++] = w;
	}
	if (*word == NULL || parse_offset(*word++, today, &m.date) != 0)
		return "the offset is not like -12d or +3w";
	if (*word != NULL && parse_time(*word, &m.secs) == 0) {
		has_time = true;
		word++;
	}
	if (*word == NULL || (format = find_format(*word++, &lang)) == NULL)
		return "no such time or format";
	if (parse_zone("eu", &m) != 0)
		abort();
	if (*word != NULL && parse_zone(*word, &m) == 0) {
		has_zone = true;
		word++;
	}
	if (has_time != (format->need == NEED_TIME))
		return has_time ? "this format has no time" : "time missing";
	if (has_zone && format->need == NEED_DAY)
		return "this format has no zone";
	if (format->need == NEED_ZONE && m.zone == NULL)
		return "this zone has no name";
	format->write(&m, lang, out_r);
	if (*word != NULL && strcmp(*word, "qp") != 0 &&
	    strcmp(*word, "qp1") != 0)
		return "no such zone or encoding";
	if (*word != NULL && encode_qp((*word++)[2] == '1', out_r) != 0)
		return "cannot be written in ISO-8859-1";
	return *word == NULL ? NULL : "too many words";
}

/* ---- files ---- */

static int
render_line(const char *path, int line_no, char *line, int64_t today)
{
	char text[TEXT_MAX];
	char out[TEXT_MAX];
	const char *why;

	for (char *p = line;;) {
		char *open = strstr(p, "{{");
		char *stray = strstr(p, "}}");
		char *end = open != NULL ? strstr(open, "}}") : stray;

		if (open == NULL && end == NULL) {
			fputs(p, stdout);
			return 0;
		}
		if (open == NULL || end == NULL || stray < open) {
			fprintf(stderr, "%s:%d: unpaired braces: %s", path,
				line_no, line);
			return EX_DATAERR;
		}
		fwrite(p, 1, (size_t)(open - p), stdout);
		*end = '\0';
		snprintf(text, sizeof(text), "%s", open + 2);
		why = expand(open + 2, today, out);
		if (why != NULL) {
			fprintf(stderr, "%s:%d: bad placeholder {{%s}}: %s\n",
				path, line_no, text, why);
			return EX_DATAERR;
		}
		fputs(out, stdout);
		p = end + 2;
	}
}

/* A separator line follows a blank one and carries its own date. */
static const char *
check_line(const char *line, bool first, bool after_blank)
{
	bool is_from = strncmp(line, "From ", 5) == 0;

	if (first && !is_from)
		return "the file does not begin with a From line";
	if (is_from && (!after_blank || strstr(line, " mbox") == NULL))
		return "a From line in a text is written >From";
	return NULL;
}

static int
render_file(const char *path, int64_t today)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	bool after_blank = true;
	int line_no = 0, rc = EX_OK;
	const char *why;

	if (in == NULL) {
		perror(path);
		return EX_NOINPUT;
	}
	while (rc == EX_OK && getline(&line, &size, in) > 0) {
		line_no++;
		why = check_line(line, line_no == 1, after_blank);
		if (why != NULL) {
			fprintf(stderr, "%s:%d: %s: %s", path, line_no, why,
				line);
			rc = EX_DATAERR;
			break;
		}
		after_blank = line[0] == '\n';
		rc = render_line(path, line_no, line, today);
	}
	if (rc == EX_OK && ferror(in)) {
		perror(path);
		rc = EX_IOERR;
	}
	if (rc == EX_OK && !after_blank)
		putchar('\n');
	free(line);
	fclose(in);
	return rc;
}

static int
parse_today(const char *text, int64_t *today_r)
{
	int year, month, mday;
	struct date date;

	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return -1;
	year = digits(text, 4, 9999);
	month = digits(text + 5, 2, 12);
	mday = digits(text + 8, 2, 31);
	if (year < 1971 || month < 1 || mday < 1)
		return -1;
	*today_r = day_of_date(year, month, mday);
	date = date_of_day(*today_r);
	return date.month == month && date.mday == mday ? 0 : -1;
}

static int
usage(FILE *to)
{
	fputs("usage: render --today YYYY-MM-DD FILE...\n"
	      "Writes to stdout one mbox made of the FILEs, their dates\n"
	      "counted from the day given.\n",
	      to);
	return to == stdout ? EX_OK : EX_USAGE;
}

int
main(int argc, char **argv)
{
	int64_t today;
	int rc;

	if (argc == 2 && strcmp(argv[1], "--help") == 0)
		return usage(stdout);
	if (argc < 4 || strcmp(argv[1], "--today") != 0)
		return usage(stderr);
	if (parse_today(argv[2], &today) != 0) {
		fprintf(stderr, "render: not a day: %s\n", argv[2]);
		return EX_USAGE;
	}
	for (int i = 3; i < argc; i++) {
		rc = render_file(argv[i], today);
		if (rc != EX_OK)
			return rc;
	}
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("render: stdout");
		return EX_IOERR;
	}
	return EX_OK;
}
