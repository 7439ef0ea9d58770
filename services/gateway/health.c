/* health.c - / , /version and /health: public, cheap, never behind a limit. */
#include "services/gateway/gateway.h"

#include "common/base/jsonw.h"
#include "services/gateway/identity/google.h"
#include "services/gateway/steps.h"
#include "services/gateway/web.h"
#include "version.h"

#include <stdio.h>

/* What /health asks, all at once: one describe call a service, and a word
 * from each store, since a connection says nothing of who hangs behind it.
 * Who has not answered when the route's time is up is unhealthy, whatever the
 * others said. */
struct probe {
	const char *service;
	bool asked;
	struct err err;
	struct bus_reply reply;
	const char *not_ready; /* its own words, or NULL */
};

struct store {
	bool asked;
	struct err err;
};

struct health {
	struct store postgres, redis;
	struct pg_result *one;
	struct kv_reply pong;
	size_t n;
	struct probe probes[11];
};

static const char *const services[] = {"triage", "search", "knowledge",
    "planner", "warehouse", "analytics", "ingest", "assistant", "embed",
    "privacy", "oncall"};

static task_step hello, version, ask, show;
step_list hello_steps = {hello, NULL};
step_list version_steps = {version, NULL};
step_list health_steps = {ask, show, NULL};

static enum step_result hello(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct buf b;
	struct jsonw w;

	if (gateway_web_home(r))
		return STEP_NEXT;
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "name", "ApplyLens");
	jsonw_ks(&w, "version", APPLYLENS_VERSION);
	jsonw_ks(&w, "health", "/health");
	jsonw_ks(&w, "api", "/openapi.json");
	jsonw_ks(&w, "search", "/api/search?q=from:anna");
	jsonw_ks(&w, "chat", "/api/chat/stream?q=which+interviews");
	jsonw_ks(&w, "sign_in", "Authorization: Bearer <token>");
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

static enum step_result version(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct err not_set_up;
	struct buf b;
	struct jsonw w;

	buf_init(&b, 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "version", APPLYLENS_VERSION);
	jsonw_ks(&w, "commit", APPLYLENS_COMMIT);
	jsonw_kb(&w, "google_sign_in",
	    google_is_set_up(gateway_of(r), &not_set_up) == 0);
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

/* Each store leaves a trace only when it answers: a row, a reply. */
static void ask_stores(
    struct task *t, const struct service *s, struct health *h)
{
	if (pg_is_up(s->pg)) {
		h->postgres.asked = true;
		task_tolerate(t, &h->postgres.err);
		pg_query(t, s->pg, pg_as_system(), &h->one, "SELECT 1 AS one",
		    PG_NO_ARGS);
	}
	if (kv_is_up(s->kv)) {
		h->redis.asked = true;
		h->pong.kind = KV_NIL;
		task_tolerate(t, &h->redis.err);
		kv_command(t, s->kv, KV_ARGS(STR("PING")), &h->pong);
	}
}

static void ask_service(
    struct gateway_request *r, struct health *h, const char *service)
{
	struct bus *bus = gateway_of(r)->service->bus;
	struct probe *p = &h->probes[h->n++];

	p->service = service;
	if (!bus_is_up(bus, service, LANE_STABLE)) {
		err_set(&p->err, ERR_UNAVAILABLE, "not connected");
		return;
	}
	p->asked = true;
	task_tolerate(&r->http.task, &p->err);
	bus_call(&r->http.task, bus, service, &r->env, STR("{}"),
	    (struct str){"", 0}, &p->reply);
}

static enum step_result ask(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct health *h = ARENA_NEW(t->arena, struct health);
	bool asked;

	r->own = h;
	r->env.type = MSG_agent_describe;
	ask_stores(t, gateway_of(r)->service, h);
	asked = h->postgres.asked || h->redis.asked;
	for (size_t i = 0; i < ARRAY_LEN(services); i++) {
		ask_service(r, h, services[i]);
		asked |= h->probes[i].asked;
	}
	return asked ? STEP_WAIT : STEP_NEXT;
}

static bool is_well(const struct probe *p)
{
	return p->reply.took_us > 0 && p->err.code == ERR_OK &&
	       p->not_ready == NULL;
}

/* Who answers may still lack what it works with. */
static void hear(struct task *t, struct probe *p)
{
	struct agent_description said = {0};

	if (p->reply.took_us == 0 || p->err.code != ERR_OK)
		return;
	if (bus_decode(t, &p->reply, MSG_agent_description, &said, &p->err) ==
	    0)
		p->not_ready = said.not_ready;
}

static void show_probe(struct jsonw *w, const struct probe *p)
{
	jsonw_kobj(w, p->service);
	jsonw_ks(w, "status", is_well(p) ? "healthy" : "unhealthy");
	if (p->reply.took_us > 0)
		jsonw_kf(w, "latency_ms", (double)p->reply.took_us / 1000.0, 3);
	if (!is_well(p))
		jsonw_ks(w, "detail",
		    p->not_ready != NULL    ? p->not_ready
		    : p->err.code == ERR_OK ? "no answer in time"
					    : p->err.text);
	jsonw_end(w);
}

static void show_store(
    struct jsonw *w, const char *name, const struct store *s, bool up)
{
	jsonw_kobj(w, name);
	jsonw_ks(w, "status", up ? "healthy" : "unhealthy");
	if (!up)
		jsonw_ks(w, "detail",
		    !s->asked               ? "not connected"
		    : s->err.code == ERR_OK ? "no answer in time"
					    : s->err.text);
	jsonw_end(w);
}

static void show_all(
    struct jsonw *w, const struct health *h, bool pg_up, bool kv_up)
{
	bool all = pg_up && kv_up;

	for (size_t i = 0; i < h->n; i++)
		all = all && is_well(&h->probes[i]);
	jsonw_ks(w, "status",
	    !pg_up ? "unhealthy"
	    : all  ? "healthy"
		   : "degraded");
	jsonw_ks(w, "version", APPLYLENS_VERSION);
	jsonw_ks(w, "commit", APPLYLENS_COMMIT);
	jsonw_kobj(w, "services");
	jsonw_kobj(w, "gateway");
	jsonw_ks(w, "status", "healthy");
	jsonw_end(w);
	show_store(w, "postgres", &h->postgres, pg_up);
	show_store(w, "redis", &h->redis, kv_up);
	for (size_t i = 0; i < h->n; i++)
		show_probe(w, &h->probes[i]);
	jsonw_end(w);
}

/* Nothing works without the database; anything else away is degraded. */
static enum step_result show(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct health *h = r->own;
	bool pg_up = pg_rows(h->one) == 1, kv_up = h->pong.kind == KV_STATUS;
	struct buf b;
	struct jsonw w;

	for (size_t i = 0; i < h->n; i++)
		hear(t, &h->probes[i]);
	buf_init(&b, 16 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	show_all(&w, h, pg_up, kv_up);
	jsonw_end(&w);
	return gateway_json(r, pg_up ? 200 : 503, &b);
}
