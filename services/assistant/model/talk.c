/* talk.c - what a talk with the model may cost, and what is said when it
 * fails. */
#include "services/assistant/model/talk.h"

#include "common/base/log.h"
#include "common/service/count.h"

#define BYTES_PER_TOKEN 4  /* an estimate, where the endpoint does not say */
#define RESERVE_MS 3000    /* left for the built-in answerer */
#define BREAKER_FAILURES 3 /* in a row, then nobody asks for a while */
#define BREAKER_MS 15000

static const struct {
	const char *reason, *text;
	bool of_endpoint; /* its fault: counts for the breaker */
} notices[] = {
    {"unreachable", "The language model could not be reached.", true},
    {"timeout", "The language model did not begin to answer in time.", true},
    {"stalled", "The language model stopped in the middle.", true},
    {"busy", "The language model has too much to do.", true},
    {"failed", "The language model's endpoint failed.", true},
    {"rejected", "The language model's endpoint did not take the question.",
	true},
    {"truncated", "The language model's answer broke off.", true},
    {"garbled", "The language model's answer made no sense.", true},
    {"refused", "The language model refused to answer.", false},
    {"silent", "The language model said nothing.", false},
    {"over_budget", "The language model's budget for one answer is spent.",
	false},
    {"day_budget", "Your budget of today for a language model is spent.",
	false},
    {"not_counted",
	"It is not known just now what the language model has cost today.",
	false},
    {"too_many_calls", "The language model asked for more and more.", false},
    {"paused", "The language model failed lately and is not asked now.", false},
    {"not_agreed", "You have not agreed to a language model (see Privacy).",
	false},
    {"not_known",
	"It is not known just now whether you agreed to a language "
	"model.",
	false},
    {"absent", "No language model is configured.", false},
};

static size_t reason_at(const char *reason)
{
	for (size_t i = 0; i < ARRAY_LEN(notices); i++) {
		if (streq(notices[i].reason, reason))
			return i;
	}
	return ARRAY_LEN(notices) - 1;
}

void talk_fail(struct talk *t, const char *reason)
{
	if (t->failure != NULL)
		return;
	t->failure = notices[reason_at(reason)].reason;
	if (streq(reason, "not_agreed"))
		return; /* as it should be */
	log_warn("the model's answer ended early",
	    LOG_S("request_id", t->chat->r.env.request_id),
	    LOG_S("reason", t->failure), LOG_I("status", t->head.status),
	    LOG_S("error", t->err.text));
}

/* Who has not agreed, and asks for no model, need not hear of it each time. */
void talk_notice(struct talk *t)
{
	size_t i = reason_at(t->failure);

	if (streq(t->failure, "not_agreed") &&
	    !streq(t->chat->ask->mode, "model"))
		return;
	chat_notice(t->chat,
	    arena_printf(t->chat->r.task.arena, "model_%s", t->failure),
	    arena_printf(t->chat->r.task.arena,
		"%s The built-in answerer went on.", notices[i].text));
}

int64_t talk_left_ms(const struct talk *t)
{
	const struct assistant *d = assistant_of(t->chat);
	const struct task *task = &t->chat->r.task;
	int64_t used_ms = loop_now_ms(task->loop) - t->began_ms;
	int64_t ms = MIN(
	    d->opt->llm_timeout_ms - used_ms, task_left_ms(task) - RESERVE_MS);

	return MAX(ms, 0);
}

enum step_result talk_end(struct talk *t, const char *failure)
{
	if (failure != NULL)
		talk_fail(t, failure);
	if (t->feed != NULL)
		http_feed_close(t->feed);
	task_goto(&t->chat->r.task, model_end);
	return STEP_NEXT;
}

/* ---- tokens and money ---- */

static int64_t cost_usd_micros(
    const struct assistant_options *o, int64_t in, int64_t out)
{
	return (int64_t)((double)in * o->llm_price_in +
			 (double)out * o->llm_price_out + 0.5);
}

bool talk_has_budget(struct talk *t, size_t body_bytes)
{
	const struct assistant_options *o = assistant_of(t->chat)->opt;
	int64_t in = t->tokens_in + (int64_t)body_bytes / BYTES_PER_TOKEN;
	int64_t out =
	    t->tokens_out + (int64_t)t->delta.text_bytes / BYTES_PER_TOKEN;

	return in + out <= o->llm_budget_tokens &&
	       (double)cost_usd_micros(o, in, out) <=
		   o->llm_budget_cents * 10000;
}

void talk_meter(struct talk *t)
{
	struct assistant *d = assistant_of(t->chat);
	int64_t in = t->delta.tokens_in, out = t->delta.tokens_out, micros;

	if (in < 0)
		in = (int64_t)t->body.len / BYTES_PER_TOKEN;
	if (out < 0)
		out = (int64_t)t->delta.text_bytes / BYTES_PER_TOKEN;
	micros = cost_usd_micros(d->opt, in, out);
	t->tokens_in += in;
	t->tokens_out += out;
	t->unmetered = false;
	t->cost_usd_micros += (uint64_t)micros;
	t->chat->r.cost_usd_micros += (uint64_t)micros;
	service_count_cost(d->service, ASSISTANT_AGENT, (uint64_t)micros);
	metrics_counter_add(
	    METRICS_WITH(d->metrics.llm_tokens, "in"), (double)in);
	metrics_counter_add(
	    METRICS_WITH(d->metrics.llm_tokens, "out"), (double)out);
	metrics_counter_add(
	    METRICS_ONLY(d->metrics.llm_cost), (double)micros / 1e6);
}

/* ---- the breaker ---- */

bool model_paused(const struct assistant *d)
{
	return loop_now_ms(d->service->loop) < d->model.paused_until_ms;
}

/* After the pause one answer tries again: one failure more pauses anew. */
void model_note(struct assistant *d, const char *failure)
{
	if (failure == NULL) {
		d->model.failures = 0;
		return;
	}
	if (!notices[reason_at(failure)].of_endpoint)
		return;
	if (++d->model.failures < BREAKER_FAILURES)
		return;
	d->model.paused_until_ms = loop_now_ms(d->service->loop) + BREAKER_MS;
	log_warn("the model is not asked for a while", LOG_S("last", failure),
	    LOG_I("failures", d->model.failures));
}
