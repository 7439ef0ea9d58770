/* ask.c - asks the model, listens, and says what it says, sentence by
 * sentence. */
#include "services/assistant/model/talk.h"

#define TRIES 3                     /* of one round, before its first token */
#define RETRY_MS 300                /* before the second; doubled */
#define RETRY_MAX_MS 5000           /* a longer Retry-After is not waited for */
#define SAID_MAX ((size_t)8 * 1024) /* of the answer's text by a model */

static void send(struct talk *t)
{
	struct assistant *d = assistant_of(t->chat);
	struct arena *a = t->chat->r.task.arena;
	const char **headers = ARENA_ARRAY(a, const char *, 4);
	size_t n = 0;
	const struct http_call call = {.method = "POST",
	    .url = arena_printf(a, "%s/chat/completions", d->opt->llm_base_url),
	    .headers = headers,
	    .body = {buf_str(&t->body), t->body.len},
	    .timeout_ms = MIN(d->opt->llm_first_ms, talk_left_ms(t)),
	    .max_answer_bytes = (size_t)8 << 20};

	headers[n++] = "Content-Type: application/json";
	headers[n++] = "Accept: text/event-stream";
	if (*d->opt->llm_api_key != '\0')
		headers[n++] = arena_printf(
		    a, "Authorization: Bearer %s", d->opt->llm_api_key);
	task_tolerate(&t->chat->r.task, &t->err);
	http_feed_open(
	    &t->chat->r.task, d->model.http, &call, &t->feed, &t->head);
}

enum step_result model_ask(struct task *task)
{
	struct chat *c = chat_of(task);
	struct talk *t = c->talk;

	if (t == NULL || t->failure != NULL) {
		task_goto(task, model_end);
		return STEP_NEXT;
	}
	if (c->stopped)
		return task_fail(task, ERR_CANCELLED, "the answer was stopped");
	prompt_write(t);
	if (!talk_has_budget(t, t->body.len))
		return talk_end(t, "over_budget");
	if (talk_left_ms(t) == 0)
		return talk_end(t, "timeout");
	sse_deinit(&t->sse);
	sse_init(&t->sse);
	delta_deinit(&t->delta);
	delta_init(&t->delta);
	t->heard = t->open = false;
	t->asked_ms = t->heard_ms = loop_now_ms(task->loop);
	send(t);
	return STEP_WAIT;
}

/* Before its first token a call may be made again. */
static enum step_result again(struct talk *t, const char *failure)
{
	struct task *task = &t->chat->r.task;
	int64_t ms = RETRY_MS << t->tries, asked_s = 0;

	http_feed_close(t->feed);
	if (str_to_i64(str_of(t->head.retry_after), 0, 86400, &asked_s) == 0)
		ms = MAX(ms, asked_s * 1000);
	if (++t->tries >= TRIES || ms > RETRY_MAX_MS || ms >= talk_left_ms(t))
		return talk_end(t, failure);
	task_goto(task, model_ask);
	task_sleep(task, ms);
	return STEP_WAIT;
}

/* False: *result_r says how the talk goes on. */
static bool head_is_well(struct talk *t, enum step_result *result_r)
{
	int status = t->head.status;

	if (t->err.code == ERR_DEADLINE)
		*result_r = talk_end(t, "timeout");
	else if (t->err.code == ERR_BAD_PEER)
		*result_r = talk_end(t, "garbled");
	else if (t->err.code != ERR_OK)
		*result_r = again(t, "unreachable");
	else if (status == 429)
		*result_r = again(t, "busy");
	else if (status >= 500)
		*result_r = again(t, "failed");
	else if (status != 200)
		*result_r = talk_end(t, "rejected");
	else if (!str_istarts(
		     str_of(t->head.content_type), "text/event-stream"))
		*result_r = talk_end(t, "garbled");
	else
		t->open = t->unmetered = true;
	return t->open;
}

/* ---- listening ---- */

enum step_result model_listen(struct task *task)
{
	struct talk *t = chat_of(task)->talk;
	const struct assistant_options *o = assistant_of(t->chat)->opt;
	int64_t now = loop_now_ms(task->loop);
	int64_t left = t->heard ? t->heard_ms + o->llm_stall_ms - now
				: t->asked_ms + o->llm_first_ms - now;

	enum step_result result;

	if (t->chat->stopped)
		return task_fail(task, ERR_CANCELLED, "the answer was stopped");
	if (!t->open && !head_is_well(t, &result))
		return result;
	task_tolerate(task, &t->err);
	http_feed_next(
	    task, t->feed, MAX(1, MIN(left, talk_left_ms(t))), &t->piece);
	return STEP_WAIT;
}

static void say_what_is_whole(struct talk *t, bool over)
{
	struct str sentence;

	while (speech_next(&t->speech, over, &sentence))
		say_sentence(t, sentence);
}

/* A chunk. What fails it, or NULL. */
static const char *hear(struct talk *t, struct str chunk)
{
	struct delta *d = &t->delta;
	int64_t now = loop_now_ms(t->chat->r.task.loop);

	arena_reset(t->scratch);
	if (delta_read(d, t->scratch, chunk, &t->err) < 0)
		return t->err.code == ERR_UNAVAILABLE ? "failed" : "garbled";
	if (d->refused)
		return "refused";
	if (d->text.len > 0 || d->n_calls > 0) {
		if (!t->heard)
			metrics_observe(
			    METRICS_ONLY(
				assistant_of(t->chat)->metrics.llm_first_token),
			    (double)(now - t->asked_ms) / 1000);
		t->heard = true;
		t->heard_ms = now;
	}
	speech_add(&t->speech, (struct str){buf_str(&d->text), d->text.len});
	say_what_is_whole(t, false);
	if (t->chat->draft.text.len > SAID_MAX ||
	    !talk_has_budget(t, t->body.len))
		return "over_budget";
	return NULL;
}

static const char *hear_all(struct talk *t)
{
	struct str rest = t->piece, chunk;
	const char *failure = NULL;
	int got = 0;

	while (failure == NULL && !t->delta.done &&
	       (got = sse_next(&t->sse, &rest, &chunk)) > 0)
		failure = hear(t, chunk);
	return got < 0 ? "garbled" : failure;
}

/* The answer is whole: is it one, or does it want something looked up? */
static enum step_result round_over(struct talk *t)
{
	const struct assistant_options *o = assistant_of(t->chat)->opt;

	http_feed_close(t->feed);
	talk_meter(t);
	if (t->delta.n_calls == 0) {
		say_what_is_whole(t, true);
		return talk_end(t, streq(t->delta.finish, "length")
				       ? "truncated"
				   : t->sentences == 0 ? "silent"
						       : NULL);
	}
	say_what_is_whole(t, true);
	if (t->round + 1 >= (unsigned)o->llm_max_calls)
		return talk_end(t, "too_many_calls");
	t->call = 0;
	return STEP_NEXT;
}

enum step_result model_hear(struct task *task)
{
	struct talk *t = chat_of(task)->talk;
	const char *failure = NULL;

	if (t->chat->stopped)
		return task_fail(task, ERR_CANCELLED, "the answer was stopped");
	if (t->err.code == ERR_DEADLINE)
		failure = t->heard ? "stalled" : "timeout";
	else if (t->err.code != ERR_OK)
		failure = "truncated";
	else
		failure = hear_all(t);
	if (failure == NULL && t->piece.n == 0 && !t->delta.done &&
	    t->delta.finish[0] == '\0')
		failure = "truncated";
	if (failure != NULL) {
		talk_meter(t);
		return talk_end(t, failure);
	}
	if (t->piece.n > 0 && !t->delta.done) {
		int64_t now = loop_now_ms(task->loop);

		/* Bytes that say nothing keep nobody waiting. */
		if (now - (t->heard ? t->heard_ms : t->asked_ms) >
		    (t->heard ? assistant_of(t->chat)->opt->llm_stall_ms
			      : assistant_of(t->chat)->opt->llm_first_ms)) {
			talk_meter(t);
			return talk_end(t, t->heard ? "stalled" : "timeout");
		}
		task_goto(task, model_listen);
		return STEP_NEXT;
	}
	return round_over(t);
}
