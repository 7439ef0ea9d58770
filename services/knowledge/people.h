/* people.h - who takes part in an email, out of its rows; pure. */
#ifndef KNOWLEDGE_PEOPLE_H
#define KNOWLEDGE_PEOPLE_H

#include "common/base/arena.h"
#include "common/base/str.h"

/* Columns for unnest: one entry a participation. */
struct participations {
	size_t n, max;
	int64_t *email_ids;
	int64_t *thread_ids; /* 0: none */
	int64_t *times_ms;
	const char **roles;   /* from, to, cc, bcc */
	const char **addrs;   /* lower case */
	const char **names;   /* "" unknown */
	const char **domains; /* company's domain, "" for personal mail */
};

struct participations *participations_new(struct arena *a, size_t max);

struct mail_of {
	int64_t email_id, thread_id, at_ms;
};

/* Adds "Name <addr>" or "addr"; what is no address is left out. Each address
 * once an email and role. */
void participations_add(struct arena *a, struct participations *p,
    const struct mail_of *mail, const char *role, const char *name_addr);

/* Whether mail from this domain speaks for a company: not a free mail
 * provider, and not a service that writes for companies. */
bool domain_is_company(struct str domain);

#endif
