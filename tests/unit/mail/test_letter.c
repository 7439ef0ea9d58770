/* test_letter.c - an unsent letter as a message and as a URL. */
#include "common/mail/compose.h"
#include "common/mail/mailto.h"
#include "common/mail/message.h"
#include "tests/unit/unit.h"

#include <stdio.h>

static const struct mail_addr to[] = {
    {"Lee, Ann", "ann@corp.example"}, {"J\xC3\xB6rg", "j@b\xC3\xBC.example"}};
static const char *const refs[] = {"first@corp.example", "no id", "second@x"};
static const struct mail_letter letter = {
    .from = {"Me", "me@mail.example"},
    .to = {to, 2},
    .cc = {to, 1},
    .subject = "Re: Gr\xC3\xBC\xC3\x9F"
	       "e",
    .body = "Hi\n.\nFrom me \xE2\x80\x93 \xF0\x9F\x8D\x95\n",
    .message_id = "u1@mail.example",
    .in_reply_to = "lunch@corp.example",
    .references = refs,
    .references_n = 3,
    .date_ms = INT64_C(1796472000000),
};

static int setup(void **state)
{
	mail_init();
	*state = arena_new(4u << 20);
	return 0;
}

static int teardown(void **state)
{
	struct arena *a = *state;

	arena_free(&a);
	mail_deinit();
	return 0;
}

static const char *compose(
    struct arena *a, const struct mail_letter *l, struct mail_message *m_r)
{
	struct buf b;
	const char *text;
	struct err err = {0};

	buf_init(&b, 1 << 20);
	mail_compose(l, &b);
	text = arena_strndup(a, buf_str(&b), b.len);
	if (mail_parse(a, (struct str){text, b.len}, NULL, m_r, &err) < 0)
		fail_msg("%s", err.text);
	buf_deinit(&b);
	return text;
}

static void a_message_is_read_again_as_it_was_written(void **state)
{
	struct mail_message m;
	const char *text = compose(*state, &letter, &m);

	assert_string_equal(m.subject, letter.subject);
	assert_string_equal(m.from.addr, "me@mail.example");
	assert_int_equal(m.to.n, 2);
	assert_string_equal(m.to.v[0].name, "Lee, Ann");
	assert_string_equal(m.to.v[0].addr, "ann@corp.example");
	assert_string_equal(m.to.v[1].name, "J\xC3\xB6rg");
	assert_int_equal(m.cc.n, 1);
	assert_int_equal(m.date_ms, letter.date_ms);
	assert_string_equal(m.message_id, "u1@mail.example");
	assert_string_equal(m.in_reply_to, "lunch@corp.example");
	assert_int_equal(m.references_n, 3);
	assert_string_equal(m.references[0], "first@corp.example");
	assert_string_equal(m.references[2], "lunch@corp.example");
	assert_true(str_eqs(str_trim(m.body_text),
	    "Hi\n.\nFrom me \xE2\x80\x93 \xF0\x9F\x8D\x95"));
	assert_string_equal(mail_header_get(&m, "X-Unsent"), "1");
	assert_int_equal(m.defects, 0);
	for (const char *p = text; (p = strchr(p, '\n')) != NULL; p++)
		assert_int_equal(p[-1], '\r');
}

static void no_field_can_begin_another(void **state)
{
	struct mail_letter l = letter;
	static const struct mail_addr evil[] = {
	    {"x\r\nBcc: a@evil.example", "b@c.example"},
	    {"y", "b@c.example>\r\nBcc: <d@evil.example"}};
	static const char *const ids[] = {"a@b>\r\nBcc: <c@evil.example"};
	struct mail_message m;

	l.subject = "x\r\nBcc: a@evil.example\n\nbody";
	l.from = evil[0];
	l.to = (struct mail_addrs){evil, 2};
	l.message_id = l.in_reply_to = ids[0];
	l.references = ids;
	l.references_n = 1;
	(void)compose(*state, &l, &m);
	assert_null(mail_header_get(&m, "Bcc"));
	assert_null(mail_header_get(&m, "In-Reply-To"));
	assert_null(mail_header_get(&m, "References"));
	assert_int_equal(m.bcc.n, 0);
	assert_true(str_starts(m.body_text, "Hi\n"));
}

static void references_are_bounded(void **state)
{
	struct mail_letter l = letter;
	const char *many[100];
	char ids[100][32];
	struct mail_message m;

	for (size_t i = 0; i < 100; i++) {
		snprintf(ids[i], sizeof ids[i], "%zu@corp.example", i);
		many[i] = ids[i];
	}
	l.references = many;
	l.references_n = 100;
	(void)compose(*state, &l, &m);
	assert_int_equal(m.references_n, MAIL_COMPOSE_REFERENCES + 1);
	assert_string_equal(m.references[0], ids[0]);
	assert_string_equal(m.references[1], ids[81]);
	assert_string_equal(
	    m.references[MAIL_COMPOSE_REFERENCES], "lunch@corp.example");
}

static void a_url_has_what_the_letter_has(void **state)
{
	const struct mailto l = {.to = {to, 2},
	    .cc = {to, 1},
	    .subject = "a & b?",
	    .body = "one\ntwo \xC3\xBC",
	    .in_reply_to = "l@x"};
	bool cut;

	assert_string_equal(mail_mailto(*state, &l, &cut),
	    "mailto:ann@corp.example,j@b%C3%BC.example?cc=ann@corp.example"
	    "&subject=a%20%26%20b%3F&In-Reply-To=%3Cl%40x%3E"
	    "&body=one%0D%0Atwo%20%C3%BC");
	assert_false(cut);
}

static void a_url_ends_in_time_and_says_so(void **state)
{
	char body[4000];
	struct mailto l = {
	    .to = {to, 1}, .subject = "", .body = body, .in_reply_to = ""};
	bool cut;

	for (size_t pad = 0; pad < 9; pad++) {
		const char *url;
		char *p = body + pad;

		memset(body, 'x', pad);
		for (int i = 0; i < 300; i++)
			p = stpcpy(p, "\xF0\x9F\x8D\x95");
		url = mail_mailto(*state, &l, &cut);
		assert_true(cut);
		assert_true(strlen(url) <= MAILTO_CHARS);
		assert_true(strlen(url) > MAILTO_CHARS - 12);
		assert_string_equal(url + strlen(url) - 12, "%F0%9F%8D%95");
	}
}

static void a_url_without_room_for_its_addresses_is_none(void **state)
{
	struct mail_addr many[100];
	const struct mailto l = {
	    .to = {many, 100}, .subject = "s", .body = "b", .in_reply_to = ""};
	bool cut;

	for (size_t i = 0; i < 100; i++)
		many[i] = (struct mail_addr){"", "somebody@corp.example"};
	assert_null(mail_mailto(*state, &l, &cut));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_message_is_read_again_as_it_was_written),
	    cmocka_unit_test(no_field_can_begin_another),
	    cmocka_unit_test(references_are_bounded),
	    cmocka_unit_test(a_url_has_what_the_letter_has),
	    cmocka_unit_test(a_url_ends_in_time_and_says_so),
	    cmocka_unit_test(a_url_without_room_for_its_addresses_is_none),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
