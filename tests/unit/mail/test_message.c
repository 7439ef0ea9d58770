/* test_message.c - header, ids, dates, refusals, hash. */
#include "tests/unit/mail/fixture.h"

#include "common/mail/field.h"

#define HEAD "From: Ann Lee <ann@Example.ORG>\nTo: bob@example.net\n"

static void reads_the_ordinary_header(void **state)
{
	struct mail_message *m = parse(state,
	    "Return-Path: <bounce@lists.example.org>\n"
	    "Delivered-To: bob@example.net\n"
	    "Received: from a by b; Mon, 2 Mar 2026 10:00:05 +0100\n"
	    "Received: from x by a; Mon, 2 Mar 2026 09:59:59 +0100\n"
	    "From: Ann Lee <ann@Example.ORG>\n"
	    "To: \"Bob, Jr.\" <bob@example.net>, carl@example.net\n"
	    "Cc: team: x@example.net, y@example.net;\n"
	    "Subject: Re: [jobs] =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n"
	    "Date: Mon, 2 Mar 2026 10:00:00 +0100\n"
	    "Message-ID: <2@example.org>\n"
	    "In-Reply-To: <1@example.net>\n"
	    "References: <0@example.net>\n <1@example.net>\n"
	    "List-Id: Jobs <jobs.example.org>\n"
	    "Precedence: list\nX-Mailer: M 1\nAuto-Submitted: no\n\nHi\n");

	assert_string_equal(m->from.name, "Ann Lee");
	assert_string_equal(m->from.addr, "ann@example.org");
	assert_int_equal(m->to.n, 2);
	assert_string_equal(m->to.v[0].name, "Bob, Jr.");
	assert_int_equal(m->cc.n, 2);
	assert_string_equal(m->cc.v[1].addr, "y@example.net");
	assert_string_equal(m->subject, "Re: [jobs] Grüße");
	assert_string_equal(m->subject_base, "grüße");
	assert_true(m->is_reply);
	assert_int_equal(m->date_ms, INT64_C(1772442000000));
	assert_int_equal(m->received_ms, INT64_C(1772442005000));
	assert_string_equal(m->message_id, "2@example.org");
	assert_string_equal(m->in_reply_to, "1@example.net");
	assert_int_equal(m->references_n, 2);
	assert_string_equal(m->references[0], "0@example.net");
	assert_string_equal(m->list_id, "jobs.example.org");
	assert_string_equal(m->return_path, "bounce@lists.example.org");
	assert_string_equal(m->delivered_to, "bob@example.net");
	assert_string_equal(m->precedence, "list");
	assert_string_equal(m->x_mailer, "M 1");
	assert_string_equal(mail_header_get(m, "auto-submitted"), "no");
	assert_string_equal(m->body_text.p, "Hi\n");
	assert_int_equal(m->defects, 0);
}

static void absent_fields_are_empty_strings(void **state)
{
	struct mail_message *m = parse(state, "Subject: x\n\n");

	assert_string_equal(m->from.addr, "");
	assert_string_equal(m->message_id, "");
	assert_string_equal(m->list_unsubscribe, "");
	assert_string_equal(m->snippet, "");
	assert_string_equal(m->calendar_text.p, "");
	assert_null(mail_header_get(m, "From"));
	assert_int_equal(
	    m->defects, MAIL_DEFECT(NO_FROM) | MAIL_DEFECT(NO_DATE) |
			    MAIL_DEFECT(NO_MESSAGE_ID) | MAIL_DEFECT(NO_BODY));
}

static void refuses(void **state, const char *raw, const char *word)
{
	struct fixture *f = *state;

	err_clear(&f->err);
	assert_int_equal(
	    mail_parse(f->a, str_of(raw), NULL, &f->m, &f->err), -1);
	assert_int_equal(f->err.code, ERR_INVALID);
	assert_non_null(strstr(f->err.text, word));
}

static void refuses_what_is_no_message(void **state)
{
	refuses(state, "", "empty");
	refuses(state, "\r\n\r\n", "empty");
	refuses(state, "Dear Ann,\nhow are you?\n", "not a mail message");
	refuses(state, "{\"a\": 1}", "not a mail message");
	refuses(state, "name: x\nversion: 2\n", "not a mail message");
}

static void refuses_what_is_too_large(void **state)
{
	struct fixture *f = *state;
	struct mail_limits lim = mail_limits_default;

	lim.raw_bytes = 20;
	assert_int_equal(mail_parse(f->a, STR("Subject: 012345678901\n\n"),
			     &lim, &f->m, &f->err),
	    -1);
	assert_int_equal(f->err.code, ERR_TOO_LARGE);
}

static void the_hash_ignores_line_ends_and_trailing_newlines(void **state)
{
	char lf[65], other[65];

	memcpy(lf, parse(state, HEAD "\nHi\nyou\n")->content_sha256, 65);
	memcpy(other,
	    parse(state, "From: Ann Lee <ann@Example.ORG>\r\n"
			 "To: bob@example.net\r\n\r\nHi\r\nyou\r\n\r\n")
		->content_sha256,
	    65);
	assert_string_equal(lf, other);
	memcpy(other,
	    parse(state, "From ann Mon Mar  2 10:00:00 2026\n" HEAD "\nHi\nyou")
		->content_sha256,
	    65);
	assert_string_equal(lf, other);
	memcpy(other, parse(state, HEAD "\nHi\nyou.\n")->content_sha256, 65);
	assert_string_not_equal(lf, other);
	assert_int_equal(strlen(lf), 64);
}

static void a_date_has_its_zone_and_utc_says_nothing(void **state)
{
	static const struct {
		const char *date;
		int minutes;
	} v[] = {{"Mon, 2 Mar 2026 10:00:00 +0530", 330},
	    {"Mon, 2 Mar 2026 10:00:00 -0500", -300},
	    {"Mon, 2 Mar 2026 10:00:00 EST", -300},
	    {"Mon, 2 Mar 2026 10:00:00 +0000", 0},
	    {"Mon, 2 Mar 2026 10:00:00 -0000", 0},
	    {"Mon, 2 Mar 2026 10:00:00 +9900", 0}, {"never", 0}, {"", 0}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(v); i++)
		assert_int_equal(
		    mail_field_zone_min(str_of(v[i].date)), v[i].minutes);
}

static void unusable_dates_are_zero(void **state)
{
	assert_int_equal(parse(state, "Date: never\n\n")->date_ms, 0);
	assert_int_equal(
	    parse(state, "Date: Mon, 1 Jan 1900 00:00:00 +0000\n\n")->date_ms,
	    0);
	assert_int_equal(parse(state, "Date: 1 Jan 99 00:00 GMT\n\n")->date_ms,
	    INT64_C(915148800000));
}

static void the_first_of_a_single_header_counts(void **state)
{
	struct mail_message *m = parse(state,
	    "From: a@example.org\nFrom: b@example.org\nSubject: 1\n"
	    "Subject: 2\n\n");

	assert_string_equal(m->from.addr, "a@example.org");
	assert_string_equal(m->subject, "1");
	assert_true((m->defects & MAIL_DEFECT(DUPLICATE)) != 0);
}

static void junk_among_the_fields_is_passed_over(void **state)
{
	struct mail_message *m = parse(
	    state, "From: a@example.org\nthis is junk\nSubject: x\n\nHi\n");

	assert_string_equal(m->subject, "x");
	assert_string_equal(m->body_text.p, "Hi\n");
	assert_int_equal(
	    m->defects & MAIL_DEFECT(BAD_HEADER), MAIL_DEFECT(BAD_HEADER));
}

static void a_body_may_begin_without_a_blank_line(void **state)
{
	struct mail_message *m = parse(
	    state, "From: a@example.org\nSubject: x\nHello there,\nyou\n");

	assert_string_equal(m->body_text.p, "Hello there,\nyou\n");
}

static void headers_are_bounded(void **state)
{
	struct fixture *f = *state;
	struct mail_limits lim = mail_limits_default;

	lim.headers = 2;
	lim.header_value_bytes = 10;
	assert_int_equal(
	    mail_parse(f->a,
		STR("Subject: 0123456789abcdef\nTo: a@b.c\nX: 1\n\nHi\n"), &lim,
		&f->m, &f->err),
	    0);
	assert_int_equal(f->m.headers_n, 2);
	assert_string_equal(f->m.subject, "0123456789");
	assert_string_equal(f->m.body_text.p, "Hi\n");
	assert_true((f->m.defects & MAIL_DEFECT(HEADERS_CUT)) != 0);
	assert_true((f->m.defects & MAIL_DEFECT(HEADER_LONG)) != 0);
}

static void every_defect_has_a_name(void **state)
{
	(void)state;
	for (unsigned i = 0; i < MAIL_DEFECT_BITS; i++) {
		assert_non_null(mail_defect_name(i));
		assert_non_null(mail_defect_meaning(i));
	}
	assert_string_equal(mail_defect_name(0), "no_from");
	assert_null(mail_defect_name(MAIL_DEFECT_BITS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(reads_the_ordinary_header),
	    MAIL_TEST(absent_fields_are_empty_strings),
	    MAIL_TEST(refuses_what_is_no_message),
	    MAIL_TEST(refuses_what_is_too_large),
	    MAIL_TEST(the_hash_ignores_line_ends_and_trailing_newlines),
	    MAIL_TEST(a_date_has_its_zone_and_utc_says_nothing),
	    MAIL_TEST(unusable_dates_are_zero),
	    MAIL_TEST(the_first_of_a_single_header_counts),
	    MAIL_TEST(junk_among_the_fields_is_passed_over),
	    MAIL_TEST(a_body_may_begin_without_a_blank_line),
	    MAIL_TEST(headers_are_bounded),
	    MAIL_TEST(every_defect_has_a_name),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
