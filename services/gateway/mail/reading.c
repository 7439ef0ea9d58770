/* reading.c - an email as a page for a frame, what is in that page, and the
 * files that came with it. */
#include "services/gateway/mail/raw.h"

#include "common/base/jsonw.h"
#include "common/mail/reading.h"
#include "services/gateway/front.h"
#include "services/gateway/steps.h"

#include <stdio.h>

#define FACTS_MAX_BYTES (256 * 1024)
#define NAME_MAX_BYTES 255 /* of a file, as mail keeps it */

static task_step ask_page, answer_page, answer_facts, answer_file;

step_list html_steps = {GATEWAY_DOOR, gateway_admit, ask_page,
    gateway_raw_locate, gateway_raw_fetch, answer_page, NULL};
step_list html_facts_steps = {GATEWAY_DOOR, gateway_admit, gateway_raw_locate,
    gateway_raw_fetch, answer_facts, NULL};
step_list attachment_steps = {GATEWAY_DOOR, gateway_admit, gateway_raw_locate,
    gateway_raw_fetch, answer_file, NULL};

/* The query has one thing to say, and it is refused by its table: no image of
 * another host is ever loaded. */
static enum step_result ask_page(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (gateway_query(r, MSG_html_query, &t->err) == NULL)
		return STEP_FAIL;
	return STEP_NEXT;
}

static bool make(struct gateway_request *r, struct mail_reading *page_r)
{
	struct task *t = &r->http.task;

	return t->err.code == ERR_OK &&
	       mail_reading_make(
		   t->arena, *(struct str *)r->own, page_r, &t->err) == 0;
}

static enum step_result answer_page(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct mail_reading page;

	if (!make(r, &page))
		return gateway_problem(r);
	r->http.standing_headers = gateway_of(r)->front->mail;
	http_answer(&r->http, 200, "text/html; charset=utf-8", page.page);
	return STEP_NEXT;
}

/* ---- what is in the page -------------------------------------------------- */

static void put_link(struct jsonw *w, const struct safe_link *l)
{
	static const struct {
		unsigned bit;
		const char *name;
	} warns[] = {{SAFE_URL_MISMATCH, "mismatch"},
	    {SAFE_URL_USERINFO, "userinfo"}, {SAFE_URL_IP, "address"},
	    {SAFE_URL_FOREIGN, "alphabet"}};

	jsonw_obj(w);
	jsonw_ks(w, "text", l->text);
	jsonw_ks(w, "host", l->host);
	jsonw_ks(w, "kind",
	    l->kind == SAFE_URL_WEB    ? "web"
	    : l->kind == SAFE_URL_MAIL ? "mail"
				       : "phone");
	jsonw_karr(w, "warn");
	for (size_t i = 0; i < ARRAY_LEN(warns); i++)
		if ((l->bits & warns[i].bit) != 0)
			jsonw_str(w, warns[i].name);
	jsonw_end(w);
	jsonw_end(w);
}

static void put_facts(struct jsonw *w, const struct mail_reading *page)
{
	const struct safe_mail *m = &page->safe;

	jsonw_obj(w);
	jsonw_ks(w, "kind", page->is_html ? "html" : "text");
	jsonw_kb(w, "own_colors", m->own_colors);
	jsonw_kb(w, "cut", m->cut);
	jsonw_ki(w, "remote_images", (int64_t)m->remote_images);
	jsonw_ki(w, "trackers", (int64_t)m->trackers);
	jsonw_ki(w, "inline_images", (int64_t)m->inline_images);
	jsonw_kobj(w, "removed");
#define X_REMOVED(name, doc) jsonw_ki(w, #name, (int64_t)m->removed.name);
	SAFE_COUNTERS(X_REMOVED)
#undef X_REMOVED
	jsonw_end(w);
	jsonw_ki(w, "links_total", (int64_t)m->links_total);
	jsonw_karr(w, "links");
	for (size_t i = 0; i < m->links_n; i++)
		put_link(w, &m->links[i]);
	jsonw_end(w);
	jsonw_end(w);
}

static enum step_result answer_facts(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct mail_reading page;
	struct buf b;
	struct jsonw w;

	if (!make(r, &page))
		return gateway_problem(r);
	buf_init(&b, FACTS_MAX_BYTES);
	jsonw_init(&w, &b);
	put_facts(&w, &page);
	return gateway_json(r, 200, &b);
}

/* ---- files ---------------------------------------------------------------- */

static bool is_attr_char(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       strchr("!#$&+-.^_`|~", c) != NULL;
}

/* RFC 6266: a name in ASCII for old readers, and the whole by RFC 8187. */
static const char *disposition(struct arena *a, const char *name)
{
	char ascii[NAME_MAX_BYTES + 1], whole[3 * NAME_MAX_BYTES + 1];
	size_t n = 0, m = 0;

	if (*name == '\0')
		name = "attachment";
	for (size_t i = 0; name[i] != '\0' && i < NAME_MAX_BYTES; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c < 0x80 || (c & 0xc0) != 0x80)
			ascii[n++] = c < ' ' || c > '~' ||
					     strchr("\"\\%/", (char)c) != NULL
					 ? '_'
					 : (char)c;
		if (is_attr_char((char)c))
			whole[m++] = (char)c;
		else
			m += (size_t)snprintf(
			    whole + m, sizeof whole - m, "%%%02X", c);
	}
	ascii[n] = whole[m] = '\0';
	return arena_printf(a,
	    "attachment; filename=\"%s\"; filename*=UTF-8''%s", ascii, whole);
}

/* Never of a type that a browser would open by itself. */
static enum step_result answer_file(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct mail_file f;
	uint64_t n;

	if (t->err.code != ERR_OK || gateway_path_id(r, 1, &n, &t->err) < 0 ||
	    mail_reading_file(
		t->arena, *(struct str *)r->own, (size_t)n, &f, &t->err) < 0)
		return gateway_problem(r);
	http_add_header(
	    &r->http, "Content-Disposition", disposition(t->arena, f.name));
	http_answer(&r->http, 200, "application/octet-stream", f.bytes);
	return STEP_NEXT;
}
