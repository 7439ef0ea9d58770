/* test_limit_peer.c - whose request it is, behind proxies or not. */
#include "services/gateway/limits/peer.h"
#include "tests/unit/unit.h"

static struct limit_proxies *trusting(const char *text)
{
	struct limit_proxies *p;
	struct err err = {0};

	assert_int_equal(limit_proxies_parse(text, &p, &err), 0);
	return p;
}

static uint64_t key(const char *proxies, const char *peer, const char *line)
{
	struct limit_proxies *p = trusting(proxies);
	const struct str lines[] = {str_of(line)};
	uint64_t k = limit_client_key(p, peer, lines, line != NULL);

	limit_proxies_free(&p);
	return k;
}

static uint64_t of(const char *address)
{
	return key("", address, NULL);
}

static void a_stranger_is_not_believed(void **state)
{
	(void)state;
	assert_true(key("", "192.0.2.1", "198.51.100.7") == of("192.0.2.1"));
	assert_true(
	    key("10.0.0.0/8", "192.0.2.1", "198.51.100.7") == of("192.0.2.1"));
}

static void a_trusted_proxy_says_who_it_is(void **state)
{
	(void)state;
	assert_true(key("10.0.0.0/8", "10.1.2.3", "198.51.100.7") ==
		    of("198.51.100.7"));
	assert_true(key("unix", "unix", "198.51.100.7") == of("198.51.100.7"));
	assert_true(
	    key("::1", "::1", "[2001:db8::1]:443") == of("2001:db8::2"));
	assert_true(key("10.0.0.1", "10.0.0.1", "198.51.100.7:80") ==
		    of("198.51.100.7"));
}

static void the_right_most_untrusted_hop_counts(void **state)
{
	(void)state;
	assert_true(
	    key("10.0.0.0/8", "10.0.0.1",
		"203.0.113.1, 198.51.100.7 , 10.0.0.2") == of("198.51.100.7"));
}

static void the_last_of_several_lines_is_nearest(void **state)
{
	struct limit_proxies *p = trusting("10.0.0.0/8");
	const struct str lines[] = {STR("203.0.113.1"), STR("198.51.100.7")};

	(void)state;
	assert_true(
	    limit_client_key(p, "10.0.0.1", lines, 2) == of("198.51.100.7"));
	limit_proxies_free(&p);
}

static void what_is_no_address_ends_at_who_told_it(void **state)
{
	static const char *const odd[] = {"", ",", "unknown", "unix",
	    "198.51.100.7, _hidden", "1.2.3.4.5", "[::1", "::1::"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(odd); i++)
		assert_true(
		    key("10.0.0.0/8", "10.0.0.1", odd[i]) == of("10.0.0.1"));
}

static void the_machine_itself_is_not_counted(void **state)
{
	static const char *const own[] = {
	    "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "unix"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(own); i++)
		assert_true(of(own[i]) == 0);
	assert_true(key("", "127.0.0.1", "192.0.2.1") == 0);
	assert_true(of("192.0.2.1") != 0 && of("2001:db8::1") != 0);
	assert_true(key("10.0.0.1", "10.0.0.1", "127.0.0.1") != 0);
}

static void ipv6_counts_by_its_64(void **state)
{
	(void)state;
	assert_true(of("2001:db8:1:2::1") == of("2001:db8:1:2:ffff::9"));
	assert_true(of("2001:db8:1:2::1") != of("2001:db8:1:3::1"));
	assert_true(of("192.0.2.1") != of("192.0.2.2"));
	assert_true(of("::ffff:192.0.2.1") == of("192.0.2.1"));
}

static void networks_have_whole_bits(void **state)
{
	(void)state;
	assert_true(
	    key("10.0.0.0/9", "10.127.0.1", "192.0.2.1") == of("192.0.2.1"));
	assert_true(
	    key("10.0.0.0/9", "10.128.0.1", "192.0.2.1") == of("10.128.0.1"));
	assert_true(
	    key("0.0.0.0/0", "10.0.0.1", "2001:db8::1") == of("2001:db8::1"));
	assert_true(key("2001:db8::/33", "2001:db8:8000::1", "192.0.2.1") ==
		    of("2001:db8:8000::1"));
}

static void what_is_no_network_is_named(void **state)
{
	static const char *const bad[] = {"10.0.0.0/33", "10.0.0/8", "x",
	    "::1/129", "unix/8", "10.0.0.1/", "10.0.0.1/-1", "/8",
	    "::1, 300.1.1.1"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct limit_proxies *p;
		struct err err = {0};

		assert_int_equal(limit_proxies_parse(bad[i], &p, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
		assert_non_null(strstr(err.text, "is no address"));
		assert_null(p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stranger_is_not_believed),
	    cmocka_unit_test(a_trusted_proxy_says_who_it_is),
	    cmocka_unit_test(the_right_most_untrusted_hop_counts),
	    cmocka_unit_test(the_last_of_several_lines_is_nearest),
	    cmocka_unit_test(what_is_no_address_ends_at_who_told_it),
	    cmocka_unit_test(the_machine_itself_is_not_counted),
	    cmocka_unit_test(ipv6_counts_by_its_64),
	    cmocka_unit_test(networks_have_whole_bits),
	    cmocka_unit_test(what_is_no_network_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
