/* page.c - mail_page and mail_facts: an email as a page for a frame, and what
 * is in that page. */
#include "services/ingest/reading/reading.h"

#include "common/base/jsonw.h"

#define REMOVED_BYTES 4096

static task_step answer_page, answer_facts;

task_step *const mail_page_steps[] = {
    reading_find, reading_enter, reading_fetch, answer_page, NULL};
task_step *const mail_facts_steps[] = {
    reading_find, reading_enter, reading_fetch, answer_facts, NULL};

static bool make(struct reading_request *r, struct mail_reading *page_r)
{
	struct task *t = &r->bus.task;

	return t->err.code == ERR_OK &&
	       mail_reading_make(t->arena, r->raw, page_r, &t->err) == 0;
}

static enum step_result answer_page(struct task *t)
{
	struct reading_request *r = reading_request(t);
	struct mail_reading page;

	if (make(r, &page))
		bus_answer_json(&r->bus, STR("{}"), page.page);
	else
		bus_answer_err(&r->bus);
	return STEP_NEXT;
}

/* ---- what is in the page -------------------------------------------------- */

static struct html_link link_of(struct arena *a, const struct safe_link *l)
{
	static const struct {
		unsigned bit;
		const char *name;
	} warns[] = {{SAFE_URL_MISMATCH, "mismatch"},
	    {SAFE_URL_USERINFO, "userinfo"}, {SAFE_URL_IP, "address"},
	    {SAFE_URL_FOREIGN, "alphabet"}};
	struct html_link m = {.text = l->text,
	    .host = l->host,
	    .kind = l->kind == SAFE_URL_WEB    ? "web"
		    : l->kind == SAFE_URL_MAIL ? "mail"
					       : "phone",
	    .warn = {ARENA_ARRAY(a, const char *, ARRAY_LEN(warns)), 0}};

	for (size_t i = 0; i < ARRAY_LEN(warns); i++)
		if ((l->bits & warns[i].bit) != 0)
			m.warn.v[m.warn.n++] = warns[i].name;
	return m;
}

static struct str removed_json(struct arena *a, const struct safe_mail *m)
{
	struct buf b;
	struct jsonw w;
	struct str json;

	buf_init(&b, REMOVED_BYTES);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
#define X_REMOVED(name, doc) jsonw_ki(&w, #name, (int64_t)m->removed.name);
	SAFE_COUNTERS(X_REMOVED)
#undef X_REMOVED
	jsonw_end(&w);
	json = (struct str){arena_memdup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return json;
}

static enum step_result answer_facts(struct task *t)
{
	struct reading_request *r = reading_request(t);
	struct mail_reading page;
	const struct safe_mail *m = &page.safe;
	struct html_facts facts;

	if (!make(r, &page)) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	facts = (struct html_facts){.kind = page.is_html ? "html" : "text",
	    .own_colors = m->own_colors,
	    .cut = m->cut,
	    .remote_images = (int64_t)m->remote_images,
	    .trackers = (int64_t)m->trackers,
	    .inline_images = (int64_t)m->inline_images,
	    .removed = removed_json(t->arena, m),
	    .links_total = (int64_t)m->links_total};
	facts.links.v = ARENA_ARRAY(t->arena, struct html_link, m->links_n);
	for (size_t i = 0; i < m->links_n; i++)
		facts.links.v[facts.links.n++] =
		    link_of(t->arena, &m->links[i]);
	bus_answer_msg(&r->bus, MSG_html_facts, &facts);
	return STEP_NEXT;
}
