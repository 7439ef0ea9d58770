/* reading.c - from a raw message to a page: its parts in order, each made
 * safe, under one head. */
#include "common/mail/reading.h"

#include "common/base/die.h"
#include "common/mail/mime.h"

#define PARTS 50 /* images with a Content-ID that are decoded */

/* Hints stay to be seen whatever the mail's own styles around them say. */
#define HINT                                                                   \
	".al-hint{display:inline-block!important;visibility:visible!"          \
	"important;"                                                           \
	"margin:0 4px;padding:0 6px!important;border:1px solid #b45309;"       \
	"border-radius:4px;font:600 12px/18px system-ui,sans-serif!important;" \
	"letter-spacing:0!important;text-indent:0!important;"                  \
	"text-transform:none!important;direction:ltr!important;"               \
	"white-space:normal!important;color:#7c2d12!important;"                \
	"background:#ffedd5!important}"
#define STYLE                                                                  \
	"html{overflow-wrap:anywhere}"                                         \
	"body{margin:0;padding:12px 16px;"                                     \
	"font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif}"         \
	"img{max-width:100%;height:auto}table{max-width:100%}"                 \
	"pre{white-space:pre-wrap}"                                            \
	"blockquote{margin:.4em 0;padding-left:.8em;"                          \
	"border-left:3px solid #94a3b8}"                                       \
	".al-text{white-space:pre-wrap;max-width:80ch}"                        \
	".al-head{white-space:pre-wrap;margin:1.2em 0 .6em;padding:.5em .8em;" \
	"border:1px solid #94a3b8;border-radius:6px}"                          \
	".al-note{margin:1em 0;padding:.5em .8em;border:1px dashed #94a3b8}"   \
	"summary{cursor:pointer;opacity:.8}"                                   \
	".al-image{display:inline-block;box-sizing:border-box;max-width:100%;" \
	"padding:2px 6px;overflow:hidden;border:1px dashed #94a3b8;"           \
	"font:12px/16px system-ui,sans-serif;vertical-align:middle}"           \
	".MsoNormal{margin:0}" HINT
/* A mail that sets colours expects white paper around them. */
#define STYLE_PAPER ":root{color-scheme:light}html{background:#fff;color:#111}"
#define STYLE_PLAIN ":root{color-scheme:light dark}"

struct walk {
	struct mail_limits lim;
	struct mail_message m;
	struct mail_mime w;
	struct mail_fields f;
	struct str body;
};

static int walk(
    struct arena *a, struct str raw, struct walk *k, struct err *err)
{
	k->lim = mail_limits_default;
	k->lim.html_bytes = MAIL_READING_HTML_BYTES;
	k->m.calendar_text = (struct str){"", 0};
	if (mail_message_begin(
		a, raw, &k->lim, &k->f, &k->body, &k->m.defects, err) < 0)
		return -1;
	mail_head_read(a, &k->lim, &k->f, &k->m);
	k->w = (struct mail_mime){
	    .a = a, .lim = &k->lim, .m = &k->m, .whole = true};
	mail_mime_walk(&k->w, &k->f, k->body);
	return 0;
}

static struct str decoded(
    struct arena *a, const struct mail_file_source *s, size_t max)
{
	struct buf *tmp = ARENA_NEW(a, struct buf);
	uint32_t defects = 0;
	bool cut;

	buf_init(tmp, 16);
	arena_defer(a, buf_release, tmp);
	return mail_transfer_decode(
	    tmp, s->body, s->transfer, max, &cut, &defects);
}

/* ---- images that came along ----------------------------------------------- */

static bool may_be_image(const struct mail_attachment *f)
{
	return *f->content_id != '\0' &&
	       (str_starts(str_of(f->content_type), "image/") ||
		   streq(f->content_type, "application/octet-stream"));
}

static void parts_read(
    struct arena *a, const struct walk *k, struct safe_mail *m)
{
	struct safe_part *v = ARENA_ARRAY(a, struct safe_part, PARTS);
	size_t n = 0, left = SAFE_IMAGES_BYTES;

	for (size_t i = 0; i < k->m.attachments_n && n < PARTS; i++) {
		const struct mail_attachment *f = &k->m.attachments[i];
		if (!may_be_image(f) || f->bytes > SAFE_IMAGE_BYTES ||
		    f->bytes > left)
			continue;
		v[n++] = (struct safe_part){.content_id = f->content_id,
		    .bytes =
			decoded(a, &k->w.sources[i], SAFE_IMAGE_BYTES + 1)};
		left -= f->bytes;
	}
	m->parts = v;
	m->parts_n = n;
}

/* ---- the page ------------------------------------------------------------- */

static void put_block(struct safe_mail *m, const struct mail_block *b)
{
	switch (b->kind) {
	case MAIL_BLOCK_HTML:
		buf_adds(m->out, "<div>");
		mail_safe_html(m, b->text);
		buf_adds(m->out, "</div>");
		break;
	case MAIL_BLOCK_HEAD:
		buf_adds(m->out, "<div class=\"al-head\">");
		safe_put_text(m->out, b->text);
		buf_adds(m->out, "</div>");
		break;
	case MAIL_BLOCK_PLAIN:
	case MAIL_BLOCK_REPORT:
		mail_safe_text(m, b->text);
		break;
	}
}

static void put_note(struct buf *out, const char *text)
{
	buf_adds(out, "<p class=\"al-note\">");
	buf_adds(out, text);
	buf_adds(out, "</p>");
}

static void put_body(const struct walk *k, struct mail_reading *r)
{
	struct safe_mail *m = &r->safe;
	size_t max = m->out->max - SAFE_BUF_BYTES;

	for (size_t i = 0; i < k->w.blocks_n; i++) {
		/* Many parts may fill a page that no part fills. */
		if (m->out->len > max) {
			m->cut = true;
			break;
		}
		r->is_html =
		    r->is_html || k->w.blocks[i].kind == MAIL_BLOCK_HTML;
		put_block(m, &k->w.blocks[i]);
	}
	m->cut = m->cut || (k->m.defects & MAIL_DEFECT(TEXT_CUT)) != 0;
	if (k->w.blocks_n == 0)
		put_note(m->out, k->m.is_encrypted
				     ? "This message is encrypted."
				     : "This message has no text.");
	if (m->cut)
		put_note(m->out, "This message is longer than is shown here.");
}

static void put_head(
    struct buf *out, const struct mail_message *m, bool own_colors)
{
	buf_adds(out,
	    "<!DOCTYPE html><html><head><meta charset=\"utf-8\">"
	    "<meta name=\"viewport\" content=\"width=device-width\">"
	    "<meta name=\"referrer\" content=\"no-referrer\"><title>");
	safe_put_text(out, str_of(m->subject));
	buf_adds(out, "</title><style>");
	buf_adds(out, own_colors ? STYLE_PAPER : STYLE_PLAIN);
	buf_adds(out, STYLE "</style></head><body>");
}

int mail_reading_make(
    struct arena *a, struct str raw, struct mail_reading *r, struct err *err)
{
	struct walk *k = ARENA_NEW(a, struct walk);
	struct buf *page = ARENA_NEW(a, struct buf), body;

	*r = (struct mail_reading){.is_html = false};
	if (walk(a, raw, k, err) < 0)
		return -1;
	buf_init(&body, 2 * (size_t)SAFE_BUF_BYTES);
	r->safe = (struct safe_mail){.a = a, .marks = true, .out = &body};
	parts_read(a, k, &r->safe);
	put_body(k, r);
	buf_init(page, body.max + 65536);
	arena_defer(a, buf_release, page);
	put_head(page, &k->m, r->safe.own_colors);
	buf_add(page, buf_str(&body), body.len);
	buf_adds(page, "</body></html>\n");
	r->safe.out = NULL;
	buf_deinit(&body);
	r->page = (struct str){buf_str(page), page->len};
	return 0;
}

/* ---- files ---------------------------------------------------------------- */

/* The same characters go as from text: nobody reads a name backwards. */
static const char *clean_name(struct arena *a, const char *name)
{
	char *out = arena_strdup(a, name);
	size_t n = 0;

	for (size_t i = 0; name[i] != '\0';) {
		size_t skip = safe_dropped_bytes(
		    (struct str){name + i, strlen(name + i)});
		if (skip == 0)
			out[n++] = name[i++];
		i += skip;
	}
	out[n] = '\0';
	return out;
}

static bool is_in(struct str part, struct str whole)
{
	uintptr_t p = (uintptr_t)part.p, w = (uintptr_t)whole.p;

	return p >= w && p + part.n <= w + whole.n;
}

/* The attached message, one of the first *n_r, that part lies in and that had
 * to be decoded; NULL: part is in the raw bytes. Sets *n_r to how many can be
 * around that one. */
static const struct mail_decoded *decoded_around(
    const struct mail_mime *w, struct str part, size_t *n_r)
{
	while (*n_r > 0)
		if (is_in(part, w->decoded[--*n_r].bytes))
			return &w->decoded[*n_r];
	return NULL;
}

static void find_place(const struct mail_mime *w, struct str raw,
    const struct mail_file_source *from, struct mail_unpack *u)
{
	struct mail_unpack_layer inward[MAIL_UNPACK_LAYERS];
	size_t left = w->decoded_n, n = 0;

	for (;;) {
		const struct mail_decoded *in =
		    decoded_around(w, from->body, &left);
		const char *begin = in == NULL ? from->body.p : in->bytes.p;

		MUST(n < MAIL_UNPACK_LAYERS);
		inward[n++] = (struct mail_unpack_layer){.how = from->transfer,
		    .skip = (uint64_t)(from->body.p - begin),
		    .left = from->body.n};
		if (in == NULL)
			break;
		from = &in->from;
	}
	MUST(is_in(from->body, raw));
	u->at = (uint64_t)(from->body.p - raw.p);
	for (u->n = 0; u->n < n; u->n++)
		u->v[u->n] = inward[n - 1 - u->n];
}

int mail_reading_file(struct arena *a, struct str raw, size_t n,
    struct mail_file *f, struct err *err)
{
	struct walk *k = ARENA_NEW(a, struct walk);

	if (walk(a, raw, k, err) < 0)
		return -1;
	if (n >= k->m.attachments_n)
		return err_set(err, ERR_NOT_FOUND,
		    "the email has %zu attachments, counted from 0",
		    k->m.attachments_n);
	*f = (struct mail_file){
	    .name = clean_name(a, k->m.attachments[n].filename)};
	find_place(&k->w, raw, &k->w.sources[n], &f->where);
	return 0;
}
