/* domain.c - domains of addresses, and when two addresses are one person. */
#include "common/mail/addr.h"

#include <stdlib.h>

/* Public suffixes of two labels under which people register; sorted. */
static const char *const suffixes[] = {"ac.id", "ac.il", "ac.in", "ac.jp",
    "ac.kr", "ac.nz", "ac.th", "ac.uk", "ac.za", "appspot.com",
    "azurewebsites.net", "blogspot.com", "cloudfront.net", "co.cr", "co.id",
    "co.il", "co.in", "co.jp", "co.ke", "co.kr", "co.nz", "co.th", "co.tz",
    "co.ug", "co.uk", "co.ve", "co.za", "co.zw", "com.ar", "com.au", "com.bd",
    "com.bo", "com.br", "com.cn", "com.co", "com.cy", "com.do", "com.ec",
    "com.eg", "com.es", "com.fr", "com.gh", "com.gr", "com.gt", "com.hk",
    "com.hr", "com.kw", "com.lb", "com.mt", "com.mx", "com.my", "com.ng",
    "com.ni", "com.np", "com.pa", "com.pe", "com.ph", "com.pk", "com.pl",
    "com.pt", "com.py", "com.qa", "com.ro", "com.ru", "com.sa", "com.sg",
    "com.sv", "com.tn", "com.tr", "com.tw", "com.ua", "com.uy", "com.ve",
    "com.vn", "edu.au", "edu.br", "edu.cn", "edu.hk", "edu.in", "edu.mx",
    "edu.my", "edu.pk", "edu.pl", "edu.sg", "edu.tr", "edu.tw",
    "firebaseapp.com", "fly.dev", "github.io", "gitlab.io", "go.jp", "gob.mx",
    "gouv.fr", "gov.au", "gov.br", "gov.cn", "gov.in", "gov.il", "gov.it",
    "gov.sg", "gov.tr", "gov.uk", "gov.za", "govt.nz", "gr.jp", "herokuapp.com",
    "lg.jp", "ltd.uk", "me.uk", "ne.jp", "net.au", "net.br", "net.cn", "net.in",
    "net.nz", "net.pl", "net.uk", "netlify.app", "nhs.uk", "onmicrosoft.com",
    "or.jp", "or.kr", "org.ar", "org.au", "org.br", "org.cn", "org.hk",
    "org.il", "org.in", "org.mx", "org.nz", "org.pl", "org.sg", "org.tr",
    "org.tw", "org.uk", "org.za", "pages.dev", "plc.uk", "police.uk", "r2.dev",
    "sch.uk", "vercel.app", "web.app", "wixsite.com", "workers.dev"};

static bool is_suffix(struct str two)
{
	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++)
		if (str_ieqs(two, suffixes[i]))
			return true;
	return false;
}

struct str mail_addr_domain(const char *addr)
{
	const char *at = addr == NULL ? NULL : strrchr(addr, '@');

	return at == NULL ? (struct str){"", 0} : str_of(at + 1);
}

static bool is_ip(struct str d)
{
	bool digits = d.n > 0;

	if (d.n > 0 && d.p[0] == '[')
		return true;
	for (size_t i = 0; i < d.n; i++) {
		if (d.p[i] == ':')
			return true;
		if (d.p[i] != '.' && (d.p[i] < '0' || d.p[i] > '9'))
			digits = false;
	}
	return digits;
}

/* The last n labels of d. */
static struct str labels(struct str d, unsigned n)
{
	size_t i = d.n;

	while (i > 0) {
		if (d.p[i - 1] == '.' && --n == 0)
			break;
		i--;
	}
	return (struct str){d.p + i, d.n - i};
}

struct str mail_domain_registrable(struct str d)
{
	if (is_ip(d))
		return d;
	if (d.n > 0 && d.p[d.n - 1] == '.')
		d.n--;
	return labels(d, is_suffix(labels(d, 2)) ? 3 : 2);
}

const char *mail_addr_identity(struct arena *a, const char *addr, unsigned fold)
{
	size_t n = strlen(addr);
	char *out = arena_alloc(a, n + 1);
	const char *at = strrchr(addr, '@');
	size_t local = at == NULL ? n : (size_t)(at - addr), to = 0;
	struct str domain = mail_addr_domain(addr);
	bool gmail = (fold & MAIL_ADDR_FOLD_GMAIL) != 0 &&
		     (str_ieqs(domain, "gmail.com") ||
			 str_ieqs(domain, "googlemail.com"));

	for (size_t i = 0; i < local; i++) {
		bool tag = gmail || (fold & MAIL_ADDR_FOLD_TAG) != 0;
		if (tag && addr[i] == '+' && i > 0)
			break;
		if (!gmail || addr[i] != '.')
			out[to++] = addr[i];
	}
	if (gmail)
		memcpy(out + to, "@gmail.com", 10);
	else
		memcpy(out + to, addr + local, n - local);
	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return out;
}

bool mail_addr_name_is_other(const struct mail_addr *who)
{
	const char *at = strchr(who->name, '@'), *from = at, *to;

	if (at == NULL || *who->addr == '\0')
		return false;
	while (from > who->name && strchr(" <(\"',;:", from[-1]) == NULL)
		from--;
	to = at + 1 + strcspn(at + 1, " >)\"',;:");
	struct str shown = {from, (size_t)(to - from)};
	struct str domain = {at + 1, (size_t)(to - at - 1)};
	if (from == at || memchr(domain.p, '.', domain.n) == NULL)
		return false;
	return !str_ieqs(shown, who->addr);
}
