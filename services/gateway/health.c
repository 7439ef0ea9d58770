/* health.c - / , /version and /health: public, cheap, never behind a limit. */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"
#include "services/gateway/steps.h"
#include "version.h"

#include <stdio.h>

/* What /health asks: one describe call a service, all at once. Who hangs is
 * unhealthy when the route's time is up, whatever the others said. */
struct probe {
	const char *service;
	bool asked;
	struct err err;
	struct bus_reply reply;
};

struct health {
	size_t n;
	struct probe probes[8];
};

static const char *const asked[] = {"triage", "search", "knowledge", "planner",
    "warehouse", "analytics", "ingest", "assistant"};

static task_step hello, version, ask, show;
step_list hello_steps = {hello, NULL};
step_list version_steps = {version, NULL};
step_list health_steps = {ask, show, NULL};

static enum step_result hello(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf b;
	struct jsonw w;

	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "name", "ApplyLens");
	jsonw_ks(&w, "version", APPLYLENS_VERSION);
	jsonw_ks(&w, "health", "/health");
	jsonw_ks(&w, "search", "/api/search?q=from:anna");
	jsonw_ks(&w, "chat", "/api/chat/stream?q=which+interviews");
	jsonw_ks(&w, "sign_in", "Authorization: Bearer <token>");
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

static enum step_result version(struct task *t)
{
	struct buf b;
	struct jsonw w;

	buf_init(&b, 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "version", APPLYLENS_VERSION);
	jsonw_ks(&w, "commit", APPLYLENS_COMMIT);
	jsonw_end(&w);
	return gateway_json(gateway_request(t), 200, &b);
}

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct gateway *gw = gateway_of(r);
	struct health *h = ARENA_NEW(t->arena, struct health);

	r->own = h;
	r->env.type = MSG_agent_describe;
	for (size_t i = 0; i < ARRAY_LEN(asked); i++) {
		struct probe *p = &h->probes[h->n++];

		p->service = asked[i];
		if (!bus_is_up(gw->service->bus, p->service, LANE_STABLE)) {
			err_set(&p->err, ERR_UNAVAILABLE, "not connected");
			continue;
		}
		p->asked = true;
		task_tolerate(t, &p->err);
		bus_call(t, gw->service->bus, p->service, &r->env, STR("{}"),
		    (struct str){"", 0}, &p->reply);
	}
	for (size_t i = 0; i < h->n; i++)
		if (h->probes[i].asked)
			return STEP_WAIT;
	return STEP_NEXT;
}

static bool is_well(const struct probe *p)
{
	return p->reply.took_us > 0 && p->err.code == ERR_OK;
}

static void show_probe(struct jsonw *w, const struct probe *p)
{
	jsonw_kobj(w, p->service);
	jsonw_ks(w, "status", is_well(p) ? "healthy" : "unhealthy");
	if (p->reply.took_us > 0)
		jsonw_kf(w, "latency_ms", (double)p->reply.took_us / 1000.0, 3);
	if (!is_well(p))
		jsonw_ks(w, "detail",
		    p->err.code == ERR_OK ? "no answer in time" : p->err.text);
	jsonw_end(w);
}

static void show_store(struct jsonw *w, const char *name, bool up)
{
	jsonw_kobj(w, name);
	jsonw_ks(w, "status", up ? "healthy" : "unhealthy");
	jsonw_end(w);
}

/* Nothing works without the database; anything else away is degraded. */
static enum step_result show(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct service *s = gateway_of(r)->service;
	const struct health *h = r->own;
	bool pg_up = pg_is_up(s->pg), all = pg_up && kv_is_up(s->kv);
	struct buf b;
	struct jsonw w;

	for (size_t i = 0; h != NULL && i < h->n; i++)
		all = all && is_well(&h->probes[i]);
	buf_init(&b, 16 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "status",
	    !pg_up ? "unhealthy"
	    : all  ? "healthy"
		   : "degraded");
	jsonw_ks(&w, "version", APPLYLENS_VERSION);
	jsonw_ks(&w, "commit", APPLYLENS_COMMIT);
	jsonw_kobj(&w, "services");
	show_store(&w, "gateway", true);
	show_store(&w, "postgres", pg_up);
	show_store(&w, "redis", kv_is_up(s->kv));
	for (size_t i = 0; h != NULL && i < h->n; i++)
		show_probe(&w, &h->probes[i]);
	jsonw_end(&w);
	jsonw_end(&w);
	return gateway_json(r, pg_up ? 200 : 503, &b);
}
