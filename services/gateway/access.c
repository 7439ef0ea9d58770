/* access.c - around each request: its id before, log line and counts after. */
#include "services/gateway/access.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/log.h"
#include "common/service/summary.h"
#include "services/gateway/front.h"
#include "services/gateway/limit.h"

#include <stdio.h>
#include <stdlib.h>

static const struct metric_def defs[] = {GATEWAY_METRICS(METRICS_DEF)};

struct gateway_metrics *gateway_metrics_new(struct metrics *m)
{
	struct gateway_metrics *g = xcalloc(1, sizeof *g);

	metrics_register(m, defs, ARRAY_LEN(defs), g);
	/* Routes and statuses are few and known; together more than the
	 * general bound. */
	metrics_set_series_max(g->requests, 2000);
	return g;
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

void gateway_done(struct http_request *http)
{
	struct gateway_request *r =
	    CONTAINER_OF(http, struct gateway_request, http);
	struct gateway_metrics *m = gateway_of(r)->metrics;
	const char *path = http->route == NULL ? "(none)" : http->route->path;
	const char *method = http_method_name(http->method);
	const struct task *t = &http->task;
	char status[12], steps[512];
	int64_t us = 0;

	snprintf(status, sizeof status, "%d", http->status);
	metrics_counter_inc(METRICS_WITH(m->requests, method, path, status));
	if (http->route != NULL) {
		us = loop_now_us(t->loop) - t->started_us;
		metrics_observe(
		    METRICS_WITH(m->duration, method, path), (double)us / 1e6);
	}
	limits_charge(r);
	LOG_AT(http->status >= 500 && t->err.code == ERR_INTERNAL ? LOG_ERROR
								  : LOG_INFO,
	    "request", LOG_S("request_id", r->env.request_id),
	    LOG_S("trace_id", r->env.trace_id), LOG_S("method", method),
	    LOG_S("route", path), LOG_I("status", http->status),
	    LOG_I("user", r->caller.user_id),
	    LOG_S("lane", lane_name(r->reply.env.lane)),
	    LOG_I("bytes", http->sent_bytes), LOG_S("error", t->err.text),
	    LOG_I("duration_us", us),
	    LOG_JSON("steps_us", service_steps_json(t, steps, sizeof steps)));
}
