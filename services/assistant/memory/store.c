/* store.c - see store.h. */
#include "services/assistant/memory/store.h"

#include "common/base/clock.h"
#include "services/assistant/assistant.h"

static task_step list, listed, add, shown, load, change, forget, forgotten;
task_step *const memory_list_steps[] = {list, listed, NULL};
task_step *const memory_add_steps[] = {add, shown, NULL};
task_step *const memory_change_steps[] = {load, change, shown, NULL};
task_step *const memory_forget_steps[] = {forget, forgotten, NULL};

#define COLUMNS                                                                \
	"id, kind, value, said_at, conversation_id::text AS conversation_id "

static const char sql_all[] =
    "SELECT " COLUMNS "FROM assistant_memory WHERE user_id = $1 ORDER BY id "
    "LIMIT 500";
static const char sql_of_kind[] =
    "SELECT " COLUMNS "FROM assistant_memory WHERE user_id = $1 "
    "AND kind = $2 ORDER BY id LIMIT 500";
static const char sql_keep[] =
    "SELECT " COLUMNS "FROM memory_keep($1, $2, $3, $4::uuid, $5)";
static const char sql_one[] =
    "SELECT " COLUMNS "FROM assistant_memory WHERE user_id = $1 "
    "AND id = $2";
/* None is changed when another one says the same. */
static const char sql_change[] =
    "UPDATE assistant_memory m SET value = $3 WHERE user_id = $1 AND id = $2 "
    "AND NOT EXISTS (SELECT FROM assistant_memory o WHERE o.user_id = $1 "
    "AND o.kind = m.kind AND o.id <> $2 AND lower(o.value) = lower($3)) "
    "RETURNING " COLUMNS;
static const char sql_forget[] =
    "DELETE FROM assistant_memory WHERE user_id = $1 "
    "AND ($3 OR id = $2)";

static struct memory_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct memory_request, r.task);
}

static struct pg *pg_of(const struct memory_request *m)
{
	const struct assistant *d = m->r.daemon;

	return d->service->pg;
}

/* ---- for chats ---- */

void memory_select(
    struct pg_batch *b, uint64_t user_id, struct pg_result **rows_r)
{
	pg_batch_add(b, rows_r, sql_all, PG_ARGS(PG_I64(user_id)));
}

void memory_insert(struct pg_batch *b, uint64_t user_id, enum memory_kind kind,
    const char *value, const char *conversation_id, struct pg_result **rows_r)
{
	pg_batch_add(b, rows_r, sql_keep,
	    PG_ARGS(PG_I64(user_id), PG_TEXT(memory_kind_name(kind)),
		PG_TEXT(value),
		conversation_id != NULL ? PG_TEXT(conversation_id) : PG_NULL,
		PG_I64(MEMORY_MAX)));
}

void memory_rows(
    struct task *t, const struct pg_result *rows, struct memories *all_r)
{
	size_t n = pg_rows(rows);
	struct memory *v = ARENA_ARRAY(t->arena, struct memory, n + 1);

	for (size_t i = 0; i < n; i++) {
		v[i] = (struct memory){
		    .id = (uint64_t)pg_i64(rows, i, "id"),
		    .kind = (enum memory_kind)memory_kind_named(
			pg_text(rows, i, "kind")),
		    .value = pg_text(rows, i, "value"),
		    .said_ms = pg_time(rows, i, "said_at"),
		};
		if (!pg_is_null(rows, i, "conversation_id"))
			v[i].conversation_id =
			    pg_text(rows, i, "conversation_id");
	}
	*all_r = (struct memories){v, n};
}

/* ---- answers ---- */

static const char *time_text(struct arena *a, int64_t ms)
{
	char at[CLOCK_UTC_CHARS + 1];

	clock_format_utc(ms, at, sizeof at);
	return arena_strdup(a, at);
}

static enum step_result fail(struct memory_request *m)
{
	bus_answer_err(&m->r);
	return STEP_NEXT;
}

static enum step_result shown(struct task *t)
{
	struct memory_request *m = of(t);
	struct memory_shown a;
	struct memories all;

	if (t->err.code == ERR_OK && pg_rows(m->rows) == 0)
		err_set(&t->err, ERR_CONFLICT,
		    m->r.env.type == MSG_memory_add
			? "%d things are remembered already; forget some"
			: "another memory says the same",
		    MEMORY_MAX);
	if (t->err.code != ERR_OK)
		return fail(m);
	memory_rows(t, m->rows, &all);
	a = (struct memory_shown){
	    .id = all.v[0].id,
	    .kind = memory_kind_name(all.v[0].kind),
	    .value = all.v[0].value,
	    .said_at = time_text(t->arena, all.v[0].said_ms),
	    .conversation_id = all.v[0].conversation_id,
	};
	bus_answer_msg(&m->r, MSG_memory_shown, &a);
	return STEP_NEXT;
}

/* ---- list ---- */

static enum step_result list(struct task *t)
{
	struct memory_request *m = of(t);
	const struct memory_list *ask = m->r.msg;
	uint64_t user = m->r.env.user_id;

	if (ask->kind == NULL)
		pg_query(t, pg_of(m), pg_as_user(user), &m->rows, sql_all,
		    PG_ARGS(PG_I64(user)));
	else
		pg_query(t, pg_of(m), pg_as_user(user), &m->rows, sql_of_kind,
		    PG_ARGS(PG_I64(user), PG_TEXT(ask->kind)));
	return STEP_WAIT;
}

static enum step_result listed(struct task *t)
{
	struct memory_request *m = of(t);
	struct memories_shown a = {0};
	struct memories all;

	if (t->err.code != ERR_OK)
		return fail(m);
	memory_rows(t, m->rows, &all);
	a.memories.n = all.n;
	a.memories.v = ARENA_ARRAY(t->arena, struct memory_line, all.n + 1);
	for (size_t i = 0; i < all.n; i++)
		a.memories.v[i] = (struct memory_line){
		    .id = all.v[i].id,
		    .kind = memory_kind_name(all.v[i].kind),
		    .value = all.v[i].value,
		    .said_at = time_text(t->arena, all.v[i].said_ms),
		    .conversation_id = all.v[i].conversation_id,
		};
	bus_answer_msg(&m->r, MSG_memories_shown, &a);
	return STEP_NEXT;
}

/* ---- add, change ---- */

static enum step_result add(struct task *t)
{
	struct memory_request *m = of(t);
	const struct memory_add *ask = m->r.msg;
	enum memory_kind kind = (enum memory_kind)memory_kind_named(ask->kind);
	uint64_t user = m->r.env.user_id;
	struct pg_batch *b;
	const char *value;

	if (memory_value(t->arena, kind, str_of(ask->value), &value, &t->err) <
	    0)
		return STEP_FAIL;
	b = pg_batch_begin(t, pg_of(m), pg_as_user(user));
	memory_insert(b, user, kind, value, NULL, &m->rows);
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result load(struct task *t)
{
	struct memory_request *m = of(t);
	const struct memory_change *ask = m->r.msg;
	uint64_t user = m->r.env.user_id;

	pg_query(t, pg_of(m), pg_as_user(user), &m->had, sql_one,
	    PG_ARGS(PG_I64(user), PG_I64(ask->id)));
	return STEP_WAIT;
}

static enum step_result change(struct task *t)
{
	struct memory_request *m = of(t);
	const struct memory_change *ask = m->r.msg;
	uint64_t user = m->r.env.user_id;
	const char *value;
	int kind;

	if (pg_rows(m->had) == 0)
		return task_fail(t, ERR_NOT_FOUND, "no such memory");
	kind = memory_kind_named(pg_text(m->had, 0, "kind"));
	if (memory_value(t->arena, (enum memory_kind)kind, str_of(ask->value),
		&value, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, pg_of(m), pg_as_user(user), &m->rows, sql_change,
	    PG_ARGS(PG_I64(user), PG_I64(ask->id), PG_TEXT(value)));
	return STEP_WAIT;
}

/* ---- forget ---- */

static enum step_result forget(struct task *t)
{
	struct memory_request *m = of(t);
	uint64_t user = m->r.env.user_id;
	bool all = m->r.env.type == MSG_memory_clear;
	const struct memory_forget *one = all ? NULL : m->r.msg;

	pg_query(t, pg_of(m), pg_as_user(user), &m->rows, sql_forget,
	    PG_ARGS(PG_I64(user), PG_I64(all ? 0 : one->id), PG_BOOL(all)));
	return STEP_WAIT;
}

static enum step_result forgotten(struct task *t)
{
	struct memory_request *m = of(t);
	struct memory_forgotten a;

	if (t->err.code == ERR_OK && m->r.env.type == MSG_memory_forget &&
	    pg_affected(m->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such memory");
	if (t->err.code != ERR_OK)
		return fail(m);
	a.forgotten = (int64_t)pg_affected(m->rows);
	bus_answer_msg(&m->r, MSG_memory_forgotten, &a);
	return STEP_NEXT;
}
