/* emails.c - GET /api/emails: the inbox, newest or most urgent first.
 *
 * The database makes the JSON; row-level security and the query both hold it
 * to the caller's mail. */
#include "services/gateway/gateway.h"

#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>

static task_step load;

step_list emails_steps = {gateway_auth, gateway_auth_found, gateway_limit,
    gateway_limited, load, gateway_answer_rows, NULL};

/* $1 user, $2 limit, $3 category, $4 label, $5 band, $6 and $7 the cursor:
 * the sort key and id of the last email seen. NULL: no such filter. */
#define LIST_FILTERS                                                           \
	"FROM emails e LEFT JOIN classifications c ON c.email_id = e.id "      \
	"WHERE e.user_id = $1 "                                                \
	"AND ($3::text IS NULL OR c.category = $3) "                           \
	"AND ($4::text IS NULL OR e.labels @> ARRAY[$4]) "                     \
	"AND ($5::text IS NULL OR c.priority_band = $5) "

#define LIST_JSON                                                              \
	"SELECT json_build_object('emails', coalesce(json_agg("                \
	"json_build_object('id', id::text, 'thread_id', thread_id::text, "     \
	"'subject', subject, 'from_name', from_name, 'from_addr', from_addr, " \
	"'received_at', received_at, 'snippet', snippet, 'labels', labels, "   \
	"'category', category, 'priority', priority, 'band', priority_band, "  \
	"'risk', risk, 'risk_level', risk_level, 'needs_reply', needs_reply, " \
	"'due_at', due_at, 'has_attachments', attachments <> '[]') "           \
	"ORDER BY n), '[]'), 'next_cursor', "                                  \
	"(max(cursor) FILTER (WHERE n = $2)))::text AS json FROM ("

#define LIST_COLUMNS                                                           \
	"e.id, e.thread_id, e.subject, e.from_name, e.from_addr, "             \
	"e.received_at, e.snippet, e.labels, e.attachments, c.category, "      \
	"c.priority, c.priority_band, c.risk, c.risk_level, c.needs_reply, "   \
	"c.due_at"

static const char sql_newest[] = LIST_JSON
    "SELECT " LIST_COLUMNS ", row_number() OVER (ORDER BY e.received_at DESC, "
    "e.id DESC) AS n, (extract(epoch FROM e.received_at) * 1000000)::bigint "
    "|| '.' || e.id AS cursor " LIST_FILTERS
    "AND ($6::bigint IS NULL OR (e.received_at, e.id) < "
    "('epoch'::timestamptz + $6 * interval '1 microsecond', $7::bigint)) "
    "ORDER BY e.received_at DESC, e.id DESC LIMIT $2) page";

static const char sql_priority[] = LIST_JSON
    "SELECT " LIST_COLUMNS ", row_number() OVER (ORDER BY c.priority DESC, "
    "e.id DESC) AS n, c.priority || '.' || e.id AS cursor " LIST_FILTERS
    "AND c.priority IS NOT NULL "
    "AND ($6::bigint IS NULL OR (c.priority, e.id) < ($6, $7::bigint)) "
    "ORDER BY c.priority DESC, e.id DESC LIMIT $2) page";

/* "key.id" as emails_query.cursor carries it. */
struct cursor {
	bool set;
	int64_t key, id;
};

static int read_cursor(const char *text, struct cursor *c, struct err *err)
{
	struct str rest = str_of(text), key;

	if (text == NULL)
		return 0;
	if (!str_split(&rest, '.', &key) ||
	    str_to_i64(key, INT64_MIN, INT64_MAX, &c->key) < 0 ||
	    str_to_i64(rest, 0, INT64_MAX, &c->id) < 0)
		return err_field(
		    err, "cursor", "is not a next_cursor of this list");
	c->set = true;
	return 0;
}

static enum step_result load(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct emails_query *q =
	    gateway_query(r, MSG_emails_query, &t->err);
	struct cursor c = {0};
	struct pg_arg key = PG_NULL, id = PG_NULL;

	if (q == NULL || read_cursor(q->cursor, &c, &t->err) < 0)
		return STEP_FAIL;
	if (c.set) {
		key = (struct pg_arg)PG_I64(c.key);
		id = (struct pg_arg)PG_I64(c.id);
	}
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, streq(q->sort, "priority") ? sql_priority : sql_newest,
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(q->limit),
		PG_TEXT(q->category), PG_TEXT(q->label), PG_TEXT(q->band), key,
		id));
	return STEP_WAIT;
}
