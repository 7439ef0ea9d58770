/* test_auth_rules.c - passwords, scopes, origins, devices: small decisions. */
#include "services/gateway/identity/device.h"
#include "services/gateway/identity/origin.h"
#include "services/gateway/identity/password.h"
#include "services/gateway/identity/scopes.h"

#include "tests/unit/unit.h"

#include <string.h>

/* ---- passwords ---- */

static int check(const char *password)
{
	struct err err = {0};
	int got = password_check(
	    str_of(password), STR("alex.moreau@mail.example"), &err);

	if (got < 0)
		assert_string_equal(err.field, "password");
	return got;
}

static void words_of_some_length_are_good(void **state)
{
	static const char *const good[] = {"seven winters of snow",
	    "correct horse battery", "Tr0ub4dor&3-and-more", "k9#Lw2!qZr7u",
	    "zwölf Zeichen", "alex.moreau rides a bicycle"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		assert_int_equal(check(good[i]), 0);
}

static void what_is_guessed_first_is_not(void **state)
{
	static const char *const bad[] = {"", "short", "elevenchars",
	    "aaaaaaaaaaaaaaaa", "ababababababab", "abcabcabcabcabc",
	    "123456789012", "0987654321098", "abcdefghijklmnop", "password1234",
	    "Password2026!", "P@ssw0rd12345", "qwertyuiop123", "letmein123456",
	    "iloveyou20262026", "welcome!!!!!2026", "alex.moreau123",
	    "alex.moreau@mail", "correcthorsebatterystaple"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(check(bad[i]), -1);
}

/* printf 'applylens-password:abc' | sha256sum; deploy/local/up does that. */
static void what_the_database_sees_is_one_sum(void **state)
{
	char seen[PASSWORD_SEEN_BYTES], other[PASSWORD_SEEN_BYTES];

	(void)state;
	password_seen(STR("abc"), seen);
	assert_string_equal(seen,
	    "da2a797cce73ff260c138d0eec5b8eb37b3670075155d67484494208acbc2567");
	password_seen(STR("abd"), other);
	assert_string_not_equal(seen, other);
}

/* ---- scopes ---- */

static void words_allow_their_classes_only(void **state)
{
	uint32_t some = scopes_classes(STR("mail:read chat"));

	(void)state;
	assert_true(scopes_allow(some, CLASS_READ));
	assert_true(scopes_allow(some, CLASS_CHAT));
	assert_true(scopes_allow(some, CLASS_OPEN));
	assert_false(scopes_allow(some, CLASS_WRITE));
	assert_false(scopes_allow(some, CLASS_ACCOUNT));
	assert_true(scopes_allow(scopes_classes(STR("*")), CLASS_ACCOUNT));
	assert_true(scopes_allow(0, CLASS_OPEN));
	assert_false(scopes_allow(0, CLASS_READ));
}

static void words_that_are_none_allow_nothing(void **state)
{
	(void)state;
	assert_int_equal(scopes_classes(STR("")), 0);
	assert_int_equal(
	    scopes_classes(STR("mail mail: MAIL:READ **  all")), 0);
	assert_int_equal(scope_classes(STR("")), 0);
}

/* ---- origins ---- */

static bool own(const char *site, const char *origin, const char *url)
{
	struct http_header h[3] = {
	    {STR("host"), STR("app.example:8080")},
	};
	struct http_request r = {.headers = h, .n_headers = 1};

	if (site != NULL)
		h[r.n_headers++] =
		    (struct http_header){STR("sec-fetch-site"), str_of(site)};
	if (origin != NULL)
		h[r.n_headers++] =
		    (struct http_header){STR("origin"), str_of(origin)};
	return origin_is_own(&r, url);
}

static void own_pages_are_told_from_others(void **state)
{
	(void)state;
	assert_true(own(NULL, NULL, ""));
	assert_true(own("same-origin", "http://app.example:8080", ""));
	assert_true(own("none", NULL, ""));
	assert_true(own(NULL, "https://app.example:8080", ""));
	assert_false(own("cross-site", NULL, ""));
	assert_false(own("same-site", NULL, ""));
	assert_false(own(NULL, "null", ""));
	assert_false(own(NULL, "http://app.example", ""));
	assert_false(own(NULL, "http://app.example:8080.evil.example", ""));
	assert_false(own(NULL, "http://evil.example/app.example:8080", ""));
}

static void a_public_url_is_the_only_one(void **state)
{
	static const char url[] = "https://mail.example/";

	(void)state;
	assert_true(own(NULL, "https://mail.example", url));
	assert_false(own(NULL, "http://mail.example", url));
	assert_false(own(NULL, "http://app.example:8080", url));
	assert_false(own(NULL, "https://mail.example.evil.example", url));
}

static void ways_home_stay_here(void **state)
{
	(void)state;
	assert_true(origin_is_local_path(STR("/")));
	assert_true(origin_is_local_path(STR("/inbox?q=a#b")));
	assert_false(origin_is_local_path(STR("")));
	assert_false(origin_is_local_path(STR("inbox")));
	assert_false(origin_is_local_path(STR("//evil.example")));
	assert_false(origin_is_local_path(STR("/\\evil.example")));
	assert_false(origin_is_local_path(STR("/a\\b")));
	assert_false(origin_is_local_path(STR("/a\r\nSet-Cookie: x")));
	assert_false(origin_is_local_path(STR("/\t/evil.example")));
	assert_false(origin_is_local_path(STR("https://evil.example")));
}

/* ---- devices ---- */

static void is_device(const char *agent, const char *want)
{
	char out[DEVICE_BYTES];

	device_name(str_of(agent), out);
	assert_string_equal(out, want);
}

static void browsers_have_names(void **state)
{
	(void)state;
	is_device("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 "
		  "Firefox/140.0",
	    "Firefox on Linux");
	is_device(
	    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 "
	    "(KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 "
	    "Edg/140.0.0.0",
	    "Edge on Windows");
	is_device("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) "
		  "AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
		  "Mobile/15E148 Safari/604.1",
	    "Safari on iPhone");
	is_device("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/"
		  "140.0.0.0 Mobile Safari/537.36",
	    "Chrome on Android");
	is_device("curl/7.88.1", "curl");
	is_device("applylens-cli", "applylens-cli");
	is_device("", "unknown device");
	is_device("\001\002", "unknown device");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(words_of_some_length_are_good),
	    cmocka_unit_test(what_is_guessed_first_is_not),
	    cmocka_unit_test(what_the_database_sees_is_one_sum),
	    cmocka_unit_test(words_allow_their_classes_only),
	    cmocka_unit_test(words_that_are_none_allow_nothing),
	    cmocka_unit_test(own_pages_are_told_from_others),
	    cmocka_unit_test(a_public_url_is_the_only_one),
	    cmocka_unit_test(ways_home_stay_here),
	    cmocka_unit_test(browsers_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
