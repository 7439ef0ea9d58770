/* test_daemon_reindex.c - search_reindex over the bus: what differs is said,
 * mended when asked to, and cursors are checked. */
#include "services/search/reindex.h"
#include "tests/unit/search/daemon_stand.h"

#include <stdio.h>

/* All pages of a comparison, added up. */
static struct search_reindexed go(struct stand *s, bool verify)
{
	struct search_reindexed all = {0};
	char cursor[REINDEX_CURSOR_BYTES] = "";

	for (int i = 0; i < 50; i++) {
		struct search_reindex m = {.verify = verify, .cursor = cursor};
		struct search_reindexed r = {0};

		stand_call(s, s->anna, MSG_search_reindex, &m,
		    MSG_search_reindexed, &r);
		assert_int_equal(s->err.code, ERR_OK);
		all.missing += r.missing;
		all.stale += r.stale;
		all.surplus += r.surplus;
		all.postings += r.postings;
		all.vectors += r.vectors;
		all.mended += r.mended;
		if (r.filling)
			stand_refill(s);
		if (r.done)
			return all;
		str_copy(cursor, sizeof cursor, str_of(r.next));
	}
	fail_msg("there is no end");
	return all;
}

static uint64_t put_one(struct stand *s, const char *subject)
{
	uint64_t id = stand_email(s, s->anna, subject, "x");

	assert_int_equal(stand_put(s, s->anna, &id, 1).indexed, 1);
	return id;
}

static void what_differs_is_said_and_mended(void **state)
{
	struct stand *s = *state;
	uint64_t stale, gone;
	struct search_reindexed r;
	char text[120];

	put_one(s, "first");
	stand_refill(s);
	stale = put_one(s, "stale");
	gone = put_one(s, "gone");
	stand_email(s, s->anna, "missing", "x");
	snprintf(text, sizeof text,
	    "UPDATE emails SET subject = 'other' WHERE id = %llu",
	    (unsigned long long)stale);
	stand_sql(s->admin_url, text);
	snprintf(text, sizeof text, "DELETE FROM emails WHERE id = %llu",
	    (unsigned long long)gone);
	stand_sql(s->admin_url, text);
	for (int i = 0; i < 2; i++) {
		r = go(s, true);
		assert_int_equal(r.stale, 1);
		assert_int_equal(r.surplus, 1);
		assert_int_equal(r.missing, 1);
		assert_int_equal(r.mended, 0);
	}
	assert_int_equal(go(s, false).mended, 3);
	r = go(s, true);
	assert_int_equal(r.stale + r.surplus + r.missing + r.postings, 0);
	assert_int_equal(stand_ask(s, s->anna, "other").total, 1);
	assert_int_equal(stand_ask(s, s->anna, "gone").total, 0);
	assert_int_equal(stand_ask(s, s->anna, "missing").total, 1);
}

static void what_the_pipeline_has_yet_to_bring_is_no_difference(void **state)
{
	struct stand *s = *state;
	struct search_reindexed r;
	uint64_t id;
	char text[160];

	put_one(s, "first");
	stand_refill(s);
	id = stand_email(s, s->anna, "later", "x");
	snprintf(text, sizeof text,
	    "INSERT INTO pipeline (email_id, user_id) VALUES (%llu, %llu)",
	    (unsigned long long)id, (unsigned long long)s->anna);
	stand_sql(s->admin_url, text);
	r = go(s, false);
	assert_int_equal(r.missing, 0);
	assert_int_equal(stand_ask(s, s->anna, "later").total, 0);
}

static void a_vector_without_its_document_is_removed(void **state)
{
	struct stand *s = *state;
	struct search_backend *b = s->d->backend;
	static const int8_t row[VECTOR_DIM] = {1, 2, 3};
	const struct search_doc stranger = {.id = 987654321};
	struct task t = {.arena = s->a};

	put_one(s, "first");
	stand_refill(s);
	assert_int_equal(
	    b->ops->put_vectors(b, &t, s->anna, "m", &stranger, row, 1),
	    STEP_NEXT);
	assert_int_equal(go(s, true).vectors, 1);
	assert_int_equal(go(s, false).vectors, 1);
	assert_int_equal(go(s, true).vectors, 0);
	assert_int_equal(stand_count(s, s->anna).vectors, 0);
}

static void a_cursor_is_read_as_it_was_written_or_refused(void **state)
{
	static const char *const bad[] = {"x", "1", "4.0.0.0.0.0.0.0.",
	    "0.0.4294967296.0.0.0.0.0.", "0.0.0.0.0.5.0.0.",
	    "0.0.0.0.0.0.0.0.a", "0.0.0.0.0.0.0.0.zz", "0.-1.0.0.0.0.0.0.",
	    "0.0.0.0.0.0.0.0.00.00"};
	struct reindex_place p = {.step = REINDEX_WORDS,
	    .after = 7,
	    .walk = {1, 2, 3, INDEX_WALK_TRIES + 1, 5, 6, .term_n = 66}};
	struct reindex_place q;
	struct err err = {0};
	char text[REINDEX_CURSOR_BYTES];

	(void)state;
	memset(p.walk.term, 0xfe, sizeof p.walk.term);
	reindex_cursor_write(&p, text);
	assert_int_equal(reindex_cursor_read(text, &q, &err), 0);
	assert_memory_equal(&p.walk, &q.walk, sizeof p.walk);
	str_copy(text + strlen(text), 3, STR("fe")); /* a byte too many */
	assert_int_equal(reindex_cursor_read(text, &q, &err), -1);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		err_clear(&err);
		if (reindex_cursor_read(bad[i], &q, &err) == 0)
			fail_msg("%s was taken", bad[i]);
		assert_string_equal(err.field, "cursor");
	}
}

#define T(name)                                                                \
	cmocka_unit_test_setup_teardown(name, stand_set_up, stand_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(what_differs_is_said_and_mended),
	    T(what_the_pipeline_has_yet_to_bring_is_no_difference),
	    T(a_vector_without_its_document_is_removed),
	    cmocka_unit_test(a_cursor_is_read_as_it_was_written_or_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
