/* health.c - /healthz, /readyz, /metrics and /version of every daemon. */
#include "common/service/frame.h"

#include "common/base/die.h"
#include "common/base/jsonw.h"
#include "common/http/uri.h"
#include "common/service/worker.h"
#include "version.h"

#include <stdlib.h>

#define NAMES_MAX 64 /* families that one may ask /metrics for */

static task_step healthz, readyz, metrics, version;
static task_step *const healthz_steps[] = {healthz, NULL};
static task_step *const readyz_steps[] = {readyz, NULL};
static task_step *const metrics_steps[] = {metrics, NULL};
static task_step *const version_steps[] = {version, NULL};

static const struct http_route routes[] = {
    {.method = HTTP_GET, .path = "/healthz", .steps = healthz_steps},
    {.method = HTTP_GET, .path = "/readyz", .steps = readyz_steps},
    {.method = HTTP_GET, .path = "/metrics", .steps = metrics_steps},
    {.method = HTTP_GET, .path = "/version", .steps = version_steps},
};

/* A daemon with HTTP of its own has its routes and these on one listener; the
 * daemon pointer of a request is the daemon's, so the frame is found through
 * the service pointer that every daemon struct begins with. */
static struct service_frame *frame_of(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);

	return (*(struct service *const *)r->daemon)->frame;
}

static void answer_json(struct task *t, int status, struct buf *b)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);

	http_answer(r, status, "application/json; charset=utf-8",
	    (struct str){buf_str(b), b->len});
	buf_deinit(b);
}

static enum step_result healthz(struct task *t)
{
	struct buf b;

	buf_init(&b, 256);
	buf_adds(&b, "{\"status\":\"alive\"}");
	answer_json(t, 200, &b);
	return STEP_NEXT;
}

const char *frame_not_ready(struct service_frame *f)
{
	const struct service_desc *d = f->service.desc;

	if (f->drain_until_ms != 0)
		return "draining";
	if ((d->needs & SERVICE_PG) && !pg_is_up(f->service.pg))
		return "PostgreSQL is not connected";
	if ((d->needs & SERVICE_KV) && !kv_is_up(f->service.kv))
		return "Redis is not connected";
	return d->not_ready == NULL ? NULL : d->not_ready(f->daemon);
}

static void write_store(struct jsonw *w, const char *name, bool needed, bool up)
{
	if (needed)
		jsonw_kb(w, name, up);
}

static enum step_result readyz(struct task *t)
{
	struct service_frame *f = frame_of(t);
	unsigned needs = f->service.desc->needs;
	const char *why = frame_not_ready(f);
	struct buf b;
	struct jsonw w;

	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_kb(&w, "ready", why == NULL);
	if (why != NULL)
		jsonw_ks(&w, "why", why);
	jsonw_ks(&w, "service", f->service.name);
	jsonw_ks(&w, "lane", lane_name(f->service.lane));
	write_store(&w, "postgres", needs & SERVICE_PG,
	    f->service.pg != NULL && pg_is_up(f->service.pg));
	write_store(&w, "redis", needs & SERVICE_KV,
	    f->service.kv != NULL && kv_is_up(f->service.kv));
	jsonw_end(&w);
	answer_json(t, why == NULL ? 200 : 503, &b);
	return STEP_NEXT;
}

/* ?name[]=a&name[]=b, as Prometheus' client libraries have it. -1: what the
 * query says is no names. */
static int read_names(
    struct http_request *r, const char *names[NAMES_MAX], size_t *n_r)
{
	struct arena *a = r->task.arena;
	struct str rest = r->query, part, key;

	*n_r = 0;
	while (str_split(&rest, '&', &part)) {
		char *name, *value;

		(void)str_split(&part, '=', &key);
		name = arena_alloc(a, key.n + 1);
		value = arena_alloc(a, part.n + 1);
		if (uri_component(key, name) < 0 || !streq(name, "name[]"))
			continue;
		if (*n_r == NAMES_MAX || uri_component(part, value) < 0)
			return -1;
		names[(*n_r)++] = value;
	}
	return 0;
}

static enum step_result metrics(struct task *t)
{
	struct http_request *r = CONTAINER_OF(t, struct http_request, task);
	struct metrics *m = frame_of(t)->service.metrics;
	const char *names[NAMES_MAX];
	size_t n;
	bool open = str_ifind(http_header(r, "Accept"),
			"application/openmetrics-text") >= 0;
	struct buf b;

	if (read_names(r, names, &n) < 0)
		return task_fail(t, ERR_INVALID,
		    "name[] must be a metric's name, at most %d times",
		    NAMES_MAX);
	buf_init(&b, 16 * 1024 * 1024);
	if (n > 0)
		metrics_write_named(m, names, n, &b);
	else if (open)
		metrics_write_open(m, &b);
	else
		metrics_write(m, &b);
	open &= n == 0;
	http_answer(r, 200,
	    open ? METRICS_OPEN_CONTENT_TYPE : METRICS_CONTENT_TYPE,
	    (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	return STEP_NEXT;
}

static enum step_result version(struct task *t)
{
	struct buf b;
	struct jsonw w;

	buf_init(&b, 512);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "service", frame_of(t)->service.name);
	jsonw_ks(&w, "version", APPLYLENS_VERSION);
	jsonw_ks(&w, "commit", APPLYLENS_COMMIT);
	jsonw_end(&w);
	answer_json(t, 200, &b);
	return STEP_NEXT;
}

/* The daemon's routes come first: they may replace one of these. */
static struct http_route *join(
    struct arena *a, const struct http_server_config *own, size_t *n_r)
{
	size_t n = own == NULL ? 0 : own->n_routes;
	struct http_route *all =
	    ARENA_ARRAY(a, struct http_route, n + ARRAY_LEN(routes));

	for (size_t i = 0; i < n; i++)
		all[i] = own->routes[i];
	for (size_t i = 0; i < ARRAY_LEN(routes); i++) {
		bool taken = false;

		for (size_t k = 0; own != NULL && k < own->n_routes; k++)
			taken |= streq(own->routes[k].path, routes[i].path);
		if (!taken)
			all[n++] = routes[i];
	}
	*n_r = n;
	return all;
}

int frame_health_open(
    struct service_frame *f, const char *listen, struct err *err)
{
	const struct service_desc *d = f->service.desc;
	const struct http_server_config *own =
	    d->http == NULL ? NULL : d->http(f->daemon);
	struct http_server_config c = {
	    .listen = listen,
	    .request_bytes = sizeof(struct http_request),
	    .max_connections = 256,
	};

	if (own != NULL)
		c = *own;
	if (f->worker != NULL) {
		c.listen_fd = worker_http_fd(f->worker);
		c.paused = true; /* until the keeper says serve */
	}
	c.daemon = f->daemon;
	c.metrics = f->service.metrics;
	c.routes = join(f->arena, own, &c.n_routes);
	return http_server_open(f->service.loop, &c, &f->health, err);
}
