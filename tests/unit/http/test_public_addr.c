/* test_public_addr.c - which addresses a stranger's URL may lead to. */
#include "common/http/public_addr.h"

#include "tests/unit/unit.h"

#include <arpa/inet.h>

static bool is_public(const char *text)
{
	struct sockaddr_in6 six = {.sin6_family = AF_INET6};
	struct sockaddr_in four = {.sin_family = AF_INET};

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return http_addr_is_public((const struct sockaddr *)&four);
	assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return http_addr_is_public((const struct sockaddr *)&six);
}

static void addresses_of_the_internet_are_public(void **state)
{
	static const char *const yes[] = {"1.1.1.1", "8.8.8.8", "9.255.255.255",
	    "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255",
	    "172.32.0.0", "192.167.255.255", "192.169.0.0", "223.255.255.255",
	    "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808",
	    "::ffff:8.8.8.8", "2002:808:808::1", "2001:200::1"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (!is_public(yes[i]))
			fail_msg("%s is public", yes[i]);
}

static void special_blocks_are_not(void **state)
{
	static const char *const no[] = {"0.0.0.0", "10.1.2.3", "100.64.0.1",
	    "127.0.0.1", "127.255.255.255", "169.254.169.254", "172.16.0.1",
	    "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.168.1.1",
	    "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
	    "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1",
	    "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2001::1",
	    "3fff::1", "64:ff9b::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
	    "2002:7f00:1::", "2002:a9fe:a9fe::1", "::127.0.0.1",
	    "64:ff9b:1::1"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (is_public(no[i]))
			fail_msg("%s is not public", no[i]);
}

static void other_families_are_not(void **state)
{
	struct sockaddr sa = {.sa_family = AF_UNIX};

	(void)state;
	assert_false(http_addr_is_public(&sa));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(addresses_of_the_internet_are_public),
	    cmocka_unit_test(special_blocks_are_not),
	    cmocka_unit_test(other_families_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
