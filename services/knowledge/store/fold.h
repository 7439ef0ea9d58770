/* fold.h - from counts to persons: what is read for it, and what is written.
 * The same code folds what some mails touch and, for a rebuild, everything. */
#ifndef KNOWLEDGE_FOLD_H
#define KNOWLEDGE_FOLD_H

#include "services/knowledge/store/load.h"

struct person {
	uint64_t id;
	const char *name, *title;
	const char *why; /* JSON: [{"rule","a","b","by"}], each merge */
};

struct folded {
	struct cluster c;
	/* The person of each member, 0 for desks. */
	const char **addrs;
	int64_t *person_of;
	size_t addrs_n;
	int64_t *old; /* persons that there were */
	size_t old_n;
	struct person *people;
	size_t people_n;
	int64_t *word_of; /* words, and whose */
	const char **words;
	size_t words_n, words_max;
	const char **domains; /* companies touched, sorted, each once */
	int64_t *domain_ids;
	bool *domain_named; /* somebody says a name for it, or no longer */
	size_t domains_n;
};

/* Starts to read what graph_reach() says of a change. */
void fold_reach(struct task *t, struct pg *pg, uint64_t user,
    const struct change *c, struct pg_result **r_r);

/* Everything that follows; reached NULL: c is all there is. */
void fold_people(struct arena *a, const struct change *c,
    const struct pg_result *reached, const struct said *s, struct folded *f_r);

/* Adds the writing of all this to a batch. */
void fold_save(struct task *t, struct pg_batch *b, uint64_t user,
    const struct change *c, const struct folded *f);

#endif
