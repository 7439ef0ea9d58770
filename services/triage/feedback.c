/* feedback.c - triage_feedback: a person corrects a verdict, or takes that
 * back. The correction is one row; mail of the same sender is judged anew in
 * the same request, so that it acts at once. */
#include "common/base/jsonw.h"
#include "services/triage/triage.h"

struct feedback_request {
	struct bus_request bus; /* first: the bus's contract */
	struct triage_judging judging;
	struct pg_result *before, *written, *similar, *stored;
	uint64_t email_id, feedback_id;
	bool undo;
};

static task_step check, write_row, find, load, score, reload, answer;
triage_steps triage_feedback_steps = {
    check, write_row, find, load, score, reload, answer, NULL};
const size_t triage_feedback_bytes = sizeof(struct feedback_request);

/* before: the verdict as it was, for what the layer learns. */
static const char sql_say[] =
    "INSERT INTO triage_feedback (user_id, email_id, category, priority,"
    " before) SELECT e.user_id, e.id, $2, $3, coalesce((SELECT"
    "  jsonb_build_object('category', c.category, 'priority', c.priority,"
    "   'risk', c.risk, 'model', c.model) FROM classifications c"
    "  WHERE c.email_id = e.id), '{}'::jsonb)"
    " FROM emails e WHERE e.id = $1"
    " RETURNING id AS feedback_id, email_id";

/* Taking back twice is the same as once. */
static const char sql_undo[] =
    "UPDATE triage_feedback SET undone_at = coalesce(undone_at, now())"
    " WHERE id = $1 AND email_id = $2"
    " RETURNING id AS feedback_id, email_id";

/* The mail itself, the latest of its sender, and the user's latest: those may
 * read alike. */
static const char sql_similar[] =
    "SELECT e.id FROM emails e WHERE e.id = $1 UNION (SELECT s.id"
    " FROM emails e JOIN emails s ON s.user_id = e.user_id"
    " AND s.from_addr = e.from_addr WHERE e.id = $1"
    " AND e.from_addr <> '' ORDER BY s.received_at DESC LIMIT $2)"
    " UNION (SELECT l.id FROM emails e JOIN emails l ON l.user_id = e.user_id"
    " WHERE e.id = $1 ORDER BY l.received_at DESC LIMIT $2)";

static struct feedback_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct feedback_request, bus.task);
}

static enum step_result check(struct task *t)
{
	struct feedback_request *r = of(t);
	const struct triage_feedback *ask = r->bus.msg;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	r->email_id = ask->email_id;
	r->undo = ask->undo != 0;
	if (r->undo && (ask->category != NULL || ask->priority >= 0))
		return task_fail_field(
		    t, "undo", "either corrects or takes back, not both");
	if (!r->undo && ask->category == NULL && ask->priority < 0)
		return task_fail_field(
		    t, "category", "a category, a priority or undo is needed");
	return STEP_NEXT;
}

static enum step_result write_row(struct task *t)
{
	struct feedback_request *r = of(t);
	struct triage *d = r->bus.daemon;
	const struct triage_feedback *ask = r->bus.msg;
	struct pg_as as = pg_as_user(r->bus.env.user_id);

	if (r->undo) {
		pg_query(t, d->service->pg, as, &r->written, sql_undo,
		    PG_ARGS(PG_I64(ask->undo), PG_I64(ask->email_id)));
	} else {
		struct pg_arg priority = PG_NULL;

		if (ask->priority >= 0)
			priority = (struct pg_arg)PG_I64(ask->priority);
		pg_query(t, d->service->pg, as, &r->written, sql_say,
		    PG_ARGS(PG_I64(ask->email_id), PG_TEXT(ask->category),
			priority));
	}
	return STEP_WAIT;
}

static enum step_result find(struct task *t)
{
	struct feedback_request *r = of(t);
	struct triage *d = r->bus.daemon;
	const struct triage_feedback *ask = r->bus.msg;

	if (pg_rows(r->written) == 0)
		return task_fail(t, ERR_NOT_FOUND,
		    r->undo ? "no such correction of this email"
			    : "no such email");
	r->feedback_id = (uint64_t)pg_i64(r->written, 0, "feedback_id");
	metrics_counter_inc(METRICS_WITH(
	    d->metrics.feedback, r->undo                 ? "undo"
				 : ask->category != NULL ? "category"
							 : "priority"));
	pg_query(t, d->service->pg, pg_as_user(r->bus.env.user_id), &r->similar,
	    sql_similar, PG_ARGS(PG_I64(r->email_id), PG_I64(d->opt->relearn)));
	return STEP_WAIT;
}

static enum step_result load(struct task *t)
{
	struct feedback_request *r = of(t);
	size_t n = pg_rows(r->similar);
	uint64_t *ids = ARENA_ARRAY(t->arena, uint64_t, n + 1);

	for (size_t i = 0; i < n; i++)
		ids[i] = (uint64_t)pg_i64(r->similar, i, "id");
	r->judging = (struct triage_judging){.daemon = r->bus.daemon,
	    .user_id = r->bus.env.user_id,
	    .ids = ids,
	    .n_ids = n};
	triage_judging_load(t, &r->judging);
	return STEP_WAIT;
}

static enum step_result score(struct task *t)
{
	struct feedback_request *r = of(t);

	if (triage_judging_learn(t, &r->judging)) {
		task_goto(t, score);
		return STEP_WAIT;
	}
	triage_judging_score(t, &r->judging);
	return triage_judging_save(t, &r->judging) ? STEP_WAIT : STEP_NEXT;
}

static enum step_result reload(struct task *t)
{
	struct feedback_request *r = of(t);

	triage_verdict_load(
	    t, r->bus.daemon, r->bus.env.user_id, r->email_id, &r->stored);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct feedback_request *r = of(t);
	struct triage_verdict verdict;
	struct triage_feedback_saved saved = {.feedback_id = r->feedback_id};
	struct buf json;

	if (t->err.code == ERR_OK &&
	    !triage_verdict_read(t, r->stored, &verdict))
		(void)task_fail(t, ERR_NOT_FOUND, "no such email");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(&json, 1 << 16);
	proto_encode(&json, &proto_message(MSG_triage_verdict)->rec, &verdict);
	saved.verdict = (struct str){buf_str(&json), json.len};
	bus_answer_msg(&r->bus, MSG_triage_feedback_saved, &saved);
	buf_deinit(&json);
	return STEP_NEXT;
}
