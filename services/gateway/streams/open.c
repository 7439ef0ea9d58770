/* open.c - how a request begins a stream, and leaves it to its events. */
#include "services/gateway/streams/part.h"

#include "common/base/log.h"
#include "services/gateway/streams/sse.h"

#include <inttypes.h>
#include <stdio.h>

enum step_result stream_open(
    struct gateway_request *r, const struct stream_state *is)
{
	r->stream = stream_new(gateway_of(r)->streams, is, &r->http.task.err);
	if (r->stream != NULL)
		return STEP_NEXT;
	if (!r->http.streaming)
		http_add_header(&r->http, "Retry-After", "5");
	return STEP_FAIL;
}

void stream_begin(struct gateway_request *r)
{
	/* nginx would hold events back, others would change them. */
	http_add_header(&r->http, "X-Accel-Buffering", "no");
	http_add_header(&r->http, "Cache-Control", "no-transform");
	http_stream_begin(&r->http, 200, "text/event-stream; charset=utf-8");
	http_stream_write(&r->http, STR("retry: 1000\n\n"));
}

void stream_park(struct gateway_request *r, struct stream *s)
{
	if (s->over) /* the request ends, and the stream with it */
		return;
	stream_sleeps(s, http_park(&r->http, s));
	streams_fan_later(s->all);
}

void stream_release(struct gateway_request *r)
{
	if (r->stream != NULL && r->stream->conn == NULL)
		stream_free(&r->stream);
}

void stream_left(void *stream)
{
	struct stream *s = stream;

	log_info("stream over", LOG_S("log", s->is.log),
	    LOG_I("user", s->is.user_id), LOG_I("sent", s->is.sent),
	    LOG_S("end", s->over ? "whole" : "left"));
	stream_free(&s);
}

/* ---- steps of those that end when they are old ---- */

/* An id without data: who loses the connection before the first event comes
 * back to where they were. */
enum step_result stream_begin_here(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct stream_state *is = &r->stream->is;
	char text[80];
	int n = snprintf(
	    text, sizeof text, "id: %s.%" PRIu64 "\n\n", is->log, is->sent);

	stream_begin(r);
	http_stream_write(&r->http, (struct str){text, (size_t)n});
	r->stream->look = true; /* what came since we asked */
	return STEP_NEXT;
}

enum step_result stream_answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	if (r->http.streaming)
		stream_park(r, r->stream);
	else if (t->err.code != ERR_OK)
		return gateway_problem(r);
	return STEP_NEXT;
}

int stream_last_id(
    struct gateway_request *r, struct stream_state *is, struct err *err)
{
	struct str id = http_header(&r->http, "last-event-id");

	if (id.n == 0 || sse_id_parse(id, is->log, &is->sent) == 0)
		return 0;
	return err_field(
	    err, "Last-Event-ID", "is not the id of an event of this stream");
}

/* Who comes without an id hears from now on; who comes back from a log that
 * is not there any more, of all that the new one has. */
enum step_result stream_join(struct gateway_request *r, struct stream_state *is,
    struct str log, uint64_t newest)
{
	if (is->log[0] == '\0')
		is->sent = newest;
	else if (!str_eqs(log, is->log))
		is->sent = 0;
	is->sent = MIN(is->sent, newest);
	str_copy(is->log, sizeof is->log, log);
	return stream_open(r, is);
}
