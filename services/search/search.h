/* search.h - the daemon inbox.search: queries over the user's mail, and the
 * index that answers them, kept from PostgreSQL. */
#ifndef SEARCH_SEARCH_H
#define SEARCH_SEARCH_H

#include "common/service/service.h"
#include "services/search/backend.h"
#include "services/search/load.h"
#include "services/search/meaning.h"
#include "services/search/metrics.def.h"
#include "services/search/options.def.h"
#include "services/search/zones.h"

CONFIG_STRUCT(search_options, SEARCH_OPTIONS);
METRICS_STRUCT(search_metrics, SEARCH_METRICS);

struct search {
	struct service *service; /* first: the frame's contract */
	const struct search_options *opt;
	struct search_metrics metrics;
	struct search_backend *backend;
	struct map *users;  /* user id -> struct search_user, users.c */
	struct smap *zones; /* time zone -> struct search_zone, zones.c */
	struct map *refill; /* users whose index waits to be filled, refill.c */
	struct map *vectorless; /* users whose mail waits for vectors */
	struct meaning_state meaning;
	struct lifecycle *life; /* lifecycle.c; NULL: Elasticsearch has one */
};

/* ---- users.c: what a query needs to know of its user ---- */

#define SEARCH_ME_MAX 8

struct search_user {
	int64_t read_ms; /* loop time; believed for a minute */
	int32_t utc_offset_s;
	const struct search_zone *zone; /* of the daemon; NULL: not known */
	char *me[SEARCH_ME_MAX];        /* own addresses */
	size_t n_me;
};
/* Starts to read the user unless it is known: STEP_WAIT or STEP_NEXT. The
 * step after it calls search_user_read. */
enum step_result search_user_load(struct task *t, struct search *d,
    uint64_t user_id, struct pg_result **rows_r);
/* Never NULL: UTC and no addresses when the database could not be asked. */
const struct search_user *search_user_read(
    struct search *d, uint64_t user_id, const struct pg_result *rows);
void search_users_free(struct search *d);

/* ---- ask.c: queries ---- */

struct search_asking {
	struct search *daemon;
	uint64_t user_id;
	const struct search_query *msg;
	struct pg_result *user_rows;
	struct str prose; /* instead of the query's words, what it means */
	struct query query;
	struct rank_ask ask;
	struct meaning meaning;
	const char *no_meaning; /* why there is no vector to ask with */
	struct search_result result;
};
/* The steps of a query, for a request's steps in this order; all may wait. */
enum step_result search_asking_load(struct task *t, struct search_asking *s);
enum step_result search_asking_mean(struct task *t, struct search_asking *s);
enum step_result search_asking_run(struct task *t, struct search_asking *s);
void search_asking_note(struct task *t, struct search_asking *s);

/* ---- what main.c ties to messages and jobs ---- */
typedef task_step *const search_steps[];
extern search_steps search_query_steps, search_suggest_steps,
    search_index_steps, search_delete_steps, search_stats_steps,
    search_reindex_steps, search_agent_steps, search_refill_steps,
    search_vectors_steps, search_lifecycle_steps, search_look_steps,
    search_run_steps;
extern const size_t search_query_bytes, search_suggest_bytes,
    search_index_bytes, search_delete_bytes, search_stats_bytes,
    search_reindex_bytes, search_agent_bytes, search_refill_bytes,
    search_vectors_bytes, search_lifecycle_bytes, search_look_bytes,
    search_run_bytes;
extern const struct service_agent search_agent;

#define SEARCH_HANDLER(msg, which, arena_mb)                                   \
	{                                                                      \
		.type = MSG_##msg, .steps = search_##which##_steps,            \
		.request_bytes = search_##which##_bytes,                       \
		.arena_bytes = (size_t)(arena_mb) << 20                        \
	}
/* search_index: a thousand emails, each up to its longest. */
#define SEARCH_HANDLERS                                                        \
	{                                                                      \
		SEARCH_HANDLER(search_query, query, 16),                       \
		    SEARCH_HANDLER(search_suggest, suggest, 4),                \
		    SEARCH_HANDLER(search_index, index, 256),                  \
		    SEARCH_HANDLER(search_delete, delete, 4),                  \
		    SEARCH_HANDLER(search_reindex, reindex, 256),              \
		    SEARCH_HANDLER(search_stats, stats, 4),                    \
		    SEARCH_HANDLER(search_lifecycle, look, 4),                 \
		    SEARCH_HANDLER(search_lifecycle_run, run, 4),              \
		    SEARCH_HANDLER(agent_run, agent, 16)                       \
	}

/* Queues the user for the job that fills indexes. */
void search_refill_later(void *daemon, uint64_t user_id, const char *why);
void search_refill_free(struct search *d);

int search_init(void *daemon, struct err *err);
void search_deinit(void *daemon);

#endif
