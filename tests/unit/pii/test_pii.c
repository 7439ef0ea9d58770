/* test_pii.c - what is personal data, and what only looks like it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "common/base/base.h"
#include "common/base/die.h"
#include "common/pii/pii.h"

#include <stdlib.h>

struct sample {
	const char *text;
	const char *found; /* NULL: nothing */
};

/* Each text has exactly that one find of that kind, among all kinds. */
static void check(enum pii_kind kind, const struct sample *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str text = str_of(v[i].text);
		struct pii_scan s;
		struct pii_span r;

		pii_scan_init(&s, text, PII_ALL);
		if (!pii_scan_next(&s, &r)) {
			if (v[i].found != NULL)
				fail_msg("\"%s\": nothing found", v[i].text);
			continue;
		}
		if (v[i].found == NULL || r.kind != kind ||
		    !str_eqs((struct str){text.p + r.from, r.to - r.from},
			v[i].found))
			fail_msg("\"%s\": %s \"%.*s\"", v[i].text,
			    pii_kind_name(r.kind), (int)(r.to - r.from),
			    text.p + r.from);
		if (pii_scan_next(&s, &r))
			fail_msg("\"%s\": also %s at %zu", v[i].text,
			    pii_kind_name(r.kind), r.from);
	}
}

static void mail_addresses_are_found(void **state)
{
	static const struct sample v[] = {
	    {"write to anna.weber@example.org.", "anna.weber@example.org"},
	    {"<a+b_c@mail.example.co.uk>", "a+b_c@mail.example.co.uk"},
	    {"mailto:x@y.io?subject=z", "x@y.io"},
	    {"'o'neil@example.com'", "o'neil@example.com"},
	    {"J\xc3\xb6rg@b\xc3\xbc"
	     "cher.example: ok",
		"J\xc3\xb6rg@b\xc3\xbc"
		"cher.example"},
	    {"https://u.example/out?to=jo%40acme.com&x=1", "jo%40acme.com"},
	    {"john.5551234567@example.com", "john.5551234567@example.com"},
	    {"555-123-4567@example.com", "555-123-4567@example.com"},
	    {"at @handle and a@b and x@localhost", NULL},
	    {"foo@1.2 and @@@ and a@.com and b@x-.", NULL},
	    {"me @ home.com", NULL},
	    {"end.@example.com", NULL},
	};

	(void)state;
	check(PII_EMAIL, v, ARRAY_LEN(v));
}

static void telephones_are_found_in_their_forms(void **state)
{
	static const struct sample v[] = {
	    {"+49 30 1234567", "+49 30 1234567"},
	    {"+1 (555) 234-5678!", "+1 (555) 234-5678"},
	    {"+447700900123", "+447700900123"},
	    {"0049 171 1234567", "0049 171 1234567"},
	    {"call 555-234-5678.", "555-234-5678"},
	    {"(212) 555-0123", "(212) 555-0123"},
	    {"212.555.0123", "212.555.0123"},
	    {"1-800-555-0199", "1-800-555-0199"},
	    {"020 7946 0958", "020 7946 0958"},
	    {"07700 900123", "07700 900123"},
	    {"01 23 45 67 89", "01 23 45 67 89"},
	    {"06.12.34.56.78,", "06.12.34.56.78"},
	    {"0171/1234567", "0171/1234567"},
	    {"+33\xc2\xa0"
	     "6\xc2\xa0"
	     "12\xc2\xa0"
	     "34\xc2\xa0"
	     "56\xc2\xa0"
	     "78",
		"+33\xc2\xa0"
		"6\xc2\xa0"
		"12\xc2\xa0"
		"34\xc2\xa0"
		"56\xc2\xa0"
		"78"},
	    {"Tel: 5552345678", "5552345678"},
	    {"phone 612 345 678", "612 345 678"},
	    {"98765 43210", "98765 43210"},
	    {"138 0013 8000", "138 0013 8000"},
	    {"(11) 91234-5678", "(11) 91234-5678"},
	};

	(void)state;
	check(PII_PHONE, v, ARRAY_LEN(v));
}

static void other_numbers_are_no_telephones(void **state)
{
	static const struct sample v[] = {
	    {"order 123-4567890-1234567", NULL},
	    {"order 5552345678", NULL},
	    {"on 2026-11-22 08:46 and 01.02.2026 10:30", NULL},
	    {"from 12/31/2026 to 31.12.26", NULL},
	    {"ISBN 978-3-16-148410-0", NULL},
	    {"1,234,567.89 or 1.234.567,89 or 1234567.89", NULL},
	    {"zip 12345-6789, room 0301, pages 120-135", NULL},
	    {"2026-001-1234 and INV-2026-0000123", NULL},
	    {"0193a5c4-1234-7abc-8def-001122334455", NULL},
	    {"1Z999AA10123456784", NULL},
	    {"125-034-5678", NULL}, /* exchange 034 */
	    {"100 200 300 people", NULL},
	    {"$ 555 or $5552345678", NULL},
	};

	(void)state;
	check(PII_PHONE, v, ARRAY_LEN(v));
}

static void social_security_numbers_have_ranges(void **state)
{
	static const struct sample v[] = {
	    {"SSN 123-45-6789", "123-45-6789"},
	    {"it is 078-05-1120.", "078-05-1120"},
	    {"Social Security: 123 45 6789", "123 45 6789"},
	    {"my ssn is 123456789", "123456789"},
	    {"000-45-6789", NULL},
	    {"666-45-6789", NULL},
	    {"923-45-6789", NULL},
	    {"123-00-6789", NULL},
	    {"123-45-0000", NULL},
	    {"id 123456789", NULL},
	    {"123-45-67890", NULL},
	    {"9-123-45-6789", NULL},
	};

	(void)state;
	check(PII_SSN, v, ARRAY_LEN(v));
}

static void cards_have_an_issuer_and_a_sum(void **state)
{
	static const struct sample v[] = {
	    {"4111 1111 1111 1111", "4111 1111 1111 1111"},
	    {"4111-1111-1111-1111", "4111-1111-1111-1111"},
	    {"pay 5500005555555559 now", "5500005555555559"},
	    {"3782 822463 10005", "3782 822463 10005"},
	    {"2223003122003222", "2223003122003222"},
	    {"6011111111111117", "6011111111111117"},
	    {"3530111333300000", "3530111333300000"},
	    {"4222222222222", "4222222222222"},
	    {"4111 1111 1111 1111 12/29", "4111 1111 1111 1111"},
	    {"4111 1111 1111 1112", NULL}, /* the sum */
	    {"9111 1111 1111 1111", NULL}, /* the issuer */
	    {"41 1111 1111 111111", NULL}, /* the groups */
	    {"x4111111111111111", NULL}, {"9783161484100", NULL}, /* an ISBN */
	};

	(void)state;
	check(PII_CARD, v, ARRAY_LEN(v));
}

static void ibans_have_their_country_s_length_and_sum(void **state)
{
	static const struct sample v[] = {
	    {"DE89 3704 0044 0532 0130 00", "DE89 3704 0044 0532 0130 00"},
	    {"to GB29NWBK60161331926819.", "GB29NWBK60161331926819"},
	    {"no9386011117947", "no9386011117947"},
	    {"FR14 2004 1010 0505 0001 3M02 606 ok",
		"FR14 2004 1010 0505 0001 3M02 606"},
	    {"GB28 NWBK 6016 1331 9268 19", NULL},
	    {"GB29NWBK601613319268190", NULL},
	    {"ZZ89370400440532013000", NULL},
	};

	(void)state;
	check(PII_IBAN, v, ARRAY_LEN(v));
}

static void addresses_of_machines_are_found(void **state)
{
	static const struct sample v[] = {
	    {"from 192.168.10.4:8080", "192.168.10.4"},
	    {"[203.0.113.9]", "203.0.113.9"},
	    {"fe80::1ff:fe23:4567:890a", "fe80::1ff:fe23:4567:890a"},
	    {"[2001:db8::1].", "2001:db8::1"},
	    {"at ::1 and", "::1"},
	    {"::ffff:192.0.2.128", "::ffff:192.0.2.128"},
	    {"256.1.1.1 or 1.2.3 or 1.2.3.4.5", NULL},
	    {"version 1.2.3.4", NULL},
	    {"v1.2.3.4", NULL},
	    {"at 12:30:45 or 08:46", NULL},
	    {"std::vector a::b dead::beef", NULL},
	    {"aa:bb:cc:dd:ee:0f", NULL},
	};

	(void)state;
	check(PII_IP, v, ARRAY_LEN(v));
}

static void secrets_are_found(void **state)
{
	static const struct sample v[] = {
	    {"key AKIAIOSFODNN7EXAMPLE.", "AKIAIOSFODNN7EXAMPLE"},
	    {"sk-proj-abcDEF0123456789abcDEF01",
		"sk-proj-abcDEF0123456789abcDEF01"},
	    {"ghp_0123456789abcdefABCDEF0123456789abcd",
		"ghp_0123456789abcdefABCDEF0123456789abcd"},
	    {"Password: Tr0ub4dor&3", "Tr0ub4dor&3"},
	    {"your password is hunter2!", "hunter2"},
	    {"api_key=\"a1b2c3d4e5\"", "a1b2c3d4e5"},
	    {"Authorization: Bearer abc123def456", "abc123def456"},
	    {"https://x.example/reset/Zm9vYmFyQmF6MTIzNDU2Nzg5MHF4V2VSdHk",
		"Zm9vYmFyQmF6MTIzNDU2Nzg5MHF4V2VSdHk"},
	    {"-----BEGIN RSA PRIVATE KEY-----\nabc\n"
	     "-----END RSA PRIVATE KEY----- x",
		"-----BEGIN RSA PRIVATE KEY-----\nabc\n"
		"-----END RSA PRIVATE KEY-----"},
	    {"-----BEGIN PRIVATE KEY-----\nabc",
		"-----BEGIN PRIVATE KEY-----\nabc"},
	    {"-----BEGIN CERTIFICATE-----\nabc", NULL},
	    {"Password: please choose a new one", NULL},
	    {"the token is valid", NULL},
	    {"sk-learn-is-a-library-of-python", NULL},
	    {"commit da39a3ee5e6b4b0d3255bfef95601890afd80709", NULL},
	    {"pneumonoultramicroscopicsilicovolcanoconiosis", NULL},
	    {"AKIASHORT", NULL},
	};

	(void)state;
	check(PII_API_KEY, v, ARRAY_LEN(v));
}

static void only_the_kinds_asked_for_are_found(void **state)
{
	struct pii_scan s;
	struct pii_span r;

	(void)state;
	pii_scan_init(
	    &s, STR("a@b.org 4111111111111111 +4930123456"), PII_BIT(PII_CARD));
	assert_true(pii_scan_next(&s, &r));
	assert_int_equal(r.kind, PII_CARD);
	assert_false(pii_scan_next(&s, &r));
}

static void kinds_are_read_by_name(void **state)
{
	unsigned kinds;

	(void)state;
	assert_int_equal(pii_kinds_parse("email, PHONE", &kinds), 0);
	assert_int_equal(kinds, PII_BIT(PII_EMAIL) | PII_BIT(PII_PHONE));
	assert_int_equal(pii_kinds_parse("all", &kinds), 0);
	assert_int_equal(kinds, PII_ALL);
	assert_int_equal(pii_kinds_parse("none", &kinds), 0);
	assert_int_equal(kinds, 0);
	assert_int_equal(pii_kinds_parse("email,names", &kinds), -1);
	assert_int_equal(pii_kinds_parse("", &kinds), -1);
}

/* Every byte is looked at a bounded number of times: ten times the text is
 * about ten times the finds, and a million bytes of openers come to an end. */
static void hostile_repeats_come_to_an_end(void **state)
{
	static const char *const pieces[] = {"@", "a@", "1 ", "(1", "+", "1-",
	    "0.0.", ":", "a:", "1:", "-----BEGIN ", "eyJ", "AKIA", "DE89 ",
	    "%40", "a.", "password:", "a", "[email-1]", "=A1b"};
	size_t bytes = 1 << 18;
	char *text = xcalloc(1, bytes + 1);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		size_t n = strlen(pieces[i]);
		struct pii_scan s;
		struct pii_span r;
		size_t last = 0;

		for (size_t k = 0; k < bytes; k++)
			text[k] = pieces[i][k % n];
		pii_scan_init(&s, (struct str){text, bytes}, PII_ALL);
		while (pii_scan_next(&s, &r)) {
			assert_true(r.from >= last && r.to > r.from);
			assert_true(r.to - r.from <= PII_LOOK_MAX);
			last = r.to;
		}
	}
	free(text);
}

static void a_log_s_value_is_redacted_and_cut_to_fit(void **state)
{
	char out[64];

	(void)state;
	pii_redact("to anna@example.org from 10.0.0.1", out, sizeof out);
	assert_string_equal(out, "to [email] from 10.0.0.1");
	pii_redact("to anna@example.org", out, 8);
	assert_string_equal(out, "to [ema");
	pii_redact("", out, 1);
	assert_string_equal(out, "");
	pii_redact("plain", out, sizeof out);
	assert_string_equal(out, "plain");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mail_addresses_are_found),
	    cmocka_unit_test(telephones_are_found_in_their_forms),
	    cmocka_unit_test(other_numbers_are_no_telephones),
	    cmocka_unit_test(social_security_numbers_have_ranges),
	    cmocka_unit_test(cards_have_an_issuer_and_a_sum),
	    cmocka_unit_test(ibans_have_their_country_s_length_and_sum),
	    cmocka_unit_test(addresses_of_machines_are_found),
	    cmocka_unit_test(secrets_are_found),
	    cmocka_unit_test(only_the_kinds_asked_for_are_found),
	    cmocka_unit_test(kinds_are_read_by_name),
	    cmocka_unit_test(hostile_repeats_come_to_an_end),
	    cmocka_unit_test(a_log_s_value_is_redacted_and_cut_to_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
