/* company.h - the company an address speaks for; pure. */
#ifndef KNOWLEDGE_COMPANY_H
#define KNOWLEDGE_COMPANY_H

#include "common/base/arena.h"
#include "common/base/str.h"

/* Whether mail from this registrable domain speaks for a company: not a free
 * mail provider, and not a service that writes for companies. */
bool domain_is_company(struct str domain);

/* Where private persons have their mailboxes. */
bool domain_is_private(struct str domain);

/* The registrable domain of the company of an address; "" for none. */
const char *company_of(struct arena *a, const char *addr);

/* The id of a company or a person: 63 bits of SHA-256 over kind and key, so
 * the same key has the same id whenever the graph is made. Never 0. */
uint64_t graph_id(const char *kind, const char *key);

#endif
