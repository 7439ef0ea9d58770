/* row.h - one incident as the database has it. */
#ifndef ONCALL_INCIDENT_ROW_H
#define ONCALL_INCIDENT_ROW_H

#include "common/pg/pg.h"
#include "proto/proto.h"

/* Times that everybody may see: X(column, member). */
#define INCIDENT_TIMES(X)                                                      \
	X(started_at, started_ms)                                              \
	X(created_at, created_ms)                                              \
	X(acknowledged_at, acknowledged_ms)                                    \
	X(identified_at, identified_ms)                                        \
	X(mitigated_at, mitigated_ms)                                          \
	X(resolved_at, resolved_ms)                                            \
	X(closed_at, closed_ms)                                                \
	X(next_update_at, next_update_ms)                                      \
	X(postmortem_due_at, postmortem_due_ms)                                \
	X(postmortem_at, postmortem_ms)
/* Texts: X(column). */
#define INCIDENT_TEXTS(X)                                                      \
	X(key)                                                                 \
	X(status)                                                              \
	X(title)                                                               \
	X(summary)                                                             \
	X(runbook)                                                             \
	X(opened_by)                                                           \
	X(commander)                                                           \
	X(acknowledged_by)

#define ROW_MS(column, member) int64_t member;
#define ROW_TEXT(column) const char *column;
struct incident_row {
	uint64_t id, parent_id; /* 0: none */
	int64_t version;        /* 0: not in the database yet */
	int64_t severity;       /* 1 to 4 */
	INCIDENT_TEXTS(ROW_TEXT)
	INCIDENT_TIMES(ROW_MS) /* Unix ms; 0: not yet, or never */
	int64_t quiet_ms;      /* since when none of its alerts fires */
	struct strs agents;    /* affected */
	int64_t alerts_firing; /* read, not written */
};
#undef ROW_MS
#undef ROW_TEXT

/* What is selected "FROM incidents i". */
#define INCIDENT_COLUMNS                                                       \
	"i.*, (SELECT count(*) FROM incident_alerts a WHERE "                  \
	"a.incident_id = i.id AND a.ends_at IS NULL) AS alerts_firing "

/* Texts borrow from the result, arrays are the task's. */
struct incident_row incident_row_read(
    struct task *t, const struct pg_result *rows, size_t i);
/* As messages have it; times and the like in the arena. */
struct incident incident_row_view(
    struct arena *a, const struct incident_row *row);
/* Rows of at, kind, actor, text: one for each, in the arena. */
struct incident_entry *incident_entries_read(
    struct arena *a, const struct pg_result *rows);

#endif
