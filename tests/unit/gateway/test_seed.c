/* test_seed.c - the lane of who is not known by name: session, else address.
 */
#include "services/gateway/gateway.h"

#include "tests/unit/unit.h"

static uint64_t seed_of(const char *peer, const char *cookie)
{
	const struct http_header header = {STR("Cookie"), str_of(cookie)};
	struct gateway_request r = {
	    .http = {.peer = peer,
		.headers = &header,
		.n_headers = cookie != NULL},
	};
	uint64_t seed;

	r.http.task.arena = arena_new(1 << 16);
	seed = gateway_seed(&r);
	arena_free(&r.http.task.arena);
	return seed;
}

static void an_address_has_its_seed_whenever_it_comes(void **state)
{
	(void)state;
	assert_true(seed_of("192.0.2.1", NULL) == seed_of("192.0.2.1", NULL));
	assert_true(seed_of("192.0.2.1", NULL) != seed_of("192.0.2.2", NULL));
	assert_true(
	    seed_of("192.0.2.1", "theme=dark") == seed_of("192.0.2.1", NULL));
	assert_true(
	    seed_of("192.0.2.1", "session_id=") == seed_of("192.0.2.1", NULL));
}

static void a_session_goes_before_the_address(void **state)
{
	(void)state;
	assert_true(seed_of("192.0.2.1", "session_id=abc") ==
		    seed_of("192.0.2.2", "session_id=abc"));
	assert_true(seed_of("192.0.2.1", "session_id=abc") !=
		    seed_of("192.0.2.1", "session_id=abd"));
}

/* Written down once: another gateway and build decides the same. */
static void seeds_are_those_of_every_build(void **state)
{
	(void)state;
	assert_true(seed_of("192.0.2.1", NULL) == UINT64_C(0xc3ed1bb456d1a36b));
}

static void no_user_has_such_a_seed(void **state)
{
	(void)state;
	assert_true(seed_of("192.0.2.1", NULL) > (uint64_t)INT64_MAX);
	assert_true(seed_of("::1", "session_id=abc") > (uint64_t)INT64_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_address_has_its_seed_whenever_it_comes),
	    cmocka_unit_test(a_session_goes_before_the_address),
	    cmocka_unit_test(seeds_are_those_of_every_build),
	    cmocka_unit_test(no_user_has_such_a_seed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
