/* test_unsubscribe.c - which mail can be unsubscribed from with one click. */
#include "common/mail/unsubscribe.h"

#include "tests/unit/unit.h"

#include <string.h>

static const struct str signed_both[] = {
    STR("v=1; a=rsa-sha256; d=news.test; s=k; h=From:Subject:\r\n "
	"List-Unsubscribe:List-Unsubscribe-Post; bh=x; b=y")};

static const struct mail_unsubscribe good = {
    .list_unsubscribe =
	STR("<mailto:off@news.test>, <https://news.test/off?u=7&t=ab>"),
    .list_unsubscribe_post = STR("List-Unsubscribe=One-Click"),
    .dkim = signed_both,
    .n_dkim = 1,
};

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const char *url_of(const struct mail_unsubscribe *h, bool also_http)
{
	const char *url = NULL;
	struct err err = {0};

	return mail_unsubscribe_url(arena, h, also_http, &url, &err) == 0
		   ? url
		   : NULL;
}

static void refused_for(const struct mail_unsubscribe *h, const char *why)
{
	const char *url;
	struct err err = {0};

	assert_int_equal(mail_unsubscribe_url(arena, h, false, &url, &err), -1);
	assert_int_equal(err.code, ERR_UNPROCESSABLE);
	if (strstr(err.text, why) == NULL)
		fail_msg("no '%s' in '%s'", why, err.text);
}

static void the_https_url_is_found_among_others(void **state)
{
	(void)state;
	assert_string_equal(
	    url_of(&good, false), "https://news.test/off?u=7&t=ab");
}

static void folding_inside_the_brackets_is_no_part_of_it(void **state)
{
	struct mail_unsubscribe h = good;

	(void)state;
	h.list_unsubscribe = STR("<https://news.test/\r\n\toff?u=7>");
	assert_string_equal(url_of(&h, false), "https://news.test/off?u=7");
}

static void mailto_and_http_are_not_one_click(void **state)
{
	struct mail_unsubscribe h = good;

	(void)state;
	h.list_unsubscribe = STR("<mailto:a@b.test>, <http://news.test/off>");
	refused_for(&h, "no https address");
	assert_string_equal(url_of(&h, true), "http://news.test/off");
	h.list_unsubscribe = STR("<javascript:alert(1)>, <file:///etc/passwd>");
	refused_for(&h, "no https address");
	h.list_unsubscribe = STR("https://news.test/without-brackets");
	refused_for(&h, "no https address");
	h.list_unsubscribe = STR("<https://news.test/unclosed");
	refused_for(&h, "no https address");
}

static void an_url_with_control_or_other_bytes_is_refused(void **state)
{
	struct mail_unsubscribe h = good;

	(void)state;
	h.list_unsubscribe = STR("<https://news.test/\x01off>");
	refused_for(&h, "no https address");
	h.list_unsubscribe = STR("<https://n\xc3\xa9ws.test/off>");
	refused_for(&h, "no https address");
}

static void an_url_beyond_the_bound_is_refused(void **state)
{
	char text[MAIL_UNSUBSCRIBE_URL_MAX + 32];
	struct mail_unsubscribe h = good;

	(void)state;
	memset(text, 'a', sizeof text);
	memcpy(text, "<https://", 9);
	text[sizeof text - 1] = '>';
	h.list_unsubscribe = (struct str){text, sizeof text};
	refused_for(&h, "no https address");
}

static void the_post_field_must_be_there_word_for_word(void **state)
{
	struct mail_unsubscribe h = good;

	(void)state;
	h.list_unsubscribe_post = (struct str){0};
	refused_for(&h, "no List-Unsubscribe-Post");
	h.list_unsubscribe_post = STR("List-Unsubscribe=Two-Clicks");
	refused_for(&h, "no List-Unsubscribe-Post");
	h.list_unsubscribe_post = STR(" list-unsubscribe=one-click ");
	assert_non_null(url_of(&h, false));
}

static void a_signature_must_cover_both_fields(void **state)
{
	static const struct str one[] = {
	    STR("v=1; h=from:list-unsubscribe; b=y"),
	    STR("v=1; h=from:list-unsubscribe-post; b=y")};
	static const struct str other[] = {STR("v=1; bh=List-Unsubscribe:"
					       "List-Unsubscribe-Post; b=h=")};
	struct mail_unsubscribe h = good;

	(void)state;
	h.n_dkim = 0;
	refused_for(&h, "no DKIM-Signature covers");
	h.dkim = one;
	h.n_dkim = 2;
	refused_for(&h, "no DKIM-Signature covers");
	h.dkim = other;
	h.n_dkim = 1;
	refused_for(&h, "no DKIM-Signature covers");
}

static void a_mail_without_the_field_is_told_so(void **state)
{
	(void)state;
	refused_for(&(struct mail_unsubscribe){0}, "no List-Unsubscribe");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_https_url_is_found_among_others),
	    TEST(folding_inside_the_brackets_is_no_part_of_it),
	    TEST(mailto_and_http_are_not_one_click),
	    TEST(an_url_with_control_or_other_bytes_is_refused),
	    TEST(an_url_beyond_the_bound_is_refused),
	    TEST(the_post_field_must_be_there_word_for_word),
	    TEST(a_signature_must_cover_both_fields),
	    TEST(a_mail_without_the_field_is_told_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
