/* test_limiter.c - what a request takes, and what it is told. */
#include "services/gateway/limits/limiter.h"
#include "tests/unit/gateway/limit_model.h"
#include "tests/unit/unit.h"

#define SECOND 1000000LL
#define LATER (1000 * SECOND) /* when local parts have long been full */

static const struct limiter_config config = {
    .policies =
	{
	    [LIMIT_user] = {"user", 6000, 1000, false},
	    [LIMIT_chat] = {"chat", 600, 80, false},
	    [LIMIT_cost] = {"cost", 6000, 1000, true},
	},
    .gateways = 1,
    .id = 7,
};
static const struct limit_keys one_user = {.n = 1, .v = {{LIMIT_user, 5}}};
static const struct limit_keys a_chat = {
    .n = 2, .v = {{LIMIT_user, 5}, {LIMIT_chat, 5}}};
static const struct limit_keys a_cost = {.n = 1, .v = {{LIMIT_cost, 5}}};

/* A limiter that begins at 0 and a Redis whose buckets are full. */
struct stand {
	struct limiter *l;
	struct limit_model *redis;
	struct limit_share shares[LIMIT_POLICIES];
};

static void talk(struct stand *s, const struct limit_keys *k, int64_t now_us)
{
	struct limit_ask ask;
	struct limit_answer answer;

	limiter_ask(s->l, k, now_us, &ask);
	limit_model_answer(s->redis, s->shares, &ask, &answer);
	limiter_told(s->l, &ask, &answer, now_us);
}

static int open_stand(void **state)
{
	struct stand *s = calloc(1, sizeof *s);

	s->l = limiter_new(&config, 0);
	s->redis = limit_model_new();
	for (int i = 0; i < LIMIT_POLICIES; i++)
		s->shares[i] = *limiter_share(s->l, (enum limit_id)i);
	for (int64_t t = 0; t <= LATER; t += SECOND / 10)
		talk(s, NULL, t);
	*state = s;
	return 0;
}

static int close_stand(void **state)
{
	struct stand *s = *state;

	limiter_free(&s->l);
	limit_model_free(&s->redis);
	free(s);
	return 0;
}

static enum limit_verdict decide(
    struct stand *s, const struct limit_keys *k, int64_t now_us)
{
	struct limit_view v;

	return limiter_decide(s->l, k, false, now_us, &v);
}

/* As limit.c's steps: how many of n at this moment are admitted. */
static int admitted(
    struct stand *s, const struct limit_keys *k, int n, int64_t now_us)
{
	struct limit_view v;
	int passed = 0;

	for (int i = 0; i < n; i++) {
		enum limit_verdict verdict =
		    limiter_decide(s->l, k, false, now_us, &v);

		if (verdict == LIMIT_ASK) {
			talk(s, k, now_us);
			verdict = limiter_decide(s->l, k, true, now_us, &v);
		}
		passed += verdict == LIMIT_ADMIT;
	}
	return passed;
}

static void what_is_its_own_needs_no_redis(void **state)
{
	struct stand *s = *state;
	int passed = 0;

	while (decide(s, &one_user, LATER) == LIMIT_ADMIT)
		passed++;
	assert_int_equal(passed, 1000 / 8);
	assert_int_equal(decide(s, &one_user, LATER), LIMIT_ASK);
}

static void a_gateway_begins_with_nothing_of_its_own(void **state)
{
	struct limiter *l = limiter_new(&config, LATER);
	struct limit_view v;

	(void)state;
	assert_int_equal(
	    limiter_decide(l, &one_user, false, LATER, &v), LIMIT_REFUSE);
	assert_int_equal(v.id, LIMIT_user);
	limiter_free(&l);
}

static void a_burst_is_admitted_once(void **state)
{
	struct stand *s = *state;
	int passed = admitted(s, &one_user, 3000, LATER);

	assert_in_range(passed, 750, 1000);
	assert_int_equal(admitted(s, &one_user, 100, LATER), 0);
}

static void an_unspent_lease_lapses(void **state)
{
	struct stand *s = *state;
	struct limit_ask ask;
	struct limit_answer answer;
	int64_t late = LATER + 3 * SECOND;
	int passed = 0;

	while (decide(s, &one_user, LATER) == LIMIT_ADMIT)
		passed++;
	limiter_ask(s->l, &one_user, LATER, &ask);
	assert_int_equal(ask.n, 1);
	limit_model_answer(s->redis, s->shares, &ask, &answer);
	assert_true(answer.v[0].granted > 0);
	limiter_told(s->l, &ask, &answer, late);
	for (passed = 0; decide(s, &one_user, late) == LIMIT_ADMIT;)
		passed++;
	/* Three seconds of its own eighth, and nothing of the lease. */
	assert_in_range(passed, 36, 38);
}

static void who_is_refused_by_one_policy_takes_of_none(void **state)
{
	struct stand *s = *state;
	struct limit_counts before, after;

	assert_in_range(admitted(s, &a_chat, 500, LATER), 40, 80);
	before = limiter_counts(s->l, LIMIT_user);
	assert_int_equal(admitted(s, &a_chat, 100, LATER), 0);
	after = limiter_counts(s->l, LIMIT_user);
	assert_int_equal(before.admitted, after.admitted);
	assert_true(admitted(s, &one_user, 3000, LATER) > 600);
}

static void the_refusing_policy_is_named_with_its_wait(void **state)
{
	struct stand *s = *state;
	struct limit_view v;

	admitted(s, &a_chat, 500, LATER);
	assert_int_equal(
	    limiter_decide(s->l, &a_chat, true, LATER, &v), LIMIT_REFUSE);
	assert_int_equal(v.id, LIMIT_chat);
	assert_in_range(v.wait_us, 1, SECOND);
	assert_int_equal(v.left, 0);
}

static void the_tightest_policy_is_shown(void **state)
{
	struct stand *s = *state;
	struct limit_view v;

	admitted(s, &a_chat, 30, LATER);
	assert_int_equal(
	    limiter_decide(s->l, &a_chat, false, LATER, &v), LIMIT_ADMIT);
	assert_int_equal(v.id, LIMIT_chat);
	assert_true(v.left < 60);
}

static void in_shadow_mode_it_only_counts(void **state)
{
	struct stand *s = *state;
	struct limit_counts counts;

	limiter_set_shadow(s->l, LIMIT_chat, true);
	assert_int_equal(admitted(s, &a_chat, 200, LATER), 200);
	counts = limiter_counts(s->l, LIMIT_chat);
	assert_in_range(counts.shadowed, 120, 160);
	assert_int_equal(counts.refused, 0);
	limiter_set_shadow(s->l, LIMIT_chat, false);
	assert_int_equal(admitted(s, &a_chat, 10, LATER), 0);
}

static void a_busy_client_does_not_wait_for_redis(void **state)
{
	struct stand *s = *state;
	int waited = 0;

	for (int64_t t = LATER; t < LATER + 20 * SECOND; t += SECOND / 80) {
		if (decide(s, &one_user, t) != LIMIT_ADMIT)
			waited++;
		if (limiter_is_due(s->l))
			talk(s, NULL, t + 500);
		else if (t / 60000 != (t - SECOND / 80) / 60000)
			talk(s, NULL, t);
	}
	assert_int_equal(waited, 0);
}

static void without_redis_its_own_part_is_admitted(void **state)
{
	struct stand *s = *state;
	int passed = 0;

	for (int64_t t = LATER + SECOND; t < LATER + 61 * SECOND; t += 1000)
		passed += decide(s, &one_user, t) == LIMIT_ADMIT;
	assert_in_range(passed, 6000 / 8 + 1000 / 8 - 3, 6000 / 8 + 1000 / 8);
	assert_true(limiter_is_alone(s->l, LATER + SECOND));
}

static void more_gateways_than_configured_lose_their_own_part(void **state)
{
	struct stand *s = *state;
	struct limit_ask other = {.gateway = 8, .claim = -1};
	struct limit_answer answer;

	limit_model_answer(s->redis, s->shares, &other, &answer);
	talk(s, NULL, LATER);
	assert_int_equal(decide(s, &one_user, LATER), LIMIT_ASK);
}

static void an_answer_is_charged_when_its_cost_is_known(void **state)
{
	struct stand *s = *state;

	assert_int_equal(admitted(s, &a_cost, 2000, LATER), 2000);
	for (int i = 0; i < 4; i++) {
		limiter_charge(s->l, LIMIT_cost, 5, 400, LATER);
		talk(s, &a_cost, LATER);
	}
	/* The gateway's own part knows nothing of it. */
	limiter_charge(s->l, LIMIT_cost, 6, 5000, LATER + SECOND);
	assert_int_equal(
	    decide(s, &(struct limit_keys){.n = 1, .v = {{LIMIT_cost, 6}}},
		LATER + SECOND),
	    LIMIT_REFUSE);
}

/* Other gateways may hold leases of all there is: that is no debt. */
static void cost_is_refused_to_who_is_in_debt_only(void **state)
{
	struct stand *s = *state;
	struct limit_ask other = {.gateway = 8,
	    .claim = -1,
	    .n = 1,
	    .v = {{.key = {LIMIT_cost, 5}, .want = 1000000}}};
	struct limit_answer answer;

	limit_model_answer(s->redis, s->shares, &other, &answer);
	assert_true(answer.v[0].granted > 0);
	talk(s, NULL, LATER);
	assert_int_equal(admitted(s, &a_cost, 1, LATER), 1);
	limiter_charge(s->l, LIMIT_cost, 5, 500, LATER);
	talk(s, &a_cost, LATER);
	assert_int_equal(admitted(s, &a_cost, 1, LATER), 0);
}

static void keys_that_nobody_uses_are_forgotten(void **state)
{
	struct stand *s = *state;

	for (uint64_t i = 0; i < 1000; i++) {
		const struct limit_keys k = {
		    .n = 1, .v = {{LIMIT_user, 100 + i}}};

		assert_int_equal(decide(s, &k, LATER), LIMIT_ADMIT);
	}
	assert_int_equal(limiter_keys(s->l), 1000);
	limiter_sweep(s->l, LATER + 1000);
	assert_int_equal(limiter_keys(s->l), 1000);
	limiter_sweep(s->l, LATER + 10 * SECOND);
	assert_int_equal(limiter_keys(s->l), 0);
}

/* A flood of addresses: what is forgotten begins again, empty. */
static void too_many_keys_admit_nothing_more(void **state)
{
	struct stand *s = *state;

	while (decide(s, &one_user, LATER) == LIMIT_ADMIT)
		continue;
	for (uint64_t i = 0; i < 250000; i++) {
		const struct limit_keys k = {
		    .n = 1, .v = {{LIMIT_user, 100 + i}}};

		(void)decide(s, &k, LATER);
	}
	assert_true(limiter_keys(s->l) <= 200000);
	assert_int_not_equal(decide(s, &one_user, LATER), LIMIT_ADMIT);
}

#define ON_A_STAND(test)                                                       \
	cmocka_unit_test_setup_teardown(test, open_stand, close_stand)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    ON_A_STAND(what_is_its_own_needs_no_redis),
	    cmocka_unit_test(a_gateway_begins_with_nothing_of_its_own),
	    ON_A_STAND(a_burst_is_admitted_once),
	    ON_A_STAND(an_unspent_lease_lapses),
	    ON_A_STAND(who_is_refused_by_one_policy_takes_of_none),
	    ON_A_STAND(the_refusing_policy_is_named_with_its_wait),
	    ON_A_STAND(the_tightest_policy_is_shown),
	    ON_A_STAND(in_shadow_mode_it_only_counts),
	    ON_A_STAND(a_busy_client_does_not_wait_for_redis),
	    ON_A_STAND(without_redis_its_own_part_is_admitted),
	    ON_A_STAND(more_gateways_than_configured_lose_their_own_part),
	    ON_A_STAND(an_answer_is_charged_when_its_cost_is_known),
	    ON_A_STAND(cost_is_refused_to_who_is_in_debt_only),
	    ON_A_STAND(keys_that_nobody_uses_are_forgotten),
	    ON_A_STAND(too_many_keys_admit_nothing_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
