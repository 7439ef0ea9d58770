/* test_mime.c - structure: which part is the text, which are files. */
#include "tests/unit/mail/fixture.h"

#include "common/base/buf.h"

#define MULTI(type)                                                            \
	"From: a@example.org\nContent-Type: multipart/" type                   \
	"; boundary=\"b\"\n\n"

static void plain_text_is_preferred_and_links_still_come(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI("alternative") "--b\n\nHello plain\n--b\n"
				 "Content-Type: text/html\n\n<p>Hello <a "
				 "href='http://e.org/'>"
				 "rich</a></p>\n--b--\n");

	assert_string_equal(m->body_text.p, "Hello plain\n");
	assert_false(m->text_is_html);
	assert_true(m->has_html);
	assert_int_equal(m->links_n, 1);
	assert_string_equal(m->links[0].href, "http://e.org/");
	assert_int_equal(m->parts, 3);
	assert_int_equal(m->attachments_n, 0);
}

static void html_is_taken_where_plain_is_an_excuse(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI("alternative") "--b\n\nNo HTML?\n--b\n"
				 "Content-Type: text/html\n\n<p>Dear Ann, the "
				 "interview is on "
				 "Monday at ten.</p>\n--b--\n");

	assert_true(m->text_is_html);
	assert_string_equal(
	    m->body_text.p, "Dear Ann, the interview is on Monday at ten.\n");
}

static void attachments_are_listed_not_read(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI("mixed") "--b\n\nSee file.\n--b\n"
			   "Content-Type: application/pdf; name=\"old.pdf\"\n"
			   "Content-Disposition: attachment;\n"
			   " filename*0*=utf-8''r%C3%A9; filename*1=sum.pdf\n"
			   "Content-Transfer-Encoding: "
			   "base64\n\naGVs\nbG8=\n--b\n"
			   "Content-Type: IMAGE/PNG\nContent-ID: <i1@x>\n"
			   "Content-Transfer-Encoding: "
			   "quoted-printable\n\na=3Db=\n\n--b\n"
			   "Content-Type: text/plain\n"
			   "Content-Disposition: attachment; "
			   "filename=\"../../etc/passwd\""
			   "\n\nroot\n--b--\n");

	assert_string_equal(m->body_text.p, "See file.\n");
	assert_int_equal(m->attachments_n, 3);
	assert_string_equal(m->attachments[0].filename, "résum.pdf");
	assert_string_equal(m->attachments[0].content_type, "application/pdf");
	assert_int_equal(m->attachments[0].bytes, 5);
	assert_false(m->attachments[0].is_inline);
	assert_string_equal(m->attachments[1].content_type, "image/png");
	assert_string_equal(m->attachments[1].content_id, "i1@x");
	assert_int_equal(m->attachments[1].bytes, 3);
	assert_true(m->attachments[1].is_inline);
	assert_string_equal(m->attachments[2].filename, "passwd");
}

static void windows_paths_and_words_in_names_are_undone(void **state)
{
	struct mail_message *m = parse(state,
	    "From: a@example.org\nContent-Type: application/msword;\n"
	    " name=\"=?iso-8859-1?Q?C:=5Cdir=5CR=E9sum=E9.doc?=\"\n\nx\n");

	assert_string_equal(m->attachments[0].filename, "Résumé.doc");
}

static void an_attached_message_is_read_and_marked(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI("mixed") "--b\n\nFYI\n--b\nContent-Type: message/rfc822\n\n"
			   "From: c@example.org\nSubject: inner\n\nInner "
			   "text\n--b--\n");

	assert_string_equal(m->body_text.p,
	    "FYI\n\nFrom: c@example.org\nSubject: inner\n\nInner text\n");
	assert_string_equal(m->own_text.p, "FYI");
	assert_int_equal(m->spans.v[m->spans.n - 1].kind, MAIL_SPAN_NESTED);
	assert_int_equal(m->attachments_n, 1);
	assert_string_equal(m->attachments[0].content_type, "message/rfc822");
}

static void parts_of_a_digest_are_messages(void **state)
{
	struct mail_message *m = parse(
	    state, MULTI("digest") "--b\n\nSubject: one\n\nText one\n--b--\n");

	assert_non_null(strstr(m->body_text.p, "Text one"));
	assert_int_equal(m->spans.v[0].kind, MAIL_SPAN_NESTED);
}

static void calendar_text_is_kept(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI(
		"alternative") "--b\n\nInvited\n--b\n"
			       "Content-Type: text/calendar; method=REQUEST\n\n"
			       "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b--\n");

	assert_string_equal(
	    m->calendar_text.p, "BEGIN:VCALENDAR\nEND:VCALENDAR");
	assert_string_equal(m->body_text.p, "Invited\n");
}

static void flowed_lines_are_joined(void **state)
{
	struct mail_message *m = parse(state,
	    "From: a@example.org\n"
	    "Content-Type: text/plain; format=flowed\n\n"
	    "One \nparagraph.\n> quoted \n> too\n  stuffed\n-- \nA\n");

	assert_string_equal(
	    m->body_text.p, "One paragraph.\n> quoted too\n stuffed\n-- \nA\n");
	assert_string_equal(m->own_text.p, "One paragraph.\n stuffed");
}

static void a_boundary_that_begins_like_another_is_told_apart(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI("mixed") "--b\nContent-Type: multipart/mixed; boundary=bb\n\n"
			   "--bb\n\ninner\n--bb--\n--b\n\nouter\n--b--"
			   "\nepilogue\n");

	assert_string_equal(m->body_text.p, "inner\n\nouter\n");
	assert_int_equal(m->defects & MAIL_DEFECT(NOT_CLOSED), 0);
}

static void broken_multiparts_still_give_text(void **state)
{
	struct mail_message *m =
	    parse(state, MULTI("mixed") "--b\n\nnever closed");

	assert_string_equal(m->body_text.p, "never closed\n");
	assert_true((m->defects & MAIL_DEFECT(NOT_CLOSED)) != 0);
	m = parse(state, MULTI("mixed") "no parts at all\n");
	assert_string_equal(m->body_text.p, "no parts at all\n");
	assert_true((m->defects & MAIL_DEFECT(NO_BOUNDARY)) != 0);
	m = parse(state, "From: a@example.org\n"
			 "Content-Type: multipart/mixed\n\n"
			 "--guess\n\nfound\n--guess--\n");
	assert_string_equal(m->body_text.p, "found\n");
}

static void broken_encodings_are_told(void **state)
{
	struct mail_message *m = parse(state,
	    "From: a@example.org\nContent-Transfer-Encoding: base64\n\n"
	    "aGVsbG8gd29ybG\n");

	assert_string_equal(m->body_text.p, "hello wor\n");
	assert_true((m->defects & MAIL_DEFECT(BASE64_CUT)) != 0);
	m = parse(state, "From: a@example.org\n"
			 "Content-Transfer-Encoding: magic\n\nplain\n");
	assert_string_equal(m->body_text.p, "plain\n");
	assert_true((m->defects & MAIL_DEFECT(BAD_ENCODING)) != 0);
	m = parse(state, "From: a@example.org\nContent-Type: nonsense\n\nx\n");
	assert_string_equal(m->body_text.p, "x\n");
	assert_true((m->defects & MAIL_DEFECT(BAD_TYPE)) != 0);
}

static void nesting_beyond_the_bound_is_cut(void **state)
{
	struct fixture *f = *state;
	struct buf raw;

	buf_init(&raw, 4 << 20);
	buf_adds(&raw, "From: a@example.org\n");
	for (int i = 0; i < 3000; i++)
		buf_addf(&raw,
		    "Content-Type: multipart/mixed; boundary=n%d\n\n--n%d\n", i,
		    i);
	buf_adds(&raw, "\ndeep\n");
	assert_int_equal(mail_parse(f->a, (struct str){raw.data, raw.len}, NULL,
			     &f->m, &f->err),
	    0);
	assert_true((f->m.defects & MAIL_DEFECT(DEPTH_CUT)) != 0);
	assert_true(f->m.parts <= 22);
	buf_deinit(&raw);
}

static void memory_does_not_follow_the_number_of_parts(void **state)
{
	struct fixture *f = *state;
	struct buf raw;

	buf_init(&raw, 16 << 20);
	buf_adds(&raw, MULTI("mixed"));
	for (int i = 0; i < 500000; i++)
		buf_adds(&raw, "--b\n\nx\n");
	assert_int_equal(mail_parse(f->a, (struct str){raw.data, raw.len}, NULL,
			     &f->m, &f->err),
	    0);
	assert_true((f->m.defects & MAIL_DEFECT(PARTS_CUT)) != 0);
	assert_int_equal(f->m.parts, 1000);
	assert_true(arena_used(f->a) < 2 << 20);
	buf_deinit(&raw);
}

static void long_text_is_cut_at_a_character(void **state)
{
	struct fixture *f = *state;
	struct mail_limits lim = mail_limits_default;

	lim.text_bytes = 10;
	assert_int_equal(
	    mail_parse(f->a,
		STR("Subject: x\nContent-Type: text/plain; charset=utf-8\n\n"
		    "aaaaaaa\xc3\xa4\xc3\xa4\xc3\xa4\n"),
		&lim, &f->m, &f->err),
	    0);
	assert_true(f->m.body_text.n <= 10);
	assert_true(utf8_valid(f->m.body_text));
	assert_true((f->m.defects & MAIL_DEFECT(TEXT_CUT)) != 0);
}

static void signatures_and_encryption_are_seen(void **state)
{
	struct mail_message *m = parse(state,
	    MULTI("signed") "--b\n\nText\n--b\n"
			    "Content-Type: "
			    "application/pgp-signature\n\nx\n--b--\n");

	assert_true(m->is_signed);
	assert_string_equal(m->body_text.p, "Text\n");
	m = parse(state, "From: a@example.org\n"
			 "Content-Type: application/pkcs7-mime; "
			 "smime-type=enveloped-data\n\nx\n");
	assert_true(m->is_encrypted);
	assert_false(m->is_signed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(plain_text_is_preferred_and_links_still_come),
	    MAIL_TEST(html_is_taken_where_plain_is_an_excuse),
	    MAIL_TEST(attachments_are_listed_not_read),
	    MAIL_TEST(windows_paths_and_words_in_names_are_undone),
	    MAIL_TEST(an_attached_message_is_read_and_marked),
	    MAIL_TEST(parts_of_a_digest_are_messages),
	    MAIL_TEST(calendar_text_is_kept),
	    MAIL_TEST(flowed_lines_are_joined),
	    MAIL_TEST(a_boundary_that_begins_like_another_is_told_apart),
	    MAIL_TEST(broken_multiparts_still_give_text),
	    MAIL_TEST(broken_encodings_are_told),
	    MAIL_TEST(nesting_beyond_the_bound_is_cut),
	    MAIL_TEST(memory_does_not_follow_the_number_of_parts),
	    MAIL_TEST(long_text_is_cut_at_a_character),
	    MAIL_TEST(signatures_and_encryption_are_seen),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
