/* test_mbox.c - cutting and writing mbox files. */
#include "tests/unit/unit.h"

#include "common/mail/mbox.h"

/* All messages, each followed by "|", of in fed in steps of chunk bytes. */
static int collect(
    const char *in, size_t chunk, size_t max, struct buf *out, struct err *err)
{
	struct mbox_reader *r = mbox_reader_new(max, 0);
	struct mbox_item it;
	struct str rest = str_of(in);
	bool ended = false;
	int got;

	buf_clear(out);
	while ((got = mbox_reader_next(r, &it, err)) >= 0) {
		if (got == 1) {
			buf_add(out, it.raw.p, it.raw.n);
			buf_adds(out, it.too_long ? "LONG|" : "|");
		} else if (rest.n > 0) {
			size_t n = MIN(chunk, rest.n);
			mbox_reader_feed(r, (struct str){rest.p, n});
			rest = (struct str){rest.p + n, rest.n - n};
		} else if (!ended) {
			mbox_reader_end(r);
			ended = true;
		} else {
			break;
		}
	}
	mbox_reader_free(&r);
	return got;
}

static void gives(const char *in, size_t max, const char *want)
{
	struct buf out;
	struct err err = {0};

	buf_init(&out, 100000);
	for (size_t chunk = 1; chunk < strlen(in) + 2; chunk++) {
		assert_int_equal(collect(in, chunk, max, &out, &err), 0);
		assert_string_equal(buf_str(&out), want);
	}
	buf_deinit(&out);
}

static void cuts_at_from_lines_after_blank_lines(void **state)
{
	(void)state;
	gives("From a 1\nS: 1\n\nx\nFrom y\n\nFrom b 2\nS: 2\n\ny\n", 0,
	    "S: 1\n\nx\nFrom y\n|S: 2\n\ny\n|");
	gives("\n\nFrom a 1\nS: 1\n\nx", 0, "S: 1\n\nx|");
	gives("", 0, "");
}

static void one_mark_of_quoting_is_removed(void **state)
{
	(void)state;
	gives("From a 1\nS: 1\n\n>From x\n>>From y\n>Fromage\n", 0,
	    "S: 1\n\nFrom x\n>From y\n>Fromage\n|");
}

static void crlf_is_tolerated(void **state)
{
	(void)state;
	gives("From a 1\r\nS: 1\r\n\r\nx\r\n\r\nFrom b 2\r\nS: 2\r\n\r\n", 0,
	    "S: 1\r\n\r\nx\r\n|S: 2\r\n|");
}

static void a_message_that_is_too_long_is_skipped(void **state)
{
	(void)state;
	gives("From a 1\nS: 1\n\n01234567890123456789\n\nFrom b 2\nS: 2\n\n",
	    12, "LONG|S: 2\n|");
}

static void what_is_no_mbox_is_refused(void **state)
{
	struct buf out;
	struct err err = {0};

	(void)state;
	buf_init(&out, 1000);
	assert_int_equal(
	    collect("Subject: x\n\nFrom a\n", 5, 0, &out, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_string_equal(err.text, "not an mbox (line 1 has no \"From \")");
	buf_deinit(&out);
}

static void offsets_lead_back_to_the_next_message(void **state)
{
	const char *in = "From a 1\nS: 1\n\nx\n\nFrom b 2\nS: 2\n\ny\n";
	struct mbox_reader *r = mbox_reader_new(0, 0);
	struct mbox_item it;

	(void)state;
	mbox_reader_feed(r, str_of(in));
	mbox_reader_end(r);
	assert_int_equal(mbox_reader_next(r, &it, NULL), 1);
	assert_int_equal(it.offset, 0);
	assert_true(str_eqs(it.envelope, "a 1"));
	uint64_t next = it.next;
	mbox_reader_free(&r);

	r = mbox_reader_new(0, next);
	mbox_reader_feed(r, str_of(in + next));
	mbox_reader_end(r);
	assert_int_equal(mbox_reader_next(r, &it, NULL), 1);
	assert_true(str_eqs(it.raw, "S: 2\n\ny\n"));
	assert_true(str_eqs(it.envelope, "b 2"));
	assert_int_equal(it.offset, next);
	assert_int_equal(it.next, strlen(in));
	assert_int_equal(mbox_reader_next(r, &it, NULL), 0);
	mbox_reader_free(&r);
}

static void what_is_written_reads_back(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 1000);
	mail_mbox_write(&out, STR("S: 1\r\n\r\nFrom x\n>From y\nend"), "a b@c",
	    INT64_C(1772442000000));
	mail_mbox_write(&out, STR("S: 2\n\n\n"), "", 0);
	assert_string_equal(buf_str(&out),
	    "From a-b@c Mon Mar  2 09:00:00 2026\nS: 1\n\n>From x\n"
	    ">>From y\nend\n\n"
	    "From MAILER-DAEMON Thu Jan  1 00:00:00 1970\nS: 2\n\n\n\n");
	gives(buf_str(&out), 0, "S: 1\n\nFrom x\n>From y\nend\n|S: 2\n\n\n|");
	buf_deinit(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cuts_at_from_lines_after_blank_lines),
	    cmocka_unit_test(one_mark_of_quoting_is_removed),
	    cmocka_unit_test(crlf_is_tolerated),
	    cmocka_unit_test(a_message_that_is_too_long_is_skipped),
	    cmocka_unit_test(what_is_no_mbox_is_refused),
	    cmocka_unit_test(offsets_lead_back_to_the_next_message),
	    cmocka_unit_test(what_is_written_reads_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
