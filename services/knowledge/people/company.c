/* company.c - the company an address speaks for. */
#include "services/knowledge/people/company.h"

#include "common/base/ids.h"
#include "common/mail/addr.h"

static const char *const private_mail[] = {"gmail.com", "googlemail.com",
    "yahoo.com", "yahoo.fr", "yahoo.co.uk", "ymail.com", "hotmail.com",
    "hotmail.fr", "hotmail.co.uk", "outlook.com", "live.com", "msn.com",
    "aol.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.at",
    "gmx.com", "web.de", "t-online.de", "freenet.de", "orange.fr", "wanadoo.fr",
    "free.fr", "laposte.net", "sfr.fr", "proton.me", "protonmail.com",
    "posteo.de", "mailbox.org", "fastmail.com", "zoho.com", "hey.com",
    "yandex.ru", "mail.ru", "qq.com", "163.com", "126.com", "comcast.net",
    "verizon.net", "att.net", "btinternet.com", "mail.com", "pobox.com",
    "tutanota.com", "mail.example"};

/* Those that write for companies: applicant tracking, newsletters, calendars,
 * signatures, tickets. */
static const char *const relays[] = {"greenhouse.io", "greenhouse-mail.io",
    "lever.co", "myworkday.com", "workday.com", "myworkdayjobs.com",
    "smartrecruiters.com", "ashbyhq.com", "icims.com", "jobvite.com",
    "taleo.net", "breezy.hr", "recruitee.com", "workablemail.com",
    "workable.com", "teamtailor-mail.com", "teamtailor.com", "personio.de",
    "bamboohr.com", "successfactors.com", "indeedemail.com", "linkedin.com",
    "mailchimp.com", "mcsv.net", "sendgrid.net", "amazonses.com", "mailgun.org",
    "substack.com", "googlegroups.com", "calendly.com", "docusign.net",
    "zendesk.com", "intercom-mail.com", "hubspotemail.net"};

static bool is_in(const char *const *v, size_t n, struct str domain)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieqs(domain, v[i]))
			return true;
	return false;
}

bool domain_is_private(struct str domain)
{
	return is_in(private_mail, ARRAY_LEN(private_mail), domain);
}

bool domain_is_company(struct str domain)
{
	return domain.n > 0 && str_find(domain, ".") > 0 &&
	       domain.p[0] != '[' && !domain_is_private(domain) &&
	       !is_in(relays, ARRAY_LEN(relays), domain);
}

const char *company_of(struct arena *a, const char *addr)
{
	struct str d = mail_domain_registrable(mail_addr_domain(addr));

	return domain_is_company(d) ? arena_strndup(a, d.p, d.n) : "";
}

uint64_t graph_id(const char *kind, const char *key)
{
	char text[400];
	uint8_t sum[32];
	size_t n = strlen(kind);
	uint64_t id = 0;

	(void)str_copy(text, sizeof text, str_of(kind));
	text[n++] = ':';
	(void)str_copy(text + n, sizeof text - n, str_of(key));
	ids_sha256(text, strlen(text), sum);
	for (size_t i = 0; i < 8; i++)
		id = id << 8 | sum[i];
	id &= INT64_MAX;
	return id == 0 ? 1 : id;
}
