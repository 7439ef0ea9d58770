/* pass.c - a stream goes on in another process: it leaves as its state,
 * and begins there by a look into its log. */
#include "services/gateway/streams/part.h"

#include "common/base/log.h"
#include "common/http/handoff.h"

static bool pack(void *owner, struct buf *state)
{
	const struct stream *s = owner;

	buf_add(state, &s->is, sizeof s->is);
	return true;
}

static task_step take, taken;
static task_step *const take_steps[] = {take, taken, NULL};

const struct http_passing stream_passing = {.pack = pack, .steps = take_steps};

/* The other process may be another version: its word is not trusted. */
static enum step_result take(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct stream_state is;

	if (r->http.body.n != sizeof is)
		return task_fail(
		    t, ERR_BAD_PEER, "a stream came in a form of its own");
	memcpy(&is, r->http.body.p, sizeof is);
	if (is.kind >= STREAM_KINDS || is.role > ROLE_SERVICE ||
	    is.log[UUID_CHARS] != '\0' || !ids_uuid_valid(is.log))
		return task_fail(t, ERR_BAD_PEER, "a stream came broken");
	r->caller.user_id = is.user_id;
	return stream_open(r, &is);
}

/* One that cannot go on ends; its reader comes back for the rest. */
static enum step_result taken(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (t->err.code != ERR_OK) {
		log_warn("a stream that was passed on cannot go on",
		    LOG_S("why", t->err.text),
		    LOG_I("user", r->caller.user_id));
		return STEP_NEXT;
	}
	r->stream->look = true;
	stream_park(r, r->stream);
	return STEP_NEXT;
}
