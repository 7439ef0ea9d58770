/* test_safe_corpus.c - the hostile mails of tests/browser/hostile, each as a
 * page: to a conforming parser there is nothing in it that could do harm. */
#include "tests/unit/mail/fixture.h"
#include "tests/unit/mail/page_oracle.h"

#include "common/mail/reading.h"

#include <glob.h>
#include <stdio.h>

#define MAILS_MIN 120

static void read_file(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "re");
	char piece[4096];
	size_t n;

	assert_non_null(f);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		buf_add(out, piece, n);
	fclose(f);
}

static void every_hostile_mail_is_harmless(void **state)
{
	glob_t g;
	char why[200];

	(void)state;
	assert_int_equal(glob("tests/browser/hostile/*.eml", 0, NULL, &g), 0);
	assert_in_range(g.gl_pathc, MAILS_MIN, 100000);
	for (size_t i = 0; i < g.gl_pathc; i++) {
		struct arena *a = arena_new(16 << 20);
		struct buf raw;
		struct mail_reading r;
		struct err err = {.code = ERR_OK};

		buf_init(&raw, 4 << 20);
		read_file(g.gl_pathv[i], &raw);
		if (mail_reading_make(
			a, (struct str){raw.data, raw.len}, &r, &err) < 0)
			fail_msg("%s: %s", g.gl_pathv[i], err.text);
		if (page_oracle(r.page, why) != NULL)
			fail_msg("%s: %s", g.gl_pathv[i], why);
		buf_deinit(&raw);
		arena_free(&a);
	}
	globfree(&g);
}

/* A judge that passes everything would prove nothing. */
static void the_judge_finds_what_is_not(void **state)
{
	static const char *const bad[] = {"<script>x</script>", "<p onclick=x>",
	    "<a href=javascript:x>y</a>", "<img src=http://x/>", "<svg></svg>",
	    "<p style='background:url(x)'>", "<!-- x -->", "<base href=x>",
	    "<form></form>", "<iframe></iframe>", "<p id=x>", "<img srcset=x>",
	    "<a href=/x>y</a>"};
	char why[200];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_non_null(page_oracle(str_of(bad[i]), why));
	assert_null(page_oracle(STR("<p style='color:red'>a</p>"), why));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_hostile_mail_is_harmless),
	    cmocka_unit_test(the_judge_finds_what_is_not),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
