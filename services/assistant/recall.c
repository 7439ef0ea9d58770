/* recall.c - checks the question and reads what was said before. */
#include "services/assistant/assistant.h"

#include <stdlib.h>

static const char sql_zone[] =
    "SELECT extract(epoch FROM (now() AT TIME ZONE u.time_zone) - "
    "(now() AT TIME ZONE 'UTC'))::bigint AS offset_s "
    "FROM users u WHERE u.id = $1";

static const char sql_conversation[] =
    "SELECT id::text AS id FROM conversations WHERE id = $1 AND user_id = $2";

static const char sql_history[] =
    "SELECT role, left(content, 8000) AS content, "
    "coalesce(detail->>'list', '[]') AS list, "
    "coalesce(detail->>'focus', '0') AS focus FROM conversation_messages "
    "WHERE conversation_id = $1 AND user_id = $2 "
    "AND detail->>'answer_id' IS DISTINCT FROM $4 "
    "AND ($5::timestamptz IS NULL OR created_at <= $5) "
    "ORDER BY id DESC LIMIT $3";

/* What this very answer filed, when it is made again. */
static const char sql_filed[] =
    "SELECT detail->>'filed' AS filed FROM conversation_messages "
    "WHERE conversation_id = $1 AND user_id = $2 AND role = 'assistant' "
    "AND detail->>'answer_id' = $3 AND detail ? 'filed'";

enum step_result chat_check(struct task *t)
{
	struct chat *c = chat_of(t);
	const struct chat_ask *ask = c->r.msg;
	size_t last = ask->messages.n - 1;

	c->ask = ask;
	c->began_us = loop_now_us(t->loop);
	if (c->r.env.user_id == 0)
		return task_fail(
		    t, ERR_UNAUTHENTICATED, "a question needs a user");
	if (ask->messages.n == 0)
		return task_fail_field(t, "messages", "must not be empty");
	if (!streq(ask->messages.v[last].role, "user"))
		return task_fail_field(
		    t, "messages", "the last message must be the user's");
	c->asked = str_trim(str_of(ask->messages.v[last].content));
	if (c->asked.n == 0)
		return task_fail_field(
		    t, "messages", "the last message says nothing");
	if (ask->filters.n > 0 &&
	    plan_check_filters(&ask->filters.v[0], &t->err) < 0)
		return STEP_FAIL;
	if (ask->conversation_id != NULL &&
	    !ids_uuid_valid(ask->conversation_id))
		return task_fail_field(t, "conversation_id", "must be a UUID");
	if (ask->conversation_id != NULL)
		str_copy(c->conversation_id, sizeof c->conversation_id,
		    str_of(ask->conversation_id));
	else if (c->conversation_id[0] == '\0') {
		ids_uuid7(c->conversation_id);
		c->is_new = true;
	}
	if (!c->streamed && c->r.env.type == MSG_chat_ask &&
	    running_add(c, &t->err) < 0)
		return STEP_FAIL;
	event_ready(c);
	return STEP_NEXT;
}

/* An answer that is made again must not see what was said after it was asked:
 * its own turn, for one. */
enum step_result chat_recall(struct task *t)
{
	struct chat *c = chat_of(t);
	uint64_t user = c->r.env.user_id;
	struct pg_batch *b =
	    pg_batch_begin(t, assistant_of(c)->service->pg, pg_as_user(user));

	pg_batch_add(b, &c->zone, sql_zone, PG_ARGS(PG_I64(user)));
	if (c->ask->propose)
		pg_batch_add(b, &c->filed_before, sql_filed,
		    PG_ARGS(PG_TEXT(c->conversation_id), PG_I64(user),
			PG_TEXT(c->r.env.request_id)));
	if (!c->is_new) {
		pg_batch_add(b, &c->conversation, sql_conversation,
		    PG_ARGS(PG_TEXT(c->conversation_id), PG_I64(user)));
		pg_batch_add(b, &c->history, sql_history,
		    PG_ARGS(PG_TEXT(c->conversation_id), PG_I64(user),
			PG_I64(CHAT_HISTORY), PG_TEXT(c->r.env.request_id),
			c->asked_ms != 0 ? PG_TIME(c->asked_ms) : PG_NULL));
	}
	pg_batch_run(b);
	return STEP_WAIT;
}

/* The mails that the last answer showed. */
static void read_before(struct chat *c)
{
	const struct pg_result *r = c->history;
	struct refer *b = &c->before;
	const struct json *list, *i;
	struct err err;
	size_t row = 0;

	while (row < pg_rows(r) && !streq(pg_text(r, row, "role"), "assistant"))
		row++;
	if (row == pg_rows(r) || json_parse(c->r.task.arena,
				     pg_str(r, row, "list"), &list, &err) < 0)
		return;
	for (i = json_first(list); i != NULL && b->n < REFER_MAILS;
	     i = json_next(i))
		b->v[b->n++] = strtoull(json_str(i, "0"), NULL, 10);
	b->focus = (size_t)strtoull(pg_text(r, row, "focus"), NULL, 10);
}

enum step_result chat_recalled(struct task *t)
{
	struct chat *c = chat_of(t);

	if (!c->is_new && pg_rows(c->conversation) == 0)
		return task_fail(
		    t, ERR_NOT_FOUND, "there is no such conversation");
	c->clock.now_ms =
	    c->asked_ms != 0 ? c->asked_ms : loop_unix_ms(t->loop);
	if (!c->is_new)
		read_before(c);
	if (pg_rows(c->zone) > 0)
		c->clock.utc_offset_s = (int32_t)pg_i64(c->zone, 0, "offset_s");
	return STEP_NEXT;
}
