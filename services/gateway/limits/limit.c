/* limit.c - the steps that hold callers to the limits; 429 when they are used
 * up. The address goes first: who sends nonsense costs a decision, no more. */
#include "services/gateway/limits/limit.h"

#include "common/base/log.h"
#include "services/gateway/access.h"
#include "services/gateway/limits/script.h"

#include <inttypes.h>
#include <stdio.h>

/* A request that waits for Redis. */
struct limit_wait {
	struct limit_keys keys;
	struct limit_ask ask;
	struct kv_reply reply;
	struct err err;
};

#define FORWARDED_MAX 8 /* lines of X-Forwarded-For */

/* ---- who is counted ---- */

static void add_key(struct limit_keys *k, enum limit_id id, uint64_t key)
{
	k->v[k->n++] = (struct limit_key){id, key};
}

static void add_address(struct gateway_request *r, struct limit_keys *k)
{
	struct str lines[FORWARDED_MAX];
	uint64_t key;
	size_t n = 0;

	for (size_t i = 0; i < r->http.n_headers && n < FORWARDED_MAX; i++)
		if (str_ieqs(r->http.headers[i].name, "x-forwarded-for"))
			lines[n++] = r->http.headers[i].value;
	key = limit_client_key(
	    gateway_of(r)->limits->proxies, r->http.peer, lines, n);
	if (key != 0)
		add_key(k, LIMIT_ip, key);
}

#define CLASS_ANY ROUTE_CLASSES
#define KEY_ADDRESS 0
#define KEY_USER r->caller.user_id
#define KEY_COST r->caller.user_id
#define KEY_CREDENTIAL r->credential
#define IS_ADDRESS true
#define IS_USER false
#define IS_COST false
#define IS_CREDENTIAL false
#define X_KEY(name, counted, class_, doc)                                      \
	if (!IS_##counted &&                                                   \
	    ((int)CLASS_##class_ == (int)CLASS_ANY ||                          \
		(int)CLASS_##class_ == (int)gateway_route(r)->route_class))    \
		add_key(k, LIMIT_##name, KEY_##counted);
static void add_caller(const struct gateway_request *r, struct limit_keys *k)
{
	GATEWAY_POLICIES(X_KEY)
}
#undef X_KEY

/* ---- what they are told ---- */

static void say(struct gateway_request *r, const struct limit_view *v)
{
	struct limits *l = gateway_of(r)->limits;
	const char *name = limiter_policy(l->limiter, v->id)->name;
	char text[80], *p = text;
	size_t n = strlen(name);

	/* "user";r=12;t=3 */
	*p++ = '"';
	memcpy(p, name, n);
	p += n;
	memcpy(p, "\";r=", 4);
	p += 4;
	p += str_put_u64(p, (uint64_t)MAX(v->left, 0));
	memcpy(p, ";t=", 3);
	p += 3;
	p += str_put_u64(p, (uint64_t)(v->wait_us + 999999) / 1000000);
	*p = '\0';
	http_add_header(&r->http, "RateLimit-Policy", l->words[v->id]);
	http_add_header(&r->http, "RateLimit", text);
}

static enum step_result refuse(
    struct gateway_request *r, const struct limit_view *v)
{
	const struct limiter *l = gateway_of(r)->limits->limiter;
	const struct limit_policy *p = limiter_policy(l, v->id);
	int64_t wait_s = MAX((v->wait_us + 999999) / 1000000, 1);
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, wait_s);
	http_add_header(&r->http, "Retry-After", text);
	say(r, v);
	r->policy = p->name;
	return task_fail(&r->http.task, ERR_RATE_LIMITED,
	    "policy \"%s\": %" PRId64 " %s a minute, bursts of %" PRId64
	    "; try again in %" PRId64 " s",
	    p->name, p->per_minute,
	    p->afterwards ? "millionths of a dollar" : "requests", p->burst,
	    wait_s);
}

static void log_shadow(
    const struct gateway_request *r, const struct limit_view *v)
{
	const struct limiter *l = gateway_of(r)->limits->limiter;

	for (int id = 0; id < LIMIT_POLICIES; id++)
		if ((v->shadowed & 1u << id) != 0)
			log_info("a limit in shadow mode would have refused",
			    LOG_S("request_id", r->env.request_id),
			    LOG_S("policy",
				limiter_policy(l, (enum limit_id)id)->name),
			    LOG_I("user", r->caller.user_id));
}

/* ---- steps ---- */

static enum step_result ask(
    struct gateway_request *r, const struct limit_keys *k)
{
	struct task *t = &r->http.task;
	struct gateway *gw = gateway_of(r);
	struct limit_wait *w = ARENA_NEW(t->arena, struct limit_wait);

	w->keys = *k;
	limiter_ask(gw->limits->limiter, k, loop_now_us(t->loop), &w->ask);
	task_tolerate(t, &w->err);
	limit_script_ask(t, gw->service->kv, &gw->limits->script,
	    gw->limits->limiter, &w->ask, &w->reply);
	r->waiting = w;
	metrics_counter_inc(METRICS_ONLY(gw->metrics->limit_waited));
	return STEP_WAIT;
}

static enum step_result decide(
    struct gateway_request *r, const struct limit_keys *k, bool asked)
{
	struct gateway *gw = gateway_of(r);
	enum limit_verdict verdict;
	struct limit_view view;

	verdict = limiter_decide(gw->limits->limiter, k, asked,
	    loop_now_us(r->http.task.loop), &view);
	if (verdict == LIMIT_ASK)
		return ask(r, k);
	limits_renew(gw);
	if (verdict == LIMIT_REFUSE)
		return refuse(r, &view);
	if (view.shadowed != 0)
		log_shadow(r, &view);
	if (view.id != LIMIT_POLICIES && view.id != LIMIT_ip)
		say(r, &view);
	return STEP_NEXT;
}

static enum step_result decide_again(struct gateway_request *r)
{
	struct limit_wait *w = r->waiting;
	struct limiter *l = gateway_of(r)->limits->limiter;
	struct limit_answer answer;

	if (w == NULL)
		return STEP_NEXT;
	r->waiting = NULL;
	if (w->err.code == ERR_OK &&
	    limit_script_read(&w->reply, w->ask.n, &answer, &w->err) == 0)
		limiter_told(
		    l, &w->ask, &answer, loop_now_us(r->http.task.loop));
	else
		limiter_failed(l, &w->ask);
	return decide(r, &w->keys, true);
}

enum step_result gateway_limit_address(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct limit_keys k = {.n = 0};

	add_address(r, &k);
	return decide(r, &k, false);
}

enum step_result gateway_address_limited(struct task *t)
{
	return decide_again(gateway_request(t));
}

enum step_result gateway_limit(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct limit_keys k = {.n = 0};

	add_caller(r, &k);
	return decide(r, &k, false);
}

enum step_result gateway_limited(struct task *t)
{
	return decide_again(gateway_request(t));
}
