/* cluster.h - which addresses are one person; a pure fold.
 *
 * Pairs of addresses that a rule joins are taken in the order of the rules'
 * table, then of their bytes, and united unless a person said that two of
 * those who would meet are not the same. So the result depends on the set of
 * what is given and on nothing else. Rules need more than a name wherever a
 * name can be shared or forged: what a stranger can write alone joins nothing
 * (display names), and a desk's address is nobody's.
 */
#ifndef KNOWLEDGE_CLUSTER_H
#define KNOWLEDGE_CLUSTER_H

#include "common/base/arena.h"
#include "common/base/str.h"

/* So many addresses with one name or telephone share nothing. */
#define CLUSTER_BLOCK 64
/* An address that shows more names, telephones and titles is a desk's. */
#define CLUSTER_VALUES 1000

/* X(code, name, "what joins the two") in the order they are tried. */
#define CLUSTER_RULES(X)                                                       \
	X(SAID, said, "you said that they are the same")                       \
	X(ALSO, also, "one says that the other is theirs")                     \
	X(NAME_AT_COMPANY, name_at_company,                                    \
	    "the same full name at the same company")                          \
	X(PHONE, phone, "the same full name and telephone")                    \
	X(REPLY_TO, reply_to, "answers to one go to the other")                \
	X(RARE_NAME, rare_name,                                                \
	    "you write to both, and both spell the same uncommon name")

#define X_RULE(code, name, doc) RULE_##code,
enum cluster_rule { CLUSTER_RULES(X_RULE) RULES_N };
#undef X_RULE
const char *cluster_rule_name(enum cluster_rule r);
const char *cluster_rule_doc(const char *name); /* "": no such rule */

struct cluster_value {
	const char *kind;  /* name, phone, also, reply_to, title, company */
	const char *value; /* as it was written */
	const char *norm;  /* "n:<name key>", "p:<digits>", "a:<address>" */
	int64_t n;         /* mails */
};

struct cluster_addr {
	const char *addr;
	uint64_t old_person; /* 0: none */
	int64_t seen;        /* parts taken in mail; 0: only spoken of */
	int64_t asked;       /* mails of the user to it */
	bool is_member;      /* its person is wanted; else it is there to be
			      * counted */
	struct cluster_value *v;
	size_t n, max;
	/* Found: */
	const char *domain; /* company */
	bool is_role;
	const char *name; /* its name's key, "" none, "*" several persons */
	size_t root;      /* index of the person's least address */
};

struct cluster_said {
	const char *a, *b;
	bool same;
};

struct cluster_edge {
	enum cluster_rule rule;
	size_t a, b;    /* indices; a's address is less */
	const char *by; /* the norm or the address that it rests on */
};

struct cluster {
	struct arena *arena;
	struct cluster_addr *v; /* sorted by addr, each once */
	size_t n;
	const struct cluster_said *said;
	size_t said_n;
	/* Found: those that united, in order. */
	struct cluster_edge *edges;
	size_t edges_n, edges_max;
};

/* Fills what is marked "found" of all. */
void cluster_people(struct cluster *c);

/* cluster_name.c: "" none, "*" several persons. Borrowed from w. */
const char *cluster_own_name(const struct cluster_addr *w);

/* Index of addr, or c->n. */
size_t cluster_find(const struct cluster *c, const char *addr);

#endif
