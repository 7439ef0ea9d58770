/* running.c - the answers being made, and the call that stops one. */
#include "services/assistant/assistant.h"

int running_add(struct chat *c, struct err *err)
{
	struct assistant *d = assistant_of(c);
	int64_t of_user = 0;

	LIST_EACH (node, &d->running) {
		const struct chat *other = LIST_ENTRY(node, struct chat, node);

		of_user += other->r.env.user_id == c->r.env.user_id;
	}
	if ((int64_t)d->n_running >= d->opt->max_answers)
		return err_set(err, ERR_OVERLOADED,
		    "%zu answers are being made", d->n_running);
	if (of_user >= d->opt->max_answers_user)
		return err_set(err, ERR_RATE_LIMITED,
		    "%d answers of yours are being made", (int)of_user);
	list_append(&d->running, &c->node);
	d->n_running++;
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.running), (double)d->n_running);
	return 0;
}

void running_remove(struct chat *c)
{
	struct assistant *d = assistant_of(c);

	if (!list_linked(&c->node))
		return;
	list_remove(&c->node);
	d->n_running--;
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.running), (double)d->n_running);
}

/* ---- chat_stop ---- */

/* A streamed answer ends at once, whoever makes it: its log is ended, and the
 * next write of its maker is refused. A whole one ends at its next step, with
 * an error that says so, if it is made here. Nobody stops the answer of
 * somebody else. */
static bool is_meant(const struct chat *c, const struct bus_request *r)
{
	const struct chat_stop *m = r->msg;

	return c->r.env.user_id == r->env.user_id &&
	       streq(c->conversation_id, m->conversation_id);
}

enum step_result stop_answer(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct assistant *d = r->daemon;

	r->cost_usd_micros = 0;
	LIST_EACH (node, &d->running) {
		struct chat *c = LIST_ENTRY(node, struct chat, node);

		if (is_meant(c, r))
			c->stopped = true;
	}
	return STEP_NEXT;
}

const struct str running_stopped_body =
    STR("done\n{\"ok\":false,\"stopped\":true,\"timing\":{}}");

enum step_result stop_logs(struct task *t)
{
	struct stopping *s = CONTAINER_OF(t, struct stopping, r.task);
	const struct chat_stop *m = s->r.msg;

	task_tolerate(t, &s->err);
	answer_log_stop(t, s->r.daemon, s->r.env.user_id, m->conversation_id,
	    running_stopped_body, &s->stopped);
	return STEP_WAIT;
}

bool running_tell_ends(struct assistant *d, const struct kv_reply *all)
{
	bool any = false;

	for (size_t i = 0; all->kind == KV_ARRAY && i < all->n; i++) {
		const struct kv_reply *one = &all->v[i];
		char answer[UUID_CHARS + 1];

		if (one->kind != KV_ARRAY || one->n != 2 ||
		    one->v[1].kind != KV_INT || one->v[1].i <= 0)
			continue;
		str_copy(answer, sizeof answer, one->v[0].s);
		answer_log_publish(
		    d, answer, (uint64_t)one->v[1].i, running_stopped_body);
		any = true;
	}
	return any;
}

/* What is made here ends here: quietly if its log was ended, else (Redis is
 * away) with a last event of its own. */
static bool end_here(struct stopping *s)
{
	struct assistant *d = s->r.daemon;
	bool any = false;

	LIST_EACH (node, &d->running) {
		struct chat *c = LIST_ENTRY(node, struct chat, node);

		if (!is_meant(c, &s->r))
			continue;
		any = true;
		if (c->streamed && s->err.code == ERR_OK && !c->log->alone)
			stream_drop(c);
		else if (c->streamed)
			stream_stop(c);
	}
	return any;
}

void running_drop(
    struct assistant *d, uint64_t user_id, const char *conversation_id)
{
	LIST_EACH (node, &d->running) {
		struct chat *c = LIST_ENTRY(node, struct chat, node);

		if (c->r.env.user_id != user_id ||
		    (conversation_id != NULL &&
			!streq(c->conversation_id, conversation_id)))
			continue;
		if (c->streamed)
			stream_stop(c);
		else
			c->stopped = true;
	}
}

enum step_result stop_reply(struct task *t)
{
	struct stopping *s = CONTAINER_OF(t, struct stopping, r.task);
	struct assistant *d = s->r.daemon;
	struct chat_stopped answer = {0};
	bool told, ended;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&s->r);
		return STEP_NEXT;
	}
	told = running_tell_ends(d, &s->stopped);
	ended = end_here(s);
	answer.was_running = told || ended;
	metrics_counter_inc(
	    METRICS_WITH(d->metrics.stops, answer.was_running ? "yes" : "no"));
	bus_answer_msg(&s->r, MSG_chat_stopped, &answer);
	return STEP_NEXT;
}
