/* access.c - around each request: its id before, log line and counts after. */
#include "services/gateway/access.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/log.h"
#include "common/service/summary.h"
#include "proto/proto.h"
#include "services/gateway/access_line.h"
#include "services/gateway/front.h"
#include "services/gateway/limits/limit.h"
#include "services/gateway/once/once.h"

#include <stdio.h>
#include <stdlib.h>

static const struct metric_def defs[] = {GATEWAY_METRICS(METRICS_DEF)};

/* What the dashboard shows is there at 0: Prometheus' rate() cannot see the
 * event that a series is born with. */
static void begin_chat_routes(struct metric_family *requests)
{
	static const char *const statuses[] = {"200", "429", "503"};
	size_t n;
	struct http_route *routes = gateway_routes(&n);

	for (size_t i = 0; i < n; i++) {
		const struct gateway_route *r = routes[i].data;

		for (size_t k = 0;
		     r->route_class == CLASS_CHAT && k < ARRAY_LEN(statuses);
		     k++)
			METRICS_WITH(requests,
			    http_method_name(routes[i].method), routes[i].path,
			    statuses[k]);
	}
	free(routes);
}

static void begin_pages(struct metric_family *heartbeats)
{
	const struct record_desc *d = &proto_message(MSG_ux_event)->rec;
	struct str words, word;
	char page[32];

	for (size_t i = 0; i < d->n_fields; i++) {
		if (!streq(d->fields[i].name, "page"))
			continue;
		words = str_of(d->fields[i].words);
		while (str_split(&words, '|', &word)) {
			str_copy(page, sizeof page, word);
			METRICS_WITH(heartbeats, page);
		}
	}
}

#define X_BEGIN(name, counted, class_, doc) METRICS_WITH(g->limited, #name);

struct gateway_metrics *gateway_metrics_new(struct metrics *m)
{
	struct gateway_metrics *g = xcalloc(1, sizeof *g);

	metrics_register(m, defs, ARRAY_LEN(defs), g);
	/* Routes and statuses are few and known; together more than the
	 * general bound. */
	metrics_set_series_max(g->requests, 2000);
	begin_chat_routes(g->requests);
	begin_pages(g->heartbeats);
	METRICS_WITH(g->switched_off, "streaming");
	GATEWAY_POLICIES(X_BEGIN)
	return g;
}

void gateway_log_key(struct gateway *gw)
{
	static const char label[16] = "access log user";
	const uint8_t *key = bus_lane_key(gw->service->bus);
	uint8_t in[32], out[32];

	/* Without a key users are told apart as long as this process lives. */
	memcpy(in, label, 16);
	if (key != NULL)
		memcpy(in + 16, key, 16);
	else
		ids_random(in + 16, 16);
	ids_sha256(in, sizeof in, out);
	memcpy(gw->log_key, out, sizeof gw->log_key);
}

/* "00-<32 hex>-<16 hex>-<2 hex>" of W3C Trace Context; anything else begins a
 * trace of our own. */
static void take_trace(struct gateway_request *r)
{
	struct str h = http_header(&r->http, "traceparent");
	static const uint8_t none[16] = {0};
	uint8_t bytes[16];

	if (h.n == 55 && !str_starts(h, "ff") && h.p[2] == '-' &&
	    h.p[35] == '-' && h.p[52] == '-' &&
	    hex_decode((struct str){h.p + 3, 32}, bytes, sizeof bytes) == 0 &&
	    memcmp(bytes, none, sizeof bytes) != 0)
		str_copy(r->env.trace_id, sizeof r->env.trace_id,
		    (struct str){h.p + 3, 32});
}

void gateway_begin(struct http_request *http)
{
	struct gateway_request *r =
	    CONTAINER_OF(http, struct gateway_request, http);

	ids_request(&gateway_of(r)->ids, r->env.request_id, r->env.trace_id,
	    r->env.span_id);
	http->request_id = r->env.request_id;
	if (http->route != NULL && gateway_route(r)->access == ACCESS_PUBLIC)
		r->env.lane_seed = gateway_seed(r);
	take_trace(r);
	http_add_header(http, "X-Request-Id", r->env.request_id);
	http->standing_headers = gateway_of(r)->front->api;
}

static const char *came_with(const struct caller *who)
{
	if (who->user_id == 0)
		return NULL;
	return who->by_session ? "session" : "token";
}

static void write_line(struct gateway_request *r, int64_t us)
{
	const struct http_request *http = &r->http;
	const struct task *t = &http->task;
	char steps[SERVICE_STEPS_CHARS];
	const struct access_line line = {
	    .request_id = r->env.request_id,
	    .trace_id = r->env.trace_id,
	    .method = http_method_name(http->method),
	    .route = http->route == NULL ? "(none)" : http->route->path,
	    .status = http->status,
	    .lane = lane_name(r->reply.env.lane),
	    .by = came_with(&r->caller),
	    .user_id = r->caller.user_id,
	    .peer = http->peer,
	    .bytes_in = http_received(http),
	    .bytes_out = http->sent_bytes,
	    .replayed = once_replayed(r),
	    .policy = r->policy,
	    .error = t->err.code,
	    .error_text = t->err.text,
	    .duration_us = us,
	    .steps_us = service_steps_json(t, steps, sizeof steps),
	};

	if (log_enabled(LOG_INFO) || http->status >= 500)
		access_line_write(&line, gateway_of(r)->log_key);
}

void gateway_done(struct http_request *http)
{
	struct gateway_request *r =
	    CONTAINER_OF(http, struct gateway_request, http);
	struct gateway_metrics *m = gateway_of(r)->metrics;
	const char *path = http->route == NULL ? "(none)" : http->route->path;
	const char *method = http_method_name(http->method);
	const struct task *t = &http->task;
	char status[12];
	int64_t us = 0;

	snprintf(status, sizeof status, "%d", http->status);
	metrics_counter_inc(METRICS_WITH(m->requests, method, path, status));
	if (http->route != NULL) {
		us = loop_now_us(t->loop) - t->started_us;
		metrics_observe_trace(METRICS_WITH(m->duration, method, path),
		    (double)us / 1e6, r->env.trace_id, loop_unix_ms(t->loop));
	}
	limits_charge(r);
	write_line(r, us);
}
