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

/* A streamed answer ends at once; a whole one at its next step, with an error
 * that says so. Nobody stops the answer of somebody else. */
enum step_result stop_answer(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct assistant *d = r->daemon;
	const struct chat_stop *m = r->msg;

	r->cost_usd_micros = 0;
	LIST_EACH (node, &d->running) {
		struct chat *c = LIST_ENTRY(node, struct chat, node);

		if (c->r.env.user_id != r->env.user_id ||
		    !streq(c->conversation_id, m->conversation_id))
			continue;
		c->stopped = true;
	}
	return STEP_NEXT;
}

enum step_result stop_reply(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct assistant *d = r->daemon;
	struct chat_stopped answer = {0};

	if (t->err.code != ERR_OK) {
		bus_answer_err(r);
		return STEP_NEXT;
	}
	LIST_EACH (node, &d->running) {
		struct chat *c = LIST_ENTRY(node, struct chat, node);
		const struct chat_stop *m = r->msg;

		if (c->r.env.user_id != r->env.user_id ||
		    !streq(c->conversation_id, m->conversation_id))
			continue;
		answer.was_running = true;
		if (c->streamed)
			stream_stop(c);
	}
	metrics_counter_inc(
	    METRICS_WITH(d->metrics.stops, answer.was_running ? "yes" : "no"));
	bus_answer_msg(r, MSG_chat_stopped, &answer);
	return STEP_NEXT;
}
