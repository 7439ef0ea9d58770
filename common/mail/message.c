/* message.c - one raw message to struct mail_message. */
#include "common/mail/message.h"

#include "common/base/buf.h"
#include "common/base/ids.h"
#include "common/mail/mime.h"
#include <gmime/gmime.h>
#include <stdlib.h>

#define SNIPPET_BYTES 200

const struct mail_limits mail_limits_default = {
    .raw_bytes = 50U << 20,
    .header_bytes = 256 << 10,
    .header_value_bytes = 16 << 10,
    .headers = 1000,
    .parts = 1000,
    .depth = 20,
    .text_bytes = 256 << 10,
    .html_bytes = 2 << 20,
    .calendar_bytes = 64 << 10,
    .addresses = 500,
    .references = 100,
    .auth_results = 20,
    .attachments = 200,
    .links = 200,
    .spans = 256,
};

static struct str envelope_skip(struct str raw);
static void digest(struct str raw, char out[65]);
static void body_read(struct arena *a, const struct mail_limits *lim,
    const struct mail_fields *f, struct str body, struct mail_message *m);

void mail_init(void)
{
	g_mime_init();
}

void mail_deinit(void)
{
	g_mime_shutdown();
}

int mail_message_begin(struct arena *a, struct str raw,
    const struct mail_limits *lim, struct mail_fields *f, struct str *body_r,
    uint32_t *defects, struct err *err)
{
	if (raw.n > lim->raw_bytes)
		return err_set(err, ERR_TOO_LARGE,
		    "the message has %zu bytes; at most %zu are read", raw.n,
		    lim->raw_bytes);
	struct str in = envelope_skip(raw);
	if (in.n == 0)
		return err_set(err, ERR_INVALID, "the message is empty");
	mail_fields_scan(a, in, lim, f, defects);
	if (f->known == 0)
		return err_set(err, ERR_INVALID,
		    "not a mail message: no header such as From, Date or "
		    "Subject at its beginning");
	*body_r = (struct str){in.p + f->body_at, in.n - f->body_at};
	return 0;
}

int mail_parse(struct arena *a, struct str raw, const struct mail_limits *lim,
    struct mail_message *m, struct err *err)
{
	struct mail_fields f;
	struct str body;

	lim = lim != NULL ? lim : &mail_limits_default;
	*m = (struct mail_message){.raw_bytes = raw.n};
	if (mail_message_begin(a, raw, lim, &f, &body, &m->defects, err) < 0)
		return -1;
	digest((struct str){body.p - f.body_at, body.n + f.body_at},
	    m->content_sha256);
	mail_head_read(a, lim, &f, m);
	body_read(a, lim, &f, body, m);
	return 0;
}

/* Without byte order mark, blank lines and an mbox "From " line. */
static struct str envelope_skip(struct str in)
{
	if (in.n >= 3 && memcmp(in.p, "\xef\xbb\xbf", 3) == 0)
		in = (struct str){in.p + 3, in.n - 3};
	while (in.n > 0 && (in.p[0] == '\n' || in.p[0] == '\r'))
		in = (struct str){in.p + 1, in.n - 1};
	if (str_starts(in, "From ") || str_starts(in, ">From ")) {
		const char *nl = memchr(in.p, '\n', in.n);
		size_t n = nl == NULL ? in.n : (size_t)(nl - in.p) + 1;
		in = (struct str){in.p + n, in.n - n};
	}
	return in;
}

/* The same mail fetched from several places differs in line ends only. */
static void digest(struct str raw, char out[65])
{
	while (
	    raw.n > 0 && (raw.p[raw.n - 1] == '\n' || raw.p[raw.n - 1] == '\r'))
		raw.n--;
	if (memchr(raw.p, '\r', raw.n) == NULL) {
		ids_sha256_hex(raw.p, raw.n, out);
		return;
	}
	struct buf lf;
	buf_init(&lf, raw.n);
	char *to = buf_room(&lf, raw.n);
	size_t n = 0;
	for (size_t i = 0; i < raw.n; i++)
		if (raw.p[i] != '\r' || i + 1 == raw.n || raw.p[i + 1] != '\n')
			to[n++] = raw.p[i];
	ids_sha256_hex(to, n, out);
	buf_deinit(&lf);
}

struct assembly {
	struct arena *a;
	const struct mail_limits *lim;
	struct buf text;
	struct mail_span *v;
	size_t n;
};

static void span_append(struct assembly *as, struct mail_span s, size_t shift)
{
	struct mail_span *last = as->n == 0 ? NULL : &as->v[as->n - 1];

	if (last != NULL && (last->kind == s.kind || as->n >= as->lim->spans)) {
		last->to = s.to + shift;
		return;
	}
	as->v = mail_grow(as->a, as->v, as->n, sizeof *as->v);
	as->v[as->n++] = (struct mail_span){
	    .from = last == NULL ? 0 : last->to,
	    .to = s.to + shift,
	    .kind = s.kind,
	};
}

static void block_append(struct assembly *as, const struct mail_block *b)
{
	size_t shift;
	struct str text = b->text;

	while (text.n > 0 && text.p[text.n - 1] == '\n')
		text.n--;
	if (text.n == 0)
		return;
	if (as->text.len > 0) {
		buf_addc(&as->text, '\n');
		as->v[as->n - 1].to++;
	}
	shift = as->text.len;
	buf_add(&as->text, text.p, text.n);
	buf_addc(&as->text, '\n');
	text.n++; /* the newline just added */
	struct mail_spans spans = {.n = 0};
	struct mail_span whole = {0, text.n, MAIL_SPAN_NESTED};
	if (b->nested || b->kind == MAIL_BLOCK_REPORT) {
		span_append(as, whole, shift);
		return;
	}
	mail_text_spans(as->a, (struct str){as->text.data + shift, text.n},
	    as->lim->spans, &spans);
	for (size_t i = 0; i < spans.n; i++)
		span_append(as, spans.v[i], shift);
}

static void body_read(struct arena *a, const struct mail_limits *lim,
    const struct mail_fields *f, struct str body, struct mail_message *m)
{
	struct mail_mime w = {.a = a, .lim = lim, .m = m};
	struct assembly as = {.a = a, .lim = lim};

	m->calendar_text = (struct str){"", 0};
	mail_mime_walk(&w, f, body);
	buf_init(&as.text, 4 * lim->text_bytes + 2 * w.blocks_n + 16);
	for (size_t i = 0; i < w.blocks_n; i++) {
		if (as.text.len + w.blocks[i].text.n + 2 > lim->text_bytes) {
			size_t left = lim->text_bytes -
				      MIN(as.text.len + 2, lim->text_bytes);
			struct str *t = &w.blocks[i].text;
			if (left < t->n)
				m->defects |= MAIL_DEFECT(TEXT_CUT);
			t->n = utf8_cut(*t, left);
			w.blocks_n = i + 1;
		}
		m->text_is_html =
		    m->text_is_html || w.blocks[i].kind == MAIL_BLOCK_HTML;
		block_append(&as, &w.blocks[i]);
	}
	m->body_text = (struct str){
	    arena_strndup(a, buf_str(&as.text), as.text.len), as.text.len};
	buf_deinit(&as.text);
	m->spans = (struct mail_spans){.v = as.v, .n = as.n};
	m->own_text = mail_text_join(a, m->body_text, &m->spans, MAIL_SPAN_OWN);
	m->snippet = mail_text_snippet(a, m->own_text, SNIPPET_BYTES);
	if (*m->snippet == '\0') /* a bare forward */
		m->snippet = mail_text_snippet(a, m->body_text, SNIPPET_BYTES);
	if (m->body_text.n == 0)
		m->defects |= MAIL_DEFECT(NO_BODY);
}

const char *mail_header_get(const struct mail_message *m, const char *name)
{
	for (size_t i = 0; i < m->headers_n; i++)
		if (strieq(m->headers[i].name, name))
			return m->headers[i].value;
	return NULL;
}

struct defect_text {
	const char *name, *meaning;
};

static const struct defect_text defect_texts[] = {
#define X_MAIL_DEFECT(code, name, meaning) {name, meaning},
    MAIL_DEFECTS(X_MAIL_DEFECT)
#undef X_MAIL_DEFECT
};

const char *mail_defect_name(unsigned bit)
{
	return bit < MAIL_DEFECT_BITS ? defect_texts[bit].name : NULL;
}

const char *mail_defect_meaning(unsigned bit)
{
	return bit < MAIL_DEFECT_BITS ? defect_texts[bit].meaning : NULL;
}
