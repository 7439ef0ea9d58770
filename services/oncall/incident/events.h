/* events.h - what happens to incidents, before it is saved (save.h); pure. */
#ifndef ONCALL_INCIDENT_EVENTS_H
#define ONCALL_INCIDENT_EVENTS_H

#include "services/oncall/incident/state.h"

#define INCIDENT_LINES_MAX 50 /* of one change; then "and n more" */

/* A line of the timeline. Texts are the task's. */
struct incident_line {
	enum incident_event event;
	const char *kind; /* as the timeline calls it */
	const char *actor, *text;
	struct str detail; /* a JSON object, or empty */
};

/* An incident that something happens to. version is as it was read; 0: it is
 * new, and its id is given before it is saved. */
struct incident_change {
	struct incident_row row;
	struct incident_change *parent; /* a new one, or NULL */
	struct incident_line *lines;    /* NULL: none yet */
	size_t n_lines, n_left_out;
	bool touched; /* to be saved */
};

/* Applies the event and writes it down; text NULL: the table's own. As
 * incident_apply. */
MUST_CHECK int incident_happens(struct arena *a, struct incident_change *c,
    enum incident_event event, const char *actor, const char *text,
    int64_t now_ms, const struct incident_rules *rules, struct err *err);
/* A line alone. */
void incident_tell(struct arena *a, struct incident_change *c,
    enum incident_event event, const char *kind, const char *actor,
    const char *text);

#endif
