/* test_object.c - the directory store: durable, whole, and inside its walls. */
#include "common/base/die.h"
#include "common/object/key.h"
#include "common/object/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

struct work {
	struct task task;
	struct object_store *store;
	const char *key;
	struct str bytes, got;
	uint64_t offset;
	size_t n, removed;
	bool done, is_gone;
	struct err seen;
};

static enum step_result put(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);

	if (w->bytes.p == NULL)
		return STEP_NEXT;
	object_put(t, w->store, w->key, w->bytes);
	return STEP_WAIT;
}

static enum step_result get(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);

	if (w->n == 0)
		return STEP_NEXT;
	object_get(t, w->store, w->key, w->offset, w->n, &w->got);
	return STEP_WAIT;
}

static enum step_result check_bytes(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);

	if (w->n > 0 && w->bytes.p != NULL)
		assert_memory_equal(w->got.p, w->bytes.p + w->offset, w->n);
	return STEP_NEXT;
}

static enum step_result wipe(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);

	object_remove(t, w->store, w->key, &w->removed);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct work *w = CONTAINER_OF(t, struct work, task);

	w->seen = t->err;
	w->done = true;
	return STEP_NEXT;
}

static void nothing_to_free(struct task *t)
{
	(void)t;
}

static task_step *const put_get[] = {put, get, check_bytes, answer, NULL};
static task_step *const remove_all[] = {wipe, answer, NULL};
static task_step *const put_and_remove[] = {put, wipe, answer, NULL};

static void run(struct work *w, task_step *const *steps)
{
	char dir[] = "/tmp/applylens-object-XXXXXX";
	struct loop *l = loop_new();
	struct err err = {0};
	char *inside;

	assert_non_null(mkdtemp(dir));
	inside = xprintf("file://%s/a/b", dir);
	assert_int_equal(object_open(l, inside, &w->store, &err), 0);
	if (w->is_gone)
		assert_int_equal(rmdir(inside + strlen("file://")), 0);
	task_start(
	    &w->task, l, arena_new(1 << 20), steps, 5000, nothing_to_free);
	while (!w->done)
		loop_turn(l, 20);
	object_close(&w->store);
	loop_free(&l);
	free(inside);
	inside = xprintf("rm -r %s", dir);
	assert_int_equal(system(inside), 0);
	free(inside);
}

static void a_part_of_an_object_is_read_back(void **state)
{
	struct work w = {.key = "raw/7/pack-1",
	    .bytes = STR("hello, world"),
	    .offset = 7,
	    .n = 5};

	(void)state;
	run(&w, put_get);
	assert_int_equal(w.seen.code, ERR_OK);
}

static void a_missing_object_is_not_found(void **state)
{
	struct work w = {.key = "raw/7/none", .n = 1};

	(void)state;
	run(&w, put_get);
	assert_int_equal(w.seen.code, ERR_NOT_FOUND);
}

static void reading_past_the_end_is_an_error(void **state)
{
	struct work w = {.key = "k", .bytes = STR("abc"), .offset = 1, .n = 3};

	(void)state;
	run(&w, put_get);
	assert_int_equal(w.seen.code, ERR_INTERNAL);
}

static void removing_what_is_not_there_removes_nothing(void **state)
{
	struct work w = {.key = "raw/8"};

	(void)state;
	run(&w, remove_all);
	assert_int_equal(w.seen.code, ERR_OK);
	assert_int_equal(w.removed, 0);
}

static void keys_cannot_leave_the_store(void **state)
{
	static const char *const bad[] = {"", "/x", "../x", "a/../b", "a//b",
	    "a/", "a/.b", "a b", "a\nb", "a/./b"};
	struct err err = {0};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		assert_int_equal(object_key_check(bad[i], &err), -1);
	assert_int_equal(object_key_check("raw/7/0190-a.pack", &err), 0);
}

static void a_foreign_scheme_is_refused_in_words(void **state)
{
	struct object_store *s = NULL;
	struct loop *l = loop_new();
	struct err err = {0};

	(void)state;
	assert_int_equal(object_open(l, "s3://bucket", &s, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "s3://bucket"));
	loop_free(&l);
}

/* Neither is it made anew, nor called empty. */
static void a_store_that_is_gone_is_away_not_empty(void **state)
{
	struct work removing = {.key = "raw/8", .is_gone = true};
	struct work putting = {
	    .key = "raw/8", .bytes = STR("abc"), .is_gone = true};
	struct work getting = {.key = "raw/8", .n = 1, .is_gone = true};

	(void)state;
	run(&removing, remove_all);
	assert_int_equal(removing.seen.code, ERR_UNAVAILABLE);
	run(&putting, put_get);
	assert_int_equal(putting.seen.code, ERR_UNAVAILABLE);
	run(&getting, put_get);
	assert_int_equal(getting.seen.code, ERR_UNAVAILABLE);
}

static void what_was_put_is_removed_by_its_prefix(void **state)
{
	struct work w = {.key = "raw/7", .bytes = STR("abc")};

	(void)state;
	run(&w, put_and_remove);
	assert_int_equal(w.seen.code, ERR_OK);
	assert_int_equal(w.removed, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_part_of_an_object_is_read_back),
	    cmocka_unit_test(a_missing_object_is_not_found),
	    cmocka_unit_test(reading_past_the_end_is_an_error),
	    cmocka_unit_test(removing_what_is_not_there_removes_nothing),
	    cmocka_unit_test(keys_cannot_leave_the_store),
	    cmocka_unit_test(a_foreign_scheme_is_refused_in_words),
	    cmocka_unit_test(a_store_that_is_gone_is_away_not_empty),
	    cmocka_unit_test(what_was_put_is_removed_by_its_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
