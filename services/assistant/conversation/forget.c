/* forget.c - conversation_forget: answers that are being made are stopped, rows
 * are deleted, then the logs that could resume them. Without Redis those go by
 * themselves when their time is up, and the answer says so. */
#include "services/assistant/conversation/conversation.h"

#include "services/assistant/assistant.h"

static task_step find, stop, erase, forget_logs, answer;
task_step *const conversation_forget_steps[] = {
    find, stop, erase, forget_logs, answer, NULL};

/* $2: the conversation, NULL for all. */
static const char sql_recent[] =
    "SELECT id::text AS id FROM conversations WHERE user_id = $1 "
    "AND ($2::uuid IS NULL OR id = $2) "
    "AND updated_at > now() - $3 * interval '1 ms' "
    "ORDER BY updated_at DESC LIMIT $4";
static const char sql_answers[] =
    "SELECT DISTINCT detail->>'answer_id' AS id FROM conversation_messages "
    "WHERE user_id = $1 AND ($2::uuid IS NULL OR conversation_id = $2) "
    "AND created_at > now() - $3 * interval '1 ms' "
    "AND detail->>'answer_id' IS NOT NULL LIMIT $4";
static const char sql_forget[] = "DELETE FROM conversations WHERE user_id = $1 "
				 "AND ($2::uuid IS NULL OR id = $2)";

static struct conversation_forgetting *of(struct task *t)
{
	return CONTAINER_OF(t, struct conversation_forgetting, r.task);
}

static struct assistant *daemon_of(const struct conversation_forgetting *f)
{
	return f->r.daemon;
}

static struct pg_arg which(const struct conversation_forgetting *f)
{
	const struct conversation_forget *ask = f->r.msg;

	return ask->conversation_id == NULL ? PG_NULL
					    : PG_TEXT(ask->conversation_id);
}

static enum step_result find(struct task *t)
{
	struct conversation_forgetting *f = of(t);
	const struct conversation_forget *ask = f->r.msg;
	struct assistant *d = daemon_of(f);
	uint64_t user = f->r.env.user_id;

	if (ask->conversation_id != NULL &&
	    !ids_uuid_valid(ask->conversation_id))
		return task_fail_field(t, "conversation_id", "must be a UUID");
	running_drop(d, user, ask->conversation_id);
	pg_query(t, d->service->pg, pg_as_user(user), &f->recent, sql_recent,
	    PG_ARGS(PG_I64(user), which(f), PG_I64(d->opt->keep_ms),
		PG_I64(CONVERSATION_STOPS)));
	return STEP_WAIT;
}

/* Whoever makes an answer of theirs is refused at its next write. */
static enum step_result stop(struct task *t)
{
	struct conversation_forgetting *f = of(t);

	f->n_stops = pg_rows(f->recent);
	for (size_t i = 0; i < f->n_stops; i++) {
		task_tolerate(t, &f->stop_err[i]);
		answer_log_stop(t, daemon_of(f), f->r.env.user_id,
		    pg_text(f->recent, i, "id"), running_stopped_body,
		    &f->stopped[i]);
	}
	return f->n_stops > 0 ? STEP_WAIT : STEP_NEXT;
}

static enum step_result erase(struct task *t)
{
	struct conversation_forgetting *f = of(t);
	struct assistant *d = daemon_of(f);
	uint64_t user = f->r.env.user_id;
	struct pg_batch *b;

	for (size_t i = 0; i < f->n_stops; i++)
		running_tell_ends(d, &f->stopped[i]);
	b = pg_batch_begin(t, d->service->pg, pg_as_user(user));
	pg_batch_add(b, &f->answers, sql_answers,
	    PG_ARGS(PG_I64(user), which(f), PG_I64(d->opt->keep_ms),
		PG_I64(CONVERSATION_LOGS)));
	pg_batch_add(b, &f->gone, sql_forget, PG_ARGS(PG_I64(user), which(f)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result forget_logs(struct task *t)
{
	struct conversation_forgetting *f = of(t);
	size_t n = pg_rows(f->answers);
	const char **v = ARENA_ARRAY(t->arena, const char *, n + 1);

	for (size_t i = 0; i < n; i++)
		v[i] = pg_text(f->answers, i, "id");
	if (n == 0)
		return STEP_NEXT;
	answer_log_delete(t, daemon_of(f), f->r.env.user_id, v, n, &f->deleted,
	    &f->delete_err);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct conversation_forgetting *f = of(t);
	const struct conversation_forget *ask = f->r.msg;
	struct conversation_forgotten a = {.streams = "gone"};

	if (t->err.code == ERR_OK && ask->conversation_id != NULL &&
	    pg_affected(f->gone) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such conversation");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&f->r);
		return STEP_NEXT;
	}
	a.forgotten = (int64_t)pg_affected(f->gone);
	for (size_t i = 0; i < f->n_stops; i++)
		if (f->stop_err[i].code != ERR_OK)
			a.streams = "expiring";
	if (f->delete_err.code != ERR_OK)
		a.streams = "expiring";
	bus_answer_msg(&f->r, MSG_conversation_forgotten, &a);
	return STEP_NEXT;
}
