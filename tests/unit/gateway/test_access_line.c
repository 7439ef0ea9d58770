/* test_access_line.c - what the access log says, and what it does not. */
#include "services/gateway/access_line.h"
#include "common/base/str.h"
#include "tests/unit/unit.h"

static const uint8_t key[16] = {1, 2, 3};
static const uint8_t other_key[16] = {9};

static struct access_line line(void)
{
	return (struct access_line){
	    .request_id = "01890a5d-ac96-774b-bcce-b302099a8057",
	    .trace_id = "0af7651916cd43dd8448eb211c80319c",
	    .method = "GET",
	    .route = "/api/emails/{id}",
	    .status = 200,
	    .lane = "stable",
	    .by = "token",
	    .user_id = 4711,
	    .peer = "192.0.2.77",
	    .bytes_in = 10,
	    .bytes_out = 2000,
	    .duration_us = 55,
	    .steps_us = "[1,2]",
	};
}

/* The line as text. */
static const char *written(const struct access_line *l, const uint8_t *k)
{
	static char text[8192];
	int ends[2];
	ssize_t n;

	assert_int_equal(pipe(ends), 0);
	log_open("gateway", LOG_INFO, ends[1]);
	access_line_write(l, k);
	log_flush();
	log_open("test", LOG_INFO, 2);
	close(ends[1]);
	n = read(ends[0], text, sizeof text - 1);
	close(ends[0]);
	assert_true(n > 0);
	text[n] = '\0';
	return text;
}

static void has(const char *text, const char *part)
{
	if (strstr(text, part) == NULL)
		fail_msg("no %s in %s", part, text);
}

static void lacks(const char *text, const char *part)
{
	if (strstr(text, part) != NULL)
		fail_msg("%s in %s", part, text);
}

static void a_line_says_what_happened(void **state)
{
	struct access_line l = line();
	const char *text = written(&l, key);

	(void)state;
	has(text, "\"message\":\"request\"");
	has(text, "\"route\":\"/api/emails/{id}\",\"status\":200");
	has(text, "\"lane\":\"stable\",\"by\":\"token\"");
	has(text, "\"peer\":\"192.0.2.0/24\",\"bytes_in\":10");
	has(text, "\"bytes_out\":2000,\"duration_us\":55,\"steps_us\":[1,2]");
	lacks(text, "replayed");
	lacks(text, "policy");
	lacks(text, "error");
}

static void a_user_is_a_keyed_hash(void **state)
{
	struct access_line l = line(), other = line(), nobody = line();
	char mine[17] = "";
	const char *at;

	(void)state;
	at = strstr(written(&l, key), "\"user\":\"");
	assert_non_null(at);
	str_copy(mine, sizeof mine, (struct str){at + 8, 16});
	lacks(written(&l, key), "4711");
	has(written(&l, key), mine);
	lacks(written(&l, other_key), mine);
	other.user_id = 4712;
	lacks(written(&other, key), mine);
	nobody.user_id = 0;
	lacks(written(&nobody, key), "\"user\"");
}

static void what_a_caller_did_wrong_is_not_quoted(void **state)
{
	struct access_line l = line();

	(void)state;
	l.status = 400;
	l.error = ERR_INVALID;
	l.error_text = "no operator called salary";
	has(written(&l, key), "\"error\":\"INVALID\"");
	lacks(written(&l, key), "salary");
	l.status = 503;
	l.error = ERR_UNAVAILABLE;
	l.error_text = "search is not connected";
	has(written(&l, key), "\"why\":\"search is not connected\"");
}

static void replays_and_refusals_are_marked(void **state)
{
	struct access_line l = line();

	(void)state;
	l.replayed = true;
	l.policy = "user";
	has(written(&l, key), "\"replayed\":true,\"policy\":\"user\"");
}

static void shows(const char *peer, const char *want)
{
	char got[ACCESS_PEER_CHARS];

	access_peer(peer, got);
	assert_string_equal(got, want);
}

static void an_address_is_cut_to_its_network(void **state)
{
	(void)state;
	shows("192.0.2.77", "192.0.2.0/24");
	shows("::ffff:192.0.2.77", "192.0.2.0/24");
	shows("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48");
	shows("::1", "::/48");
	shows("fe80::1", "fe80::/48");
	shows("unix", "unix");
	shows("", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_says_what_happened),
	    cmocka_unit_test(a_user_is_a_keyed_hash),
	    cmocka_unit_test(what_a_caller_did_wrong_is_not_quoted),
	    cmocka_unit_test(replays_and_refusals_are_marked),
	    cmocka_unit_test(an_address_is_cut_to_its_network),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
