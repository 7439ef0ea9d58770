/* outflow.c - see outflow.h. */
#include "services/gateway/outflow.h"

#include "services/gateway/admit.h"
#include "services/gateway/places.h"

#define PIECE_MS 60000 /* to come, and to be taken */

void outflow_init(struct gateway_request *r, struct outflow *o,
    task_step *fetch, const char *content_type)
{
	o->fetch = fetch;
	o->content_type = content_type;
	o->mark = arena_mark(r->http.task.arena);
	r->own = o;
}

void outflow_next(struct gateway_request *r, struct outflow *o)
{
	arena_rewind(r->http.task.arena, &o->mark);
	task_set_deadline(&r->http.task, PIECE_MS);
}

static void add_disposition(struct gateway_request *r, const struct outflow *o)
{
	if (o->disposition != NULL)
		http_add_header(
		    &r->http, "Content-Disposition", o->disposition);
}

void outflow_release(struct gateway_request *r)
{
	if (r->flowing)
		places_leave(gateway_of(r)->outflows, r->caller.user_id);
	r->flowing = false;
}

/* The head goes out with the first bytes: what fails before is a problem. How
 * long it takes from then on is the reader's doing, and no work that others
 * wait behind. */
static enum step_result open_stream(
    struct gateway_request *r, const struct outflow *o)
{
	struct task *t = &r->http.task;

	if (!places_take(gateway_of(r)->outflows, r->caller.user_id))
		return task_fail(t, ERR_RATE_LIMITED,
		    "policy \"downloads\": %d large answers of yours are on "
		    "their way; take one of them first",
		    OUTFLOWS_PER_USER);
	r->flowing = true;
	add_disposition(r, o);
	http_stream_begin(&r->http, 200, o->content_type);
	gates_leave(r);
	return STEP_NEXT;
}

enum step_result outflow_write(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct outflow *o = r->own;
	bool over = o->last;

	if (!r->http.streaming && !o->last) {
		if (open_stream(r, o) == STEP_FAIL)
			return STEP_FAIL;
		over = r->http.method == HTTP_HEAD;
	}
	if (r->http.streaming)
		http_stream_write(&r->http, o->piece);
	if (over) {
		task_goto(t, outflow_end);
		return STEP_NEXT;
	}
	http_stream_drain(&r->http, OUTFLOW_PIECE / 2);
	return STEP_WAIT;
}

enum step_result outflow_drained(struct task *t)
{
	const struct outflow *o = gateway_request(t)->own;

	task_goto(t, o->fetch);
	return STEP_NEXT;
}

enum step_result outflow_end(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct outflow *o = r->own;

	if (t->err.code != ERR_OK && !r->http.streaming)
		return gateway_problem(r);
	if (t->err.code != ERR_OK) {
		http_stream_cut(&r->http);
	} else if (!r->http.streaming) {
		add_disposition(r, o);
		http_answer(&r->http, 200, o->content_type, o->piece);
	}
	return STEP_NEXT;
}
