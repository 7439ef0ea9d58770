/* log.c - JSON lines, formatted by hand into one output buffer.
 *
 * A line is written where it will be sent from, so it costs no copy and no
 * allocation; the part of the time stamp above seconds is kept from line to
 * line. It must not call die(), which logs.
 */
#include "common/base/log.h"
#include "common/base/clock.h"
#include "common/base/jsonesc.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#define OUT_BYTES ((size_t)65536)
#define LINE_BYTES ((size_t)8192)
#define TAIL ",\"cut\":true}\n"
#define STUCK_MS 1000 /* how long a full non-blocking sink may take */

static const char *const level_names[] = {
    [LOG_DEBUG] = "debug",
    [LOG_INFO] = "info",
    [LOG_WARN] = "warn",
    [LOG_ERROR] = "error",
};

/* lint: the one mutable state that the style guide allows */
static struct {
	const char *service;
	enum log_level level;
	int fd;
	log_redact_fn *redact;
	int64_t second; /* that `stamp` shows */
	char stamp[CLOCK_UTC_CHARS + 1];
	size_t len;
	char out[OUT_BYTES];
} sink = {
    .service = "",
    .level = LOG_INFO,
    .fd = STDERR_FILENO,
    .second = -1,
};

/* The line being written. What does not fit before `end` sets cut. */
struct line {
	char *at;
	const char *end;
	bool cut;
};

void log_open(const char *service, enum log_level level, int fd)
{
	log_flush();
	sink.service = service;
	sink.level = level;
	sink.fd = fd;
}

int log_level_parse(const char *s, enum log_level *level_r)
{
	for (size_t i = 0; i < ARRAY_LEN(level_names); i++) {
		if (strieq(s, level_names[i])) {
			*level_r = (enum log_level)i;
			return 0;
		}
	}
	return -1;
}

bool log_enabled(enum log_level level)
{
	return level >= sink.level;
}

void log_set_redaction(log_redact_fn *fn)
{
	sink.redact = fn;
}

/* A closing quote may lie behind `end`. */
static inline size_t room(const struct line *l)
{
	return l->at < l->end ? (size_t)(l->end - l->at) : 0;
}

static inline void put(struct line *l, const char *p, size_t n)
{
	if (l->cut || n > room(l)) {
		l->cut = true;
		return;
	}
	memcpy(l->at, p, n);
	l->at += n;
}

#define PUT_LITERAL(l, lit) put((l), (lit), sizeof(lit) - 1)

/* The inside of a string: as much of it as fits, never half an escape. */
static void put_escaped(struct line *l, struct str s)
{
	while (s.n > 0 && !l->cut) {
		size_t n = jsonesc_plain(s);
		char escape[JSONESC_CHARS];

		if (n > room(l)) {
			put(l, s.p, utf8_cut((struct str){s.p, n}, room(l)));
			l->cut = true;
			return;
		}
		put(l, s.p, n);
		s.p += n;
		s.n -= n;
		if (s.n > 0) {
			put(l, escape, jsonesc_one(s, escape));
			s.p++;
			s.n--;
		}
	}
}

/* A quoted value. Once begun it is always closed: `end` leaves room. */
static void put_string(struct line *l, const char *s)
{
	char redacted[LINE_BYTES];

	if (s == NULL) {
		PUT_LITERAL(l, "null");
		return;
	}
	if (sink.redact != NULL) {
		sink.redact(s, redacted, sizeof redacted);
		s = redacted;
	}
	PUT_LITERAL(l, "\"");
	if (l->cut)
		return;
	put_escaped(l, str_of(s));
	*l->at++ = '"';
}

static void put_stamp(struct line *l)
{
	int64_t now_ms = clock_unix_ms();
	int64_t second = now_ms / 1000;
	int64_t ms = now_ms % 1000;
	char *fraction = sink.stamp + sizeof "2026-11-21T19:04:05." - 1;

	if (second != sink.second) {
		clock_format_utc(now_ms, sink.stamp, sizeof sink.stamp);
		sink.second = second;
	}
	fraction[0] = (char)('0' + ms / 100);
	fraction[1] = (char)('0' + ms / 10 % 10);
	fraction[2] = (char)('0' + ms % 10);
	put(l, sink.stamp, CLOCK_UTC_CHARS);
}

static void put_value(struct line *l, const struct log_field *f)
{
	char text[40];

	switch (f->kind) {
	case LOG_FIELD_STR:
		put_string(l, f->s);
		break;
	case LOG_FIELD_I64:
		put(l, text, str_put_i64(text, f->i));
		break;
	case LOG_FIELD_F64:
		if (isfinite(f->f))
			put(l, text,
			    (size_t)snprintf(text, sizeof text, "%.10g", f->f));
		else
			PUT_LITERAL(l, "null");
		break;
	case LOG_FIELD_BOOL:
		if (f->i != 0)
			PUT_LITERAL(l, "true");
		else
			PUT_LITERAL(l, "false");
		break;
	case LOG_FIELD_JSON:
		put(l, f->s, strlen(f->s));
		break;
	}
}

/* A string is cut; any other field that does not fit is left out. */
static void put_field(struct line *l, const struct log_field *f)
{
	char *start = l->at;
	char *value;

	PUT_LITERAL(l, ",\"");
	put(l, f->name, strlen(f->name));
	PUT_LITERAL(l, "\":");
	value = l->at;
	if (!l->cut)
		put_value(l, f);
	if (l->cut && (f->kind != LOG_FIELD_STR || l->at == value))
		l->at = start;
}

void log_write(enum log_level level, const char *msg,
    const struct log_field *fields, size_t n)
{
	struct line l;
	char *start;

	if (OUT_BYTES - sink.len < LINE_BYTES)
		log_flush();
	start = sink.out + sink.len;
	/* Room for a closing quote and the longest end. */
	l = (struct line){start, start + LINE_BYTES - sizeof TAIL - 1, false};
	PUT_LITERAL(&l, "{\"time\":\"");
	put_stamp(&l);
	PUT_LITERAL(&l, "\",\"level\":\"");
	put(&l, level_names[level], strlen(level_names[level]));
	PUT_LITERAL(&l, "\",\"service\":\"");
	put_escaped(&l, str_of(sink.service));
	PUT_LITERAL(&l, "\",\"message\":");
	put_string(&l, msg);
	for (size_t i = 0; i < n && !l.cut; i++)
		if (fields[i].name != NULL)
			put_field(&l, &fields[i]);
	l.end += sizeof TAIL;
	if (l.cut) {
		l.cut = false;
		PUT_LITERAL(&l, TAIL);
	} else {
		PUT_LITERAL(&l, "}\n");
	}
	sink.len += (size_t)(l.at - start);
	if (level >= LOG_ERROR)
		log_flush();
}

/* Waits for a sink that takes nothing now. False when it stays that way. */
static bool sink_ready(void)
{
	struct pollfd p = {.fd = sink.fd, .events = POLLOUT};

	return poll(&p, 1, STUCK_MS) > 0;
}

/* A sink that is closed or stuck loses the lines: a daemon that cannot log
 * serves on, and there is nowhere left to say so. */
void log_flush(void)
{
	size_t done = 0;

	while (done < sink.len) {
		ssize_t n = write(sink.fd, sink.out + done, sink.len - done);

		if (n > 0)
			done += (size_t)n;
		else if (n < 0 && errno == EINTR)
			continue;
		else if (n < 0 && errno == EAGAIN && sink_ready())
			continue;
		else
			break;
	}
	sink.len = 0;
}
