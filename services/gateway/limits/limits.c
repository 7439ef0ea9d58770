/* limits.c - the limits as configured, and what is counted of them. */
#include "services/gateway/limits/limit.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/log.h"
#include "services/gateway/flags.h"
#include "services/gateway/limits/script.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A cell of the cost of an answer: a millionth of a dollar, or as much of the
 * answer as that buys of outgoing traffic, at 6 cents a GB. */
#define COST_BYTES 16384

#define X_NAME(name, counted, class_, doc) #name,
#define COUNTED_ADDRESS false
#define COUNTED_USER false
#define COUNTED_CREDENTIAL false
#define COUNTED_COST true
#define X_POLICY(name_, counted, class_, doc)                                  \
	{.name = #name_,                                                       \
	    .per_minute = opt->rate_##name_##_per_minute,                      \
	    .burst = opt->rate_##name_##_burst,                                \
	    .afterwards = COUNTED_##counted},

static void warn_of_small_burst(
    const struct limit_policy *p, const struct limit_share *s)
{
	int64_t held = limit_share_per_minute(s);

	if (held < p->per_minute / 10 * 9)
		log_warn("a limit's burst is too small for its rate, which is "
			 "lower therefore",
		    LOG_S("policy", p->name), LOG_I("burst", p->burst),
		    LOG_I("per_minute", p->per_minute),
		    LOG_I("per_minute_held", held));
}

/* RateLimit-Policy of each. */
static void write_words(struct limits *l)
{
	for (int i = 0; i < LIMIT_POLICIES; i++) {
		enum limit_id id = (enum limit_id)i;
		const struct limit_policy *p = limiter_policy(l->limiter, id);

		if (p->per_minute == 0)
			continue;
		snprintf(l->words[id], sizeof l->words[id],
		    "\"%s\";q=%" PRId64 ";w=60", p->name, p->per_minute);
		warn_of_small_burst(p, limiter_share(l->limiter, id));
	}
}

/* A fifth, where nothing was said. */
static void take_part_of(
    struct limit_policy *p, const struct limit_policy *whole)
{
	p->per_minute = (whole->per_minute + 4) / 5;
	p->burst = MAX(whole->burst / 5, 2);
}

int limits_open(const struct gateway_options *opt, int64_t now_us,
    struct limits **l_r, struct err *err)
{
	struct limiter_config c = {
	    .policies = {GATEWAY_POLICIES(X_POLICY)},
	    .gateways = opt->gateways,
	};
	struct limits *l;
	struct limit_proxies *proxies;

	*l_r = NULL;
	for (int id = 0; id < LIMIT_POLICIES; id++)
		if (c.policies[id].per_minute < 0)
			take_part_of(&c.policies[id], &c.policies[LIMIT_user]);
	if (limit_proxies_parse(opt->trusted_proxies, &proxies, err) < 0)
		return err_wrap(err, "APPLYLENS_TRUSTED_PROXIES");
	l = xcalloc(1, sizeof *l);
	l->proxies = proxies;
	ids_random(&c.id, sizeof c.id);
	l->limiter = limiter_new(&c, now_us);
	limit_script_init(&l->script);
	write_words(l);
	*l_r = l;
	return 0;
}
#undef X_POLICY

void limits_close(struct limits **lp)
{
	struct limits *l = *lp;

	if (l == NULL)
		return;
	limits_renew_cancel(l);
	limiter_free(&l->limiter);
	limit_proxies_free(&l->proxies);
	free(l);
	*lp = NULL;
}

const char *limits_not_ready(const struct limits *l)
{
	return limiter_has_met(l->limiter)
		   ? NULL
		   : "the limits were not yet agreed on with redis";
}

/* The policies a list names, as bits; *odd_r is what names none, or empty. */
static unsigned named_in(const char *list, struct str *odd_r)
{
	static const char *const names[] = {GATEWAY_POLICIES(X_NAME)};
	struct str rest = str_of(list), item;
	unsigned named = 0;

	*odd_r = STR("");
	while (str_split(&rest, ',', &item)) {
		size_t id = 0;

		item = str_trim(item);
		while (id < LIMIT_POLICIES && !str_eqs(item, names[id]))
			id++;
		if (id < LIMIT_POLICIES)
			named |= 1u << id;
		else if (item.n > 0)
			*odd_r = item;
	}
	return named;
}

void limits_check(
    const struct gateway_options *opt, struct config_errors *errors)
{
	struct err err = {.code = ERR_OK};
	struct limit_proxies *proxies;
	struct str odd;

	if (limit_proxies_parse(opt->trusted_proxies, &proxies, &err) < 0)
		config_errors_add(
		    errors, "APPLYLENS_TRUSTED_PROXIES: %s", err.text);
	else
		limit_proxies_free(&proxies);
	(void)named_in(opt->rate_shadow, &odd);
	if (odd.n > 0)
		config_errors_add(errors,
		    "APPLYLENS_RATE_SHADOW: there is no limit '%.*s'",
		    (int)MIN(odd.n, (size_t)60), odd.p);
}

void limits_follow_flags(struct gateway *gw)
{
	struct limiter *l = gw->limits->limiter;
	struct str odd;
	unsigned named = named_in(gw->opt->rate_shadow, &odd);

	for (int id = 0; id < LIMIT_POLICIES; id++) {
		char flag[64];

		snprintf(flag, sizeof flag, "limit_shadow.%s",
		    limiter_policy(l, (enum limit_id)id)->name);
		limiter_set_shadow(l, (enum limit_id)id,
		    flags_bool(gw->flags, flag, (named & 1u << id) != 0));
	}
}

/* A stream's cost is with the assistant's answer, which is not this one. */
void limits_charge(const struct gateway_request *r)
{
	struct limits *l = gateway_of(r)->limits;
	uint64_t cells =
	    r->reply.env.cost_usd_micros + r->http.sent_bytes / COST_BYTES;

	if (r->caller.user_id != 0 && cells > 0)
		limiter_charge(l->limiter, LIMIT_cost, r->caller.user_id,
		    (int64_t)MIN(cells, (uint64_t)INT32_MAX),
		    loop_now_us(r->http.task.loop));
}
