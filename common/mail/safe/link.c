/* link.c - links: where they really lead, and a hint where the text or the
 * address itself deceives. */
#include "common/mail/safe/pass.h"

#include "common/mail/field.h"

#define RELATION " rel=\"noopener noreferrer nofollow\" target=\"_blank\""

static const struct {
	unsigned bit;
	const char *name, *before;
} warnings[] = {
    {SAFE_URL_MISMATCH, "mismatch", "leads to "},
    {SAFE_URL_USERINFO, "userinfo", "leads to "},
    {SAFE_URL_IP, "address", "leads to the bare address "},
    {SAFE_URL_FOREIGN, "alphabet", "leads, in other letters, to "},
};

static void record(struct safe_mail *m, const struct safe_url *u, struct str t)
{
	m->links_total++;
	if (m->links_n >= SAFE_LINKS)
		return;
	m->links = mail_grow(m->a, m->links, m->links_n, sizeof *m->links);
	t = str_trim(t);
	m->links[m->links_n++] = (struct safe_link){
	    .text = arena_strndup(
		m->a, t.n == 0 ? "" : t.p, utf8_cut(t, SAFE_LINK_TEXT)),
	    .host = arena_strdup(m->a, u->host),
	    .kind = u->kind,
	    .bits = u->bits,
	};
}

/* The first warning that holds, in words that name the host. */
static void put_hint(struct safe_mail *m, const struct safe_url *u)
{
	for (size_t i = 0; m->marks && i < ARRAY_LEN(warnings); i++) {
		if ((u->bits & warnings[i].bit) == 0)
			continue;
		buf_addf(m->out, "<span class=\"al-hint\" data-warn=\"%s\">",
		    warnings[i].name);
		buf_adds(m->out, warnings[i].before);
		safe_put_text(m->out, str_of(u->host));
		buf_adds(m->out, "</span>");
		return;
	}
}

/* href, rel, target, and the host as a title; url is as it is written. */
static void put_attrs(
    struct safe_mail *m, struct str url, const struct safe_url *u)
{
	safe_attr_put(m->out, "href", url);
	buf_adds(m->out, RELATION);
	if (!m->marks)
		return;
	safe_attr_put(
	    m->out, "title", u->kind == SAFE_URL_WEB ? str_of(u->host) : url);
	if (u->kind == SAFE_URL_WEB)
		safe_attr_put(m->out, "data-host", str_of(u->host));
}

static bool is_fragment(struct str s)
{
	s = str_trim(s);
	return s.n == 0 || s.p[0] == '#';
}

bool safe_link_open(struct safe_pass *p, const struct safe_attrs *a)
{
	struct str href = a->v[SAFE_HREF];

	p->link = (struct safe_anchor){.open = false};
	if (is_fragment(href))
		return false;
	href = safe_attr_text(p, href, SAFE_URL_BYTES + 1);
	buf_clear(&p->work);
	if (safe_url_write(&p->work, href, &p->link.url) == SAFE_URL_NONE) {
		p->m->removed.urls++;
		return false;
	}
	p->link.open = true;
	buf_adds(p->out, "<a");
	put_attrs(p->m, (struct str){p->work.data, p->work.len}, &p->link.url);
	return true;
}

void safe_link_text(struct safe_pass *p, struct str s)
{
	struct safe_anchor *l = &p->link;

	for (size_t i = 0; l->open && i < s.n && l->n < sizeof l->text; i++) {
		bool blank = (unsigned char)s.p[i] <= ' ';
		if (!blank)
			l->text[l->n++] = s.p[i];
		else if (l->n > 0 && l->text[l->n - 1] != ' ')
			l->text[l->n++] = ' ';
	}
}

static void judge(struct safe_url *u, struct str text)
{
	char shown[SAFE_HOST_BYTES];

	if (u->kind != SAFE_URL_PHONE && u->host[0] != '\0' &&
	    safe_url_shows_other(text, u->host, shown))
		u->bits |= SAFE_URL_MISMATCH;
}

void safe_link_close(struct safe_pass *p)
{
	struct safe_anchor *l = &p->link;
	struct str shown = {l->text, l->n};

	if (!l->open)
		return;
	l->open = false;
	shown.n = utf8_cut(shown, sizeof l->text);
	judge(&l->url, shown);
	record(p->m, &l->url, shown);
	put_hint(p->m, &l->url);
}

void safe_link_whole(struct safe_mail *m, struct str url, struct str text)
{
	struct safe_url u;
	struct buf clean;

	buf_init(&clean, 4 * SAFE_URL_BYTES);
	if (safe_url_write(&clean, url, &u) == SAFE_URL_NONE) {
		safe_put_text(m->out, text);
	} else {
		buf_adds(m->out, "<a");
		put_attrs(m, (struct str){clean.data, clean.len}, &u);
		buf_addc(m->out, '>');
		safe_put_text(m->out, text);
		buf_adds(m->out, "</a>");
		record(m, &u, text);
		put_hint(m, &u);
	}
	buf_deinit(&clean);
}
