/* revive.c - chat_continue: an answer whose maker has gone is made again, from
 * the question and the moment that its log keeps. Asked by whoever reads the
 * log and finds it silent; any number of them, at any assistant. */
#include "services/assistant/assistant.h"

#include "common/base/log.h"

#define HEAD_FIELDS 8 /* "taken" and what answer_log_take() says */

static struct revival *revival_of(struct task *t)
{
	return CONTAINER_OF(t, struct revival, r.task);
}

enum step_result revive_take(struct task *t)
{
	struct revival *v = revival_of(t);
	const struct chat_continue *m = v->r.msg;

	if (!ids_uuid_valid(m->answer_id))
		return task_fail_field(t, "answer_id", "must be a UUID");
	answer_log_take(
	    t, v->r.daemon, v->r.env.user_id, m->answer_id, v->owner, &v->head);
	return STEP_WAIT;
}

/* The first call as it was. -1: Redis kept something else. */
static int read_head(
    struct revival *v, struct arena *a, struct chat **c_r, struct err *err)
{
	const struct chat_continue *m = v->r.msg;
	const struct kv_reply *h = v->head.v;
	struct chat *c = *c_r = ARENA_NEW(a, struct chat);
	uint64_t asked_ms = 0, role = 0, seed = 0;

	for (size_t i = 0; i < HEAD_FIELDS; i++)
		if (v->head.n != HEAD_FIELDS || h[i].kind != KV_STR)
			return err_set(err, ERR_BAD_PEER,
			    "the head of this answer's log is not whole");
	if (str_to_u64(h[2].s, &asked_ms) < 0 ||
	    str_to_u64(h[5].s, &role) < 0 || role > ROLE_SERVICE ||
	    str_to_u64(h[6].s, &seed) < 0 || h[3].s.n != UUID_CHARS)
		return err_set(err, ERR_BAD_PEER,
		    "the head of this answer's log makes no sense");
	c->r.daemon = v->r.daemon;
	c->r.env = v->r.env;
	c->r.env.type = MSG_chat_start;
	c->r.env.role = (enum role)role;
	c->r.env.lane_seed = seed;
	str_copy(c->r.env.request_id, sizeof c->r.env.request_id,
	    str_of(m->answer_id));
	str_copy(c->r.env.trace_id, sizeof c->r.env.trace_id, h[7].s);
	c->r.json = h[1].s;
	c->clock.now_ms = (int64_t)asked_ms;
	str_copy(c->conversation_id, sizeof c->conversation_id, h[3].s);
	c->is_new = str_eqs(h[4].s, "1");
	memcpy(c->owner, v->owner, sizeof c->owner);
	return 0;
}

enum step_result revive_launch(struct task *t)
{
	struct revival *v = revival_of(t);
	struct chat *c;

	v->r.cost_usd_micros = 0;
	if (v->head.kind != KV_ARRAY || v->head.n == 0)
		return task_fail(
		    t, ERR_BAD_PEER, "redis does not say whose answer it is");
	if (!str_eqs(v->head.v[0].s, "taken"))
		return STEP_NEXT;
	if (read_head(v, t->arena, &c, &t->err) < 0 ||
	    stream_begin(t->loop, c, false, &t->err) < 0)
		return STEP_FAIL;
	log_info("answer taken over", LOG_S("answer_id", c->r.env.request_id),
	    LOG_S("request_id", v->r.env.request_id));
	return STEP_NEXT;
}

enum step_result revive_reply(struct task *t)
{
	struct revival *v = revival_of(t);
	struct chat_continued m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&v->r);
		return STEP_NEXT;
	}
	m.state = arena_strndup(t->arena, v->head.v[0].s.p, v->head.v[0].s.n);
	bus_answer_msg(&v->r, MSG_chat_continued, &m);
	return STEP_NEXT;
}

/* ---- the lease of what is made here ---- */

static enum step_result renew(struct task *t)
{
	answer_log_renew_all(CONTAINER_OF(t, struct service_run, task)->daemon);
	return STEP_NEXT;
}

static task_step *const renew_steps[] = {renew, NULL};

const struct service_job assistant_jobs[] = {
    {.name = "renew leases of answers",
	.steps = renew_steps,
	.run_bytes = sizeof(struct service_run),
	.every_ms = ANSWER_RENEW_MS},
};
const size_t assistant_n_jobs = ARRAY_LEN(assistant_jobs);
