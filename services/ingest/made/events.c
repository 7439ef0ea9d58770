/* events.c - event_list, event_change, event_delete, and event_file: the
 * calendar, and as iCalendar. */
#include "services/ingest/made/made.h"

#include "common/mail/icsout.h"
#include "services/ingest/actions/params.h"

static task_step list, answer_list, change, answer_one, delete, answer_deleted,
    take, answer_file;
ingest_steps event_list_steps = {list, answer_list, NULL};
ingest_steps event_change_steps = {change, answer_one, NULL};
ingest_steps event_delete_steps = {delete, answer_deleted, NULL};
ingest_steps event_file_steps = {take, answer_file, NULL};

#define FILE_BYTES ((size_t)15 << 20)
#define FILE_EVENTS "1000" /* of all, the newest */

#define EVENT_COLUMNS                                                          \
	MADE_COLUMNS                                                           \
	", x.uid, x.title, x.starts_at, x.ends_at, x.all_day, "                \
	"x.location, x.notes, coalesce(x.changed_at, x.created_at) AS "        \
	"written_at"
#define OVER_AT                                                                \
	"coalesce(ends_at, CASE WHEN all_day THEN starts_at + interval "       \
	"'1 day' ELSE starts_at END)"

static const char sql_list[] =
    "SELECT " EVENT_COLUMNS " FROM (SELECT * FROM calendar_events "
    "WHERE user_id = $1 AND ($2::timestamptz IS NULL OR " OVER_AT " >= $2) "
    "AND ($3::timestamptz IS NULL OR starts_at <= $3) "
    "AND ($4::bigint = 0 OR (starts_at, id) > (SELECT starts_at, id "
    "FROM calendar_events WHERE id = $4 AND user_id = $1)) "
    "ORDER BY starts_at, id LIMIT $5) x" MADE_EMAIL
    "ORDER BY x.starts_at, x.id";

static const char sql_change[] =
    "WITH x AS (UPDATE calendar_events SET title = $3, "
    "starts_at = action_time($4), ends_at = action_time($5), all_day = $6, "
    "location = coalesce($7, ''), notes = coalesce($8, ''), "
    "changed_at = now() WHERE id = $2 AND user_id = $1 RETURNING *) "
    "SELECT " EVENT_COLUMNS
    ", made_tell($1, 'calendar', x.id, 'changed')::text AS told "
    "FROM x" MADE_EMAIL;

static const char sql_delete[] =
    "WITH x AS (DELETE FROM calendar_events WHERE id = $2 AND user_id = $1 "
    "RETURNING id) SELECT id, made_tell($1, 'calendar', id, 'removed')::text "
    "AS told FROM x";

static const char sql_file[] =
    "SELECT " EVENT_COLUMNS " FROM (SELECT * FROM calendar_events "
    "WHERE user_id = $1 AND ($2::bigint = 0 OR id = $2) "
    "ORDER BY starts_at DESC, id DESC LIMIT " FILE_EVENTS ") x" MADE_EMAIL
    "ORDER BY x.starts_at, x.id";

static enum step_result list(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct event_list *q = r->bus.msg;
	const char *from = q->from, *until = q->until;
	int64_t from_ms, until_ms;

	if (action_check_time(t->arena, "from", ACTION_EITHER, &from, &from_ms,
		&t->err) < 0 ||
	    action_check_time(t->arena, "until", ACTION_EITHER, &until,
		&until_ms, &t->err) < 0)
		return STEP_FAIL;
	return made_ask(t, sql_list,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_TIME(from_ms),
		PG_TIME(until_ms), PG_I64(q->after), PG_I64(q->limit)));
}

static void read_event(struct made_request *r, size_t i, struct event_line *m)
{
	struct arena *a = r->bus.task.arena;

	MADE_FROM_ROW(m, a, r->rows, i);
	m->all_day = pg_bool(r->rows, i, "all_day");
	m->uid = pg_text(r->rows, i, "uid");
	m->title = pg_text(r->rows, i, "title");
	m->location = made_text(r->rows, i, "location");
	m->notes = made_text(r->rows, i, "notes");
	m->starts_at = made_time(a, r->rows, i, "starts_at", m->all_day);
	m->ends_at = made_time(a, r->rows, i, "ends_at", m->all_day);
}

static enum step_result answer_list(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct event_list *q = r->bus.msg;
	size_t n = pg_rows(r->rows);
	struct event_line *v;
	struct events_shown m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	v = ARENA_ARRAY(t->arena, struct event_line, n);
	for (size_t i = 0; i < n; i++)
		read_event(r, i, &v[i]);
	m = (struct events_shown){
	    .events = {v, n}, .next_after = made_next(r->rows, q->limit)};
	bus_answer_msg(&r->bus, MSG_events_shown, &m);
	return STEP_NEXT;
}

static enum step_result change(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct event_change *ask = r->bus.msg;
	struct event_params p = {.title = ask->title,
	    .starts_at = ask->starts_at,
	    .ends_at = ask->ends_at,
	    .all_day = ask->all_day,
	    .location = ask->location,
	    .notes = ask->notes};

	if (action_check_event(t->arena, &p, &t->err) < 0)
		return STEP_FAIL;
	return made_ask(t, sql_change,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id),
		PG_TEXT(p.title), PG_TEXT(p.starts_at), PG_TEXT(p.ends_at),
		PG_BOOL(p.all_day), PG_TEXT(p.location), PG_TEXT(p.notes)));
}

static enum step_result answer_one(struct task *t)
{
	struct made_request *r = made_request(t);
	struct event_line m = {0};

	if (made_refused(r, "event"))
		return STEP_NEXT;
	read_event(r, 0, &m);
	bus_answer_msg(&r->bus, MSG_event_shown, &m);
	return STEP_NEXT;
}

static enum step_result delete (struct task *t) {
	struct made_request *r = made_request(t);
	const struct event_delete *ask = r->bus.msg;

	return made_ask(t, sql_delete,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id)));
}

static enum step_result answer_deleted(struct task *t)
{
	struct made_request *r = made_request(t);

	if (!made_refused(r, "event"))
		made_answer_deleted(r);
	return STEP_NEXT;
}

/* ---- as a file ---- */

static enum step_result take(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct event_file *ask = r->bus.msg;

	return made_ask(
	    t, sql_file, PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id)));
}

static void put_event(struct made_request *r, size_t i, struct buf *out)
{
	const struct ics_entry e = {.uid = pg_text(r->rows, i, "uid"),
	    .title = pg_text(r->rows, i, "title"),
	    .location = pg_text(r->rows, i, "location"),
	    .notes = pg_text(r->rows, i, "notes"),
	    .begin_ms = pg_time(r->rows, i, "starts_at"),
	    .end_ms = pg_time(r->rows, i, "ends_at"),
	    .stamp_ms = pg_time(r->rows, i, "written_at"),
	    .all_day = pg_bool(r->rows, i, "all_day")};

	ics_put(out, &e);
}

static enum step_result answer_file(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct event_file *ask = r->bus.msg;
	struct buf b;

	if (t->err.code != ERR_OK || ask->id != 0) {
		if (made_refused(r, "event"))
			return STEP_NEXT;
	}
	buf_init(&b, FILE_BYTES);
	ics_begin(&b);
	for (size_t i = 0; i < pg_rows(r->rows); i++)
		put_event(r, i, &b);
	ics_end(&b);
	bus_answer_json(&r->bus, STR("{}"), (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	return STEP_NEXT;
}
