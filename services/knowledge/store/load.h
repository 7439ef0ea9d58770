/* load.h - mails as the extractors read them, and what is stored of them. */
#ifndef KNOWLEDGE_LOAD_H
#define KNOWLEDGE_LOAD_H

#include "common/pg/pg.h"
#include "services/knowledge/people/cluster.h"
#include "services/knowledge/store/change.h"

/* What is read before a user's graph is changed, in one transaction. */
struct load {
	struct pg_result *version, *own, *mails, *linked, *facts, *said;
};

/* Adds the reading of version and said; or starts the reading of all:
 * email_ids are bigints. */
void load_state(struct pg_batch *b, uint64_t user, struct load *l);
void load_start(struct task *t, struct pg *pg, uint64_t user, struct load *l,
    struct pg_arg email_ids);

/* What the user said of people. */
struct said {
	struct cluster_said *v;
	size_t n;
	const char **erased; /* "sha256:..." of addresses, sorted */
	size_t erased_n;
};
void load_said(struct task *t, const struct pg_result *r, struct said *s_r);
bool said_erased(const struct said *s, const char *addr);
const char *said_hash(struct arena *a, const char *addr);

/* The mails with their facts as they should be, sorted by id. Facts of and
 * about erased persons are left out. Returns how many. */
size_t load_new(struct task *t, const struct load *l, const struct said *s,
    struct linked **v_r);
/* The same as they are stored. */
size_t load_old(struct task *t, const struct load *l, struct linked **v_r);

/* "Name <addr>" as ingest wrote it: no quoting left, the last <> is it. */
struct mail_addr load_addr(struct arena *a, const char *text);

#endif
