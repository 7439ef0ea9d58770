/* lane_moves.c - the job that tells others when a canary lane was drained to
 * stable, or came back: a line in the audit log, and at the same moment a
 * notice on the channel applylens_lanes, for who judges releases.
 *
 * Each gateway tells what it sees itself; the actor says which. */
#include "services/gateway/lanes/lane_moves.h"

#include "common/base/jsonw.h"
#include "services/gateway/gateway.h"

#include <unistd.h>

#define AT_ONCE 16

static task_step tell, told;
task_step *const gateway_lane_moves_steps[] = {tell, told, NULL};

static const char sql_move[] =
    "WITH told AS (INSERT INTO audit_log (user_id, actor, action, subject, "
    "detail) VALUES (0, $1, $2, $3, $4::text::jsonb)) "
    "SELECT pg_notify('applylens_lanes', $4::text)";

static const char *detail_of(struct arena *a, const struct bus_lane_move *m)
{
	struct buf b;
	struct jsonw w;
	const char *text;

	buf_init(&b, 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "service", m->service);
	jsonw_ks(&w, "lane", lane_name(m->lane));
	jsonw_ks(&w, "state", m->drained ? "drained" : "back");
	jsonw_ks(&w, "why", m->why);
	jsonw_ki(&w, "at_ms", m->unix_ms);
	jsonw_end(&w);
	text = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return text;
}

static enum step_result tell(struct task *t)
{
	struct service_run *run = CONTAINER_OF(t, struct service_run, task);
	struct gateway *gw = run->daemon;
	struct bus_lane_move moves[AT_ONCE];
	size_t n = bus_lane_moves(
	    run->service->bus, gw->lane_moves_told, moves, AT_ONCE);
	const char *actor;
	struct pg_batch *b;

	if (n == 0)
		return STEP_NEXT;
	actor = arena_printf(t->arena, "gateway:%d", (int)getpid());
	b = pg_batch_begin(t, run->service->pg, pg_as_system());
	for (size_t i = 0; i < n; i++)
		pg_batch_add(b, NULL, sql_move,
		    PG_ARGS(PG_TEXT(actor),
			PG_TEXT(
			    moves[i].drained ? "lane.drained" : "lane.back"),
			PG_TEXT(moves[i].service),
			PG_TEXT(detail_of(t->arena, &moves[i]))));
	pg_batch_run(b);
	gw->lane_moves_telling = moves[n - 1].number;
	return STEP_WAIT;
}

/* What could not be written is told again. */
static enum step_result told(struct task *t)
{
	struct service_run *run = CONTAINER_OF(t, struct service_run, task);
	struct gateway *gw = run->daemon;

	if (t->err.code == ERR_OK)
		gw->lane_moves_told = gw->lane_moves_telling;
	return STEP_NEXT;
}
