/* test_authres.c - whom to believe about the sender. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/authres.h"

static const char *const trusted[] = {"mx.example.org"};

static struct mail_authres of(void **state, const char *header)
{
	struct fixture *f = *state;
	struct mail_authres r;
	char *raw = arena_printf(f->a, "%s\nFrom: a@b.c\n\n", header);

	mail_authres_read(f->a, parse(state, raw), trusted, 1, &r);
	return r;
}

static void reads_all_methods(void **state)
{
	struct mail_authres r = of(state,
	    "Authentication-Results: mx.example.org 1;\n"
	    " dkim=fail (bad sig; \"x\") header.i=@News.example.com;\n"
	    " dkim=pass header.d=example.net header.s=s1;\n"
	    " spf=softfail (no) smtp.mailfrom=bounce@example.net;\n"
	    " dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.net;\n"
	    " arc=none");

	assert_int_equal(r.dkim, MAIL_AUTH_PASS);
	assert_int_equal(r.spf, MAIL_AUTH_SOFTFAIL);
	assert_int_equal(r.dmarc, MAIL_AUTH_PASS);
	assert_int_equal(r.arc, MAIL_AUTH_NONE);
	assert_string_equal(r.header_from, "example.net");
	assert_string_equal(r.spf_domain, "example.net");
	assert_int_equal(r.signatures_n, 2);
	assert_string_equal(r.signatures[0].domain, "news.example.com");
	assert_int_equal(r.signatures[0].result, MAIL_AUTH_FAIL);
	assert_string_equal(r.authserv_id, "mx.example.org");
}

static void missing_is_not_fail(void **state)
{
	struct mail_authres r = of(state, "X-None: 1");

	assert_int_equal(r.spf, MAIL_AUTH_MISSING);
	r = of(state, "Authentication-Results: mx.example.org; none");
	assert_int_equal(r.dkim, MAIL_AUTH_MISSING);
	assert_string_equal(r.authserv_id, "mx.example.org");
	r = of(state, "Authentication-Results: mx.example.org; spf=none");
	assert_int_equal(r.spf, MAIL_AUTH_NONE);
	assert_int_equal(r.dmarc, MAIL_AUTH_MISSING);
}

static void only_the_trusted_are_believed(void **state)
{
	struct mail_authres r =
	    of(state, "Authentication-Results: evil.example; dmarc=pass");

	assert_int_equal(r.dmarc, MAIL_AUTH_MISSING);
	r = of(state, "Authentication-Results: dmarc=pass");
	assert_int_equal(r.dmarc, MAIL_AUTH_MISSING);
}

static void a_forged_header_further_down_adds_nothing(void **state)
{
	struct mail_authres r = of(state,
	    "Authentication-Results: mx.example.org; spf=fail\n"
	    "Received: by mx.example.org; x\n"
	    "Authentication-Results: mx.example.org; spf=pass; dmarc=pass");

	assert_int_equal(r.spf, MAIL_AUTH_FAIL);
	assert_int_equal(r.dmarc, MAIL_AUTH_MISSING);
}

static void headers_of_one_writer_side_by_side_add_up(void **state)
{
	struct mail_authres r =
	    of(state, "Authentication-Results: mx.example.org; spf=pass\n"
		      "Authentication-Results: mx.example.org; dmarc=fail");

	assert_int_equal(r.spf, MAIL_AUTH_PASS);
	assert_int_equal(r.dmarc, MAIL_AUTH_FAIL);
}

static void malformed_headers_say_nothing(void **state)
{
	struct fixture *f = *state;
	struct mail_authres r;

	assert_false(mail_authres_parse(f->a, "", &r));
	assert_false(mail_authres_parse(f->a, "mx; spf=pass; dkim pass", &r));
	assert_int_equal(r.spf, MAIL_AUTH_MISSING);
	assert_true(mail_authres_parse(f->a, "mx; spf=strange", &r));
	assert_int_equal(r.spf, MAIL_AUTH_MISSING);
	assert_true(mail_authres_parse(
	    f->a, "\"mx\" (c (d)) ; spf = pass (never closed", &r));
	assert_int_equal(r.spf, MAIL_AUTH_PASS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(reads_all_methods),
	    MAIL_TEST(missing_is_not_fail),
	    MAIL_TEST(only_the_trusted_are_believed),
	    MAIL_TEST(a_forged_header_further_down_adds_nothing),
	    MAIL_TEST(headers_of_one_writer_side_by_side_add_up),
	    MAIL_TEST(malformed_headers_say_nothing),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
