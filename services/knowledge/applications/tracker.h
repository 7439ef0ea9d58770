/* tracker.h - a user's applications: read out of the database, folded when
 * they are asked for, and written down. */
#ifndef KNOWLEDGE_TRACKER_H
#define KNOWLEDGE_TRACKER_H

#include "common/base/jsonw.h"
#include "common/pg/pg.h"
#include "proto/messages.h"
#include "services/knowledge/applications/fold.h"

#define TRACKER_CORRECTIONS 10000 /* of a user; the newest count */

struct tracker {
	struct pg_result *facts, *said, *heard; /* as they are read */
	const struct application *v;
	size_t n;
	int64_t *heard_ms; /* of each: when the other side was last heard */
	int64_t now_ms, ghosted_days;
};

/* Starts the reading of everything that the fold needs. */
void tracker_load(
    struct task *t, struct pg *pg, uint64_t user, struct tracker *tr);
/* After that: folds. */
void tracker_fold(struct task *t, struct tracker *tr);

bool tracker_is_ghosted(const struct tracker *tr, size_t i);
int64_t tracker_silent_days(const struct tracker *tr, size_t i);

/* Members of an application, without its events, into an open object. */
void tracker_write(struct jsonw *w, const struct tracker *tr, size_t i);

/* Indices of those that fit, in the order asked for; returns how many. */
size_t tracker_select(struct arena *a, const struct tracker *tr,
    const struct application_table *filter, size_t **v_r);

#endif
