/* bench_limiter.c - a decision's time, and ten million arrivals beside an
 * exact observer.
 *
 *   bench_limiter [ARRIVALS]     (10000000)
 *
 * A request of one of 1,000 users and addresses, then of 10,000, is decided
 * under the five policies that may count it, with renewal of leases at a
 * modelled Redis in the time. Then the simulation of limit_sim.h: three
 * gateways, every fault. Prints "name ours rival ratio who" and, after '#',
 * what was missing; ends with 1 when one request was too many. */
#include "tests/unit/gateway/limit_model.h"
#include "tests/unit/gateway/limit_sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define USERS_BUSY 1000 /* at work at once */
#define USERS_ALL 10000 /* so many never are: each decision is cold */
#define DECISIONS 5000000
#define GOAL_NS 1000.0
#define DAY_US 86400000000LL

struct bench {
	struct limiter *limiter;
	struct limit_model *redis;
	struct limit_share shares[LIMIT_POLICIES];
	int64_t now_us;
	uint64_t admitted;
};

static void open_bench(struct bench *b)
{
	struct limiter_config c = {.gateways = 1, .id = 1};

	for (int i = 0; i < LIMIT_POLICIES; i++)
		c.policies[i] = (struct limit_policy){
		    "any", 600000, 100000, i == LIMIT_cost};
	*b = (struct bench){
	    .limiter = limiter_new(&c, 0), .redis = limit_model_new()};
	for (int i = 0; i < LIMIT_POLICIES; i++)
		b->shares[i] = *limiter_share(b->limiter, (enum limit_id)i);
}

static void talk(struct bench *b, const struct limit_keys *k)
{
	struct limit_ask ask;
	struct limit_answer answer;

	limiter_ask(b->limiter, k, b->now_us, &ask);
	limit_model_answer(b->redis, b->shares, &ask, &answer);
	limiter_told(b->limiter, &ask, &answer, b->now_us);
}

static void decide(struct bench *b, uint64_t user)
{
	static const enum limit_id counted[] = {
	    LIMIT_ip, LIMIT_user, LIMIT_token, LIMIT_chat, LIMIT_cost};
	struct limit_keys k = {.n = ARRAY_LEN(counted)};
	struct limit_view view;
	enum limit_verdict verdict;

	for (size_t i = 0; i < k.n; i++)
		k.v[i] = (struct limit_key){counted[i], user + 1};
	verdict = limiter_decide(b->limiter, &k, false, b->now_us, &view);
	if (verdict == LIMIT_ASK) {
		talk(b, &k);
		verdict =
		    limiter_decide(b->limiter, &k, true, b->now_us, &view);
	}
	b->admitted += verdict == LIMIT_ADMIT;
	while (limiter_is_due(b->limiter))
		talk(b, NULL);
}

/* Of this process: who else is on the machine does not count. */
static int64_t cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static double decision_ns(struct bench *b, uint64_t users)
{
	int64_t began;

	/* An hour of heartbeats: every bucket is full. */
	for (b->now_us = 0; b->now_us < DAY_US / 24; b->now_us += 60000)
		talk(b, NULL);
	for (uint64_t i = 0; i < users; i++)
		decide(b, i);
	began = cpu_us();
	for (uint64_t i = 0; i < DECISIONS; i++) {
		b->now_us += 10;
		decide(b, i * 7919 % users);
	}
	return (double)(cpu_us() - began) * 1e3 / DECISIONS;
}

static int simulate(uint64_t arrivals)
{
	const struct sim_config c = {.seed = 7,
	    .arrivals = arrivals,
	    .faults = true,
	    .pause_us = 3000000};
	struct sim_result r = limit_sim_run(&c);

	printf("# %llu arrivals in %.0f s of three gateways' life; Redis "
	       "restarted %llu times, emptied %llu, hung %llu; gateways "
	       "killed %llu, frozen %llu; clocks drifted %llu\n",
	    (unsigned long long)r.arrivals,
	    (double)r.ticks / LIMIT_TICKS_MS / 1e3,
	    (unsigned long long)(r.restarts + r.losses),
	    (unsigned long long)r.flushes, (unsigned long long)r.hangs,
	    (unsigned long long)r.kills, (unsigned long long)r.freezes,
	    (unsigned long long)r.drifts);
	printf("# admitted %llu, one limiter alone %llu; missing of a key in "
	       "10 s: mean %.1f, most %lld\n",
	    (unsigned long long)r.admitted, (unsigned long long)r.ideal,
	    r.missing_mean, (long long)r.missing_max);
	printf("# too much: %llu\n", (unsigned long long)r.too_much);
	return r.too_much == 0 ? 0 : 1;
}

static void measure(const char *name, uint64_t users)
{
	struct bench b;
	double ns;

	open_bench(&b);
	ns = decision_ns(&b, users);
	printf("%s %.0f %.0f %.2f goal\n", name, ns, GOAL_NS, GOAL_NS / ns);
	printf("# %llu users, %llu of %llu admitted\n",
	    (unsigned long long)users, (unsigned long long)b.admitted,
	    (unsigned long long)(DECISIONS + users));
	limiter_free(&b.limiter);
	limit_model_free(&b.redis);
}

int main(int argc, char **argv)
{
	measure("limit_decision_ns", USERS_BUSY);
	measure("limit_decision_cold_ns", USERS_ALL);
	return simulate(argc > 1 ? strtoull(argv[1], NULL, 10) : 10000000);
}
