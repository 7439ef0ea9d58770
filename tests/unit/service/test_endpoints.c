/* test_endpoints.c - names of services to URLs, by the environment. */
#include "common/service/frame.h"

#include "tests/unit/unit.h"

#include <string.h>

static int setup(void **state)
{
	static const char *const ours[] = {"APPLYLENS_SEARCH_URL",
	    "APPLYLENS_SEARCH_CANARY_URL", "APPLYLENS_INGEST_EVENTS_URL"};

	for (size_t i = 0; i < ARRAY_LEN(ours); i++)
		unsetenv(ours[i]);
	*state = arena_new(1 << 20);
	return 0;
}

static int teardown(void **state)
{
	struct arena *arena = *state;

	arena_free(&arena);
	return 0;
}

static const struct bus_peer *peer(const struct endpoints *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (streq(e->peers[i].service, name))
			return &e->peers[i];
	fail_msg("no peer %s", name);
	return NULL;
}

static const struct service_options stable = {
    .run_dir = "/run/x", .health_listen = "", .lane = LANE_STABLE};

static void without_settings_sockets_are_in_the_run_folder(void **state)
{
	struct endpoints e;
	struct err err;

	assert_int_equal(
	    endpoints_read(*state, "search", &stable, &e, &err), 0);
	assert_string_equal(e.listen, "ipc:///run/x/search.sock");
	assert_string_equal(e.events, "ipc:///run/x/search.events");
	assert_string_equal(e.health, "127.0.0.1:8092");
	assert_string_equal(
	    peer(&e, "triage")->url, "ipc:///run/x/triage.sock");
	assert_string_equal(peer(&e, "triage")->canary_url, "");
	assert_string_equal(e.all_events,
	    "ipc:///run/x/assistant.events,ipc:///run/x/ingest.events");
}

static void the_environment_goes_first(void **state)
{
	struct service_options o = stable;
	struct endpoints e;
	struct err err;

	setenv("APPLYLENS_SEARCH_URL", "tcp://10.0.0.7:7000", 1);
	setenv("APPLYLENS_SEARCH_CANARY_URL", "tcp://10.0.0.8:7000", 1);
	o.health_listen = "0.0.0.0:1";
	assert_int_equal(endpoints_read(*state, "search", &o, &e, &err), 0);
	assert_string_equal(e.listen, "tcp://10.0.0.7:7000");
	assert_string_equal(e.health, "0.0.0.0:1");
	assert_string_equal(
	    peer(&e, "search")->canary_url, "tcp://10.0.0.8:7000");
}

static void a_canary_listens_on_its_own_url(void **state)
{
	struct service_options o = stable;
	struct endpoints e;
	struct err err;

	o.lane = LANE_CANARY;
	setenv("APPLYLENS_SEARCH_CANARY_URL", "ipc:///run/x/canary.sock", 1);
	assert_int_equal(endpoints_read(*state, "search", &o, &e, &err), 0);
	assert_string_equal(e.listen, "ipc:///run/x/canary.sock");
}

static void a_canary_without_a_url_names_the_variable(void **state)
{
	struct service_options o = stable;
	struct endpoints e;
	struct err err;

	o.lane = LANE_CANARY;
	assert_int_equal(endpoints_read(*state, "search", &o, &e, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "APPLYLENS_SEARCH_CANARY_URL"));
}

static void a_daemon_that_is_no_service_is_refused(void **state)
{
	struct endpoints e;
	struct err err;

	assert_int_equal(endpoints_read(*state, "nope", &stable, &e, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
}

#define ENDPOINTS_TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    ENDPOINTS_TEST(without_settings_sockets_are_in_the_run_folder),
	    ENDPOINTS_TEST(the_environment_goes_first),
	    ENDPOINTS_TEST(a_canary_listens_on_its_own_url),
	    ENDPOINTS_TEST(a_canary_without_a_url_names_the_variable),
	    ENDPOINTS_TEST(a_daemon_that_is_no_service_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
