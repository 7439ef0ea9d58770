/* record_json.c - the columns that are JSON: headers, links, attachments.
 *
 * Each is bounded by a budget of bytes that go in; what no longer fits is left
 * out, whole values at a time.
 */
#include "services/ingest/record.h"

#include "common/base/jsonw.h"

#define HEADERS_BYTES (12 * 1024)
#define HEADER_BYTES 2000
#define AUTH_MAX 5
#define RECEIVED_MAX 3
#define DKIM_MAX 3
#define LINKS_BYTES (64 * 1024)
#define ATTACHMENTS_BYTES (32 * 1024)
#define ESCAPED 6 /* one byte becomes at most \u001f */

/* Those that triage, search and knowledge read. */
static const char *const kept_headers[] = {"date", "list-id",
    "list-unsubscribe", "list-unsubscribe-post", "list-post", "precedence",
    "auto-submitted", "reply-to", "return-path", "sender", "delivered-to",
    "x-mailer", "user-agent", "feedback-id", "x-spam-flag", "x-spam-status",
    "x-auto-response-suppress", "x-failed-recipients", "x-priority",
    "importance", "received-spf", "content-language", "x-original-to"};

struct budget {
	struct buf out;
	struct jsonw w;
	size_t left;
};

static void budget_init(struct budget *b, size_t bytes)
{
	buf_init(&b->out, bytes * ESCAPED + 4096);
	jsonw_init(&b->w, &b->out);
	b->left = bytes;
}

static bool budget_take(struct budget *b, size_t n)
{
	if (n + 64 > b->left)
		return false;
	b->left -= n + 64;
	return true;
}

static const char *budget_end(
    struct budget *b, struct arena *a, const char *dflt)
{
	const char *text = buf_failed(&b->out)
			       ? dflt
			       : arena_strndup(a, buf_str(&b->out), b->out.len);

	buf_deinit(&b->out);
	return text;
}

static size_t cut(const char *value, size_t max)
{
	return utf8_cut(str_of(value), max);
}

static void add_list(struct budget *b, const struct mail_message *m,
    const char *name, size_t max)
{
	bool open = false;

	for (size_t i = 0; i < m->headers_n && max > 0; i++) {
		const char *value = m->headers[i].value;
		size_t n = cut(value, HEADER_BYTES);

		if (!strieq(m->headers[i].name, name) || !budget_take(b, n))
			continue;
		if (!open)
			jsonw_karr(&b->w, name);
		open = true;
		jsonw_strn(&b->w, value, n);
		max--;
	}
	if (open)
		jsonw_end(&b->w);
}

const char *record_headers(struct arena *a, const struct mail_message *m)
{
	struct budget b;

	budget_init(&b, HEADERS_BYTES);
	jsonw_obj(&b.w);
	for (size_t i = 0; i < ARRAY_LEN(kept_headers); i++) {
		const char *value = mail_header_get(m, kept_headers[i]);
		size_t n;

		if (value == NULL || value[0] == '\0')
			continue;
		n = cut(value, HEADER_BYTES);
		if (!budget_take(&b, n))
			continue;
		jsonw_key(&b.w, kept_headers[i]);
		jsonw_strn(&b.w, value, n);
	}
	add_list(&b, m, "authentication-results", AUTH_MAX);
	add_list(&b, m, "received", RECEIVED_MAX);
	add_list(&b, m, "dkim-signature", DKIM_MAX);
	jsonw_end(&b.w);
	return budget_end(&b, a, "{}");
}

const char *record_links(struct arena *a, const struct mail_message *m)
{
	struct budget b;

	if (m->links_n == 0)
		return "[]";
	budget_init(&b, LINKS_BYTES);
	jsonw_arr(&b.w);
	for (size_t i = 0; i < m->links_n; i++) {
		const struct mail_link *l = &m->links[i];

		if (!budget_take(&b, strlen(l->href) + strlen(l->text)))
			break;
		jsonw_obj(&b.w);
		jsonw_ks(&b.w, "href", l->href);
		jsonw_ks(&b.w, "text", l->text);
		if (l->hidden)
			jsonw_kb(&b.w, "hidden", true);
		if (l->kind == MAIL_LINK_FORM)
			jsonw_kb(&b.w, "form", true);
		jsonw_end(&b.w);
	}
	jsonw_end(&b.w);
	return budget_end(&b, a, "[]");
}

const char *record_attachments(struct arena *a, const struct mail_message *m)
{
	struct budget b;

	if (m->attachments_n == 0)
		return "[]";
	budget_init(&b, ATTACHMENTS_BYTES);
	jsonw_arr(&b.w);
	for (size_t i = 0; i < m->attachments_n; i++) {
		const struct mail_attachment *f = &m->attachments[i];
		size_t name_n = cut(f->filename, 255);
		size_t type_n = cut(f->content_type, 127);

		if (!budget_take(&b, name_n + type_n))
			break;
		jsonw_obj(&b.w);
		jsonw_key(&b.w, "filename");
		jsonw_strn(&b.w, f->filename, name_n);
		jsonw_key(&b.w, "content_type");
		jsonw_strn(&b.w, f->content_type, type_n);
		jsonw_ki(&b.w, "bytes", (int64_t)f->bytes);
		jsonw_kb(&b.w, "inline", f->is_inline);
		jsonw_end(&b.w);
	}
	jsonw_end(&b.w);
	return budget_end(&b, a, "[]");
}
