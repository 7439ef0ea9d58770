/* import.h - an upload on its way to ingest: import.c for one message or mbox,
 * import_form.c for a form of several. */
#ifndef GATEWAY_IMPORT_H
#define GATEWAY_IMPORT_H

#include "services/gateway/gateway.h"

#define IMPORT_CHUNK (1024 * 1024)
#define IMPORT_PIECE (512 * 1024) /* room for what comes on top at once */

struct import_form;

struct import {
	const char *import_id;
	const char *format; /* "message", "mbox" */
	struct strs labels;
	struct buf chunk;
	struct str piece;
	uint64_t offset;  /* of the chunk in the upload */
	int64_t until_ms; /* the end of the whole upload's time */
	bool last;
	struct arena_mark mark;   /* what a chunk costs ends with it */
	struct import_form *form; /* NULL: the body is the message or mbox */
};

/* A step's time: at most a chunk's, and what is left of the upload's. */
void import_allow_part(struct task *t, const struct import *im);
/* Starts to send im->chunk and empties it. */
void import_forward(struct gateway_request *r, struct import *im);

task_step import_answer; /* the last step */

/* ---- import_form.c ---- */
/* Sets im->form by the request's Content-Type. */
MUST_CHECK int import_form_open(
    struct gateway_request *r, struct import *im, struct err *err);
task_step import_form_read, import_form_took, import_form_sort,
    import_form_stored;
/* The report of all files, as the answer. */
enum step_result import_form_answer(struct gateway_request *r);

#endif
