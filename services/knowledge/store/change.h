/* change.h - what linking some mails changes in what is counted; pure.
 *
 * The facts that are stored for these mails are taken away and the new ones
 * added. Mails whose facts are the same as before are left out. Everything is
 * in one arena and sorted by its key, so that rows are always written in one
 * order.
 */
#ifndef KNOWLEDGE_CHANGE_H
#define KNOWLEDGE_CHANGE_H

#include "services/knowledge/extract/fact.h"

/* A mail as it is stored beside its facts: a row of "linked". */
struct linked {
	uint64_t email_id, thread_id; /* thread_id 0: none */
	int64_t at_ms, learnt_ms;
	const char *sender, *hearer; /* "" the user, or nobody */
	bool is_outgoing, is_bulk, asks;
	const struct fact *facts;
	size_t n;
};

/* A row of "address_values"; n is the difference. */
struct value_delta {
	const char *addr, *kind, *value, *norm;
	int64_t n;
};

/* Counts of a row of "addresses": the differences. */
struct addr_delta {
	const char *addr;
	int64_t wrote, got, asked;
};

struct change {
	struct arena *arena;
	/* Mails whose facts differ: as they become. Gone ones are in gone. */
	const struct linked **mails;
	size_t mails_n;
	uint64_t *emails; /* of mails and gone ones: facts to be removed */
	size_t emails_n;
	struct value_delta *values;
	size_t values_n, values_max;
	struct addr_delta *addrs;
	size_t addrs_n, addrs_max;
	uint64_t *threads;
	size_t threads_n, threads_max;
	/* Addresses that are to be looked at though nothing was counted. */
	const char **also;
	size_t also_n;
};

/* old and new are sorted by email_id. An email that is in old only is gone. */
void change_of(struct arena *a, const struct linked *old, size_t old_n,
    const struct linked *new, size_t new_n, struct change *c_r);

/* Counts one more (or, n negative, fewer) mails that say this. */
void change_count(
    struct change *c, const struct linked *m, const struct fact *f, int64_t n);
/* The same for n mails of this kind of participation. */
void change_count_part(struct change *c, const char *addr, enum fact_part part,
    bool is_outgoing, int64_t n);
/* Sorts, adds up, drops what is zero. */
void change_settle(struct change *c);

#endif
