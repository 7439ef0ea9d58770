/* leaf.c - one part: what its header says, its text or its name. */
#include "common/mail/mime.h"

#include "common/mail/charset.h"
#include "common/mail/flowed.h"
#include "common/mail/html.h"
#include <gmime/gmime.h>

#define NAME_MAX_BYTES 255

static void type_read(struct mail_mime *w, const struct mail_fields *f,
    const char *type_default, struct mail_part *p);
static void disposition_read(
    struct mail_mime *w, const struct mail_fields *f, struct mail_part *p);

static struct str value_of(
    struct mail_mime *w, const struct mail_fields *f, const char *name)
{
	const struct mail_field *fd = mail_field_find(f, name);

	if (fd == NULL)
		return (struct str){"", 0};
	return mail_field_unfold(
	    w->a, fd->raw, w->lim->header_value_bytes, &w->m->defects);
}

/* Foreign text as clean UTF-8 in the arena, words decoded. */
static const char *text_of(struct mail_mime *w, const char *s)
{
	return s == NULL ? ""
			 : mail_field_decode(
			       w->a, str_trim(str_of(s)), &w->m->defects);
}

/* A name without directories: what follows the last slash of either kind. */
static const char *file_name(struct mail_mime *w, const char *s)
{
	const char *name = text_of(w, s), *p;

	while ((p = strpbrk(name, "/\\")) != NULL)
		name = p + 1;
	struct str v = str_trim(str_of(name));
	v.n = utf8_cut(v, NAME_MAX_BYTES);
	if (str_eqs(v, ".") || str_eqs(v, ".."))
		return "";
	return arena_strndup(w->a, v.p, v.n);
}

void mail_part_read(struct mail_mime *w, const struct mail_fields *f,
    const char *type_default, struct mail_part *p)
{
	*p = (struct mail_part){.type = type_default,
	    .charset = "",
	    .filename = "",
	    .boundary = "",
	    .content_id = ""};
	type_read(w, f, type_default, p);
	disposition_read(w, f, p);
	p->transfer = mail_transfer_read(
	    value_of(w, f, "Content-Transfer-Encoding"), &w->m->defects);
	struct str id = value_of(w, f, "Content-ID");
	if (id.n > 1 && id.p[0] == '<' && id.p[id.n - 1] == '>')
		id = (struct str){id.p + 1, id.n - 2};
	if (id.n > 0)
		p->content_id = mail_field_decode(w->a, id, &w->m->defects);
}

static void type_params(
    struct mail_mime *w, GMimeContentType *ct, struct mail_part *p)
{
	const char *s;

	p->charset =
	    text_of(w, g_mime_content_type_get_parameter(ct, "charset"));
	p->filename =
	    file_name(w, g_mime_content_type_get_parameter(ct, "name"));
	if ((s = g_mime_content_type_get_parameter(ct, "boundary")) != NULL)
		p->boundary = arena_strdup(w->a, s);
	s = g_mime_content_type_get_parameter(ct, "format");
	p->flowed = s != NULL && strieq(s, "flowed");
	s = g_mime_content_type_get_parameter(ct, "delsp");
	p->delsp = s != NULL && strieq(s, "yes");
	s = g_mime_content_type_get_parameter(ct, "smime-type");
	p->enveloped = s == NULL || !strieq(s, "signed-data");
}

static void type_read(struct mail_mime *w, const struct mail_fields *f,
    const char *type_default, struct mail_part *p)
{
	struct str v = value_of(w, f, "Content-Type");
	char *type;

	if (v.n == 0)
		return;
	if (memchr(v.p, '/', v.n) == NULL || memchr(v.p, 0, v.n) != NULL) {
		w->m->defects |= MAIL_DEFECT(BAD_TYPE);
		return;
	}
	GMimeContentType *ct =
	    g_mime_content_type_parse(NULL, arena_strndup(w->a, v.p, v.n));
	if (ct == NULL) {
		w->m->defects |= MAIL_DEFECT(BAD_TYPE);
		return;
	}
	const char *major = g_mime_content_type_get_media_type(ct);
	const char *minor = g_mime_content_type_get_media_subtype(ct);
	if (major == NULL || minor == NULL || !*major || !*minor) {
		w->m->defects |= MAIL_DEFECT(BAD_TYPE);
		p->type = type_default;
	} else {
		type = arena_printf(w->a, "%.100s/%.100s", major, minor);
		for (char *c = type; *c != '\0'; c++)
			*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32)
			     : *c > ' ' && *c < 127 ? *c
						    : '_';
		p->type = type;
	}
	type_params(w, ct, p);
	g_object_unref(ct);
}

static void disposition_read(
    struct mail_mime *w, const struct mail_fields *f, struct mail_part *p)
{
	struct str v = value_of(w, f, "Content-Disposition");
	const char *name;

	if (v.n == 0 || memchr(v.p, 0, v.n) != NULL)
		return;
	p->attachment = str_istarts(v, "attachment");
	p->is_inline = str_istarts(v, "inline");
	if (memchr(v.p, ';', v.n) == NULL)
		return;
	GMimeContentDisposition *cd = g_mime_content_disposition_parse(
	    NULL, arena_strndup(w->a, v.p, v.n));
	if (cd == NULL)
		return;
	name = g_mime_content_disposition_get_parameter(cd, "filename");
	if (name != NULL)
		p->filename = file_name(w, name);
	g_object_unref(cd);
}

/* ---- content -------------------------------------------------------------- */

void mail_block_add(struct mail_mime *w, enum mail_block_kind kind,
    struct str text, bool nested)
{
	size_t n = utf8_cut(text, MIN(w->text_left, w->lim->text_bytes));

	if (n < text.n)
		w->m->defects |= MAIL_DEFECT(TEXT_CUT);
	w->text_left -= n;
	w->blocks = mail_grow(w->a, w->blocks, w->blocks_n, sizeof *w->blocks);
	w->blocks[w->blocks_n++] = (struct mail_block){
	    .text = {arena_strndup(w->a, n == 0 ? "" : text.p, n), n},
	    .kind = kind,
	    .nested = nested,
	};
}

static void source_add(
    struct mail_mime *w, const struct mail_part *p, struct str body)
{
	size_t n = w->m->attachments_n;

	w->sources = mail_grow(w->a, w->sources, n, sizeof *w->sources);
	w->sources[n] =
	    (struct mail_file_source){.body = body, .transfer = p->transfer};
}

void mail_part_file(struct mail_mime *w, const struct mail_part *p,
    struct str body, size_t bytes, bool nested)
{
	struct mail_message *m = w->m;

	m->attachments_total++;
	if (m->attachments_n >= w->lim->attachments) {
		m->defects |= MAIL_DEFECT(LIST_CUT);
		return;
	}
	if (w->whole)
		source_add(w, p, body);
	w->files =
	    mail_grow(w->a, w->files, m->attachments_n, sizeof *w->files);
	w->files[m->attachments_n++] = (struct mail_attachment){
	    .filename = p->filename,
	    .content_type = p->type,
	    .content_id = p->content_id,
	    .bytes = bytes,
	    .is_inline =
		!p->attachment && (p->is_inline || *p->content_id != '\0'),
	    .nested = nested,
	};
}

/* The charset that an HTML page names itself; "" when it doesn't. */
static struct str meta_charset(struct str html)
{
	struct str head = {html.p, MIN(html.n, 2048)};
	ptrdiff_t at = str_ifind(head, "charset=");

	if (at < 0)
		return (struct str){"", 0};
	head.p += at + 8;
	head.n -= (size_t)at + 8;
	size_t n = 0;
	while (head.n > 0 && (head.p[0] == '"' || head.p[0] == '\'')) {
		head.p++;
		head.n--;
	}
	while (
	    n < head.n && n < 40 &&
	    (g_ascii_isalnum(head.p[n]) || strchr("-_.:", head.p[n]) != NULL))
		n++;
	return (struct str){head.p, n};
}

/* Decoded and in UTF-8, in out; the caller deinits out. */
static void part_text(struct mail_mime *w, const struct mail_part *p,
    struct str body, size_t max, struct buf *out)
{
	struct buf tmp;
	struct str charset = str_of(p->charset), in;
	bool cut;

	buf_init(&tmp, 16);
	in = mail_transfer_decode(
	    &tmp, body, p->transfer, max, &cut, &w->m->defects);
	if (cut)
		w->m->defects |= MAIL_DEFECT(TEXT_CUT);
	if (charset.n == 0 && streq(p->type, "text/html"))
		charset = meta_charset(in);
	buf_init(out, 4 * in.n + 64);
	if (!mail_charset_utf8(out, in, charset))
		w->m->defects |= MAIL_DEFECT(BAD_CHARSET);
	buf_deinit(&tmp);
}

/* As it came, for a reader. */
static void leaf_html_whole(struct mail_mime *w, const struct mail_part *p,
    struct str body, bool nested)
{
	struct buf utf8;

	part_text(w, p, body, w->html_left, &utf8);
	struct str s = {buf_str(&utf8), utf8.len};
	w->html_left -= MIN(s.n, w->html_left);
	w->blocks = mail_grow(w->a, w->blocks, w->blocks_n, sizeof *w->blocks);
	w->blocks[w->blocks_n++] = (struct mail_block){
	    .text = {arena_memdup(w->a, s.p, s.n), s.n},
	    .kind = MAIL_BLOCK_HTML,
	    .nested = nested,
	};
	w->m->has_html = true;
	buf_deinit(&utf8);
}

static void leaf_html(struct mail_mime *w, const struct mail_part *p,
    struct str body, bool nested)
{
	struct buf utf8, text;
	struct mail_html h = {.text = &text,
	    .links_max = w->lim->links,
	    .links = w->links,
	    .links_n = w->m->links_n,
	    .links_total = w->m->links_total};

	part_text(w, p, body, w->lim->html_bytes, &utf8);
	buf_init(&text, w->lim->text_bytes);
	mail_html_text(w->a, (struct str){buf_str(&utf8), utf8.len}, &h);
	if (buf_failed(&text))
		w->m->defects |= MAIL_DEFECT(TEXT_CUT);
	w->links = h.links;
	w->m->links_n = h.links_n;
	w->m->links_total = h.links_total;
	if (h.links_total > h.links_n)
		w->m->defects |= MAIL_DEFECT(LIST_CUT);
	w->m->hidden_bytes += h.hidden_bytes;
	w->m->invisible_chars += h.invisible_chars;
	w->m->remote_images += h.remote_images;
	w->m->forms += h.forms;
	w->m->has_html = true;
	mail_block_add(
	    w, MAIL_BLOCK_HTML, (struct str){buf_str(&text), text.len}, nested);
	buf_deinit(&text);
	buf_deinit(&utf8);
}

static void leaf_plain(struct mail_mime *w, const struct mail_part *p,
    struct str body, enum mail_block_kind kind, bool nested)
{
	struct buf utf8, clean;

	part_text(w, p, body, w->lim->text_bytes, &utf8);
	buf_init(&clean, utf8.len + 16);
	if (!mail_text_clean(&clean, (struct str){buf_str(&utf8), utf8.len}))
		w->m->defects |= MAIL_DEFECT(NUL_BYTE);
	if (p->flowed) {
		buf_deinit(&utf8);
		buf_init(&utf8, 2 * clean.len + 16);
		mail_flowed(
		    &utf8, (struct str){buf_str(&clean), clean.len}, p->delsp);
		mail_block_add(
		    w, kind, (struct str){buf_str(&utf8), utf8.len}, nested);
	} else {
		mail_block_add(
		    w, kind, (struct str){buf_str(&clean), clean.len}, nested);
	}
	buf_deinit(&clean);
	buf_deinit(&utf8);
}

static void leaf_calendar(
    struct mail_mime *w, const struct mail_part *p, struct str body)
{
	struct buf utf8, clean;

	part_text(w, p, body, w->lim->calendar_bytes, &utf8);
	buf_init(&clean, utf8.len + 16);
	(void)mail_text_clean(&clean, (struct str){buf_str(&utf8), utf8.len});
	size_t n = utf8_cut(
	    (struct str){buf_str(&clean), clean.len}, w->lim->calendar_bytes);
	w->m->calendar_text =
	    (struct str){arena_strndup(w->a, buf_str(&clean), n), n};
	buf_deinit(&clean);
	buf_deinit(&utf8);
}

enum leaf_kind {
	LEAF_FILE,
	LEAF_PLAIN,
	LEAF_HTML,
	LEAF_REPORT,
	LEAF_CALENDAR,
};

static enum leaf_kind leaf_kind(
    const struct mail_mime *w, const struct mail_part *p)
{
	static const char *const data[] = {"text/x-amp-html", "text/csv",
	    "text/vcard", "text/x-vcard", "text/directory", "text/xml",
	    "text/css", "text/javascript"};

	if (streq(p->type, "text/calendar") && w->m->calendar_text.n == 0)
		return LEAF_CALENDAR;
	if (p->attachment)
		return LEAF_FILE;
	if (streq(p->type, "message/delivery-status") ||
	    streq(p->type, "message/disposition-notification") ||
	    streq(p->type, "text/rfc822-headers"))
		return LEAF_REPORT;
	if (!str_starts(str_of(p->type), "text/"))
		return LEAF_FILE;
	/* A named text is a file unless it is the message itself. */
	if (*p->filename != '\0' && (w->blocks_n > 0 || !p->is_inline))
		return LEAF_FILE;
	for (size_t i = 0; i < ARRAY_LEN(data); i++)
		if (streq(p->type, data[i]))
			return LEAF_FILE;
	return streq(p->type, "text/html") || streq(p->type, "text/enriched") ||
		       streq(p->type, "text/richtext")
		   ? LEAF_HTML
		   : LEAF_PLAIN;
}

void mail_part_leaf(struct mail_mime *w, const struct mail_part *p,
    struct str body, bool nested)
{
	enum leaf_kind kind = leaf_kind(w, p);

	if (streq(p->type, "application/pkcs7-mime") ||
	    streq(p->type, "application/x-pkcs7-mime")) {
		w->m->is_encrypted = w->m->is_encrypted || p->enveloped;
		w->m->is_signed = w->m->is_signed || !p->enveloped;
	}
	if (kind == LEAF_FILE ||
	    (kind == LEAF_CALENDAR && *p->filename != '\0'))
		mail_part_file(w, p, body,
		    mail_transfer_bytes(body, p->transfer, &w->m->defects),
		    nested);
	if (kind == LEAF_HTML && w->whole)
		leaf_html_whole(w, p, body, nested);
	else if (kind == LEAF_HTML)
		leaf_html(w, p, body, nested);
	else if (kind == LEAF_PLAIN)
		leaf_plain(w, p, body, MAIL_BLOCK_PLAIN, nested);
	else if (kind == LEAF_REPORT)
		leaf_plain(w, p, body, MAIL_BLOCK_REPORT, nested);
	else if (kind == LEAF_CALENDAR)
		leaf_calendar(w, p, body);
}
