/* made.h - tasks, drafts and events of the calendar: shown, changed by their
 * person, taken along as files. Actions make them (infra/postgres,
 * action_kinds.sql).
 */
#ifndef INGEST_MADE_MADE_H
#define INGEST_MADE_MADE_H

#include "services/ingest/steps.h"

/* Handlers: tasks.c, drafts.c, events.c. */
extern ingest_steps task_list_steps, task_change_steps, task_delete_steps;
extern ingest_steps draft_list_steps, draft_show_steps, draft_change_steps,
    draft_delete_steps, draft_file_steps;
extern ingest_steps event_list_steps, event_change_steps, event_delete_steps,
    event_file_steps;

struct made_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
};
#define MADE_ARENA (16u << 20) /* for a page of the longest */

/* Of a row x, and its mail as e. */
#define MADE_COLUMNS                                                           \
	"x.id, x.action_id, x.email_id, e.subject AS email_subject, "          \
	"e.from_addr AS email_from, e.message_id, e.refs, x.created_at, "      \
	"x.changed_at "
#define MADE_EMAIL                                                             \
	" LEFT JOIN LATERAL (SELECT m.subject, m.from_addr, m.message_id, "    \
	"m.refs FROM emails m WHERE m.id = x.email_id AND m.user_id = $1 "     \
	"LIMIT 1) e ON true "

/* Fields that all of them have, from row i. */
#define MADE_FROM_ROW(m, a, rows, i)                                           \
	do {                                                                   \
		(m)->id = (uint64_t)pg_i64(rows, i, "id");                     \
		(m)->action_id = (uint64_t)pg_i64(rows, i, "action_id");       \
		(m)->email_id = (uint64_t)pg_i64(rows, i, "email_id");         \
		(m)->email_subject = made_text(rows, i, "email_subject");      \
		(m)->email_from = made_text(rows, i, "email_from");            \
		(m)->created_at = made_time(a, rows, i, "created_at", false);  \
		(m)->changed_at = made_time(a, rows, i, "changed_at", false);  \
	} while (0)

/* ---- made.c ---- */
struct made_request *made_request(struct task *t);
/* Asks as the user whose request it is; the answer goes to rows. */
enum step_result made_ask(struct task *t, const char *sql, struct pg_args args);
/* NULL where there is nothing. */
const char *made_text(const struct pg_result *rows, size_t i, const char *col);
/* RFC 3339, in a: a day as one. */
const char *made_time(struct arena *a, const struct pg_result *rows, size_t i,
    const char *col, bool is_day);
/* The last of a full page; 0: no other follows. */
uint64_t made_next(const struct pg_result *rows, int64_t limit);
/* In an answer step: true when the request failed, or what ("task") has no
 * row; that is the answer then. */
bool made_refused(struct made_request *r, const char *what);
/* item_deleted, of the row that was. */
void made_answer_deleted(struct made_request *r);

#endif
