/* test_auth_cache.c - what is known, for how long, and who is asked anew. */
#include "services/gateway/identity/auth_cache.h"

#include "tests/unit/unit.h"

#include <string.h>

static const uint8_t a[AUTH_HASH_BYTES] = {1}, b[AUTH_HASH_BYTES] = {2};
static const struct caller ann = {.user_id = 7};
static const struct caller bob = {.user_id = 8, .by_session = true};

static int setup(void **state)
{
	*state = auth_cache_new();
	return 0;
}

static int teardown(void **state)
{
	struct auth_cache *c = *state;

	auth_cache_free(&c);
	assert_null(c);
	return 0;
}

static void put(struct auth_cache *c, const uint8_t *hash,
    const struct caller *who, int64_t now_ms)
{
	auth_cache_put(c, hash, who, now_ms, auth_cache_turn(c));
}

static size_t due(struct auth_cache *c, bool sessions)
{
	uint8_t hashes[10][AUTH_HASH_BYTES];

	return auth_cache_due(c, sessions, hashes, 10);
}

static void who_is_known_is_known_for_a_bounded_time(void **state)
{
	struct auth_cache *c = *state;

	assert_null(auth_cache_get(c, a, 0));
	put(c, a, &ann, 1000);
	assert_int_equal(
	    auth_cache_get(c, a, 1000 + AUTH_STALE_MS - 1)->user_id, 7);
	assert_null(auth_cache_get(c, a, 1000 + AUTH_STALE_MS));
	assert_null(auth_cache_get(c, b, 1000));
}

static void only_the_whole_hash_counts(void **state)
{
	struct auth_cache *c = *state;
	uint8_t other[AUTH_HASH_BYTES];

	memcpy(other, a, sizeof other);
	other[AUTH_HASH_BYTES - 1] = 1; /* the first bytes are the same */
	put(c, a, &ann, 0);
	assert_null(auth_cache_get(c, other, 0));
	auth_cache_drop(c, other);
	assert_non_null(auth_cache_get(c, a, 0));
}

static void a_busy_one_is_queued_once_and_long_before_its_end(void **state)
{
	struct auth_cache *c = *state;

	put(c, a, &ann, 0);
	put(c, b, &bob, 0);
	assert_int_equal(due(c, false), 1); /* new: its use is written */
	assert_int_equal(due(c, true), 1);
	assert_non_null(auth_cache_get(c, a, AUTH_RENEW_MS - 1));
	assert_int_equal(due(c, false), 0);
	assert_non_null(auth_cache_get(c, a, AUTH_RENEW_MS));
	assert_non_null(auth_cache_get(c, a, AUTH_RENEW_MS));
	assert_int_equal(due(c, false), 1);
	assert_int_equal(due(c, true), 0); /* nobody asked for it */
	assert_true(AUTH_RENEW_MS * 2 <= AUTH_STALE_MS);
}

static void what_is_due_is_taken_in_parts(void **state)
{
	struct auth_cache *c = *state;
	uint8_t hashes[1][AUTH_HASH_BYTES];

	put(c, a, &ann, 0);
	put(c, b, &ann, 0);
	assert_int_equal(auth_cache_due(c, false, hashes, 1), 1);
	assert_memory_equal(hashes[0], a, AUTH_HASH_BYTES);
	assert_int_equal(auth_cache_due(c, false, hashes, 1), 1);
	assert_memory_equal(hashes[0], b, AUTH_HASH_BYTES);
	assert_int_equal(auth_cache_due(c, false, hashes, 1), 0);
}

static void renewing_keeps_it_known(void **state)
{
	struct auth_cache *c = *state;
	struct caller less = {.user_id = 7, .classes = 1};

	put(c, a, &ann, 0);
	auth_cache_renew(c, a, &less, 5000, auth_cache_turn(c));
	assert_int_equal(auth_cache_get(c, a, 14000)->classes, 1);
	/* An older answer that comes late changes nothing. */
	auth_cache_renew(c, a, &ann, 4000, auth_cache_turn(c));
	assert_int_equal(auth_cache_get(c, a, 14000)->classes, 1);
	/* Who is not known is not made known by it. */
	auth_cache_renew(c, b, &bob, 5000, auth_cache_turn(c));
	assert_null(auth_cache_get(c, b, 5000));
}

static void what_was_asked_before_a_dropping_is_not_kept(void **state)
{
	struct auth_cache *c = *state;
	uint64_t turn = auth_cache_turn(c);

	put(c, a, &ann, 0);
	auth_cache_drop_user(c, 99);
	auth_cache_put(c, b, &ann, 0, turn);
	assert_null(auth_cache_get(c, b, 0));
	auth_cache_renew(c, a, &bob, 10, turn);
	assert_int_equal(auth_cache_get(c, a, 10)->user_id, 7);
}

static void a_user_is_dropped_whole_and_alone(void **state)
{
	struct auth_cache *c = *state;
	uint8_t more[AUTH_HASH_BYTES] = {3};

	put(c, a, &ann, 0);
	put(c, more, &ann, 0);
	put(c, b, &bob, 0);
	auth_cache_drop_user(c, 7);
	assert_null(auth_cache_get(c, a, 0));
	assert_null(auth_cache_get(c, more, 0));
	assert_non_null(auth_cache_get(c, b, 0));
	assert_int_equal(due(c, false), 0); /* not queued any more either */
	auth_cache_drop_all(c);
	assert_int_equal(auth_cache_len(c), 0);
	assert_int_equal(due(c, true), 0);
}

static void it_stays_bounded(void **state)
{
	struct auth_cache *c = *state;

	for (uint32_t i = 0; i < 50000; i++) {
		uint8_t hash[AUTH_HASH_BYTES] = {0};

		memcpy(hash, &i, sizeof i);
		put(c, hash, &ann, 0);
	}
	assert_in_range(auth_cache_len(c), 1, 20000);
}

static void what_was_refused_is_refused_for_a_second(void **state)
{
	struct auth_cache *c = *state;

	assert_false(auth_cache_refused(c, a, 0));
	auth_cache_refuse(c, a, 5000);
	assert_true(auth_cache_refused(c, a, 5999));
	assert_false(auth_cache_refused(c, a, 6000));
	assert_false(auth_cache_refused(c, b, 5000));
}

static void so_many_unknown_ones_a_second(void **state)
{
	struct auth_cache *c = *state;
	int n = 0;

	while (n < 1000 && auth_cache_may_ask(c, 7000))
		n++;
	assert_int_equal(n, 50);
	assert_false(auth_cache_may_ask(c, 7999));
	assert_true(auth_cache_may_ask(c, 8000));
}

#define IN(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    IN(who_is_known_is_known_for_a_bounded_time),
	    IN(only_the_whole_hash_counts),
	    IN(a_busy_one_is_queued_once_and_long_before_its_end),
	    IN(what_is_due_is_taken_in_parts),
	    IN(renewing_keeps_it_known),
	    IN(what_was_asked_before_a_dropping_is_not_kept),
	    IN(a_user_is_dropped_whole_and_alone),
	    IN(it_stays_bounded),
	    IN(what_was_refused_is_refused_for_a_second),
	    IN(so_many_unknown_ones_a_second),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
