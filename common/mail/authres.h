/* authres.h - Authentication-Results (RFC 8601): what our own border found
 * out about the sender. A result that is not there is MISSING, not a fail. */
#ifndef MAIL_AUTHRES_H
#define MAIL_AUTHRES_H

#include "common/base/arena.h"

struct mail_message;

enum mail_auth {
	MAIL_AUTH_MISSING, /* nobody we trust has looked */
	MAIL_AUTH_NONE,    /* looked: the domain publishes nothing */
	MAIL_AUTH_PASS,
	MAIL_AUTH_FAIL,
	MAIL_AUTH_SOFTFAIL,
	MAIL_AUTH_NEUTRAL,
	MAIL_AUTH_TEMPERROR,
	MAIL_AUTH_PERMERROR,
};

struct mail_auth_dkim {
	const char *domain; /* header.d, else of header.i; lower case */
	enum mail_auth result;
};

#define MAIL_AUTH_DKIM_MAX 16

/* Strings are "" when absent. */
struct mail_authres {
	const char *authserv_id;
	enum mail_auth spf, dkim, dmarc, arc;
	const char *spf_domain;  /* smtp.mailfrom, else smtp.helo */
	const char *header_from; /* of dmarc */
	struct mail_auth_dkim signatures[MAIL_AUTH_DKIM_MAX];
	size_t signatures_n;
};

const char *mail_auth_name(enum mail_auth auth); /* "missing", "pass", ... */

/* Parses one header value. dkim is pass when one signature passes. Returns
 * false, with everything missing, when it is malformed. */
bool mail_authres_parse(
    struct arena *a, const char *value, struct mail_authres *r);

/* Believes the topmost header written by one of the trusted authserv-ids,
 * and those of the same id right below it; anybody may have written the
 * others. None trusted, or none there: everything is missing. */
void mail_authres_read(struct arena *a, const struct mail_message *m,
    const char *const *trusted, size_t trusted_n, struct mail_authres *r);

#endif
