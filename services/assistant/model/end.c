/* end.c - what the model wants looked up before it goes on; and the end of its
 * talk. */
#include "services/assistant/model/talk.h"

#define RESULT_BYTES ((size_t)64 * 1024)

/* ---- tools ---- */

/* What the model said of its tools, as it has to be told back. */
static void write_calls(struct talk *t)
{
	struct jsonw w;

	buf_addc(&t->past, ',');
	jsonw_init(&w, &t->past);
	jsonw_obj(&w);
	jsonw_ks(&w, "role", "assistant");
	jsonw_key(&w, "content");
	jsonw_null(&w);
	jsonw_karr(&w, "tool_calls");
	for (size_t i = 0; i < t->delta.n_calls; i++) {
		const struct delta_call *dc = &t->delta.calls[i];

		jsonw_obj(&w);
		jsonw_ks(&w, "id", dc->id);
		jsonw_ks(&w, "type", "function");
		jsonw_kobj(&w, "function");
		jsonw_ks(&w, "name", dc->name);
		jsonw_key(&w, "arguments");
		jsonw_strn(&w, buf_str(&dc->args), dc->args.len);
		jsonw_end(&w);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
}

static void write_result(struct talk *t, const struct buf *result)
{
	struct jsonw w;

	buf_addc(&t->past, ',');
	jsonw_init(&w, &t->past);
	jsonw_obj(&w);
	jsonw_ks(&w, "role", "tool");
	jsonw_ks(&w, "tool_call_id", t->delta.calls[t->call].id);
	jsonw_key(&w, "content");
	jsonw_strn(&w, buf_str(result), result->len);
	jsonw_end(&w);
}

enum step_result model_tool(struct task *task)
{
	struct talk *t = chat_of(task)->talk;

	if (t->call == 0) {
		write_calls(t);
		buf_init(&t->result, RESULT_BYTES);
	}
	t->called = tools_start(t, &t->result);
	return t->called ? STEP_WAIT : STEP_NEXT;
}

enum step_result model_told(struct task *task)
{
	struct talk *t = chat_of(task)->talk;

	if (t->called && tools_read(t, &t->result)) {
		task_goto(task, model_told); /* when the mail is loaded */
		return STEP_WAIT;
	}
	write_result(t, &t->result);
	buf_clear(&t->result);
	if (++t->call < t->delta.n_calls) {
		task_goto(task, model_tool);
		return STEP_NEXT;
	}
	buf_deinit(&t->result);
	t->round++;
	t->tries = 0;
	task_goto(task, model_ask);
	return STEP_NEXT;
}

/* ---- the end ---- */

static void count(const struct talk *t)
{
	struct assistant_metrics *m = &assistant_of(t->chat)->metrics;

	metrics_counter_inc(METRICS_WITH(
	    m->llm_answers, t->failure != NULL ? t->failure : "ok"));
	metrics_counter_add(METRICS_WITH(m->llm_sentences, "supported"),
	    (double)(t->sentences - t->unsupported));
	metrics_counter_add(METRICS_WITH(m->llm_sentences, "unsupported"),
	    (double)t->unsupported);
}

/* Proposals are the grammar's, as without a model: what it would have written
 * is thrown away, what it would have proposed stays. */
static void propose(struct talk *t)
{
	struct draft *d = &t->chat->draft, other;

	draft_init(&other, d->a, t->material.mails, t->material.n_mails,
	    d->utc_offset_s);
	other.memories = d->memories;
	compose_answer(&other, &t->material);
	for (size_t i = 0; i < other.n_actions; i++)
		d->actions[d->n_actions++] = other.actions[i];
	draft_deinit(&other);
}

enum step_result model_end(struct task *task)
{
	struct chat *c = chat_of(task);
	struct talk *t = c->talk;
	size_t from;

	if (t == NULL)
		return STEP_NEXT;
	count(t);
	if (!streq(t->failure, "absent") && !streq(t->failure, "paused"))
		model_note(assistant_of(c), t->failure);
	if (t->failure == NULL) {
		propose(t);
	} else {
		talk_notice(t);
		if (t->sentences > 0)
			draft_say(&c->draft, "\n\nThe rest is from the "
					     "built-in answerer.\n\n");
		t->material.mails = c->mails; /* as the draft has them */
		from = c->draft.text.len;
		compose_answer(&c->draft, &t->material);
		chat_ground(c, from);
	}
	memory_tell(c);
	c->composed_us = loop_now_us(task->loop);
	event_citations(c);
	event_tokens(c);
	return STEP_NEXT;
}
