/* routes.c - the steps of the fixture's routes. */
#include "tests/unit/http/fixture.h"

#include "common/http/park.h"

static struct wrequest *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct wrequest, http.task);
}

static struct world *world_of(struct task *t)
{
	return request_of(t)->http.daemon;
}

static enum step_result text(struct task *t, struct str body)
{
	http_answer(&request_of(t)->http, 200, "text/plain", body);
	return STEP_NEXT;
}

static enum step_result hello(struct task *t)
{
	return text(t, STR("hello\n"));
}

static enum step_result user(struct task *t)
{
	const struct http_request *r = &request_of(t)->http;

	return text(
	    t, str_of(arena_printf(t->arena, "user %s at %s?%.*s", r->params[0],
		   r->path, (int)r->query.n, r->query.p)));
}

static enum step_result sleep_long(struct task *t)
{
	task_sleep(t, 30000);
	return STEP_WAIT;
}

static enum step_result sleep_short(struct task *t)
{
	task_sleep(t, 3);
	return STEP_WAIT;
}

static enum step_result stay(struct task *t)
{
	request_of(t)->http.stays = true;
	task_sleep(t, 30);
	return STEP_WAIT;
}

static enum step_result not_found(struct task *t)
{
	return task_fail(t, ERR_NOT_FOUND, "no \"such\" thing");
}

static enum step_result bad_field(struct task *t)
{
	return task_fail_field(t, "limit", "must be 1 to 100");
}

static enum step_result problem(struct task *t)
{
	http_answer_problem(&request_of(t)->http, &t->err, "req-1");
	return STEP_NEXT;
}

static enum step_result mute(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}

static enum step_result big(struct task *t)
{
	size_t n = (size_t)8 << 20;
	char *body = arena_alloc(t->arena, n);

	memset(body, 'b', n);
	return text(t, (struct str){body, n});
}

static enum step_result headers(struct task *t)
{
	struct http_request *r = &request_of(t)->http;

	http_add_header(r, "X-Request-Id", "id-7");
	http_add_header(r, "Cache-Control", "no-store");
	return text(t, http_header(r, "X-MINE"));
}

static enum step_result query(struct task *t)
{
	struct http_request *r = &request_of(t)->http;
	const char *q;

	if (http_query(r, "q", &q, &t->err) < 0)
		return STEP_FAIL;
	return text(t, str_of(q == NULL ? "none" : q));
}

static enum step_result or_problem(struct task *t)
{
	if (t->err.code != ERR_OK)
		return problem(t);
	return STEP_NEXT;
}

static enum step_result cookie(struct task *t)
{
	const char *c = http_cookie(&request_of(t)->http, "session_id");

	return text(t, str_of(c == NULL ? "none" : c));
}

static enum step_result broken_type(struct task *t)
{
	http_answer(
	    &request_of(t)->http, 200, "text/x\r\nSet-Cookie: a=b", STR("x"));
	return STEP_NEXT;
}

static enum step_result echo(struct task *t)
{
	const struct http_request *r = &request_of(t)->http;

	return text(t, str_of(arena_printf(t->arena, "%zu:%.*s.", r->body.n,
			   (int)r->body.n, r->body.p)));
}

/* ---- streams ---- */

static enum step_result begin_events(struct task *t)
{
	struct http_request *r = &request_of(t)->http;

	http_stream_begin(r, 200, "text/event-stream");
	http_stream_write(r, STR("data: one\n\n"));
	http_stream_write(r, STR("data: two\n\n"));
	task_sleep(t, 2);
	return STEP_WAIT;
}

static enum step_result end_events(struct task *t)
{
	http_stream_write(&request_of(t)->http, STR("data: three\n\n"));
	return STEP_NEXT;
}

static enum step_result begin_parked(struct task *t)
{
	struct http_request *r = &request_of(t)->http;

	http_stream_begin(r, 200, "text/event-stream");
	http_stream_write(r, STR("data: first\n\n"));
	return STEP_NEXT;
}

static enum step_result park(struct task *t)
{
	struct http_request *r = &request_of(t)->http;
	struct parked *p = &world_of(t)->parked;

	if (!p->ends)
		p->conn = http_park(r, p);
	return STEP_NEXT;
}

static enum step_result say_woken(struct task *t)
{
	http_stream_write(&request_of(t)->http, STR("data: woken\n\n"));
	return STEP_NEXT;
}

static enum step_result begin_flood(struct task *t)
{
	http_stream_begin(&request_of(t)->http, 200, "text/plain");
	return STEP_NEXT;
}

/* Keeps at most 256 KB queued. */
static enum step_result flood(struct task *t)
{
	struct wrequest *r = request_of(t);
	char line[4096];

	if (r->total_bytes >= (size_t)64 << 20)
		return STEP_NEXT;
	memset(line, 'f', sizeof line);
	while (http_stream_queued(&r->http) < 262144) {
		http_stream_write(&r->http, (struct str){line, sizeof line});
		r->total_bytes += sizeof line;
	}
	world_of(t)->written = r->total_bytes;
	task_goto(t, flood);
	http_stream_drain(&r->http, 65536);
	return STEP_WAIT;
}

static enum step_result cut(struct task *t)
{
	struct http_request *r = &request_of(t)->http;

	http_stream_begin(r, 200, "text/plain");
	http_stream_write(r, STR("half"));
	http_stream_cut(r);
	return STEP_NEXT;
}

/* ---- streamed bodies ---- */

static enum step_result upload_next(struct task *t)
{
	struct wrequest *r = request_of(t);

	http_body_next(&r->http, &r->piece);
	return STEP_WAIT;
}

static enum step_result upload_take(struct task *t)
{
	struct wrequest *r = request_of(t);
	struct world *w = world_of(t);

	if (r->piece.n == 0)
		return STEP_NEXT;
	w->pieces++;
	w->largest_piece = MAX(w->largest_piece, r->piece.n);
	r->total_bytes += r->piece.n;
	for (size_t i = 0; i < r->piece.n; i++)
		r->sum = r->sum * 31 + (unsigned char)r->piece.p[i];
	task_goto(t, upload_next);
	if (!w->hold_upload)
		return STEP_NEXT;
	task_sleep(t, 1);
	return STEP_WAIT;
}

static enum step_result upload_answer(struct task *t)
{
	struct wrequest *r = request_of(t);

	if (t->err.code != ERR_OK)
		return problem(t);
	return text(t, str_of(arena_printf(t->arena, "%zu bytes, sum %u",
			   r->total_bytes, r->sum)));
}

#define STEPS(name, ...)                                                       \
	static task_step *const name##_steps[] = {__VA_ARGS__, NULL}
STEPS(hello, hello);
STEPS(user, user);
STEPS(slow, sleep_long, hello);
STEPS(nap, sleep_short, hello);
STEPS(stay, stay, hello);
STEPS(late, mute);
STEPS(fail, not_found, problem);
STEPS(field, bad_field, problem);
STEPS(mute, mute);
STEPS(big, big);
STEPS(headers, headers);
STEPS(query, query, or_problem);
STEPS(cookie, cookie);
STEPS(events, begin_events, end_events);
STEPS(parked, begin_parked, park);
task_step *const world_woken_steps[] = {sleep_short, say_woken, park, NULL};
STEPS(flood, begin_flood, flood, mute);
STEPS(cut, cut);
STEPS(broken_type, broken_type);
STEPS(echo, echo);
STEPS(upload, upload_next, upload_take, upload_answer);

#define GET(p, s)                                                              \
	{                                                                      \
		.method = HTTP_GET, .path = (p), .steps = s##_steps            \
	}
const struct http_route world_routes[] = {
    GET("/hello", hello),
    GET("/users/{id}", user),
    GET("/slow", slow),
    GET("/nap", nap),
    GET("/stay", stay),
    GET("/late", late),
    GET("/fail", fail),
    GET("/field", field),
    GET("/mute", mute),
    GET("/big", big),
    GET("/headers", headers),
    GET("/query", query),
    GET("/cookie", cookie),
    GET("/events", events),
    GET("/parked", parked),
    GET("/flood", flood),
    GET("/cut", cut),
    GET("/broken-type", broken_type),
    {.method = HTTP_GET,
	.path = "/brief",
	.steps = slow_steps,
	.timeout_ms = 20},
    {.method = HTTP_POST,
	.path = "/echo",
	.steps = echo_steps,
	.max_body_bytes = 1000},
    {.method = HTTP_POST, .path = "/nothing", .steps = echo_steps},
    {.method = HTTP_POST,
	.path = "/upload",
	.steps = upload_steps,
	.max_body_bytes = (size_t)4 << 20,
	.streams_body = true},
    {.method = HTTP_POST,
	.path = "/ignore",
	.steps = hello_steps,
	.max_body_bytes = (size_t)4 << 20,
	.streams_body = true},
};
const size_t world_n_routes = ARRAY_LEN(world_routes);
