/* test_upload.c - the state of uploads between chunks. */
#include "services/ingest/upload.h"

#include "tests/unit/unit.h"

#include <string.h>

static const struct upload_limits limits = {
    .count = 2, .held_bytes = 4096, .message_bytes = 2048, .idle_ms = 1000};

static struct upload *take(struct uploads *u, const struct upload_chunk *c,
    int64_t now_ms, struct err *err)
{
	struct upload *up = NULL;
	bool repeat = false;

	if (uploads_take(u, c, now_ms, &up, &repeat, err) < 0)
		return NULL;
	assert_false(repeat);
	return up;
}

static void chunks_go_on_where_the_last_one_ended(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {
	    .user_id = 1, .import_id = "a", .is_mbox = true, .bytes = 12};
	struct upload_item item;
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);

	(void)state;
	upload_feed(up, STR("From x\nSubje"));
	assert_int_equal(upload_next(up, &item, &err), 0);
	uploads_give(u, &up, true, 0);
	assert_null(up);
	c.offset = 12;
	c.last = true;
	c.bytes = 14;
	up = take(u, &c, 0, &err);
	assert_non_null(up);
	upload_feed(up, STR("ct: hello\n\nbo\n"));
	assert_int_equal(upload_next(up, &item, &err), 1);
	assert_true(str_eqs(item.raw, "Subject: hello\n\nbo\n"));
	assert_int_equal(upload_next(up, &item, &err), 0);
	uploads_give(u, &up, true, 0);
	uploads_free(&u);
}

/* Its first chunk of seven bytes, which went well or not. */
static struct upload_chunk begun(struct uploads *u, bool well)
{
	struct upload_chunk c = {
	    .user_id = 1, .import_id = "a", .is_mbox = true, .bytes = 7};
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);

	upload_feed(up, STR("From x\n"));
	uploads_give(u, &up, well, 0);
	return c;
}

static void a_gap_is_an_interrupted_upload(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = begun(u, true);
	struct err err = {0};

	(void)state;
	c.offset = 8;
	assert_null(take(u, &c, 0, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	c.offset = 7;
	c.user_id = 2; /* another's import of that name */
	assert_null(take(u, &c, 0, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	uploads_free(&u);
}

static void a_failed_chunk_ends_the_upload(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = begun(u, false);
	struct err err = {0};

	(void)state;
	assert_int_equal(uploads_len(u), 0);
	c.offset = 7;
	assert_null(take(u, &c, 0, &err));
	uploads_free(&u);
}

static void one_chunk_at_a_time(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {.user_id = 1, .import_id = "a"};
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);

	(void)state;
	assert_null(take(u, &c, 0, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	uploads_give(u, &up, false, 0);
	uploads_free(&u);
}

static void a_chunk_sent_twice_is_answered_twice(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {
	    .user_id = 1, .import_id = "a", .is_mbox = true, .bytes = 7};
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);
	bool repeat = false;

	(void)state;
	upload_feed(up, STR("From x\n"));
	uploads_give(u, &up, true, 0);
	c.offset = 7;
	c.bytes = 5;
	c.last = true;
	up = take(u, &c, 0, &err);
	upload_feed(up, STR("A: b\n"));
	upload_add_imported(up, 77);
	uploads_give(u, &up, true, 0);
	assert_int_equal(uploads_take(u, &c, 0, &up, &repeat, &err), 0);
	assert_true(repeat);
	assert_int_equal(up->report.imported, 1);
	uploads_give(u, &up, true, 0);
	c.offset = 12;
	assert_null(take(u, &c, 0, &err)); /* it has ended */
	uploads_free(&u);
}

static void offset_zero_begins_again(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {
	    .user_id = 1, .import_id = "a", .is_mbox = true, .bytes = 7};
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);

	(void)state;
	upload_feed(up, STR("From x\n"));
	upload_add_reject(up, 0, "bad", true, 5);
	uploads_give(u, &up, true, 0);
	up = take(u, &c, 0, &err);
	assert_int_equal(up->report.rejected, 0);
	uploads_give(u, &up, false, 0);
	uploads_free(&u);
}

static void the_silent_are_forgotten_when_room_is_needed(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {.user_id = 1, .is_mbox = true, .bytes = 7};
	struct err err = {0};
	const char *names[] = {"a", "b"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct upload *up;

		c.import_id = names[i];
		up = take(u, &c, 0, &err);
		upload_feed(up, STR("From x\n"));
		uploads_give(u, &up, true, 0);
	}
	c.import_id = "c";
	assert_null(take(u, &c, 500, &err));
	assert_int_equal(err.code, ERR_OVERLOADED);
	struct upload *up = take(u, &c, 1500, &err);
	assert_non_null(up);
	assert_int_equal(uploads_len(u), 1);
	uploads_give(u, &up, false, 0);
	uploads_free(&u);
}

static void parts_of_messages_are_bounded_in_memory(void **state)
{
	struct uploads *u = uploads_new(&(struct upload_limits){.count = 100,
	    .held_bytes = 3000,
	    .message_bytes = 2048,
	    .idle_ms = 1000});
	struct upload_chunk c = {.user_id = 1, .is_mbox = true, .bytes = 1600};
	const char *names[] = {"a", "b", "c"};
	char bytes[1600];
	struct err err = {0};

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	memcpy(bytes, "From x\n", 7);
	for (size_t i = 0; i < 3; i++) {
		struct upload *up;

		c.import_id = names[i];
		up = take(u, &c, 0, &err);
		if (i == 2) {
			assert_null(up);
			assert_int_equal(err.code, ERR_OVERLOADED);
			break;
		}
		upload_feed(up, (struct str){bytes, sizeof bytes});
		uploads_give(u, &up, true, 0);
	}
	uploads_free(&u);
}

static void a_single_message_above_the_bound_is_not_held(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {.user_id = 1, .import_id = "a", .bytes = 1500};
	struct upload_item item;
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);
	char bytes[1500];

	(void)state;
	memset(bytes, 'x', sizeof bytes);
	upload_feed(up, (struct str){bytes, sizeof bytes});
	assert_int_equal(upload_next(up, &item, &err), 0);
	uploads_give(u, &up, true, 0);
	c.offset = 1500;
	c.last = true;
	up = take(u, &c, 0, &err);
	upload_feed(up, (struct str){bytes, sizeof bytes});
	assert_int_equal(upload_next(up, &item, &err), 1);
	assert_true(item.too_long);
	assert_int_equal(item.bytes, 3000);
	assert_int_equal(upload_next(up, &item, &err), 0);
	uploads_give(u, &up, true, 0);
	uploads_free(&u);
}

static void only_the_first_hundred_are_told_apart(void **state)
{
	struct uploads *u = uploads_new(&limits);
	struct upload_chunk c = {.user_id = 1, .import_id = "a", .last = true};
	struct err err = {0};
	struct upload *up = take(u, &c, 0, &err);

	(void)state;
	for (uint64_t i = 0; i < 150; i++) {
		upload_add_reject(up, i, "bad", false, 0);
		upload_add_imported(up, i);
	}
	assert_int_equal(up->report.rejected, 150);
	assert_int_equal(up->report.rejects_n, 100);
	assert_int_equal(up->report.imported, 150);
	assert_int_equal(up->report.ids_n, 100);
	uploads_give(u, &up, true, 0);
	assert_int_equal(uploads_len(u), 0);
	uploads_free(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(chunks_go_on_where_the_last_one_ended),
	    cmocka_unit_test(a_gap_is_an_interrupted_upload),
	    cmocka_unit_test(a_failed_chunk_ends_the_upload),
	    cmocka_unit_test(one_chunk_at_a_time),
	    cmocka_unit_test(a_chunk_sent_twice_is_answered_twice),
	    cmocka_unit_test(offset_zero_begins_again),
	    cmocka_unit_test(the_silent_are_forgotten_when_room_is_needed),
	    cmocka_unit_test(parts_of_messages_are_bounded_in_memory),
	    cmocka_unit_test(a_single_message_above_the_bound_is_not_held),
	    cmocka_unit_test(only_the_first_hundred_are_told_apart),
	};

	return cmocka_run_group_tests_name("upload", tests, NULL, NULL);
}
