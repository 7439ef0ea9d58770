/* job.h - one request of the backend and where its result goes. */
#ifndef SEARCH_ES_JOB_H
#define SEARCH_ES_JOB_H

#include "common/es/es.h"
#include "services/search/backend.h"
#include "services/search/es/part.h"

struct es_backend {
	struct search_backend base;
	struct loop *loop;
	struct es *es;
	bool ready; /* the alias is there */
};

struct es_job;
typedef int read_fn(struct es_job *j, const struct json *answer);

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
	read_fn *read;
	/* where the result goes */
	const struct index_ask *ask;
	struct search_result *result;
	struct search_suggestions *suggestions;
	struct str typed;
	size_t limit, n;
	struct index_written *written;
	size_t *deleted;
	struct search_counts *counts;
};

/* suggest.c: from the answer to es_suggest_body(). */
int es_suggest_read(struct es_job *j, const struct json *answer);
/* What is being completed: the last word, and the operator before it. */
struct str es_suggest_last(struct str typed, struct str *op_r);

#endif
