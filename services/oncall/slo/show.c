/* show.c - slo_list and slo_show: verdicts as JSON. null: nobody knows. */
#include "services/oncall/oncall.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"
#include "services/oncall/slo/slo.h"

#include <math.h>

#define TEXT_BYTES ((size_t)1 << 20)

static task_step list, show, answer;
task_step *const slo_list_steps[] = {oncall_operators_only, list, answer, NULL};
task_step *const slo_show_steps[] = {oncall_operators_only, show, answer, NULL};

struct shown {
	struct str json;
	char at[CLOCK_UTC_CHARS + 1];
};

static void put_window(
    struct jsonw *w, int seconds, const struct slo_events *e, double rate)
{
	jsonw_ki(w, "window_seconds", seconds);
	jsonw_ki(w, "events", (int64_t)e->n);
	jsonw_ki(w, "bad", (int64_t)e->bad);
	jsonw_kf(w, "burn_rate", rate, 4);
}

static void put_burn(struct jsonw *w, const struct slo_burn *b)
{
	jsonw_obj(w);
	jsonw_ks(w, "rule", b->rule->name);
	jsonw_ks(w, "alert", b->rule->alert);
	jsonw_ks(w, "severity", b->rule->severity);
	jsonw_kf(w, "threshold", b->factor, 4);
	jsonw_kobj(w, "long");
	put_window(w, b->rule->long_s, &b->in_long, b->rate_long);
	jsonw_kf(w, "burn_rate_at_least", b->at_least, 4);
	jsonw_end(w);
	jsonw_kobj(w, "short");
	put_window(w, b->rule->short_s, &b->in_short, b->rate_short);
	jsonw_end(w);
	jsonw_kb(w, "firing", b->firing);
	jsonw_end(w);
}

static double or_nan(bool known, double v)
{
	return known ? v : (double)NAN;
}

static void put_budget(
    struct jsonw *w, const struct slo_status *s, int64_t now_ms)
{
	bool cost = s->kind == OBJECTIVE_COST, some = s->events.n > 0;

	jsonw_kobj(w, "budget");
	jsonw_ks(w, "unit", cost ? "usd" : "events");
	jsonw_kf(w, "total", s->budget_total, 6);
	jsonw_kf(w, "spent", s->budget_total * (1 - s->budget_left), 6);
	jsonw_kf(w, "left_share", or_nan(some, s->budget_left), 6);
	jsonw_ktime(w, "exhausted_at",
	    isfinite(s->exhausted_in_s)
		? now_ms + (int64_t)(s->exhausted_in_s * 1000)
		: 0);
	jsonw_end(w);
}

static void put_latency(struct jsonw *w, const struct slo_status *s)
{
	const struct objective *o = objective_of(s->agent);

	if (s->kind != OBJECTIVE_P95 && s->kind != OBJECTIVE_P99)
		return;
	jsonw_kobj(w, "latency_seconds");
	jsonw_kf(w, "target",
	    (s->kind == OBJECTIVE_P95 ? o->p95_ms : o->p99_ms) / 1000, 4);
	jsonw_kf(w, "actual", s->quantile, 6);
	jsonw_kf(w, "at_least", s->quantile_low, 6);
	jsonw_kf(w, "at_most", s->quantile_high, 6);
	jsonw_end(w);
}

static void put_objective(
    struct jsonw *w, const struct slo_status *s, int64_t now_ms)
{
	bool cost = s->kind == OBJECTIVE_COST;

	jsonw_obj(w);
	jsonw_ks(w, "objective", objective_name(s->kind));
	jsonw_kf(w, "target", s->target, 6);
	jsonw_kf(w, "actual", or_nan(s->known, s->actual), 6);
	jsonw_ki(w, "events", (int64_t)s->events.n);
	jsonw_ki(w, "bad", (int64_t)s->events.bad);
	jsonw_kf(w, "at_least", or_nan(!cost, s->interval.low), 6);
	jsonw_kf(w, "at_most", or_nan(!cost, s->interval.high), 6);
	jsonw_ki(w, "window_days", OBJECTIVES_WINDOW_DAYS);
	jsonw_ks(w, "compliant", slo_kept_name(s->kept));
	put_latency(w, s);
	put_budget(w, s, now_ms);
	jsonw_karr(w, "burns");
	for (size_t i = 0; i < s->n_burns; i++)
		put_burn(w, &s->burns[i]);
	jsonw_end(w);
	jsonw_end(w);
}

static void put_agent(struct jsonw *w, const struct slo *slo, size_t agent)
{
	int64_t now = slo_now(slo), ms = loop_unix_ms(slo->service->loop);
	struct slo_status s;

	jsonw_obj(w);
	jsonw_ks(w, "agent", objectives[agent].agent);
	jsonw_ks(w, "compliant",
	    slo_kept_name(slo_agent_kept(slo->history, agent, now)));
	jsonw_karr(w, "objectives");
	for (int k = 0; k < OBJECTIVE_KINDS; k++)
		if (slo_judge(
			slo->history, agent, (enum objective_kind)k, now, &s))
			put_objective(w, &s, ms);
	jsonw_end(w);
	jsonw_end(w);
}

static struct shown *begin(struct task *t)
{
	struct shown *shown = ARENA_NEW(t->arena, struct shown);

	clock_format_utc(loop_unix_ms(t->loop), shown->at, sizeof shown->at);
	oncall_request(t)->own = shown;
	return shown;
}

static void keep(struct task *t, struct shown *shown, struct buf *b)
{
	shown->json.n = b->len;
	shown->json.p = arena_strndup(t->arena, buf_str(b), b->len);
	buf_deinit(b);
}

static enum step_result list(struct task *t)
{
	const struct slo *slo = oncall_of(oncall_request(t))->slo;
	struct shown *shown = begin(t);
	struct jsonw w;
	struct buf b;

	buf_init(&b, TEXT_BYTES);
	jsonw_init(&w, &b);
	jsonw_arr(&w);
	for (size_t i = 0; i < OBJECTIVES_N; i++)
		put_agent(&w, slo, i);
	jsonw_end(&w);
	keep(t, shown, &b);
	return STEP_NEXT;
}

static enum step_result show(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct slo_show *q = r->bus.msg;
	size_t agent = slo_agent(q->name);
	struct shown *shown;
	struct jsonw w;
	struct buf b;

	if (agent == OBJECTIVES_N)
		return task_fail(
		    t, ERR_NOT_FOUND, "%s has no objectives", q->name);
	shown = begin(t);
	buf_init(&b, TEXT_BYTES);
	jsonw_init(&w, &b);
	put_agent(&w, oncall_of(r)->slo, agent);
	keep(t, shown, &b);
	return STEP_NEXT;
}

static enum step_result answer(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	const struct shown *shown = r->own;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
	} else if (r->bus.env.type == MSG_slo_list) {
		const struct slo_listed m = {
		    .at = shown->at, .agents = shown->json};

		bus_answer_msg(&r->bus, MSG_slo_listed, &m);
	} else {
		const struct slo_shown m = {
		    .at = shown->at, .slo = shown->json};

		bus_answer_msg(&r->bus, MSG_slo_shown, &m);
	}
	return STEP_NEXT;
}
