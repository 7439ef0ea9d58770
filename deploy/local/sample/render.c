/*
 * render - makes one mbox of the sample mailbox as it stands on a given day.
 *
 * A source is an mbox whose dates are placeholders counted from that day:
 *
 *	{{OFFSET [TIME] FORMAT [ZONE] [ENCODING]}}
 *
 * README.md lists the words. What is not understood is an error that names
 * the file, the line and the placeholder; nothing is passed through.
 */
#include "calendar.h"
#include "format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define WORDS_MAX 5

static int usage(FILE *to);
static int parse_today(const char *text, int64_t *today_r);
static int render_file(const char *path, int64_t today);
static int render_line(
    const char *path, int line_no, char *line, int64_t today);
static const char *expand(char *inside, int64_t today, char out_r[TEXT_MAX]);

int main(int argc, char **argv)
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

static int usage(FILE *to)
{
	fputs("usage: render --today YYYY-MM-DD FILE...\n"
	      "Writes to stdout one mbox made of the FILEs, their dates\n"
	      "counted from the day given.\n",
	    to);
	return to == stdout ? EX_OK : EX_USAGE;
}

/* ---- files ---- */

/* A separator line follows an empty one and carries its own date. */
static const char *check_line(const char *line, bool first, bool after_empty)
{
	bool is_from = strncmp(line, "From ", 5) == 0;

	if (first && !is_from)
		return "the file does not begin with a From line";
	if (is_from && (!after_empty || strstr(line, " mbox") == NULL))
		return "a From line in a text is written >From";
	return NULL;
}

static int render_file(const char *path, int64_t today)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	bool after_empty = true;
	int line_no = 0, rc = EX_OK;
	const char *why;

	if (in == NULL) {
		perror(path);
		return EX_NOINPUT;
	}
	while (rc == EX_OK && getline(&line, &size, in) > 0) {
		line_no++;
		why = check_line(line, line_no == 1, after_empty);
		if (why != NULL) {
			fprintf(
			    stderr, "%s:%d: %s: %s", path, line_no, why, line);
			rc = EX_DATAERR;
			break;
		}
		after_empty = line[0] == '\n';
		rc = render_line(path, line_no, line, today);
	}
	if (rc == EX_OK && ferror(in)) {
		perror(path);
		rc = EX_IOERR;
	}
	if (rc == EX_OK && !after_empty)
		putchar('\n');
	free(line);
	fclose(in);
	return rc;
}

static int render_line(const char *path, int line_no, char *line, int64_t today)
{
	char text[TEXT_MAX];
	char out[TEXT_MAX];
	const char *why;
	char *open, *end;

	for (char *p = line;; p = end + 2) {
		open = strstr(p, "{{");
		end = strstr(p, "}}");
		if (open == NULL && end == NULL) {
			fputs(p, stdout);
			return EX_OK;
		}
		if (open == NULL || end == NULL || end < open) {
			fprintf(stderr, "%s:%d: unpaired braces: %s", path,
			    line_no, p);
			return EX_DATAERR;
		}
		fwrite(p, 1, (size_t)(open - p), stdout);
		*end = '\0';
		snprintf(text, sizeof text, "%s", open + 2);
		why = expand(open + 2, today, out);
		if (why != NULL) {
			fprintf(stderr, "%s:%d: bad placeholder {{%s}}: %s\n",
			    path, line_no, text, why);
			return EX_DATAERR;
		}
		fputs(out, stdout);
	}
}

/* ---- the words of a placeholder ---- */

/* `count` decimal digits not above `max`, or -1. */
static int digits(const char *p, int count, int max)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		if (p[i] < '0' || p[i] > '9')
			return -1;
		n = n * 10 + (p[i] - '0');
	}
	return n <= max ? n : -1;
}

static int parse_today(const char *text, int64_t *today_r)
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

/* -12d: days from today; -12w: working days from today. */
static int parse_offset(const char *word, int64_t today, struct date *date_r)
{
	char *end;
	long count;

	if ((word[0] != '+' && word[0] != '-') || digits(word + 1, 1, 9) < 0 ||
	    strlen(word) > 6)
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

/* HH:MM or HH:MM:SS. */
static int parse_time(const char *word, int *secs_r)
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
static int parse_zone(const char *word, struct moment *m)
{
	int hours, mins;

	for (size_t i = 0; i < ARRAY_LEN(zones); i++) {
		const struct zone *zone = &zones[i];
		bool summer = zone_is_summer(zone, &m->date, m->secs);

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

/* ---- what it stands for ---- */

/* Quoted-printable of `text`; in ISO-8859-1 where `latin1`. */
static int encode_qp(bool latin1, char text[TEXT_MAX])
{
	char from[TEXT_MAX];
	size_t used = 0;

	memcpy(from, text, TEXT_MAX);
	for (const char *p = from; *p != '\0'; p++) {
		unsigned c = (unsigned char)*p;

		if (used + 4 > TEXT_MAX)
			return -1;
		if (latin1 && c >= 0x80) {
			if (c != 0xc2 && c != 0xc3)
				return -1;
			c = (c & 3) << 6 | ((unsigned char)*++p & 0x3f);
		}
		if (c < 0x80)
			text[used++] = (char)c;
		else
			used += (size_t)sprintf(text + used, "=%02X", c);
	}
	text[used] = '\0';
	return 0;
}

/* What `inside` stands for, or the reason why it stands for nothing. */
static const char *expand(char *inside, int64_t today, char out_r[TEXT_MAX])
{
	char *words[WORDS_MAX + 2] = {NULL};
	char **word = words;
	char *rest = NULL;
	size_t count = 0;
	struct moment m = {.secs = DAY_SECS / 2};
	const struct format *f;
	const struct lang *lang;
	bool has_time = false, has_zone = false, want_time;

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
	if (*word == NULL || (f = find_format(*word++, &lang)) == NULL)
		return "no such time or format";
	if (parse_zone("eu", &m) != 0)
		abort();
	if (*word != NULL && parse_zone(*word, &m) == 0) {
		has_zone = true;
		word++;
	}
	want_time = f->need == NEED_TIME || f->need == NEED_UTC;
	if (has_time != want_time)
		return has_time ? "this format has no time" : "time missing";
	if (has_zone && f->need == NEED_DAY)
		return "this format has no zone";
	if (f->need == NEED_ZONE && m.zone == NULL)
		return "this zone has no name";
	if (f->need == NEED_UTC)
		m = moment_in_utc(&m);
	write_pattern(f->pattern != NULL ? f->pattern : lang->styles[f->style],
	    &m, lang, out_r);
	if (*word == NULL)
		return NULL;
	if (strcmp(*word, "qp") != 0 && strcmp(*word, "qp1") != 0)
		return "no such zone or encoding";
	if (encode_qp(strcmp(*word++, "qp1") == 0, out_r) != 0)
		return "cannot be written in ISO-8859-1";
	return *word == NULL ? NULL : "too many words";
}
