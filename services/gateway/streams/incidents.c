/* incidents.c - GET /api/incidents/stream: what changes of incidents, as
 * events for operators.
 *
 * The database keeps the log: it writes an event in each transaction that
 * changes an incident (infra/postgres/0032_incident_feed.sql) and notifies, so
 * whoever changes one, and however often gateways restart, none is missed. */
#include "services/gateway/streams/part.h"

#include "services/gateway/steps.h"
#include "services/gateway/streams/jobs.h"

#define TOLD_AT_ONCE 64 /* what is older is read by who has not got it */

struct opening {
	struct stream_state is;
	struct pg_result *feed;
};

static task_step ask, join;
step_list incidents_stream_steps = {
    GATEWAY_DOOR, ask, join, stream_begin_here, stream_answer, NULL};

static const char sql_feed[] = "SELECT log::text AS log, n FROM incident_feed";

#define EVENT "'incident' || chr(10) || body AS event"
static const char sql_page[] =
    "SELECT n, " EVENT " FROM incident_events WHERE n >= $1 ORDER BY n "
    "LIMIT $2";
static const char sql_new[] =
    "SELECT f.log::text AS log, e.n, e.event FROM incident_feed f, LATERAL "
    "(SELECT n, " EVENT " FROM incident_events "
    "WHERE n > CASE WHEN f.log::text = $1 THEN $2::bigint ELSE 0 END "
    "ORDER BY n DESC LIMIT $3) e ORDER BY e.n";

/* ---- opening ---- */

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct opening *o = ARENA_NEW(t->arena, struct opening);

	r->own = o;
	o->is = (struct stream_state){.kind = STREAM_INCIDENTS,
	    .user_id = r->caller.user_id,
	    .role = r->caller.role,
	    .opened_unix_ms = loop_unix_ms(t->loop)};
	if (stream_last_id(r, &o->is, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, gateway_of(r)->service->pg, pg_as_system(), &o->feed,
	    sql_feed, PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result join(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct opening *o = r->own;

	if (pg_rows(o->feed) == 0)
		return task_fail(
		    t, ERR_INTERNAL, "the log of incidents is not there");
	return stream_join(r, &o->is, pg_str(o->feed, 0, "log"),
	    (uint64_t)pg_i64(o->feed, 0, "n"));
}

void stream_incidents_read(struct task *t, struct gateway *gw, uint64_t from,
    int64_t most, struct pg_result **events_r)
{
	pg_query(t, gw->service->pg, pg_as_system(), events_r, sql_page,
	    PG_ARGS(PG_I64(from), PG_I64(most)));
}

/* ---- hearing ---- */

bool stream_incidents_ask(
    struct task *t, struct gateway *gw, struct pg_result **events_r)
{
	const struct stream_topic *topic =
	    smap_get(gw->streams->topics, STREAM_INCIDENTS_TOPIC);

	*events_r = NULL;
	if (topic == NULL)
		return false;
	pg_query(t, gw->service->pg, pg_as_system(), events_r, sql_new,
	    PG_ARGS(PG_TEXT(topic->log), PG_I64(topic->newest),
		PG_I64(TOLD_AT_ONCE)));
	return true;
}

void stream_incidents_told(struct streams *all, const struct pg_result *events)
{
	size_t n = pg_rows(events);

	for (size_t i = 0; i < n; i++)
		streams_heard(all, STREAM_INCIDENTS_TOPIC,
		    pg_text(events, i, "log"), (uint64_t)pg_i64(events, i, "n"),
		    pg_str(events, i, "event"));
	if (n > 0)
		streams_fan(all);
}
