/* email.c - one email, one thread. */
#include "services/gateway/gateway.h"

#include "services/gateway/steps.h"

static task_step load_email, load_thread;

step_list email_steps = {
    GATEWAY_DOOR, gateway_admit, load_email, gateway_answer_rows, NULL};
step_list thread_steps = {
    GATEWAY_DOOR, gateway_admit, load_thread, gateway_answer_rows, NULL};

#define EMAIL_JSON                                                             \
	"json_build_object('id', e.id::text, 'thread_id', e.thread_id::text, " \
	"'message_id', e.message_id, 'subject', e.subject, 'from_name', "      \
	"e.from_name, 'from_addr', e.from_addr, 'to', e.to_addrs, 'cc', "      \
	"e.cc_addrs, 'date', e.date_at, 'received_at', e.received_at, "        \
	"'body_text', e.body_text, 'snippet', e.snippet, 'attachments', "      \
	"e.attachments, 'labels', e.labels, 'size_bytes', e.size_bytes, "      \
	"'is_outgoing', e.is_outgoing, 'defects', e.defects, 'parse_error', "  \
	"nullif(e.parse_error, ''), 'category', c.category, "                  \
	"'category_probability', c.category_p, 'priority', c.priority, "       \
	"'band', c.priority_band, 'risk', c.risk, 'risk_level', "              \
	"c.risk_level, "                                                       \
	"'needs_reply', c.needs_reply, 'due_at', c.due_at, 'event_at', "       \
	"c.event_at, 'reasons', c.reasons, 'corrected', c.corrected)"
static const char sql_email[] =
    "SELECT " EMAIL_JSON "::text AS json FROM emails e "
    "LEFT JOIN classifications c ON c.email_id = e.id "
    "WHERE e.id = $1 AND e.user_id = $2";

/* Of a thread without end, the newest. */
#define THREAD_MAX "500"
static const char sql_thread[] =
    "SELECT json_build_object('id', $1::bigint::text, 'emails', "
    "json_agg(" EMAIL_JSON
    " ORDER BY e.received_at, e.id))::text AS json FROM (SELECT * FROM emails "
    "WHERE thread_id = $1 AND user_id = $2 ORDER BY received_at DESC, id DESC "
    "LIMIT " THREAD_MAX ") e LEFT JOIN classifications c "
    "ON c.email_id = e.id HAVING count(*) > 0";

static enum step_result load(struct gateway_request *r, const char *sql)
{
	struct task *t = &r->http.task;
	uint64_t id;

	if (gateway_path_id(r, 0, &id, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql, PG_ARGS(PG_I64(id), PG_I64(r->caller.user_id)));
	return STEP_WAIT;
}

static enum step_result load_email(struct task *t)
{
	return load(gateway_request(t), sql_email);
}

static enum step_result load_thread(struct task *t)
{
	return load(gateway_request(t), sql_thread);
}
