/* icsout.c - see icsout.h. */
#include "common/mail/icsout.h"

#include "common/base/civil.h"

#define LINE_BYTES 75 /* without CRLF; RFC 5545, section 3.1 */
#define DAY_MS INT64_C(86400000)

/* One content line while it is written. */
struct line {
	struct buf *out;
	size_t n; /* bytes on this physical line */
};

static void put_char(struct line *l, const char *p, size_t n)
{
	if (l->n + n > LINE_BYTES) {
		buf_adds(l->out, "\r\n ");
		l->n = 1;
	}
	buf_add(l->out, p, n);
	l->n += n;
}

static void put_plain(struct line *l, const char *s)
{
	for (; *s != '\0'; s++)
		put_char(l, s, 1);
}

static void put_escaped(struct line *l, const char *text)
{
	struct str s = str_of(text);

	while (s.n > 0) {
		unsigned char c = (unsigned char)s.p[0];
		size_t n = utf8_len(s);

		if (c == '\\' || c == ';' || c == ',')
			put_char(l, (char[]){'\\', (char)c}, 2);
		else if (c == '\n')
			put_char(l, "\\n", 2);
		else if (n > 0 && (c >= 0x20 || c == '\t') && c != 0x7F)
			put_char(l, s.p, n);
		n = MAX(n, (size_t)1);
		s = (struct str){s.p + n, s.n - n};
	}
}

static void put_text(struct buf *out, const char *name, const char *text)
{
	struct line l = {out, 0};

	if (text[0] == '\0')
		return;
	put_plain(&l, name);
	put_plain(&l, ":");
	put_escaped(&l, text);
	buf_adds(out, "\r\n");
}

static void put_time(
    struct buf *out, const char *name, int64_t unix_ms, bool is_day)
{
	int64_t days = unix_ms / DAY_MS, s = unix_ms % DAY_MS / 1000;
	struct civil c = civil_from_days(days);

	buf_addf(out, "%s%s:%04d%02d%02d", name, is_day ? ";VALUE=DATE" : "",
	    (int)c.year, c.month, c.day);
	if (!is_day)
		buf_addf(out, "T%02d%02d%02dZ", (int)(s / 3600),
		    (int)(s / 60 % 60), (int)(s % 60));
	buf_adds(out, "\r\n");
}

void ics_begin(struct buf *out)
{
	buf_adds(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
		      "PRODID:-//ApplyLens//ApplyLens//EN\r\n");
}

void ics_put(struct buf *out, const struct ics_entry *e)
{
	buf_adds(out, "BEGIN:VEVENT\r\n");
	put_text(out, "UID", e->uid);
	put_time(out, "DTSTAMP", e->stamp_ms, false);
	put_time(out, "DTSTART", e->begin_ms, e->all_day);
	if (e->end_ms > 0)
		put_time(out, "DTEND", e->end_ms, e->all_day);
	put_text(out, "SUMMARY", e->title);
	put_text(out, "LOCATION", e->location);
	put_text(out, "DESCRIPTION", e->notes);
	buf_adds(out, "END:VEVENT\r\n");
}

void ics_end(struct buf *out)
{
	buf_adds(out, "END:VCALENDAR\r\n");
}
