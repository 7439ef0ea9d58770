/* people_make.h - made-up mail of people whose addresses are known: the truth
 * for evaluating which addresses are one person. */
#ifndef EVAL_PEOPLE_MAKE_H
#define EVAL_PEOPLE_MAKE_H

#include "services/knowledge/extract/fact.h"

#define MAKE_MAX_ADDRS 4000
#define MAKE_MAX_MAILS 20000

struct made_addr {
	const char *addr; /* as mail shows it, with tags and dots */
	const char *name; /* the first display name */
	size_t who;       /* the truth: number of the person or desk */
};

struct made {
	struct made_addr *addrs;
	size_t addrs_n;
	struct fact_mail *mails;
	size_t mails_n;
	size_t whos;
};

enum made_words { MADE_DEV, MADE_DEV2, MADE_DEV3, MADE_TEST };

/* The same seed gives the same mail. */
void people_make(
    struct arena *a, enum made_words words, uint64_t seed, struct made *m_r);
/* The wide world (people_wide.c), of development or test. */
void people_make_wide(
    struct arena *a, bool test, uint64_t seed, struct made *m_r);

#endif
