/* batch.c - triage_batch: classify these emails and write the verdicts. */
#include "services/triage/triage.h"

struct batch_request {
	struct bus_request bus; /* first: the bus's contract */
	struct triage_judging judging;
};

static task_step check, score, answer;
triage_steps triage_batch_steps = {check, score, answer, NULL};
const size_t triage_batch_bytes = sizeof(struct batch_request);

static struct batch_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct batch_request, bus.task);
}

static enum step_result check(struct task *t)
{
	struct batch_request *r = of(t);
	const struct triage_batch *ask = r->bus.msg;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	r->judging = (struct triage_judging){.daemon = r->bus.daemon,
	    .user_id = r->bus.env.user_id,
	    .ids = ask->email_ids.v,
	    .n_ids = ask->email_ids.n};
	if (ask->email_ids.n == 0)
		return STEP_NEXT;
	triage_judging_load(t, &r->judging);
	return STEP_WAIT;
}

static enum step_result score(struct task *t)
{
	struct batch_request *r = of(t);

	if (triage_judging_learn(t, &r->judging)) {
		task_goto(t, score);
		return STEP_WAIT;
	}
	triage_judging_score(t, &r->judging);
	return triage_judging_save(t, &r->judging) ? STEP_WAIT : STEP_NEXT;
}

/* Rows come in order of their ids. */
static bool judged(const struct triage_judging *j, uint64_t id)
{
	size_t from = 0, to = j->n_rows;

	while (from < to) {
		size_t mid = from + (to - from) / 2;

		if (j->rows[mid].email_id == id)
			return true;
		if (j->rows[mid].email_id < id)
			from = mid + 1;
		else
			to = mid;
	}
	return false;
}

static enum step_result answer(struct task *t)
{
	struct batch_request *r = of(t);
	const struct triage_judging *j = &r->judging;
	struct triage_done done = {.classified = (int64_t)j->n_rows};
	uint64_t *missing;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	missing = ARENA_ARRAY(t->arena, uint64_t, j->n_ids + 1);
	for (size_t i = 0; i < j->n_ids; i++) {
		if (!judged(j, j->ids[i]))
			missing[done.missing.n++] = j->ids[i];
	}
	done.missing.v = missing;
	bus_answer_msg(&r->bus, MSG_triage_done, &done);
	return STEP_NEXT;
}
