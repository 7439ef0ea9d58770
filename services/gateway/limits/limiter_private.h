/* limiter_private.h - inside the limiter: buckets, shared by deciding
 * (limiter.c) and asking (ask.c). */
#ifndef GATEWAY_LIMITER_PRIVATE_H
#define GATEWAY_LIMITER_PRIVATE_H

#include "common/base/map.h"
#include "services/gateway/limits/limiter.h"

#define LIMIT_BUCKETS_MAX 200000
#define LIMIT_ASKED_MAX (1000 * LIMIT_TICKS_MS)
#define LIMIT_ALONE (250 * LIMIT_TICKS_MS) /* of Redis's silence */

struct lease {
	int64_t left, size; /* cells */
	int64_t since, lapses;
};

/* Times are this gateway's own ticks. */
struct bucket {
	struct lease now, next; /* the next is asked for ahead */
	int64_t tat;            /* of the local part */
	int64_t retry;          /* before that Redis has nothing */
	int64_t asked;          /* when; 0: not, or it was answered */
	int64_t want;           /* cells to ask for: grows with use */
	int64_t room;           /* left at Redis when it last said */
	int64_t owed;           /* cost that Redis was not told of */
	bool listed;            /* among those to be renewed */
	bool in_debt;           /* Redis said: charged more than was there */
};

struct limiter {
	struct limit_policy policies[LIMIT_POLICIES];
	struct limit_share shares[LIMIT_POLICIES];
	struct limit_counts counts[LIMIT_POLICIES];
	struct map *buckets[LIMIT_POLICIES]; /* key -> struct bucket */
	size_t n_buckets;
	unsigned shadow; /* bits 1 << id */
	int64_t gateways;
	uint64_t id;
	int64_t born; /* local parts are empty then */
	bool crowded; /* more gateways than configured */
	/* the agreed time */
	char epoch[LIMIT_EPOCH_CHARS + 1];
	bool has_offset;
	int64_t offset;    /* agreed time less own */
	int64_t confirmed; /* when the last answered question was sent */
	int64_t heard;     /* when the last answer came; 0: never */
	uint64_t offers;
	/* to be renewed */
	struct limit_key due[LIMIT_ASK_MAX];
	size_t n_due;
};

/* Somebody asks Redis for it; who asked may also have gone away. */
static inline bool limiter_is_asked(const struct bucket *b, int64_t now)
{
	return b->asked != 0 && now - b->asked < LIMIT_ASKED_MAX;
}

/* The local part of a bucket that is not known was at most empty at birth. */
static inline int64_t limiter_local_start(
    const struct limiter *l, enum limit_id id)
{
	return l->born + l->shares[id].local.tolerance;
}

/* limiter.c */
bool limiter_is_on(const struct limiter *l, enum limit_id id);
bool limiter_lease_usable(const struct lease *a, int64_t now);

/* The key's bucket, or NULL. */
static inline struct bucket *limiter_find(
    const struct limiter *l, const struct limit_key *k)
{
	return map_get(l->buckets[k->id], k->key);
}

#endif
