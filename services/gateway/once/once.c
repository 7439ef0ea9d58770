/* once.c - a key is claimed before the work, and keeps its answer after it. */
#include "services/gateway/once/once.h"

#include "common/base/ids.h"
#include "common/base/log.h"
#include "services/gateway/once/once_key.h"
#include "services/gateway/steps.h"

#include <inttypes.h>

#define HEADER "idempotency-key"
/* From the route's time: the last step has its own, and clocks differ. */
#define LEASE_MORE_MS (TASK_ANSWER_MS + 5000)

enum once_state {
	ONCE_ASKED,    /* the claim is on its way */
	ONCE_HELD,     /* this request does the work */
	ONCE_ANSWERED, /* another did, and its answer is known */
	ONCE_REFUSED   /* nothing is done */
};

struct once {
	enum once_state state;
	uint8_t id[32], request_hash[32];
	struct pg_result *row; /* the key's, as the claim left it */
	/* the answer that waits to be committed */
	int status; /* 0: none yet */
	const char *content_type;
	struct str body;
	struct pg_result *saved;
	struct err err;
};

/* Takes a key that is new, that was forgotten, or whose holder is gone and
 * whose work may be done twice ($7). */
static const char sql_claim[] =
    "INSERT INTO idempotency_keys AS k "
    "(user_id, id, route, request_hash, holder, leased_until) VALUES "
    "($1, $2, $3, $4, $5, now() + $6 * interval '1 millisecond') "
    "ON CONFLICT (user_id, id) DO UPDATE SET "
    "request_hash = excluded.request_hash, holder = excluded.holder, "
    "leased_until = excluded.leased_until, created_at = now(), "
    "status = NULL, content_type = NULL, headers = '', body = NULL "
    "WHERE CASE WHEN k.status IS NULL THEN k.leased_until < now() AND "
    "($7 AND k.request_hash = excluded.request_hash OR "
    "k.leased_until < now() - $8 * interval '1 millisecond') "
    "ELSE k.created_at < now() - $9 * interval '1 millisecond' END";

static const char sql_look[] =
    "SELECT request_hash, holder, status, content_type, headers, body, "
    "leased_until > now() AS running FROM idempotency_keys "
    "WHERE user_id = $1 AND id = $2";

static const char sql_save[] =
    "UPDATE idempotency_keys SET status = $4, content_type = $5, "
    "headers = $6, body = $7 "
    "WHERE user_id = $1 AND id = $2 AND holder = $3 AND status IS NULL";

static const char sql_release[] =
    "DELETE FROM idempotency_keys "
    "WHERE user_id = $1 AND id = $2 AND holder = $3 AND status IS NULL";

/* ---- the claim ---- */

static bool changes_state(const struct gateway_request *r)
{
	return r->http.method != HTTP_GET && r->http.method != HTTP_HEAD;
}

/* The header's only value; two are no key at all. */
static bool find_key(
    const struct http_request *http, struct str *value_r, bool *twice_r)
{
	bool found = false;

	*twice_r = false;
	for (size_t i = 0; i < http->n_headers; i++) {
		if (!str_ieq(http->headers[i].name, STR(HEADER)))
			continue;
		*twice_r = found;
		found = true;
		*value_r = http->headers[i].value;
	}
	return found;
}

/* Who repeats a stream goes on with it, and a body that streams is not there
 * to be compared. */
static bool takes_keys(const struct gateway_request *r)
{
	return !r->http.route->streams_body;
}

static void make_hashes(
    struct gateway_request *r, struct once *o, const char *key)
{
	const struct http_request *h = &r->http;
	const char *method = http_method_name(h->method);
	char body[65], *text;

	text = arena_printf(
	    h->task.arena, "%s %s\n%s", method, h->route->path, key);
	ids_sha256(text, strlen(text), o->id);
	ids_sha256_hex(h->body.p, h->body.n, body);
	text = arena_printf(h->task.arena, "%s %s\n%.*s\n%s", method, h->path,
	    (int)h->query.n, h->query.p, body);
	ids_sha256(text, strlen(text), o->request_hash);
}

/* May the work be done again when nobody knows whether it was? */
static bool may_repeat(const struct gateway_request *r)
{
	const struct gateway_route *route = gateway_route(r);

	return r->http.method == HTTP_PUT || r->http.method == HTTP_DELETE ||
	       (route->service != NULL && proto_message(route->type)->safe);
}

static enum step_result claim(struct gateway_request *r, const char *key)
{
	struct task *t = &r->http.task;
	const struct gateway_options *opt = gateway_of(r)->opt;
	struct once *o = ARENA_NEW(t->arena, struct once);
	struct pg_arg user = PG_I64(r->caller.user_id), id;
	struct pg_batch *b;
	int64_t lease_ms = task_left_ms(t) + LEASE_MORE_MS;

	r->once = o;
	make_hashes(r, o, key);
	id = PG_BYTES((const char *)o->id, sizeof o->id);
	/* From here on the client may leave: what it asked for is done, and
	 * the answer is there when it comes back. */
	r->http.stays = true;
	b = pg_batch_begin(
	    t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id));
	pg_batch_add(b, NULL, sql_claim,
	    PG_ARGS(user, id, PG_TEXT(r->http.route->path),
		PG_BYTES((const char *)o->request_hash, 32),
		PG_TEXT(r->env.request_id), PG_I64(lease_ms),
		PG_BOOL(may_repeat(r)), PG_I64(opt->key_unknown_ms),
		PG_I64(opt->key_ms)));
	pg_batch_add(b, &o->row, sql_look, PG_ARGS(user, id));
	pg_batch_run(b);
	task_goto(t, gateway_once);
	return STEP_WAIT;
}

static enum step_result busy(struct gateway_request *r)
{
	http_add_header(&r->http, "Retry-After", "1");
	err_field(&r->http.task.err, "Idempotency-Key",
	    "the first request with this key is still being worked on");
	r->http.task.err.code = ERR_CONFLICT;
	return STEP_FAIL;
}

static enum step_result refuse(
    struct gateway_request *r, enum err_code code, const char *why)
{
	err_field(&r->http.task.err, "Idempotency-Key", "%s", why);
	r->http.task.err.code = code;
	return STEP_FAIL;
}

/* What the key's row says of it. */
static enum step_result claimed(struct gateway_request *r)
{
	struct once *o = r->once;
	struct str hash;

	o->state = ONCE_REFUSED;
	if (pg_rows(o->row) == 0) /* was there, and just became free */
		return busy(r);
	if (streq(pg_text(o->row, 0, "holder"), r->env.request_id)) {
		o->state = ONCE_HELD;
		hex_encode(o->id, sizeof o->id, r->env.idempotency_key);
		return STEP_NEXT;
	}
	hash = pg_bytes(o->row, 0, "request_hash");
	if (hash.n != 32 || memcmp(hash.p, o->request_hash, 32) != 0)
		return refuse(r, ERR_UNPROCESSABLE,
		    "was used with another request: path, query and body "
		    "must be the same");
	if (!pg_is_null(o->row, 0, "status")) {
		o->state = ONCE_ANSWERED;
		return task_fail(
		    &r->http.task, ERR_CONFLICT, "answered before");
	}
	if (pg_bool(o->row, 0, "running"))
		return busy(r);
	return refuse(r, ERR_CONFLICT,
	    "what became of the first request with this key is not known: "
	    "look, then ask with a new key");
}

enum step_result gateway_once(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	char key[ONCE_KEY_MAX + 1];
	struct str value;
	bool twice;

	if (r->once != NULL)
		return claimed(r);
	if (!changes_state(r) || !find_key(&r->http, &value, &twice) ||
	    !takes_keys(r))
		return STEP_NEXT;
	if (twice)
		return task_fail_field(t, "Idempotency-Key", "is given twice");
	if (once_key_parse(value, key, &t->err) < 0)
		return STEP_FAIL;
	if (r->http.route->steps == stream_steps)
		return task_fail_field(t, "Idempotency-Key",
		    "is not for streams: go on with one by Last-Event-ID, or "
		    "use POST /api/chat");
	return claim(r, key);
}

/* ---- the answer ---- */

/* What an answer says beside its body and is worth repeating. */
static const char *const kept_headers[] = {
    "Location", "ETag", "Link", "Content-Disposition"};

static bool is_kept(struct str line)
{
	struct str name;

	if (!str_split(&line, ':', &name))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(kept_headers); i++)
		if (str_ieqs(name, kept_headers[i]))
			return true;
	return false;
}

/* Lines "Name: value\n" of those that the answer has. */
static struct str headers_of(struct gateway_request *r, bool *cookies_r)
{
	struct buf *all = &r->http.extra_headers;
	struct str rest = {buf_str(all), all->len}, line;
	char *out = arena_alloc(r->http.task.arena, rest.n + 1);
	size_t n = 0;

	*cookies_r = false;
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		*cookies_r |= str_istarts(line, "set-cookie:");
		if (!is_kept(line))
			continue;
		memcpy(out + n, line.p, line.n);
		n += line.n;
		out[n++] = '\n';
	}
	return (struct str){out, n};
}

/* The same request may do better: too much load, a neighbour away, our fault.
 */
static bool is_temporary(int status)
{
	return status >= 500 || status == 429 || status == 408;
}

/* A secret is shown once: what sets cookies is remembered as given, not kept.
 */
static void save(struct gateway_request *r, struct once *o)
{
	bool cookies;
	struct str headers = headers_of(r, &cookies);

	pg_query(&r->http.task, gateway_of(r)->service->pg,
	    pg_as_user(r->caller.user_id), &o->saved, sql_save,
	    PG_ARGS(PG_I64(r->caller.user_id),
		PG_BYTES((const char *)o->id, sizeof o->id),
		PG_TEXT(r->env.request_id), PG_I64(o->status),
		PG_TEXT(o->content_type), PG_STR(headers),
		cookies ? PG_NULL : PG_BYTES(o->body.p, o->body.n)));
}

static void release(struct gateway_request *r, const struct once *o)
{
	pg_query(&r->http.task, gateway_of(r)->service->pg,
	    pg_as_user(r->caller.user_id), NULL, sql_release,
	    PG_ARGS(PG_I64(r->caller.user_id),
		PG_BYTES((const char *)o->id, sizeof o->id),
		PG_TEXT(r->env.request_id)));
}

enum step_result once_answer(struct gateway_request *r, int status,
    const char *content_type, struct str body)
{
	struct once *o = r->once;

	if (o == NULL || o->state != ONCE_HELD) {
		http_answer(&r->http, status, content_type, body);
		return STEP_NEXT;
	}
	task_tolerate(&r->http.task, &o->err);
	if (is_temporary(status)) {
		http_answer(&r->http, status, content_type, body);
		release(r, o);
		return STEP_WAIT;
	}
	o->status = status;
	o->content_type = content_type;
	o->body = (struct str){
	    arena_memdup(r->http.task.arena, body.p, body.n), body.n};
	save(r, o);
	return STEP_WAIT;
}

void once_finish(struct http_request *http)
{
	struct gateway_request *r =
	    CONTAINER_OF(http, struct gateway_request, http);
	struct once *o = r->once;
	struct err *err = &http->task.err;

	if (o == NULL || o->status == 0)
		return;
	if (pg_affected(o->saved) == 1) {
		http_answer(http, o->status, o->content_type, o->body);
		return;
	}
	log_warn("an answer could not be kept for its key",
	    LOG_S("request_id", r->env.request_id), LOG_S("why", o->err.text));
	err_set(err, ERR_UNAVAILABLE,
	    "this was done, but its answer could not be recorded; ask again "
	    "with the same key");
	http_add_header(http, "Retry-After", "1");
	http_answer_problem(http, err, NULL);
}

/* ---- an old answer ---- */

bool once_replayed(const struct gateway_request *r)
{
	return r->once != NULL && r->once->state == ONCE_ANSWERED;
}

static void repeat_headers(struct gateway_request *r, struct str lines)
{
	struct str line, name;

	while (str_split(&lines, '\n', &line)) {
		char label[64];
		const char *value;

		if (!str_split(&line, ':', &name) || name.n == 0 ||
		    name.n >= sizeof label)
			continue;
		str_copy(label, sizeof label, name);
		line = str_trim(line);
		value = arena_strndup(r->http.task.arena, line.p, line.n);
		http_add_header(&r->http, label, value);
	}
}

bool once_replay(struct gateway_request *r)
{
	const struct once *o = r->once;
	struct err *err = &r->http.task.err;
	const char *type;

	if (!once_replayed(r))
		return false;
	if (pg_is_null(o->row, 0, "body")) {
		err_field(err, "Idempotency-Key",
		    "was used, and answered with %" PRId64 "; that answer held "
		    "a secret and is not shown twice",
		    pg_i64(o->row, 0, "status"));
		err->code = ERR_CONFLICT;
		return false;
	}
	err_clear(err);
	repeat_headers(r, pg_str(o->row, 0, "headers"));
	http_add_header(&r->http, "Idempotency-Replayed", "true");
	type = pg_is_null(o->row, 0, "content_type")
		   ? NULL
		   : pg_text(o->row, 0, "content_type");
	http_answer(&r->http, (int)pg_i64(o->row, 0, "status"), type,
	    pg_bytes(o->row, 0, "body"));
	return true;
}
