/* limiter.h - what may pass now: decided here, from leases that Redis grants.
 *
 * Each policy has buckets, one a key (user, address ...). A bucket holds what
 * Redis leased (spent first, lapses unspent) and the gateway's own part; only
 * when both are empty Redis must be asked, for everything that is wanted at
 * once. A lease is renewed before it ends, so a busy client does not wait.
 * Nothing here does input or output, so the same code runs under simulated
 * time: limiter_ask() says what to ask, limiter_told() takes the answer.
 *
 * Time is agreed on without any wall clock. Redis keeps the largest time that
 * a gateway claimed; a gateway claims what Redis last told it plus its own
 * monotonic time since, and only while it was told so within LIMIT_STALE. So
 * that time never runs ahead of true time, nor can it leap by more than
 * LIMIT_STALE. A Redis that lost its memory, or may have, begins anew with
 * every bucket empty: an epoch.
 */
#ifndef GATEWAY_LIMITER_H
#define GATEWAY_LIMITER_H

#include "services/gateway/limits/share.h"
#include "services/gateway/limits/policies.def.h"

#define X_POLICY(name, counted, class_, doc) LIMIT_##name,
enum limit_id { GATEWAY_POLICIES(X_POLICY) LIMIT_POLICIES };
#undef X_POLICY

struct limiter;

struct limiter_config {
	struct limit_policy policies[LIMIT_POLICIES];
	int64_t gateways; /* that may run at a time, this one included */
	uint64_t id;      /* of this process, random */
};
struct limiter *limiter_new(const struct limiter_config *c, int64_t now_us);
void limiter_free(struct limiter **l);
const struct limit_policy *limiter_policy(
    const struct limiter *l, enum limit_id id);
const struct limit_share *limiter_share(
    const struct limiter *l, enum limit_id id);
/* Count what would be refused, and admit it. */
void limiter_set_shadow(struct limiter *l, enum limit_id id, bool shadow);

/* ---- deciding ---- */
#define LIMIT_KEYS_MAX 8
struct limit_keys { /* of one request; policies that are off are ignored */
	size_t n;
	struct limit_key {
		enum limit_id id;
		uint64_t key;
	} v[LIMIT_KEYS_MAX];
};

enum limit_verdict {
	LIMIT_ADMIT,  /* one cell of each policy was taken */
	LIMIT_ASK,    /* nothing taken: ask Redis, then decide again */
	LIMIT_REFUSE, /* nothing taken */
};

/* The policy with least left that counts requests, or the one that refused;
 * LIMIT_POLICIES: none. */
struct limit_view {
	enum limit_id id;
	int64_t left;      /* cells, as far as this gateway knows */
	int64_t wait_us;   /* until there may be one (refused), or all (else) */
	unsigned shadowed; /* bits 1 << id: would have refused */
};

/* asked: Redis has been asked for these, it is now or never. */
enum limit_verdict limiter_decide(struct limiter *l, const struct limit_keys *k,
    bool asked, int64_t now_us, struct limit_view *view_r);
/* An answer's cost, in cells: a policy charged afterwards. */
void limiter_charge(struct limiter *l, enum limit_id id, uint64_t key,
    int64_t cells, int64_t now_us);

/* ---- asking Redis ---- */
#define LIMIT_ASK_MAX 16
#define LIMIT_EPOCH_CHARS 32
struct limit_ask {
	uint64_t gateway;
	char epoch[LIMIT_EPOCH_CHARS + 1]; /* "": none known */
	char offer[LIMIT_EPOCH_CHARS + 1]; /* the name of a new epoch */
	int64_t claim;                     /* ticks; -1: none */
	int64_t sent;                      /* own ticks */
	size_t n;
	struct limit_wish {
		struct limit_key key;
		int64_t want, debit; /* cells */
	} v[LIMIT_ASK_MAX];
};
struct limit_answer {
	char epoch[LIMIT_EPOCH_CHARS + 1];
	int64_t now;      /* ticks of the epoch */
	int64_t gateways; /* that asked within the last second */
	size_t n;         /* as asked */
	struct limit_grant {
		int64_t granted, room; /* cells; room: left after that */
		int64_t wait;          /* ticks until the next one */
	} v[LIMIT_ASK_MAX];
};
/* What k (may be NULL) lacks, and what is to be renewed. */
void limiter_ask(struct limiter *l, const struct limit_keys *k, int64_t now_us,
    struct limit_ask *ask_r);
void limiter_told(struct limiter *l, const struct limit_ask *ask,
    const struct limit_answer *answer, int64_t now_us);
void limiter_failed(struct limiter *l, const struct limit_ask *ask);

bool limiter_is_due(const struct limiter *l); /* something, for renewal */
/* Redis has not answered for a while: each gateway lives on its own part. */
bool limiter_is_alone(const struct limiter *l, int64_t now_us);
bool limiter_has_met(const struct limiter *l); /* Redis answered once */
/* Buckets; and forgetting those that nobody uses, now and then. */
size_t limiter_keys(const struct limiter *l);
void limiter_sweep(struct limiter *l, int64_t now_us);

struct limit_counts {
	uint64_t admitted, refused, shadowed;
};
struct limit_counts limiter_counts(const struct limiter *l, enum limit_id id);

#endif
