/* delta.c - see delta.h. */
#include "services/assistant/model/delta.h"

#include "proto/json.h"

#define TOKENS_MAX INT64_C(100000000)

void delta_init(struct delta *d)
{
	*d = (struct delta){.tokens_in = -1, .tokens_out = -1};
	buf_init(&d->text, DELTA_TEXT_MAX);
	for (size_t i = 0; i < DELTA_CALLS; i++)
		buf_init(&d->calls[i].args, DELTA_ARGS_MAX);
}

void delta_deinit(struct delta *d)
{
	for (size_t i = 0; i < DELTA_CALLS; i++)
		buf_deinit(&d->calls[i].args);
	buf_deinit(&d->text);
}

/* A string that may be absent or null. -1: it is something else. */
static int text_of(const struct json *j, struct str *s_r, struct err *err)
{
	*s_r = (struct str){"", 0};
	if (json_type(j) == JSON_NULL)
		return 0;
	if (json_type(j) != JSON_STRING)
		return err_set(err, ERR_BAD_PEER,
		    "the model's answer has no text where text should be");
	*s_r = str_of(json_str(j, ""));
	return 0;
}

static int read_call(struct delta *d, const struct json *j, struct err *err)
{
	const struct json *f = json_get(j, "function");
	int64_t at = json_i64(json_get(j, "index"), 0);
	struct str id, name, args;
	struct delta_call *c;

	if (at < 0 || at >= DELTA_CALLS || (size_t)at > d->n_calls)
		return err_set(err, ERR_BAD_PEER,
		    "the model calls more than %d tools at once", DELTA_CALLS);
	c = &d->calls[at];
	d->n_calls = MAX(d->n_calls, (size_t)at + 1);
	if (text_of(json_get(j, "id"), &id, err) < 0 ||
	    text_of(json_get(f, "name"), &name, err) < 0 ||
	    text_of(json_get(f, "arguments"), &args, err) < 0)
		return -1;
	if ((id.n > 0 && !str_copy(c->id, sizeof c->id, id)) ||
	    (name.n > 0 && !str_copy(c->name, sizeof c->name, name)))
		return err_set(
		    err, ERR_BAD_PEER, "the model's tool has too long a name");
	buf_add(&c->args, args.p, args.n);
	if (buf_failed(&c->args))
		return err_set(err, ERR_BAD_PEER,
		    "the arguments of the model's tool are too large");
	return 0;
}

static int read_choice(struct delta *d, const struct json *j, struct err *err)
{
	const struct json *delta = json_get(j, "delta");
	const struct json *call = json_first(json_get(delta, "tool_calls"));
	struct str text, refusal, finish;

	if (text_of(json_get(delta, "content"), &text, err) < 0 ||
	    text_of(json_get(delta, "refusal"), &refusal, err) < 0 ||
	    text_of(json_get(j, "finish_reason"), &finish, err) < 0)
		return -1;
	buf_add(&d->text, text.p, text.n);
	d->text_bytes += text.n;
	if (buf_failed(&d->text) || d->text_bytes > DELTA_TEXT_MAX)
		return err_set(
		    err, ERR_BAD_PEER, "the model's answer is too large");
	d->refused |= refusal.n > 0 || str_eqs(finish, "content_filter");
	if (finish.n > 0)
		str_copy(d->finish, sizeof d->finish, finish);
	for (; call != NULL; call = json_next(call)) {
		if (read_call(d, call, err) < 0)
			return -1;
	}
	return 0;
}

static void read_usage(struct delta *d, const struct json *usage)
{
	int64_t in = json_i64(json_get(usage, "prompt_tokens"), -1);
	int64_t out = json_i64(json_get(usage, "completion_tokens"), -1);

	if (in >= 0 && in <= TOKENS_MAX)
		d->tokens_in = in;
	if (out >= 0 && out <= TOKENS_MAX)
		d->tokens_out = out;
}

int delta_read(
    struct delta *d, struct arena *scratch, struct str chunk, struct err *err)
{
	const struct json *j, *choice;
	struct err why;

	buf_clear(&d->text);
	if (str_eqs(str_trim(chunk), "[DONE]")) {
		d->done = true;
		return 0;
	}
	if (json_parse(scratch, chunk, &j, &why) < 0 ||
	    json_type(j) != JSON_OBJECT)
		return err_set(
		    err, ERR_BAD_PEER, "the model's answer is not JSON");
	if (json_type(json_get(j, "error")) != JSON_NULL)
		return err_set(err, ERR_UNAVAILABLE,
		    "the model's endpoint tells of an error");
	read_usage(d, json_get(j, "usage"));
	choice = json_get(j, "choices");
	if (json_type(choice) != JSON_ARRAY && json_type(choice) != JSON_NULL)
		return err_set(
		    err, ERR_BAD_PEER, "the model's choices are no list");
	choice = json_first(choice);
	return choice != NULL ? read_choice(d, choice, err) : 0;
}
