/* lifecycle.c - the job: one index after the other, slice by slice. */
#include "services/search/lifecycle.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <stdlib.h>

#define FIRST_PASS_MS 600000 /* after the start others come first */
#define PASS_MS 3600000
#define USERS_AT_ONCE 1000
#define FAILURES_MAX 30 /* of slices in a row */
#define PAUSE_MS 10000  /* after one */

static task_step begin, finish;
search_steps search_lifecycle_steps = {
    begin, lifecycle_load, lifecycle_store, finish, NULL};
const size_t search_lifecycle_bytes = sizeof(struct lifecycle_run);

struct lifecycle_policy lifecycle_policy_of(const struct search *d)
{
	return (struct lifecycle_policy){d->opt->index_retention_ms,
	    d->opt->index_rollover_ms, d->opt->index_dead};
}

struct lifecycle *lifecycle_new(struct search *d)
{
	struct lifecycle *l;

	if (d->backend->ops->embedded == NULL)
		return NULL;
	l = xcalloc(1, sizeof *l);
	l->ix = d->backend->ops->embedded(d->backend);
	l->pass_ms = loop_now_ms(d->service->loop) + FIRST_PASS_MS;
	return l;
}

void lifecycle_free(struct search *d)
{
	struct lifecycle *l = d->life;

	if (l == NULL)
		return;
	index_next_end(l->ix, &l->next);
	free(l->users);
	free(l);
	d->life = NULL;
}

/* ---- a pass over all users ---- */

static void publish(struct search *d, struct lifecycle *l)
{
	const struct lifecycle_sums *s = &l->sums;
	struct search_metrics *m = &d->metrics;
	int64_t now_ms = loop_unix_ms(d->service->loop);

	metrics_gauge_set(METRICS_ONLY(m->indexes), (double)s->indexes);
	metrics_gauge_set(METRICS_ONLY(m->index_bytes), (double)s->bytes);
	metrics_gauge_set(METRICS_ONLY(m->oldest), (double)s->oldest_ms / 1000);
	metrics_gauge_set(
	    METRICS_ONLY(m->overdue), (double)s->overdue_ms / 1000);
	metrics_gauge_set(METRICS_ONLY(m->wrong), (double)s->wrong);
	metrics_gauge_set(METRICS_ONLY(m->looked), (double)now_ms / 1000);
	index_pass_done(l->ix);
	log_info("indexes looked at", LOG_I("indexes", s->indexes),
	    LOG_I("bytes", s->bytes), LOG_I("retired", s->retired),
	    LOG_I("wrong", s->wrong));
}

static int list_users(struct lifecycle *l, uint64_t after, struct err *err)
{
	free(l->users);
	l->users = NULL;
	l->at = l->n_users = 0;
	return index_users(
	    l->ix, after, USERS_AT_ONCE, &l->users, &l->n_users, err);
}

static int begin_pass(struct lifecycle *l, int64_t now_ms, struct err *err)
{
	if (!l->cleared && index_next_clear(l->ix, err) != 0)
		return -1;
	l->cleared = true;
	l->sums = (struct lifecycle_sums){0};
	l->pass_ms = now_ms + PASS_MS;
	l->passing = true;
	return list_users(l, 0, err);
}

/* To the next user; behind the last of a list comes the next list. */
static int go_on(struct search *d, struct lifecycle *l, struct err *err)
{
	uint64_t user_id = lifecycle_user(l);

	if (++l->at < l->n_users)
		return 0;
	if (list_users(l, user_id, err) != 0)
		return -1;
	if (l->n_users > 0)
		return 0;
	l->passing = false;
	publish(d, l);
	return 0;
}

static void add_up(struct lifecycle *l, const struct index_life *life)
{
	struct lifecycle_sums *s = &l->sums;

	s->indexes++;
	s->bytes += life->bytes;
	if (life->oldest_ms != 0 &&
	    (s->oldest_ms == 0 || life->oldest_ms < s->oldest_ms))
		s->oldest_ms = life->oldest_ms;
}

/* ---- one user ---- */

static enum step_result retire(struct task *t, struct lifecycle_run *r)
{
	struct search *d = r->run.daemon;

	if (index_expired(r->l->ix, lifecycle_user(r->l), search_kept_from(d),
		r->ids, LIFECYCLE_PAGE / 2, &r->n, &t->err) != 0)
		return STEP_FAIL;
	r->l->sums.retired += (int64_t)r->n;
	metrics_counter_add(METRICS_ONLY(d->metrics.retired), (double)r->n);
	return d->backend->ops->remove(
	    d->backend, t, lifecycle_user(r->l), r->ids, r->n, &r->n);
}

/* Stays with the user for as long as something is due. */
static enum step_result look(struct task *t, struct lifecycle_run *r)
{
	struct search *d = r->run.daemon;
	struct lifecycle *l = r->l;
	struct lifecycle_policy policy = lifecycle_policy_of(d);
	int64_t now_ms = loop_unix_ms(t->loop);
	struct lifecycle_next next;
	struct index_life life;

	if (index_life(l->ix, lifecycle_user(l), search_kept_from(d), &life,
		&t->err) != 0)
		return STEP_FAIL;
	if ((life.born_ms == 0 && index_life_born(l->ix, lifecycle_user(l),
				      now_ms, &t->err) != 0) ||
	    (life.building &&
		index_life_rest(l->ix, lifecycle_user(l), &t->err) != 0))
		return STEP_FAIL;
	life.building = false;
	next = lifecycle_decide(&policy, &life, now_ms);
	if (next.action != LIFECYCLE_NONE)
		l->sums.overdue_ms =
		    MAX(l->sums.overdue_ms, now_ms - next.at_ms);
	if (next.action == LIFECYCLE_REMOVE && next.at_ms <= now_ms)
		return retire(t, r);
	if (next.action == LIFECYCLE_RENEW && next.at_ms <= now_ms)
		return lifecycle_renew(t, l);
	add_up(l, &life);
	l->sums.wrong +=
	    lifecycle_wrong(t->arena, &life, &next, now_ms) != NULL;
	return go_on(d, l, &t->err) == 0 ? STEP_NEXT : STEP_FAIL;
}

/* ---- a slice ---- */

static enum step_result begin(struct task *t)
{
	struct lifecycle_run *r = lifecycle_run_of(t);
	struct search *d = r->run.daemon;
	struct lifecycle *l = d->life;
	int64_t now_ms = loop_now_ms(t->loop);

	task_goto(t, finish);
	if (l == NULL || now_ms < l->not_before_ms || !index_lead(l->ix))
		return STEP_NEXT;
	r->l = l;
	if (l->next != NULL)
		return lifecycle_make(t, r);
	if (index_pass_asked(l->ix, !l->cleared) ||
	    (!l->passing && now_ms >= l->pass_ms)) {
		if (begin_pass(l, now_ms, &t->err) != 0)
			return STEP_FAIL;
	}
	if (l->passing && l->n_users == 0) {
		l->passing = false;
		publish(d, l);
	}
	return l->passing ? look(t, r) : STEP_NEXT;
}

/* What fails is tried again; a generation not for ever. */
static enum step_result finish(struct task *t)
{
	struct lifecycle_run *r = lifecycle_run_of(t);
	struct lifecycle *l = r->l;
	struct err err = {0};

	if (l == NULL)
		return STEP_NEXT;
	if (t->err.code == ERR_OK) {
		l->failures = 0;
		return STEP_NEXT;
	}
	if (t->err.code != ERR_NOT_FOUND)
		l->not_before_ms = loop_now_ms(t->loop) + PAUSE_MS;
	if (++l->failures < FAILURES_MAX && t->err.code != ERR_NOT_FOUND)
		return STEP_NEXT;
	if (l->next != NULL)
		lifecycle_fail(t, l, t->err.text);
	else if (l->passing && go_on(r->run.daemon, l, &err) != 0)
		l->passing = false;
	l->failures = 0;
	return STEP_NEXT;
}
