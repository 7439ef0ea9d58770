/* steps.h - the handlers' and jobs' step lists, and what they walk with. */
#ifndef INGEST_STEPS_H
#define INGEST_STEPS_H

#include "services/ingest/batch.h"
#include "services/ingest/ingest.h"
#include "services/ingest/upload.h"

typedef task_step *const ingest_steps[];
extern ingest_steps import_steps, status_steps; /* handlers */
extern ingest_steps email_mark_steps, emails_mark_steps;
extern ingest_steps sweep_steps, relay_steps, watch_steps; /* jobs */

/* import.c: one chunk of an upload. */
struct import_request {
	struct bus_request bus; /* first */
	struct upload *up;
	struct batch *batch;
	struct record_owner owner;
	struct record **window; /* of the batch: what is being stored */
	size_t window_n;
	struct pg_result *rows;
	struct err store_err;
	int64_t slowed_ms;
	bool handed;  /* the rows are claimed by us */
	bool storing; /* whether they are there, only the answer says */
	bool over;    /* every message of the chunk is settled */
};
void import_release(struct bus_request *r);

/* status.c */
struct status_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
};
struct watch_run {
	struct service_run run; /* first */
	struct pg_result *rows;
};

/* mark.c */
struct mark_request {
	struct bus_request bus; /* first */
	struct ids ids;
	bool read;
	struct pg_result *rows; /* an email each */
	struct ids claimed;     /* in the pipeline, by us */
	struct bus_reply reply;
	struct err not_told, not_settled; /* why the index was not, if so */
};

/* sweep.c */
struct sweep_run {
	struct service_run run; /* first */
	struct pg_result *rows, *let_go;
	size_t limit, rounds;
	int64_t lost_ms; /* of the pipeline, when we looked */
};

/* relay.c */
struct relay_run {
	struct service_run run; /* first */
	struct pg_result *rows;
};

#endif
