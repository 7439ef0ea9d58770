/* steps_lifecycle.c - answers search_lifecycle and search_lifecycle_run, for
 * operators: where indexes are in their lifecycle; and what is due, now. */
#include "services/search/lifecycle.h"

#include "common/base/clock.h"

#include <stdlib.h>

#define MAX_SHOWN 10
#define TIME_BYTES 40

/* What all of them need: an operator, and an index of ours. */
static enum step_result check(struct task *t, const struct bus_request *r)
{
	const struct search *d = r->daemon;

	if (r->env.role < ROLE_OPERATOR)
		return task_fail(t, ERR_FORBIDDEN, "this needs an operator");
	if (d->life == NULL)
		return task_fail(t, ERR_UNPROCESSABLE,
		    "the index is in Elasticsearch, which has a lifecycle of "
		    "its own: infra/elasticsearch/setup-es-ilm.sh explain");
	return STEP_NEXT;
}

/* ---- search_lifecycle ---- */

struct look_request {
	struct bus_request bus; /* first: the bus's contract */
	struct search_lifecycles result;
};

static task_step look_check, look_all, look_answer;
search_steps search_look_steps = {look_check, look_all, look_answer, NULL};
const size_t search_look_bytes = sizeof(struct look_request);

static struct look_request *look_of(struct task *t)
{
	return CONTAINER_OF(t, struct look_request, bus.task);
}

static enum step_result look_check(struct task *t)
{
	return check(t, &look_of(t)->bus);
}

static const char *moment(struct task *t, int64_t unix_ms)
{
	char *text;

	if (unix_ms == 0)
		return NULL;
	text = arena_alloc(t->arena, TIME_BYTES);
	clock_format_utc(unix_ms, text, TIME_BYTES);
	return text;
}

static void describe(struct task *t, const struct search *d, uint64_t user_id,
    const struct index_life *life, struct search_life *r)
{
	struct lifecycle_policy policy = lifecycle_policy_of(d);
	int64_t now_ms = loop_unix_ms(t->loop);
	struct lifecycle_next next = lifecycle_decide(&policy, life, now_ms);

	*r = (struct search_life){.user_id = user_id,
	    .generation = life->generation,
	    .born = moment(t, life->born_ms),
	    .phase = lifecycle_phases[next.phase],
	    .documents = life->documents,
	    .bytes = life->bytes,
	    .dead_percent = lifecycle_dead_percent(life),
	    .expired = life->expired,
	    .oldest = moment(t, life->oldest_ms),
	    .action = lifecycle_actions[next.action],
	    .at = moment(t, next.at_ms),
	    .due = next.action != LIFECYCLE_NONE && next.at_ms <= now_ms,
	    .why = next.why,
	    .wrong = lifecycle_wrong(t->arena, life, &next, now_ms)};
}

/* One that goes away meanwhile is left out. */
static int look_at(struct task *t, struct look_request *r, uint64_t user_id)
{
	const struct search *d = r->bus.daemon;
	struct index *ix = d->backend->ops->embedded(d->backend);
	struct search_lifecycles *x = &r->result;
	struct index_life life;

	if (index_life(ix, user_id, search_kept_from(d), &life, &t->err) == 0) {
		describe(t, d, user_id, &life, &x->indexes.v[x->indexes.n++]);
		return 0;
	}
	if (t->err.code != ERR_NOT_FOUND)
		return -1;
	err_clear(&t->err);
	return 0;
}

static enum step_result look_all(struct task *t)
{
	struct look_request *r = look_of(t);
	const struct search *d = r->bus.daemon;
	const struct search_lifecycle *msg = r->bus.msg;
	struct index *ix = d->backend->ops->embedded(d->backend);
	struct search_lifecycles *x = &r->result;
	uint64_t *ids;
	size_t n, from = 0, shown = (size_t)msg->limit;
	int rc = 0;

	if (index_users(ix, 0, SIZE_MAX, &ids, &n, &t->err) != 0)
		return STEP_FAIL;
	x->indexes.v = ARENA_ARRAY(t->arena, struct search_life, MAX_SHOWN);
	x->users = (int64_t)n;
	while (from < n && (msg->user_id != 0 ? ids[from] != msg->user_id
					      : ids[from] <= msg->after))
		from++;
	if (msg->user_id != 0)
		shown = 1;
	for (size_t i = from; rc == 0 && i < MIN(n, from + shown); i++)
		rc = look_at(t, r, ids[i]);
	if (msg->user_id == 0 && from + shown < n)
		x->next = ids[from + shown - 1];
	free(ids);
	return rc == 0 ? STEP_NEXT : STEP_FAIL;
}

static enum step_result look_answer(struct task *t)
{
	struct look_request *r = look_of(t);
	const struct search *d = r->bus.daemon;
	struct lifecycle_policy p = lifecycle_policy_of(d);

	r->result.retention_s = p.retention_ms / 1000;
	r->result.rollover_s = p.rollover_ms / 1000;
	r->result.rollover_dead_percent = p.dead_percent;
	return bus_answer_end(&r->bus, MSG_search_lifecycles, &r->result);
}

/* ---- search_lifecycle_run ---- */

struct asked_request {
	struct bus_request bus; /* first: the bus's contract */
};

static task_step run_check, run_ask, run_answer;
search_steps search_run_steps = {run_check, run_ask, run_answer, NULL};
const size_t search_run_bytes = sizeof(struct asked_request);

static struct asked_request *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct asked_request, bus.task);
}

static enum step_result run_check(struct task *t)
{
	return check(t, &run_of(t)->bus);
}

static enum step_result run_ask(struct task *t)
{
	struct asked_request *r = run_of(t);
	const struct search *d = r->bus.daemon;
	const struct search_lifecycle_run *msg = r->bus.msg;
	struct index *ix = d->backend->ops->embedded(d->backend);

	if (msg->user_id != 0 && index_life_ask(ix, msg->user_id, &t->err) != 0)
		return STEP_FAIL;
	return index_pass_ask(ix, &t->err) == 0 ? STEP_NEXT : STEP_FAIL;
}

static enum step_result run_answer(struct task *t)
{
	struct asked_request *r = run_of(t);
	struct search_lifecycle_ran done = {.begun = true};

	return bus_answer_end(&r->bus, MSG_search_lifecycle_ran, &done);
}
