/* people.c - addresses to people and their companies. */
#include "services/knowledge/people.h"

#include "common/mail/addr.h"

/* Where private persons have mailboxes, and services that send for others:
 * neither tells what company somebody belongs to. */
static const char *const no_company[] = {"gmail.com", "googlemail.com",
    "yahoo.com", "yahoo.fr", "hotmail.com", "hotmail.fr", "outlook.com",
    "live.com", "msn.com", "aol.com", "icloud.com", "me.com", "mac.com",
    "gmx.de", "gmx.net", "gmx.at", "web.de", "t-online.de", "freenet.de",
    "orange.fr", "wanadoo.fr", "free.fr", "laposte.net", "sfr.fr", "proton.me",
    "protonmail.com", "posteo.de", "mailbox.org", "fastmail.com", "zoho.com",
    "yandex.ru", "mail.ru", "qq.com", "163.com", "mail.example",
    "greenhouse.io", "greenhouse-mail.io", "lever.co", "myworkday.com",
    "workday.com", "smartrecruiters.com", "ashbyhq.com", "icims.com",
    "jobvite.com", "taleo.net", "breezy.hr", "recruitee.com",
    "workablemail.com", "teamtailor-mail.com", "personio.de", "mailchimp.com",
    "sendgrid.net", "amazonses.com", "mailgun.org"};

bool domain_is_company(struct str domain)
{
	for (size_t i = 0; i < ARRAY_LEN(no_company); i++)
		if (str_ieqs(domain, no_company[i]))
			return false;
	return domain.n > 0 && str_find(domain, ".") > 0;
}

struct participations *participations_new(struct arena *a, size_t max)
{
	struct participations *p = ARENA_NEW(a, struct participations);

	p->max = max;
	p->email_ids = ARENA_ARRAY(a, int64_t, max);
	p->thread_ids = ARENA_ARRAY(a, int64_t, max);
	p->times_ms = ARENA_ARRAY(a, int64_t, max);
	p->roles = ARENA_ARRAY(a, const char *, max);
	p->addrs = ARENA_ARRAY(a, const char *, max);
	p->names = ARENA_ARRAY(a, const char *, max);
	p->domains = ARENA_ARRAY(a, const char *, max);
	return p;
}

static bool is_there(const struct participations *p, int64_t email_id,
    const char *role, const char *addr)
{
	for (size_t i = p->n; i-- > 0 && p->email_ids[i] == email_id;)
		if (streq(p->roles[i], role) && streq(p->addrs[i], addr))
			return true;
	return false;
}

/* "Name <addr>" as ingest wrote it: no quoting left, the last <> is it. */
static struct str cut_addr(struct str s, struct str *name_r)
{
	const char *open = memrchr(s.p, '<', s.n);
	const char *close = memrchr(s.p, '>', s.n);

	*name_r = (struct str){"", 0};
	if (open == NULL || close == NULL || close < open)
		return str_trim(s);
	*name_r = str_trim((struct str){s.p, (size_t)(open - s.p)});
	return str_trim((struct str){open + 1, (size_t)(close - open) - 1});
}

static const char *company_domain(struct arena *a, const char *addr)
{
	struct str d = mail_domain_registrable(mail_addr_domain(addr));

	return domain_is_company(d) ? arena_strndup(a, d.p, d.n) : "";
}

void participations_add(struct arena *a, struct participations *p,
    const struct mail_of *mail, const char *role, const char *name_addr)
{
	struct str name, addr = cut_addr(str_of(name_addr), &name);
	const char *who;

	if (p->n >= p->max || addr.n == 0 || addr.n > 320 ||
	    memchr(addr.p, '@', addr.n) == NULL)
		return;
	who = mail_addr_identity(
	    a, arena_strndup(a, addr.p, addr.n), MAIL_ADDR_FOLD_TAG);
	if (is_there(p, mail->email_id, role, who))
		return;
	name.n = utf8_cut(name, 200);
	p->email_ids[p->n] = mail->email_id;
	p->thread_ids[p->n] = mail->thread_id;
	p->times_ms[p->n] = mail->at_ms;
	p->roles[p->n] = role;
	p->addrs[p->n] = who;
	p->names[p->n] = arena_strndup(a, name.p, name.n);
	p->domains[p->n] = company_domain(a, who);
	p->n++;
}
