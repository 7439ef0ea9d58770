/* mbox.c - cuts an mbox into messages, in chunks of any size; writes one. */
#include "common/mail/mbox.h"

#include "common/base/die.h"
#include <stdlib.h>
#include <time.h>

#define MESSAGE_BYTES_DEFAULT (50U << 20)
#define ENVELOPE_MAX 998
#define LINE_PEEK 64 /* enough to know a From line, quoted or not */

enum state {
	STATE_START, /* nothing but blank lines so far */
	STATE_BODY,  /* inside a message */
	STATE_BAD,   /* the input is no mbox */
};

struct mbox_reader {
	enum state state;
	struct buf in; /* fed, not yet looked at; from in_at on */
	size_t in_at;
	uint64_t offset;    /* in the file, of in_at */
	struct buf message; /* the current message, unquoted */
	struct buf envelope;
	uint64_t began; /* offset of its From line */
	uint64_t body_began;
	bool too_long;
	bool blank;    /* the line before was blank */
	bool mid_line; /* a long line was taken in part */
	bool ended;    /* no more will be fed */
	bool done;
	bool handed_out; /* message was returned; clear it first */
	struct buf next_envelope;
};

struct mbox_reader *mbox_reader_new(size_t max_message_bytes, uint64_t offset)
{
	struct mbox_reader *r = xcalloc(1, sizeof *r);
	size_t max =
	    max_message_bytes == 0 ? MESSAGE_BYTES_DEFAULT : max_message_bytes;

	r->offset = offset;
	buf_init(&r->in, SIZE_MAX / 8);
	buf_init(&r->message, max);
	buf_init(&r->envelope, ENVELOPE_MAX + 1);
	buf_init(&r->next_envelope, ENVELOPE_MAX + 1);
	return r;
}

void mbox_reader_free(struct mbox_reader **rp)
{
	struct mbox_reader *r = *rp;

	if (r == NULL)
		return;
	buf_deinit(&r->next_envelope);
	buf_deinit(&r->envelope);
	buf_deinit(&r->message);
	buf_deinit(&r->in);
	free(r);
	*rp = NULL;
}

void mbox_reader_feed(struct mbox_reader *r, struct str bytes)
{
	if (r->state == STATE_BAD)
		return;
	if (bytes.n == 0)
		return;
	if (r->in_at > 0) {
		buf_consume(&r->in, r->in_at);
		r->in_at = 0;
	}
	buf_add(&r->in, bytes.p, bytes.n);
}

void mbox_reader_end(struct mbox_reader *r)
{
	r->ended = true;
}

static bool is_blank(struct str line)
{
	return line.n == 1 || (line.n == 2 && line.p[0] == '\r');
}

/* ">From ", ">>From ", ...: quoted by the writer. */
static bool is_quoted_from(struct str line)
{
	size_t i = 0;

	while (i < line.n && line.p[i] == '>')
		i++;
	return i > 0 && line.n - i >= 5 && memcmp(line.p + i, "From ", 5) == 0;
}

/* The next line with its LF, or a part of a long one; false: feed more. */
static bool line_take(struct mbox_reader *r, struct str *line_r)
{
	struct str rest;
	const char *nl;

	if (r->in.len == r->in_at)
		return false;
	rest = (struct str){r->in.data + r->in_at, r->in.len - r->in_at};
	nl = memchr(rest.p, '\n', rest.n);
	/* A quoting longer than this is not undone. */
	if (nl == NULL && !r->ended && rest.n < (r->mid_line ? 1 : 4096))
		return false;
	line_r->p = rest.p;
	line_r->n = nl == NULL ? rest.n : (size_t)(nl - rest.p) + 1;
	r->in_at += line_r->n;
	r->offset += line_r->n;
	return true;
}

static void message_add(struct mbox_reader *r, struct str line)
{
	if (r->too_long)
		return;
	buf_add(&r->message, line.p, line.n);
	if (buf_failed(&r->message)) {
		r->too_long = true;
		buf_deinit(&r->message); /* max stays */
	}
}

static void envelope_set(struct buf *to, struct str line)
{
	struct str e = str_trim((struct str){line.p + 5, line.n - 5});

	buf_clear(to);
	buf_add(to, e.p, MIN(e.n, ENVELOPE_MAX));
}

static void message_begin(struct mbox_reader *r, uint64_t at)
{
	r->state = STATE_BODY;
	r->began = at;
	r->body_began = r->offset;
	r->too_long = false;
	r->blank = false;
	buf_clear(&r->message);
}

/* The blank line before a From line is the separator's. */
static void item_set(
    struct mbox_reader *r, uint64_t next, struct mbox_item *item)
{
	struct str raw = {
	    r->message.data == NULL ? "" : r->message.data, r->message.len};

	if (r->blank && raw.n > 0 && raw.p[raw.n - 1] == '\n') {
		raw.n--;
		if (raw.n > 0 && raw.p[raw.n - 1] == '\r')
			raw.n--;
	}
	*item = (struct mbox_item){
	    .raw = raw,
	    .envelope = {buf_str(&r->envelope), r->envelope.len},
	    .offset = r->began,
	    .next = next,
	    .bytes = next - r->body_began,
	    .too_long = r->too_long,
	};
	if (r->too_long)
		item->raw = (struct str){"", 0};
	r->handed_out = true;
}

/* What was returned is no longer looked at. */
static void hand_back(struct mbox_reader *r)
{
	struct buf e = r->envelope;

	if (!r->handed_out)
		return;
	r->handed_out = false;
	r->envelope = r->next_envelope;
	r->next_envelope = e;
	message_begin(r, r->began);
}

static int not_mbox(struct mbox_reader *r, struct err *err)
{
	r->state = STATE_BAD;
	buf_deinit(&r->in);
	r->in_at = 0;
	return err_set(
	    err, ERR_INVALID, "not an mbox (line 1 has no \"From \")");
}

int mbox_reader_next(
    struct mbox_reader *r, struct mbox_item *item, struct err *err)
{
	struct str line;

	if (r->state == STATE_BAD)
		return not_mbox(r, err);
	hand_back(r);
	while (line_take(r, &line)) {
		uint64_t at = r->offset - line.n;
		bool begins = !r->mid_line;
		r->mid_line = line.p[line.n - 1] != '\n';
		bool from = begins && str_starts(line, "From ");
		if (r->state == STATE_START) {
			if (begins && is_blank(line))
				continue;
			if (!from)
				return not_mbox(r, err);
			envelope_set(&r->envelope, line);
			message_begin(r, at);
			continue;
		}
		if (from && r->blank) {
			item_set(r, at, item);
			envelope_set(&r->next_envelope, line);
			r->began = at;
			return 1;
		}
		if (begins && is_quoted_from(line))
			line = (struct str){line.p + 1, line.n - 1};
		r->blank = begins && is_blank(line);
		message_add(r, line);
	}
	if (!r->ended || r->done || r->state == STATE_START)
		return 0;
	r->done = true;
	item_set(r, r->offset, item);
	return 1;
}

static void line_write(struct buf *out, struct str line)
{
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	if (str_starts(line, "From ") || is_quoted_from(line))
		buf_addc(out, '>');
	buf_add(out, line.p, line.n);
	buf_addc(out, '\n');
}

void mail_mbox_write(
    struct buf *out, struct str raw, const char *sender, int64_t unix_ms)
{
	time_t t = (time_t)(unix_ms / 1000);
	struct tm tm;
	char when[64];
	struct str line;

	if (gmtime_r(&t, &tm) == NULL ||
	    strftime(when, sizeof(when), "%a %b %e %H:%M:%S %Y", &tm) == 0)
		str_copy(when, sizeof(when), STR("Thu Jan  1 00:00:00 1970"));
	buf_adds(out, "From ");
	if (*sender == '\0')
		buf_adds(out, "MAILER-DAEMON");
	for (const char *p = sender; *p != '\0'; p++)
		buf_addc(out, (unsigned char)*p <= ' ' ? '-' : *p);
	buf_addf(out, " %s\n", when);
	while (raw.n > 0 && str_split(&raw, '\n', &line))
		line_write(out, line);
	buf_addc(out, '\n');
}
