/* group.h - which messages of one batch belong together.
 *
 * Two messages are one conversation when they share a message id (own, or
 * named in References or In-Reply-To), or by subject: same base, a common
 * address, at most MAIL_THREAD_SUBJECT_DAYS apart, and at least one of them is
 * a reply ("Re:") that names no other message. The order does not matter.
 * The database joins groups to threads by the same rules (place_groups in
 * infra/postgres/0006_receive.sql).
 */
#ifndef INGEST_GROUP_H
#define INGEST_GROUP_H

#include "services/ingest/record.h"

#define GROUP_ADDRS_MAX 50

/* How a group may join a thread by its subject. */
enum group_kind {
	GROUP_NEVER,    /* it has no subject, or nobody else is in it */
	GROUP_ORIGINAL, /* joins a thread of orphaned replies */
	GROUP_ORPHAN,   /* only such replies: joins any */
};

struct group {
	const char *subject; /* base, of its earliest message */
	enum group_kind kind;
	int64_t first_ms, last_ms;
	const char **addrs;
	size_t addrs_n;
};

struct groups {
	struct group *v;
	size_t n;
	int64_t *of;       /* of[i]: 1-based group of the i-th record */
	const char **ids;  /* every message id that a group names, once */
	int64_t *id_group; /* 1-based */
	size_t ids_n;
};

void groups_find(struct arena *a, const struct record *const *records, size_t n,
    struct groups *g_r);

#endif
