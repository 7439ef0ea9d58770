/* host.h - host names and URLs: whose they are, and whose they pretend to
 * be. No network: everything is judged by the name. */
#ifndef TRIAGE_HOST_H
#define TRIAGE_HOST_H

#include "common/base/arena.h"
#include "common/base/str.h"
#include "services/triage/signals/domains.def.h"

#define TRIAGE_HOST_BYTES 254
#define TRIAGE_URL_BYTES 2048

enum domain_bit {
#define X(KIND, domains) DOMAIN_BIT_##KIND,
	DOMAIN_KINDS(X) DOMAIN_BITS
#undef X
};
enum domain_kind {
#define X(KIND, domains) DOMAIN_##KIND = 1 << DOMAIN_BIT_##KIND,
	DOMAIN_KINDS(X) DOMAIN_NONE = 0
#undef X
};

/* The kinds (enum domain_kind) of a host in lower case. */
struct triage_domains; /* the table, hashed; one a process */
struct triage_domains *triage_domains_new(void);
void triage_domains_free(struct triage_domains **d);
unsigned triage_domains_kinds(const struct triage_domains *d, struct str host);

struct triage_url {
	char host[TRIAGE_HOST_BYTES]; /* lower case; punycode as written */
	bool is_ip;
	bool has_userinfo; /* https://bank.example@evil.example/ */
	bool has_punycode;
};
/* Reads http://, https:// and, where bare is set, names such as
 * www.example.com/x. Other schemes and hosts without a dot (but IP
 * addresses) give false. */
bool triage_url_parse(struct str text, bool bare, struct triage_url *u_r);
/* The next URL in running text from *pos on, or false. */
bool triage_url_find(struct str text, size_t *pos, struct str *url_r);
/* Whether text as a whole reads as an address (link text such as
 * "www.bank.example/login"); its host goes to u_r. */
bool triage_url_shown(struct str text, struct triage_url *u_r);

/* Whether a well-known site leads on to wherever the rest of the URL says:
 * google.com/url?q=... */
bool triage_url_redirects(struct str url, const struct triage_url *u);

/* A host as the eye reads it: punycode decoded, look-alike letters, digits
 * and pairs (rn, vv) replaced by the ASCII letter; out has
 * TRIAGE_HOST_BYTES. Returns whether anything was replaced. */
bool triage_host_skeleton(struct str host, char *out);

/* ---- brands ---- */
struct triage_brand {
	struct str key;
	const char *domains;
	bool is_word;
};
const struct triage_brand *triage_brands(size_t *n_r);
/* True when the host belongs to the brand. */
bool triage_brand_owns(const struct triage_brand *b, struct str host);
/* The brand whose genuine domain this host is, or NULL. */
const struct triage_brand *triage_brand_owner(
    const struct triage_domains *d, struct str host);
/* The brand a host imitates, or NULL. */
const struct triage_brand *triage_brand_of_host(
    const struct triage_domains *d, struct str host);
/* The brand a display name claims to be, or NULL. */
const struct triage_brand *triage_brand_of_name(struct str name);
/* The same where I stands for l, 0 for o, 1 for l: NULL for names that read
 * so without it. */
const struct triage_brand *triage_brand_of_disguise(struct str name);

/* At most one insertion, removal, change or swap of neighbours apart. */
bool triage_one_edit_apart(struct str a, struct str b);

#endif
