/* field.c - header blocks: fields, unfolding, ids, dates. */
#include "common/mail/field.h"

#include "common/mail/message.h"
#include <gmime/gmime.h>

#define ZONE_MAX_MIN (14 * 60) /* Line Islands */

/* One of these must be there, or it is no message. */
static const char *const known_names[] = {"From", "To", "Cc", "Subject", "Date",
    "Message-ID", "Received", "Return-Path", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding", "Sender", "Reply-To", "Delivered-To",
    "In-Reply-To", "References", "X-Mailer", "Bcc", "Resent-From", "Resent-To",
    "List-Id", "Apparently-To", "Content-Disposition", "DKIM-Signature",
    "Mailing-List"};

static struct str line_take(struct str in, size_t *at);
static size_t name_len(struct str line);
static bool is_known(struct str name);

void *mail_grow(struct arena *a, void *v, size_t n, size_t size)
{
	if (n != 0 && (n < 8 || (n & (n - 1)) != 0))
		return v;
	void *w = arena_array(a, size, n == 0 ? 8 : 2 * n);
	if (n > 0)
		memcpy(w, v, n * size);
	return w;
}

void mail_fields_scan(struct arena *a, struct str in,
    const struct mail_limits *lim, struct mail_fields *f, uint32_t *defects)
{
	size_t at = 0;
	bool cut = false;

	*f = (struct mail_fields){.v = NULL};
	while (at < in.n) {
		size_t line_at = at;
		struct str line = line_take(in, &at);
		if (line.n == 0)
			break;
		bool fold = line.p[0] == ' ' || line.p[0] == '\t';
		if (fold && (f->n > 0 || cut)) {
			if (str_trim(line).n > 0 && !cut)
				f->v[f->n - 1].raw.n =
				    (size_t)(line.p + line.n -
					     f->v[f->n - 1].raw.p);
			continue;
		}
		size_t n = fold ? 0 : name_len(line);
		if (n == 0) {
			size_t peek = at;
			*defects |= MAIL_DEFECT(BAD_HEADER);
			if (at < in.n && name_len(line_take(in, &peek)) > 0)
				continue; /* junk among the fields */
			at = line_at;
			break; /* the body begins without a blank line */
		}
		if (f->n >= lim->headers || at > lim->header_bytes) {
			*defects |= MAIL_DEFECT(HEADERS_CUT);
			cut = true;
			continue;
		}
		f->v = mail_grow(a, f->v, f->n, sizeof *f->v);
		struct mail_field *fd = &f->v[f->n++];
		size_t colon =
		    (size_t)((const char *)memchr(line.p, ':', line.n) -
			     line.p);
		fd->name = (struct str){line.p, n};
		fd->raw = (struct str){line.p + colon + 1, line.n - colon - 1};
		f->known += is_known(fd->name);
	}
	f->body_at = at;
}

/* The line at *at without its CR LF; *at moves behind it. */
static struct str line_take(struct str in, size_t *at)
{
	const char *p = in.p + *at;
	size_t left = in.n - *at;
	const char *nl = memchr(p, '\n', left);
	size_t n = nl == NULL ? left : (size_t)(nl - p);

	*at += nl == NULL ? n : n + 1;
	while (n > 0 && p[n - 1] == '\r')
		n--;
	return (struct str){p, n};
}

/* Length of the field name that begins line, 0 when it is no field. */
static size_t name_len(struct str line)
{
	size_t n = 0, end;

	while (n < line.n && n < 200 && line.p[n] > 32 && line.p[n] < 127 &&
	       line.p[n] != ':')
		n++;
	end = n;
	while (end < line.n && (line.p[end] == ' ' || line.p[end] == '\t'))
		end++;
	return end < line.n && line.p[end] == ':' ? n : 0;
}

static bool is_known(struct str name)
{
	for (size_t i = 0; i < ARRAY_LEN(known_names); i++)
		if ((name.p[0] | 32) == (known_names[i][0] | 32) &&
		    str_ieqs(name, known_names[i]))
			return true;
	return false;
}

const struct mail_field *mail_field_find(
    const struct mail_fields *f, const char *name)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_ieqs(f->v[i].name, name))
			return &f->v[i];
	return NULL;
}

struct str mail_field_unfold(
    struct arena *a, struct str raw, size_t max, uint32_t *defects)
{
	raw = str_trim(raw);
	if (raw.n > max) {
		*defects |= MAIL_DEFECT(HEADER_LONG);
		raw.n = max;
	}
	if (memchr(raw.p, '\n', raw.n) == NULL)
		return raw;

	char *out = arena_alloc(a, raw.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		if (c != '\n' && c != '\r') {
			out[n++] = c;
			continue;
		}
		while (i + 1 < raw.n && strchr(" \t\r\n", raw.p[i + 1]) != NULL)
			i++;
		while (n > 0 && (out[n - 1] == ' ' || out[n - 1] == '\t'))
			n--;
		out[n++] = ' ';
	}
	return (struct str){out, n};
}

static bool id_add(
    struct arena *a, struct str id, size_t max, const char ***ids, size_t *n)
{
	if (id.n == 0 || id.n > 998 || !utf8_valid(id))
		return true;
	if (*n >= max)
		return false;
	char *s = arena_alloc(a, id.n + 1);
	size_t len = 0;
	for (size_t i = 0; i < id.n; i++)
		if ((unsigned char)id.p[i] > 32 && id.p[i] != 127)
			s[len++] = id.p[i]; /* folded inside an id: mend it */
	if (len == 0)
		return true;
	*ids = mail_grow(a, *ids, *n, sizeof **ids);
	(*ids)[(*n)++] = s;
	return true;
}

size_t mail_field_ids(struct arena *a, struct str value, size_t max,
    const char ***ids_r, bool *cut_r)
{
	const char **ids = NULL;
	size_t n = 0;
	bool all = true;

	for (size_t i = 0; i < value.n && all; i++) {
		if (value.p[i] != '<')
			continue;
		const char *from = value.p + i + 1;
		const char *to = memchr(from, '>', value.n - i - 1);
		if (to == NULL)
			break;
		all = id_add(
		    a, (struct str){from, (size_t)(to - from)}, max, &ids, &n);
		i = (size_t)(to - value.p);
	}
	struct str rest = str_trim(value), word;
	if (n == 0 && memchr(rest.p, ' ', rest.n) == NULL &&
	    memchr(rest.p, '<', rest.n) == NULL)
		(void)id_add(a, rest, 1, &ids, &n);
	while (n == 0 && str_split(&rest, ' ', &word))
		if (memchr(word.p, '@', word.n) != NULL)
			(void)id_add(a, word, 1, &ids, &n);
	*ids_r = ids;
	*cut_r = !all;
	return n;
}

/* NULL when unusable; the caller frees it. */
static GDateTime *read_date(struct str value)
{
	char text[128];

	value = str_trim(value);
	if (value.n == 0 || value.n >= sizeof(text) ||
	    memchr(value.p, 0, value.n) != NULL)
		return NULL;
	str_copy(text, sizeof(text), value);
	return g_mime_utils_header_decode_date(text);
}

int mail_field_zone_min(struct str value)
{
	GDateTime *t = read_date(value);
	int64_t minutes;

	if (t == NULL)
		return 0;
	minutes = g_date_time_get_utc_offset(t) / G_TIME_SPAN_MINUTE;
	g_date_time_unref(t);
	return minutes >= -ZONE_MAX_MIN && minutes <= ZONE_MAX_MIN
		   ? (int)minutes
		   : 0;
}

int64_t mail_field_date(struct str value)
{
	GDateTime *t = read_date(value);
	int64_t s;

	if (t == NULL)
		return 0;
	s = g_date_time_to_unix(t);
	g_date_time_unref(t);
	return s > 0 && s < INT64_C(7258118400) ? s * 1000 : 0;
}
