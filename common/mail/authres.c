/* authres.c - Authentication-Results (RFC 8601). */
#include "common/mail/authres.h"

#include "common/mail/message.h"

struct scan {
	struct arena *a;
	const char *p;
};

struct result {
	struct str method, value;
	struct str d, i, from, mailfrom, helo;
};

struct word_row {
	const char *name;
	enum mail_auth auth;
};

static const struct word_row words[] = {
    {"none", MAIL_AUTH_NONE},
    {"pass", MAIL_AUTH_PASS},
    {"fail", MAIL_AUTH_FAIL},
    {"hardfail", MAIL_AUTH_FAIL},
    {"policy", MAIL_AUTH_FAIL},
    {"softfail", MAIL_AUTH_SOFTFAIL},
    {"neutral", MAIL_AUTH_NEUTRAL},
    {"bestguesspass", MAIL_AUTH_NONE},
    {"temperror", MAIL_AUTH_TEMPERROR},
    {"permerror", MAIL_AUTH_PERMERROR},
};

const char *mail_auth_name(enum mail_auth auth)
{
	static const char *const names[] = {
	    [MAIL_AUTH_MISSING] = "missing",
	    [MAIL_AUTH_NONE] = "none",
	    [MAIL_AUTH_PASS] = "pass",
	    [MAIL_AUTH_FAIL] = "fail",
	    [MAIL_AUTH_SOFTFAIL] = "softfail",
	    [MAIL_AUTH_NEUTRAL] = "neutral",
	    [MAIL_AUTH_TEMPERROR] = "temperror",
	    [MAIL_AUTH_PERMERROR] = "permerror",
	};

	return (size_t)auth < ARRAY_LEN(names) ? names[auth] : "missing";
}

/* White space and (nested) comments. */
static void skip(struct scan *s)
{
	unsigned depth = 0;

	for (; *s->p != '\0'; s->p++) {
		char c = *s->p;
		if (c == '\\' && depth > 0 && s->p[1] != '\0')
			s->p++;
		else if (c == '(')
			depth++;
		else if (c == ')' && depth > 0)
			depth--;
		else if (depth == 0 && c != ' ' && c != '\t' && c != '\n')
			return;
	}
}

/* A quoted string or everything up to white space, ";", "=" or "(". */
static struct str token(struct scan *s, const char *stop)
{
	const char *from;

	skip(s);
	from = s->p;
	if (*from == '"') {
		from = ++s->p;
		while (*s->p != '\0' && *s->p != '"')
			s->p += s->p[0] == '\\' && s->p[1] != '\0' ? 2 : 1;
		struct str t = {from, (size_t)(s->p - from)};
		s->p += *s->p == '"';
		return t;
	}
	while (*s->p != '\0' && strchr(stop, *s->p) == NULL)
		s->p++;
	return (struct str){from, (size_t)(s->p - from)};
}

static void property(struct result *r, struct str name, struct str value)
{
	if (str_ieqs(name, "header.d"))
		r->d = value;
	else if (str_ieqs(name, "header.i"))
		r->i = value;
	else if (str_ieqs(name, "header.from"))
		r->from = value;
	else if (str_ieqs(name, "smtp.mailfrom"))
		r->mailfrom = value;
	else if (str_ieqs(name, "smtp.helo"))
		r->helo = value;
}

/* "method[/version]=result *(ptype.property=value)" up to ";". */
static bool result_take(struct scan *s, struct result *r)
{
	*r = (struct result){.method = {"", 0}};
	r->method = token(s, " \t;=(");
	skip(s);
	if (r->method.n == 0 || *s->p != '=')
		return false;
	s->p++;
	r->value = token(s, " \t;(");
	const char *slash = memchr(r->method.p, '/', r->method.n);
	if (slash != NULL)
		r->method.n = (size_t)(slash - r->method.p);
	for (;;) {
		skip(s);
		if (*s->p == '\0' || *s->p == ';')
			return true;
		struct str name = token(s, " \t;=(");
		skip(s);
		if (*s->p != '=') {
			/* "action=none" parts and strays are passed over. */
			if (name.n == 0 && *s->p != '\0')
				s->p++;
			continue;
		}
		s->p++;
		property(r, name, token(s, " \t;("));
	}
}

static enum mail_auth auth_of(struct str word)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_ieqs(word, words[i].name))
			return words[i].auth;
	return MAIL_AUTH_MISSING;
}

/* The domain of "@example.org", "a@example.org" or "example.org". */
static const char *domain_dup(struct arena *a, struct str s)
{
	const char *at = s.n == 0 ? NULL : memrchr(s.p, '@', s.n);
	char *out;

	if (at != NULL)
		s = (struct str){at + 1, s.n - (size_t)(at + 1 - s.p)};
	out = arena_strndup(a, s.n == 0 ? "" : s.p, s.n);
	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return out;
}

static void once(enum mail_auth *to, enum mail_auth auth)
{
	if (*to == MAIL_AUTH_MISSING)
		*to = auth;
}

static void result_use(
    struct arena *a, const struct result *r, struct mail_authres *out)
{
	enum mail_auth auth = auth_of(r->value);

	if (str_ieqs(r->method, "spf")) {
		once(&out->spf, auth);
		if (*out->spf_domain == '\0')
			out->spf_domain = domain_dup(
			    a, r->mailfrom.n > 0 ? r->mailfrom : r->helo);
	} else if (str_ieqs(r->method, "dmarc")) {
		once(&out->dmarc, auth);
		if (*out->header_from == '\0')
			out->header_from = domain_dup(a, r->from);
	} else if (str_ieqs(r->method, "arc")) {
		once(&out->arc, auth);
	} else if (str_ieqs(r->method, "dkim")) {
		if (auth == MAIL_AUTH_PASS)
			out->dkim = auth;
		once(&out->dkim, auth);
		struct str d = r->d.n > 0 ? r->d : r->i;
		if (d.n > 0 && out->signatures_n < MAIL_AUTH_DKIM_MAX)
			out->signatures[out->signatures_n++] =
			    (struct mail_auth_dkim){domain_dup(a, d), auth};
	}
}

static void nothing(struct mail_authres *r)
{
	*r = (struct mail_authres){
	    .authserv_id = "", .spf_domain = "", .header_from = ""};
}

bool mail_authres_parse(
    struct arena *a, const char *value, struct mail_authres *r)
{
	struct scan s = {a, value};
	struct result one;

	nothing(r);
	struct str id = token(&s, " \t;(");
	if (id.n == 0 || memchr(id.p, '=', id.n) != NULL)
		return false; /* some leave the id out: then nobody wrote it */
	r->authserv_id = domain_dup(a, id);
	skip(&s);
	if (*s.p >= '0' && *s.p <= '9')
		(void)token(&s, " \t;("); /* version */
	skip(&s);
	while (*s.p == ';') {
		s.p++;
		skip(&s);
		if (*s.p == '\0')
			break;
		if (result_take(&s, &one)) {
			result_use(a, &one, r);
			continue;
		}
		if (str_ieqs(one.method, "none"))
			continue;
		nothing(r);
		return false;
	}
	return true;
}

static bool is_trusted(const char *id, const char *const *trusted, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strieq(id, trusted[i]))
			return true;
	return false;
}

/* A later header of the same writer adds what the first did not say. */
static void merge(struct mail_authres *to, const struct mail_authres *from)
{
	once(&to->spf, from->spf);
	once(&to->dmarc, from->dmarc);
	once(&to->arc, from->arc);
	if (from->dkim == MAIL_AUTH_PASS)
		to->dkim = MAIL_AUTH_PASS;
	once(&to->dkim, from->dkim);
	if (*to->spf_domain == '\0')
		to->spf_domain = from->spf_domain;
	if (*to->header_from == '\0')
		to->header_from = from->header_from;
	for (size_t i = 0; i < from->signatures_n; i++)
		if (to->signatures_n < MAIL_AUTH_DKIM_MAX)
			to->signatures[to->signatures_n++] =
			    from->signatures[i];
}

void mail_authres_read(struct arena *a, const struct mail_message *m,
    const char *const *trusted, size_t trusted_n, struct mail_authres *r)
{
	bool found = false;

	nothing(r);
	for (size_t i = 0; i < m->headers_n; i++) {
		struct mail_authres one;
		if (!strieq(m->headers[i].name, "Authentication-Results")) {
			if (found)
				return;
			continue;
		}
		if (!mail_authres_parse(a, m->headers[i].value, &one) ||
		    !is_trusted(one.authserv_id, trusted, trusted_n)) {
			if (found)
				return;
			continue;
		}
		if (!found) {
			*r = one;
			found = true;
		} else if (strieq(one.authserv_id, r->authserv_id)) {
			merge(r, &one);
		} else {
			return;
		}
	}
}
