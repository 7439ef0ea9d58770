/* test_addr.c - address lists, domains, identity. */
#include "tests/unit/mail/fixture.h"

/* "name|addr" of the i-th address. */
static void is(void **state, const char *in, size_t n, size_t i,
    const char *name, const char *addr)
{
	struct fixture *f = *state;
	struct mail_addrs l;

	(void)mail_addr_parse(f->a, str_of(in), 100, &l);
	assert_int_equal(l.n, n);
	if (n == 0)
		return;
	assert_string_equal(l.v[i].name, name);
	assert_string_equal(l.v[i].addr, addr);
}

static void reads_the_usual_forms(void **state)
{
	is(state, "a@b.org", 1, 0, "", "a@b.org");
	is(state, "Ann Lee <a@B.ORG>", 1, 0, "Ann Lee", "a@b.org");
	is(state, "\"Lee, Ann\" <a@b.org>, c@d.org", 2, 0, "Lee, Ann",
	    "a@b.org");
	is(state, "\"Lee, Ann\" <a@b.org>, c@d.org", 2, 1, "", "c@d.org");
	is(state, "a@b.org (Ann Lee)", 1, 0, "Ann Lee", "a@b.org");
	is(state, "=?utf-8?q?J=C3=BCrg=2C?= M <j@b.org>", 1, 0, "Jürg, M",
	    "j@b.org");
	is(state, "\"=?utf-8?q?J=C3=BC?=\" <j@b.org>", 1, 0, "Jü", "j@b.org");
}

static void reads_the_odd_forms(void **state)
{
	is(state, "a@b.org; c@d.org", 2, 1, "", "c@d.org");
	is(state, "Ann a@b.org", 1, 0, "Ann", "a@b.org");
	is(state, "<<a@b.org>>", 1, 0, "", "a@b.org");
	is(state, "<mailto:a@b.org?subject=x>", 1, 0, "", "a@b.org");
	is(state, "Ann <a@b.org", 1, 0, "Ann", "a@b.org");
	is(state, "<@r.org,@s.org:a@b.org>", 1, 0, "", "a@b.org");
	is(state, "P <p(his (own) account)@silly . test>", 1, 0, "P",
	    "p@silly.test");
	is(state, "\"a b\"@c.org", 1, 0, "", "\"a b\"@c.org");
	is(state, ", ,a@b.org,,", 1, 0, "", "a@b.org");
	is(state, "\"open <a@b.org>", 1, 0, "open", "a@b.org");
}

static void flattens_groups(void **state)
{
	is(state, "undisclosed-recipients:;", 0, 0, "", "");
	is(state, "Team: a@b.org, c@d.org;, e@f.org", 3, 2, "", "e@f.org");
}

static void what_is_no_address_is_a_name(void **state)
{
	struct fixture *f = *state;
	struct mail_addrs l;

	is(state, "MAILER-DAEMON", 1, 0, "MAILER-DAEMON", "");
	is(state, "<root>", 1, 0, "root", "");
	is(state, "a@b@c.org", 1, 0, "", "a@b@c.org");
	assert_false(mail_addr_parse(f->a, STR("not an address"), 9, &l));
	assert_true(mail_addr_parse(f->a, STR("a@b.org"), 9, &l));
}

static void lists_are_bounded(void **state)
{
	struct fixture *f = *state;
	struct mail_addrs l;

	assert_false(mail_addr_parse(f->a, STR("a@b.c, d@e.f, g@h.i"), 2, &l));
	assert_int_equal(l.n, 2);
	assert_true(mail_addr_parse(f->a, STR("a@b.c, d@e.f"), 2, &l));
}

static void registrable(const char *in, const char *want)
{
	assert_true(str_eqs(mail_domain_registrable(str_of(in)), want));
}

static void finds_the_registrable_domain(void **state)
{
	(void)state;
	registrable("mail.example.com", "example.com");
	registrable("example.com", "example.com");
	registrable("a.b.example.co.uk", "example.co.uk");
	registrable("co.uk", "co.uk");
	registrable("localhost", "localhost");
	registrable("evil.pages.dev", "evil.pages.dev");
	registrable("1.2.3.4", "1.2.3.4");
	registrable("", "");
	assert_true(str_eqs(mail_addr_domain("a@b.org"), "b.org"));
	assert_true(str_eqs(mail_addr_domain("nobody"), ""));
}

static void identity_folds_as_asked(void **state)
{
	struct arena *a = ((struct fixture *)*state)->a;

	assert_string_equal(
	    mail_addr_identity(a, "A.B+x@Gmail.com", MAIL_ADDR_EXACT),
	    "a.b+x@gmail.com");
	assert_string_equal(
	    mail_addr_identity(a, "A.B+x@GoogleMail.com", MAIL_ADDR_FOLD_GMAIL),
	    "ab@gmail.com");
	assert_string_equal(
	    mail_addr_identity(a, "a.b+x@c.org", MAIL_ADDR_FOLD_GMAIL),
	    "a.b+x@c.org");
	assert_string_equal(
	    mail_addr_identity(a, "a.b+x@c.org", MAIL_ADDR_FOLD_TAG),
	    "a.b@c.org");
}

static void a_name_that_is_another_address_is_told(void **state)
{
	struct mail_addr spoof = {"ceo@bank.com", "x@evil.example"};
	struct mail_addr same = {"x@evil.example", "x@evil.example"};
	struct mail_addr plain = {"Ann @ Work", "a@b.org"};

	(void)state;
	assert_true(mail_addr_name_is_other(&spoof));
	assert_false(mail_addr_name_is_other(&same));
	assert_false(mail_addr_name_is_other(&plain));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(reads_the_usual_forms),
	    MAIL_TEST(reads_the_odd_forms),
	    MAIL_TEST(flattens_groups),
	    MAIL_TEST(what_is_no_address_is_a_name),
	    MAIL_TEST(lists_are_bounded),
	    MAIL_TEST(finds_the_registrable_domain),
	    MAIL_TEST(identity_folds_as_asked),
	    MAIL_TEST(a_name_that_is_another_address_is_told),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
