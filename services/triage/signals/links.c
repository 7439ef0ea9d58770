/* links.c - signals of links and of attached files. */
#include "common/mail/addr.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/signals.h"

#define HOSTS_MAX 24 /* different ones that are judged */
#define MANY_HOSTS 8
/* 2018: by then most of the web was reached by https. */
#define ENCRYPTED_SINCE_MS INT64_C(1514764800000)

struct hosts {
	const char *v[HOSTS_MAX];
	size_t n;
	const char *stranger;   /* the first of those nobody knows */
	bool strangers_differ;  /* they are not all of one site */
	size_t secure, plain;   /* https and http */
	struct str unencrypted; /* the last of the latter */
};

static void look_host(
    struct triage_look *k, struct hosts *h, const struct triage_url *u);
static void look_anchor(
    struct triage_look *k, struct hosts *h, const struct triage_link *link);
static void look_brand_claim(struct triage_look *k, const struct hosts *h);
static void look_strangers(struct triage_look *k, const struct hosts *h);

/* A second address inside the first, as open redirects have it; counters of
 * a list's mailer do so too. */
static void look_tricks(
    struct triage_look *k, struct str href, const struct triage_url *u)
{
	static const char *const marks[] = {"=http://", "=https://", "=http%3a",
	    "=https%3a", "/http://", "/https://"};
	struct str tail;

	if (triage_url_redirects(href, u) && k->from_brand == NULL &&
	    !triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) && !k->is_forum)
		triage_signal_on(k, SIGNAL_OPEN_REDIRECT, href);
	if (href.n < 12 || k->is_bulk || k->is_list)
		return;
	tail = (struct str){href.p + 8, href.n - 8};
	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		if (str_ifind(tail, marks[i]) >= 0)
			triage_signal_on(k, SIGNAL_REDIRECT_LINK, href);
	}
	if (str_istarts(href, "http://") && !u->is_ip &&
	    (triage_signal_is_on(k, SIGNAL_CREDENTIALS) ||
		triage_signal_is_on(k, SIGNAL_THREAT)))
		triage_signal_on(k, SIGNAL_PLAIN_LINK, href);
}

void triage_look_links(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	struct hosts h = {.n = 0};
	struct str url;
	size_t pos = 0;

	for (size_t i = 0; i < m->n_links && i < TRIAGE_LINKS_MAX; i++)
		look_anchor(k, &h, &m->links[i]);
	for (unsigned i = 0; i < TRIAGE_LINKS_MAX; i++) {
		struct triage_url u;

		if (!triage_url_find(
			(struct str){m->body.p,
			    MIN(m->body.n, (size_t)TRIAGE_TEXT_BYTES)},
			&pos, &url))
			break;
		if (triage_url_parse(url, true, &u))
			look_host(k, &h, &u);
	}
	if (h.n > MANY_HOSTS)
		triage_signal_on(k, SIGNAL_MANY_HOSTS,
		    str_of(arena_printf(k->arena, "%zu sites", h.n)));
	if (h.n > 0 && !k->own_link && triage_signal_is_on(k, SIGNAL_CLICK) &&
	    !triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) && !k->is_list)
		triage_signal_on(k, SIGNAL_FOREIGN_LINKS, str_of(h.v[0]));
	look_strangers(k, &h);
	look_brand_claim(k, &h);
}

/* Known services: counters of mail, and sites where companies are found. */
#define KNOWN_KINDS                                                            \
	(DOMAIN_MAILER | DOMAIN_ATS | DOMAIN_JOB_BOARD | DOMAIN_SOCIAL |       \
	    DOMAIN_TRAVEL | DOMAIN_PAYMENT | DOMAIN_EVENTS |                   \
	    DOMAIN_WORK_TOOLS)

static void look_stranger(struct triage_look *k, struct hosts *h,
    const char *name, struct str reg, unsigned kinds)
{
	if ((kinds & KNOWN_KINDS) ||
	    triage_brand_owner(k->domains, str_of(name)) != NULL)
		return;
	if (h->stranger == NULL)
		h->stranger = name;
	else if (!str_eq(mail_domain_registrable(str_of(h->stranger)), reg))
		h->strangers_differ = true;
}

/* A designed mail of nobody's acquaintance that leads to one place which is
 * not its sender's. People with free mail send such links too. */
static void look_strangers(struct triage_look *k, const struct hosts *h)
{
	if (!k->mail->has_html || k->is_forum || k->mail->replies_to_user ||
	    triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT))
		return;
	if (h->plain > 0 && h->secure == 0 &&
	    k->mail->at_ms >= ENCRYPTED_SINCE_MS)
		triage_signal_on(k, SIGNAL_NO_TLS, h->unencrypted);
	if (h->stranger != NULL && !h->strangers_differ && !k->own_link &&
	    !(k->from_kinds & DOMAIN_FREE_MAIL))
		triage_signal_on(k, SIGNAL_ONE_SITE, str_of(h->stranger));
}

static void look_host(
    struct triage_look *k, struct hosts *h, const struct triage_url *u)
{
	struct str host = str_of(u->host);
	struct str reg = mail_domain_registrable(host);
	const struct triage_brand *b;
	unsigned kinds;

	if (u->has_userinfo)
		triage_signal_on(k, SIGNAL_USERINFO_LINK, host);
	if (str_ieq(reg, k->from_registrable)) {
		k->own_link = true;
		return;
	}
	for (size_t i = 0; i < h->n; i++) {
		if (streq(h->v[i], u->host))
			return;
	}
	if (h->n == HOSTS_MAX)
		return;
	h->v[h->n++] = arena_strdup(k->arena, u->host);
	if (u->is_ip) {
		triage_signal_on(k, SIGNAL_IP_LINK, host);
		return;
	}
	if (u->has_punycode)
		triage_signal_on(k, SIGNAL_PUNYCODE_LINK, host);
	kinds = triage_domains_kinds(k->domains, host);
	if (kinds & DOMAIN_SHORTENER)
		triage_signal_on(k, SIGNAL_SHORT_LINK, host);
	if (kinds & DOMAIN_FREE_HOST)
		triage_signal_on(k, SIGNAL_FREE_HOST_LINK, host);
	if ((kinds & DOMAIN_RISKY_TLD) &&
	    !(kinds & (DOMAIN_ATS | DOMAIN_SOCIAL | DOMAIN_WORK_TOOLS)))
		triage_signal_on(k, SIGNAL_RISKY_LINK, host);
	look_stranger(k, h, h->v[h->n - 1], reg, kinds);
	if (kinds & DOMAIN_ATS)
		return;
	b = triage_brand_of_host(k->domains, host);
	/* A company has more domains than anybody can list. */
	if (b != NULL && (b != k->from_brand || k->mail->dmarc == AUTH_FAIL))
		triage_signal_on(k, SIGNAL_LOOKALIKE_LINK, host);
}

static void look_anchor(
    struct triage_look *k, struct hosts *h, const struct triage_link *link)
{
	struct triage_url to, shown;
	struct str a, b;
	bool counted;

	if (!triage_url_parse(link->href, false, &to))
		return;
	h->secure += str_istarts(link->href, "https:");
	if (str_istarts(link->href, "http:")) {
		h->plain++;
		h->unencrypted = link->href;
	}
	look_host(k, h, &to);
	look_tricks(k, link->href, &to);
	if (!triage_url_shown(link->text, &shown))
		return;
	a = mail_domain_registrable(str_of(shown.host));
	b = mail_domain_registrable(str_of(to.host));
	/* The sender's own counters, and those of its mailer, rewrite every
	 * link: that is no disguise of the place they lead to. */
	counted =
	    k->is_bulk || (triage_domains_kinds(k->domains, b) & DOMAIN_MAILER);
	if (str_eq(a, b) || str_ieq(b, k->from_registrable) ||
	    (counted && str_ieq(a, k->from_registrable)))
		return;
	triage_signal_on(k, SIGNAL_LINK_MISMATCH,
	    str_of(
		arena_printf(k->arena, "%.36s -> %.38s", shown.host, to.host)));
}

/* A mail that opens in a company's name and wants a click or a password,
 * while neither the sender nor any link is that company's. */
static void look_brand_claim(struct triage_look *k, const struct hosts *h)
{
	const struct triage_mail *m = k->mail;
	const struct triage_brand *b;

	if (!triage_signal_is_on(k, SIGNAL_CREDENTIALS) &&
	    !triage_signal_is_on(k, SIGNAL_THREAT) &&
	    !(triage_signal_is_on(k, SIGNAL_CLICK) && h->n > 0))
		return;
	if ((k->from_kinds & (DOMAIN_ATS | DOMAIN_JOB_BOARD | DOMAIN_EVENTS)) ||
	    triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) || k->is_list ||
	    m->replies_to_user)
		return;
	b = triage_brand_of_name(m->subject);
	if (b == NULL || b->is_word)
		b = triage_brand_of_name(
		    (struct str){m->body.p, MIN(m->body.n, (size_t)120)});
	if (b == NULL || b->is_word || triage_brand_owns(b, k->from_domain))
		return;
	for (size_t i = 0; i < h->n; i++) {
		if (triage_brand_owns(b, str_of(h->v[i])))
			return;
	}
	triage_signal_on(k, SIGNAL_BRAND_CLAIM, b->key);
}

/* ---- attached files ---- */

static const char *const programs[] = {"exe", "scr", "pif", "bat", "cmd", "com",
    "js", "jse", "vbs", "vbe", "wsf", "hta", "msi", "jar", "ps1", "lnk", "iso",
    "img", "vhd", "cpl", "dll", "apk", "reg", "one"};
static const char *const pages[] = {
    "html", "htm", "shtml", "xhtml", "mht", "mhtml", "svg"};
static const char *const macros[] = {
    "docm", "xlsm", "pptm", "dotm", "xlam", "xltm", "xll"};
static const char *const archives[] = {
    "zip", "rar", "7z", "gz", "ace", "cab", "tar", "tgz", "arj", "r00"};
static const char *const documents[] = {"pdf", "doc", "docx", "xls", "xlsx",
    "txt", "jpg", "jpeg", "png", "ppt", "pptx", "csv"};

static bool one_of(struct str ext, const char *const *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (str_ieqs(ext, v[i]))
			return true;
	}
	return false;
}

/* The part after the last point of *name, which loses it. */
static struct str cut_extension(struct str *name)
{
	for (size_t i = name->n; i > 0; i--) {
		if (name->p[i - 1] == '.') {
			struct str ext =
			    str_trim((struct str){name->p + i, name->n - i});

			name->n = i - 1;
			return ext;
		}
	}
	return (struct str){NULL, 0};
}

void triage_look_files(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;

	for (size_t i = 0; i < m->n_attachments && i < TRIAGE_ATTACHMENTS_MAX;
	     i++) {
		struct str name = m->attachments[i].name, whole = name;
		struct str ext = cut_extension(&name);
		struct str inner = cut_extension(&name);
		bool program = one_of(ext, programs, ARRAY_LEN(programs));
		bool page = one_of(ext, pages, ARRAY_LEN(pages)) ||
			    (ext.n == 0 &&
				str_ieqs(m->attachments[i].type, "text/html"));

		if (program)
			triage_signal_on(k, SIGNAL_EXECUTABLE, whole);
		if (page)
			triage_signal_on(k, SIGNAL_HTML_FILE, whole);
		if (one_of(ext, macros, ARRAY_LEN(macros)))
			triage_signal_on(k, SIGNAL_MACRO_FILE, whole);
		if (one_of(ext, archives, ARRAY_LEN(archives)))
			triage_signal_on(k, SIGNAL_ARCHIVE_FILE, whole);
		if ((program || page) &&
		    one_of(inner, documents, ARRAY_LEN(documents)))
			triage_signal_on(k, SIGNAL_DOUBLE_EXTENSION, whole);
	}
	if (m->hidden_bytes > 400 && m->hidden_bytes > m->body.n)
		triage_signal_on(k, SIGNAL_MOSTLY_HIDDEN,
		    str_of(arena_printf(k->arena, "%zu bytes, %zu shown",
			m->hidden_bytes, m->body.n)));
	if (m->hidden_bytes > 200)
		triage_signal_on(k, SIGNAL_HIDDEN_TEXT,
		    str_of(
			arena_printf(k->arena, "%zu bytes", m->hidden_bytes)));
}
