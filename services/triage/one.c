/* one.c - triage_one: the verdict of one email; judged now if it never was,
 * or if another model judged it. */
#include "services/triage/triage.h"

struct one_request {
	struct bus_request bus; /* first: the bus's contract */
	struct triage_judging judging;
	uint64_t email_id;
	struct pg_result *stored;
	struct triage_verdict verdict;
};

static task_step check, see, score, reload, answer;
triage_steps triage_one_steps = {check, see, score, reload, answer, NULL};
const size_t triage_one_bytes = sizeof(struct one_request);

static struct one_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct one_request, bus.task);
}

static enum step_result check(struct task *t)
{
	struct one_request *r = of(t);
	const struct triage_one *ask = r->bus.msg;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	r->email_id = ask->email_id;
	triage_verdict_load(
	    t, r->bus.daemon, r->bus.env.user_id, r->email_id, &r->stored);
	return STEP_WAIT;
}

static enum step_result see(struct task *t)
{
	struct one_request *r = of(t);
	struct triage *d = r->bus.daemon;

	if (triage_verdict_read(t, r->stored, &r->verdict) &&
	    streq(r->verdict.model, triage_scorer_version(d->scorer))) {
		task_goto(t, answer);
		return STEP_NEXT;
	}
	r->judging = (struct triage_judging){.daemon = d,
	    .user_id = r->bus.env.user_id,
	    .ids = &r->email_id,
	    .n_ids = 1};
	triage_judging_load(t, &r->judging);
	return STEP_WAIT;
}

static enum step_result score(struct task *t)
{
	struct one_request *r = of(t);

	if (triage_judging_learn(t, &r->judging)) {
		task_goto(t, score);
		return STEP_WAIT;
	}
	triage_judging_score(t, &r->judging);
	if (!triage_judging_save(t, &r->judging))
		return task_fail(t, ERR_NOT_FOUND, "no such email");
	return STEP_WAIT;
}

static enum step_result reload(struct task *t)
{
	struct one_request *r = of(t);

	triage_verdict_load(
	    t, r->bus.daemon, r->bus.env.user_id, r->email_id, &r->stored);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct one_request *r = of(t);

	if (t->err.code != ERR_OK)
		bus_answer_err(&r->bus);
	else if (!triage_verdict_read(t, r->stored, &r->verdict)) {
		(void)task_fail(t, ERR_NOT_FOUND, "no such email");
		bus_answer_err(&r->bus);
	} else {
		bus_answer_msg(&r->bus, MSG_triage_verdict, &r->verdict);
	}
	return STEP_NEXT;
}
