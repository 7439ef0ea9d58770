/* show.c - conversation_list and conversation_show: pages by a cursor, which
 * names the last row that was shown. */
#include "services/assistant/conversation/conversation.h"

#include "common/base/clock.h"
#include "services/assistant/assistant.h"

static task_step list, listed, show, shown;
task_step *const conversation_list_steps[] = {list, listed, NULL};
task_step *const conversation_show_steps[] = {show, shown, NULL};

#define COLUMNS                                                                \
	"c.id::text AS id, c.title, c.created_at, c.updated_at, "              \
	"(SELECT count(*) FROM conversation_messages m "                       \
	"WHERE m.conversation_id = c.id AND m.user_id = $1) AS messages, "     \
	"(extract(epoch FROM c.updated_at) * 1000000)::bigint AS updated_us "

static const char sql_list[] =
    "SELECT " COLUMNS "FROM conversations c WHERE c.user_id = $1 "
    "AND ($2::bigint = 0 OR (c.updated_at, c.id) < (timestamptz 'epoch' + "
    "$2 * interval '1 microsecond', $3::uuid)) "
    "ORDER BY c.updated_at DESC, c.id DESC LIMIT $4";
static const char sql_one[] =
    "SELECT " COLUMNS "FROM conversations c WHERE c.user_id = $1 "
    "AND c.id = $2::uuid";
static const char sql_turns[] =
    "SELECT id, role, content, (detail - 'filed')::text AS detail, created_at "
    "FROM conversation_messages WHERE user_id = $1 "
    "AND conversation_id = $2::uuid AND ($3::bigint = 0 OR id < $3) "
    "ORDER BY id DESC LIMIT $4";

static struct conversation_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct conversation_request, r.task);
}

static struct pg *pg_of(const struct conversation_request *m)
{
	const struct assistant *d = m->r.daemon;

	return d->service->pg;
}

static const char *time_text(
    struct arena *a, const struct pg_result *rows, size_t i, const char *col)
{
	char at[CLOCK_UTC_CHARS + 1];

	clock_format_utc(pg_time(rows, i, col), at, sizeof at);
	return arena_strdup(a, at);
}

/* ---- the list ---- */

/* "MICROSECONDS.UUID" */
static int read_cursor(
    const char *text, int64_t *us_r, const char **id_r, struct err *err)
{
	struct str rest = str_of(text == NULL ? "" : text), us;

	*us_r = 0;
	*id_r = "00000000-0000-0000-0000-000000000000";
	if (rest.n == 0)
		return 0;
	if (!str_split(&rest, '.', &us) ||
	    str_to_i64(us, 1, INT64_MAX, us_r) < 0 || !ids_uuid_valid(rest.p))
		return err_field(err, "cursor",
		    "must be the next_cursor of the page before");
	*id_r = rest.p;
	return 0;
}

static enum step_result list(struct task *t)
{
	struct conversation_request *m = of(t);
	const struct conversation_list *ask = m->r.msg;
	uint64_t user = m->r.env.user_id;
	const char *id;
	int64_t us;

	if (read_cursor(ask->cursor, &us, &id, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, pg_of(m), pg_as_user(user), &m->rows, sql_list,
	    PG_ARGS(PG_I64(user), PG_I64(us), PG_TEXT(id), PG_I64(ask->limit)));
	return STEP_WAIT;
}

static enum step_result listed(struct task *t)
{
	struct conversation_request *m = of(t);
	const struct conversation_list *ask = m->r.msg;
	size_t n = t->err.code == ERR_OK ? pg_rows(m->rows) : 0;
	struct conversations_shown a = {.conversations = {.n = n}};
	struct conversation_line *v =
	    ARENA_ARRAY(t->arena, struct conversation_line, n + 1);

	if (t->err.code != ERR_OK) {
		bus_answer_err(&m->r);
		return STEP_NEXT;
	}
	for (size_t i = 0; i < n; i++)
		v[i] = (struct conversation_line){
		    .id = pg_text(m->rows, i, "id"),
		    .title = pg_text(m->rows, i, "title"),
		    .created_at = time_text(t->arena, m->rows, i, "created_at"),
		    .updated_at = time_text(t->arena, m->rows, i, "updated_at"),
		    .messages = pg_i64(m->rows, i, "messages"),
		};
	a.conversations.v = v;
	if ((int64_t)n == ask->limit)
		a.next_cursor = arena_printf(t->arena, "%s.%s",
		    pg_text(m->rows, n - 1, "updated_us"), v[n - 1].id);
	bus_answer_msg(&m->r, MSG_conversations_shown, &a);
	return STEP_NEXT;
}

/* ---- one of them ---- */

static enum step_result show(struct task *t)
{
	struct conversation_request *m = of(t);
	const struct conversation_show *ask = m->r.msg;
	uint64_t user = m->r.env.user_id;
	struct pg_batch *b;

	if (!ids_uuid_valid(ask->conversation_id))
		return task_fail_field(t, "conversation_id", "must be a UUID");
	b = pg_batch_begin(t, pg_of(m), pg_as_user(user));
	pg_batch_add(b, &m->rows, sql_one,
	    PG_ARGS(PG_I64(user), PG_TEXT(ask->conversation_id)));
	pg_batch_add(b, &m->turns, sql_turns,
	    PG_ARGS(PG_I64(user), PG_TEXT(ask->conversation_id),
		PG_I64(ask->before), PG_I64(ask->limit)));
	pg_batch_run(b);
	return STEP_WAIT;
}

/* Read newest first, shown oldest first. */
static void read_turns(struct task *t, const struct pg_result *rows,
    struct conversation_turn *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[n - 1 - i] = (struct conversation_turn){
		    .id = (uint64_t)pg_i64(rows, i, "id"),
		    .role = pg_text(rows, i, "role"),
		    .content = pg_text(rows, i, "content"),
		    .detail = pg_str(rows, i, "detail"),
		    .at = time_text(t->arena, rows, i, "created_at"),
		};
}

static enum step_result shown(struct task *t)
{
	struct conversation_request *m = of(t);
	const struct conversation_show *ask = m->r.msg;
	struct conversation_shown a;
	size_t n;

	if (t->err.code == ERR_OK && pg_rows(m->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such conversation");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&m->r);
		return STEP_NEXT;
	}
	n = pg_rows(m->turns);
	a = (struct conversation_shown){
	    .id = pg_text(m->rows, 0, "id"),
	    .title = pg_text(m->rows, 0, "title"),
	    .created_at = time_text(t->arena, m->rows, 0, "created_at"),
	    .updated_at = time_text(t->arena, m->rows, 0, "updated_at"),
	    .messages = pg_i64(m->rows, 0, "messages"),
	    .turns = {ARENA_ARRAY(t->arena, struct conversation_turn, n + 1),
		n},
	};
	read_turns(t, m->turns, a.turns.v, n);
	if ((int64_t)n == ask->limit && a.turns.v[0].id > 0)
		a.next_before = a.turns.v[0].id;
	bus_answer_msg(&m->r, MSG_conversation_shown, &a);
	return STEP_NEXT;
}
