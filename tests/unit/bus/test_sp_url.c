/* test_sp_url.c - bus URLs to addresses. */
#include "common/bus/sp_url.h"

#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

static void ipc_takes_paths_up_to_107_bytes(void **state)
{
	const struct sockaddr_un *un;
	char text[200] = "ipc://";
	struct sp_url url;
	struct err err = {0};

	(void)state;
	memset(text + 6, 'p', 107);
	text[6] = '/';
	assert_int_equal(sp_url_parse(str_of(text), &url, &err), 0);
	un = (const struct sockaddr_un *)(const void *)&url.addr;
	assert_int_equal(un->sun_family, AF_UNIX);
	assert_string_equal(un->sun_path, text + 6);
	assert_int_equal(url.transport, SP_IPC);
	text[6 + 107] = 'p';
	assert_int_equal(sp_url_parse(str_of(text), &url, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
}

static void tcp_addresses_are_parsed_at_once(void **state)
{
	const struct sockaddr_in *v4;
	const struct sockaddr_in6 *v6;
	struct sp_url url;

	(void)state;
	assert_int_equal(
	    sp_url_parse(STR("tcp://10.1.2.3:7001"), &url, NULL), 0);
	v4 = (const struct sockaddr_in *)(const void *)&url.addr;
	assert_int_equal(v4->sin_family, AF_INET);
	assert_int_equal(ntohs(v4->sin_port), 7001);
	assert_int_equal(ntohl(v4->sin_addr.s_addr), 0x0a010203);
	assert_false(url.is_name);
	assert_int_equal(sp_url_parse(STR("tcp://[::1]:80"), &url, NULL), 0);
	v6 = (const struct sockaddr_in6 *)(const void *)&url.addr;
	assert_int_equal(v6->sin6_family, AF_INET6);
	assert_int_equal(ntohs(v6->sin6_port), 80);
	assert_int_equal(sp_url_parse(STR("tcp://*:80"), &url, NULL), 0);
	v4 = (const struct sockaddr_in *)(const void *)&url.addr;
	assert_int_equal(v4->sin_addr.s_addr, htonl(INADDR_ANY));
}

static void names_are_kept_for_later(void **state)
{
	struct sp_url url;
	struct err err = {0};

	(void)state;
	assert_int_equal(
	    sp_url_parse(STR("tcp://search.internal:7001"), &url, NULL), 0);
	assert_true(url.is_name);
	assert_string_equal(url.host, "search.internal");
	assert_int_equal(
	    sp_url_parse(STR("tcp://localhost:7001"), &url, NULL), 0);
	assert_int_equal(sp_url_resolve(&url, &err), 0);
	assert_true(url.addr_bytes > 0);
}

static void nonsense_is_refused(void **state)
{
	static const char *const wrong[] = {"", "ipc://", "tcp://",
	    "tcp://host", "tcp://host:", "tcp://host:0", "tcp://host:65536",
	    "tcp://host:80/x", "tcp://a b:80", "tcp://user@host:80",
	    "http://host:80", "/run/x.sock", "tcp://host:-1", "tcp://host:8x"};
	char text[400];
	struct sp_url url;
	struct err err;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		err_clear(&err);
		if (sp_url_parse(str_of(wrong[i]), &url, &err) == 0)
			fail_msg("%s was taken", wrong[i]);
		assert_int_equal(err.code, ERR_INVALID);
	}
	memset(text, 'a', sizeof text);
	memcpy(text, "tcp://", 6);
	memcpy(text + 390, ":80", 4);
	assert_int_equal(sp_url_parse(str_of(text), &url, &err), -1);
	memcpy(text + 280, ":80", 4); /* a host of 274 bytes */
	assert_int_equal(sp_url_parse(str_of(text), &url, &err), -1);
	assert_int_equal(
	    sp_url_parse((struct str){"ipc:///a\0b", 10}, &url, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ipc_takes_paths_up_to_107_bytes),
	    cmocka_unit_test(tcp_addresses_are_parsed_at_once),
	    cmocka_unit_test(names_are_kept_for_later),
	    cmocka_unit_test(nonsense_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
