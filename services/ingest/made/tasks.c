/* tasks.c - task_list, task_change, task_delete. */
#include "services/ingest/made/made.h"

#include "services/ingest/actions/params.h"

static task_step list, answer_list, change, answer_one, delete, answer_deleted;
ingest_steps task_list_steps = {list, answer_list, NULL};
ingest_steps task_change_steps = {change, answer_one, NULL};
ingest_steps task_delete_steps = {delete, answer_deleted, NULL};

#define TASK_COLUMNS                                                           \
	MADE_COLUMNS ", x.title, x.notes, x.due_at, x.due_is_day, x.done_at"
#define DUE "coalesce(due_at, 'infinity')"

static const char sql_list[] =
    "SELECT " TASK_COLUMNS " FROM (SELECT * FROM tasks WHERE user_id = $1 "
    "AND ($2 = '' OR (done_at IS NULL) = ($2 = 'open')) "
    "AND ($3::bigint = 0 OR (" DUE ", id) > (SELECT " DUE ", id FROM tasks "
    "WHERE id = $3 AND user_id = $1)) ORDER BY " DUE
    ", id LIMIT $4) x" MADE_EMAIL
    "ORDER BY coalesce(x.due_at, 'infinity'), x.id";

static const char sql_change[] =
    "WITH x AS (UPDATE tasks SET title = coalesce($3::text, title), "
    "notes = coalesce($4::text, notes), due_at = CASE WHEN $5::text IS NULL "
    "THEN due_at WHEN $5 = '' THEN NULL ELSE action_time($5) END, "
    "due_is_day = CASE WHEN $5 IS NULL THEN due_is_day "
    "ELSE length($5) = 10 END, done_at = CASE $6::text WHEN 'done' "
    "THEN coalesce(done_at, now()) WHEN 'open' THEN NULL ELSE done_at END, "
    "changed_at = CASE WHEN coalesce($3, $4, $5, $6) IS NULL THEN changed_at "
    "ELSE now() END WHERE id = $2 AND user_id = $1 RETURNING *) "
    "SELECT " TASK_COLUMNS ", made_tell($1, 'task', x.id, 'changed')::text "
    "AS told FROM x" MADE_EMAIL;

static const char sql_delete[] =
    "WITH x AS (DELETE FROM tasks WHERE id = $2 AND user_id = $1 "
    "RETURNING id) SELECT id, made_tell($1, 'task', id, 'removed')::text "
    "AS told FROM x";

static enum step_result list(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct task_list *q = r->bus.msg;

	return made_ask(t, sql_list,
	    PG_ARGS(PG_I64(r->bus.env.user_id),
		PG_TEXT(q->status == NULL ? "" : q->status), PG_I64(q->after),
		PG_I64(q->limit)));
}

static void read_task(struct made_request *r, size_t i, struct task_line *m)
{
	struct arena *a = r->bus.task.arena;
	bool done = !pg_is_null(r->rows, i, "done_at");

	MADE_FROM_ROW(m, a, r->rows, i);
	m->title = pg_text(r->rows, i, "title");
	m->notes = made_text(r->rows, i, "notes");
	m->due_at = made_time(
	    a, r->rows, i, "due_at", pg_bool(r->rows, i, "due_is_day"));
	m->status = done ? "done" : "open";
	m->done_at = made_time(a, r->rows, i, "done_at", false);
}

static enum step_result answer_list(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct task_list *q = r->bus.msg;
	size_t n = pg_rows(r->rows);
	struct task_line *v;
	struct tasks_shown m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	v = ARENA_ARRAY(t->arena, struct task_line, n);
	for (size_t i = 0; i < n; i++)
		read_task(r, i, &v[i]);
	m = (struct tasks_shown){
	    .tasks = {v, n}, .next_after = made_next(r->rows, q->limit)};
	bus_answer_msg(&r->bus, MSG_tasks_shown, &m);
	return STEP_NEXT;
}

static enum step_result change(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct task_change *ask = r->bus.msg;
	const char *title = ask->title, *notes = ask->notes, *due = ask->due_at;
	int64_t due_ms;

	if (action_check_line(t->arena, "title", &title, &t->err) < 0 ||
	    action_check_lines(t->arena, "notes", &notes, &t->err) < 0)
		return STEP_FAIL;
	if (title != NULL && title[0] == '\0')
		return task_fail_field(t, "title", "must not be empty");
	if (due != NULL && due[0] != '\0' &&
	    action_check_time(
		t->arena, "due_at", ACTION_EITHER, &due, &due_ms, &t->err) < 0)
		return STEP_FAIL;
	return made_ask(t, sql_change,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id), PG_TEXT(title),
		PG_TEXT(notes), PG_TEXT(due), PG_TEXT(ask->status)));
}

static enum step_result answer_one(struct task *t)
{
	struct made_request *r = made_request(t);
	struct task_line m = {0};

	if (made_refused(r, "task"))
		return STEP_NEXT;
	read_task(r, 0, &m);
	bus_answer_msg(&r->bus, MSG_task_shown, &m);
	return STEP_NEXT;
}

static enum step_result delete (struct task *t) {
	struct made_request *r = made_request(t);
	const struct task_delete *ask = r->bus.msg;

	return made_ask(t, sql_delete,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id)));
}

static enum step_result answer_deleted(struct task *t)
{
	struct made_request *r = made_request(t);

	if (!made_refused(r, "task"))
		made_answer_deleted(r);
	return STEP_NEXT;
}
