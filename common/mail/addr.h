/* addr.h - mail addresses: lists, domains, identity. */
#ifndef MAIL_ADDR_H
#define MAIL_ADDR_H

#include "common/base/arena.h"
#include "common/base/str.h"

/* Never NULL; "" when absent. addr is local@domain with the domain in lower
 * case; where it can't be an address (no @, spaces) addr is "" and name
 * holds what was there. Both are valid UTF-8 without control characters. */
struct mail_addr {
	const char *name; /* decoded, unquoted, one line */
	const char *addr;
};

struct mail_addrs {
	const struct mail_addr *v;
	size_t n;
};

/* Parses a header value (unfolded or not, RFC 5322 with the usual liberties:
 * groups are flattened, ";" separates too, comments serve as names, RFC 2047
 * words are decoded, also inside quotes). At most max addresses. Returns
 * false when something was cut or was no address. Needs mail_init(). */
bool mail_addr_parse(
    struct arena *a, struct str value, size_t max, struct mail_addrs *list_r);

/* The part after the last @, borrowed from addr; empty when there is none. */
struct str mail_addr_domain(const char *addr);

/* The domain that somebody registered: "mail.example.co.uk" gives
 * "example.co.uk". Public suffixes are judged by a small table of two-label
 * suffixes, else the last label is one. Borrowed from domain. An IP address,
 * a single label or a public suffix itself comes back whole. */
struct str mail_domain_registrable(struct str domain);

enum mail_addr_fold {
	MAIL_ADDR_EXACT = 0,    /* lower case only */
	MAIL_ADDR_FOLD_TAG = 1, /* drop +tag of the local part */
	/* Gmail: dots in the local part don't count, +tag is dropped,
	 * googlemail.com is gmail.com. Other domains are not touched. */
	MAIL_ADDR_FOLD_GMAIL = 2,
};

/* The key under which an address is one person. Domain and local part in
 * lower case (ASCII), folded as asked (flags). In the arena. */
const char *mail_addr_identity(
    struct arena *a, const char *addr, unsigned fold);

/* Whether a header "From" style name looks like another address than addr,
 * e.g. "ceo@bank.com" <x@evil.example>: a display-name spoof. */
bool mail_addr_name_is_other(const struct mail_addr *who);

#endif
