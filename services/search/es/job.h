/* job.h - one request of the backend and where its result goes. */
#ifndef SEARCH_ES_JOB_H
#define SEARCH_ES_JOB_H

#include "common/es/es.h"
#include "services/search/backend.h"
#include "services/search/es/backings.h"

struct es_backend {
	struct search_backend base;
	struct loop *loop;
	struct es *es;
	bool ready; /* the alias is there */
	/* Why the server keeps no vectors; NULL: it does, or is not known. */
	const char *no_meaning;
	char model[64];              /* of the vectors, "" before the first */
	struct es_backings backings; /* as they were then: */
	int64_t backings_at_ms;
};

struct es_job;
typedef int read_fn(struct es_job *j, const struct json *answer);
typedef int write_fn(struct es_job *j);

struct es_job {
	struct task task; /* first */
	struct op op;     /* of who waits */
	bool abandoned;
	struct es_backend *b;
	uint64_t user_id;
	struct es_request request;
	struct buf body;
	struct http_reply reply;
	struct err away; /* of the last try */
	int tries;
	write_fn
	    *write; /* the request, once the server is known; may be NULL */
	read_fn *read;
	bool there;  /* the alias */
	bool looked; /* for the template */
	bool may_be_partial;
	const char *partial;
	/* where the result goes */
	const struct rank_ask *ask;
	bool hybrid;
	struct search_result *result;
	struct search_suggestions *suggestions;
	struct str typed;
	size_t limit, n;
	struct es_place *places; /* of the lines that are written; else NULL */
	struct es_backings backings;
	struct buf question; /* where they are */
	struct index_written *written;
	size_t *deleted;
	struct search_counts *counts;
	uint64_t *ids;
	size_t *n_ids;
	int64_t *place;
};

#define BODY_MAX_BYTES (64u << 20)
#define QUERY_BODY_BYTES (1u << 20)

/* ---- backend.c ---- */

struct es_job *es_job_new(struct search_backend *b, uint64_t user_id,
    const char *method, size_t body_bytes, read_fn *read);
/* The path of the user's documents. */
const char *es_job_path(struct es_job *j, const char *what, const char *params);
/* As an operation of t; the result is there when its next step runs. */
enum step_result es_job_start(struct es_job *j, struct task *t);

/* ---- writing.c: see backend.h ---- */

enum step_result es_write(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct search_doc *docs, size_t n,
    struct index_written *w_r);
enum step_result es_remove(struct search_backend *b, struct task *t,
    uint64_t user_id, const uint64_t *ids, size_t n, size_t *deleted_r);
enum step_result es_erase(struct search_backend *b, struct task *t,
    uint64_t user_id, size_t *deleted_r);
enum step_result es_put_vectors(struct search_backend *b, struct task *t,
    uint64_t user_id, const char *model, const struct search_doc *docs,
    const int8_t *rows, size_t n);

/* ---- ready.c: steps before the first request, in this order ---- */
task_step es_ready_look, es_ready_know, es_ready_alias, es_ready_template,
    es_ready_index, es_ready_made;
/* place.c: the steps behind them, for what is written. */
task_step es_place_look, es_place_known, es_place_found;
/* backend.c: the step behind these. */
task_step es_job_send;

/* suggest.c: from the answer to es_suggest_body(). */
int es_suggest_read(struct es_job *j, const struct json *answer);
/* What is being completed: the last word, and the operator before it. */
struct str es_suggest_last(struct str typed, struct str *op_r);

#endif
