/* test_vector_search.c - vectors: what is added is found, what goes is gone. */
#include "tests/unit/search/vector_check.h"

static void reopen(struct fixture *f)
{
	vectors_close(&f->v);
	assert_int_equal(vectors_open(f->dir, 2, &f->v, &f->err), 0);
}

static void what_is_added_is_found_also_after_a_restart(void **state)
{
	struct fixture *f = *state;

	add(f, 1, 600);
	check_found(f, 1);
	check_found(f, 600);
	reopen(f);
	check_found(f, 300);
	assert_int_equal(counts(f).live, 600);
	assert_string_equal(counts(f).model, MODEL);
}

static void another_users_vectors_are_not_found(void **state)
{
	struct fixture *f = *state;
	struct vector_counts c;

	add(f, 1, 3);
	assert_int_equal(vectors_counts(f->v, USER + 1, &c, &f->err), 0);
	assert_int_equal(c.live, 0);
	assert_string_equal(c.model, "");
}

static void a_removed_document_is_found_no_more(void **state)
{
	struct fixture *f = *state;
	const uint64_t gone[] = {2, 99};
	struct vector_hit hits[4];

	add(f, 1, 3);
	assert_int_equal(vectors_remove(f->v, USER, gone, 2, &f->err), 0);
	assert_int_equal(nearest(f, 2, MODEL, 4, hits), 2);
	assert_true(hits[0].id != 2 && hits[1].id != 2);
	assert_int_equal(counts(f).live, 2);
}

static void an_id_added_again_has_its_new_vector_alone(void **state)
{
	struct fixture *f = *state;
	struct vector_hit hits[9];
	const uint64_t id = 2;
	int8_t row[VECTOR_DIM];

	add(f, 1, 3);
	row_of(500, row);
	assert_int_equal(
	    vectors_add(f->v, USER, MODEL, &id, row, 1, &f->err), 0);
	assert_int_equal(nearest(f, 500, MODEL, 9, hits), 3);
	assert_int_equal(hits[0].id, 2);
	assert_int_equal(counts(f).live, 3);
}

static void a_file_that_is_half_dead_is_rewritten(void **state)
{
	struct fixture *f = *state;
	uint64_t gone[1200];

	add(f, 1, 2000);
	for (size_t i = 0; i < 1200; i++)
		gone[i] = i + 1;
	assert_int_equal(vectors_remove(f->v, USER, gone, 1200, &f->err), 0);
	assert_int_equal(counts(f).rows, 800);
	assert_int_equal(counts(f).live, 800);
	check_found(f, 1201);
	check_found(f, 2000);
}

static void erasing_a_user_unlinks_the_file(void **state)
{
	struct fixture *f = *state;

	add(f, 1, 3);
	assert_int_equal(access(f->path, F_OK), 0);
	assert_int_equal(vectors_erase(f->v, USER, &f->err), 0);
	assert_int_not_equal(access(f->path, F_OK), 0);
	assert_int_equal(counts(f).live, 0);
}

static void another_process_sees_what_is_appended(void **state)
{
	struct fixture *f = *state;
	struct vectors *other;
	struct vector_counts c;

	add(f, 1, 10);
	assert_int_equal(vectors_open(f->dir, 2, &other, &f->err), 0);
	assert_int_equal(vectors_counts(other, USER, &c, &f->err), 0);
	assert_int_equal(c.live, 10);
	add(f, 11, 500);
	assert_int_equal(vectors_counts(other, USER, &c, &f->err), 0);
	assert_int_equal(c.live, 510);
	vectors_close(&other);
}

static void a_later_page_can_look_at_the_first_rows_only(void **state)
{
	struct fixture *f = *state;
	struct vector_hit hits[9];
	int8_t q[VECTOR_DIM];
	struct vector_ask ask = {.model = MODEL, .q = q, .max = 9};
	size_t n, rows;

	row_of(5, q);
	add(f, 1, 4);
	assert_int_equal(
	    vectors_search(f->v, USER, &ask, hits, &n, &rows, &f->err), 0);
	assert_int_equal(rows, 4);
	add(f, 5, 2);
	ask.max_rows = rows;
	assert_int_equal(
	    vectors_search(f->v, USER, &ask, hits, &n, &rows, &f->err), 0);
	assert_int_equal(n, 4);
}

static void cosines_of_known_documents_are_those_of_the_search(void **state)
{
	struct fixture *f = *state;
	const uint64_t ids[] = {3, 77, 1};
	struct vector_hit hits[3], known[3];
	int8_t q[VECTOR_DIM];
	struct vector_ask ask = {.model = MODEL, .q = q, .max = 3};

	add(f, 1, 3);
	row_of(3, q);
	assert_int_equal(nearest(f, 3, MODEL, 3, hits), 3);
	assert_int_equal(
	    vectors_locate(f->v, USER, 0, ids, 3, known, &f->err), 0);
	assert_int_equal(known[1].row, VECTOR_NO_ROW);
	assert_int_equal(
	    vectors_compare(f->v, USER, &ask, known, 3, &f->err), 0);
	assert_true(fabsf(known[0].cosine - hits[0].cosine) < 1e-6f);
	assert_int_equal(known[0].row, hits[0].row);
	assert_true(fabsf(known[1].cosine) < 1e-9f);
	assert_true(known[2].cosine < known[0].cosine);
}

/* In any order, and after some are gone or were added anew. */
static void rows_are_located_wherever_their_ids_are(void **state)
{
	struct fixture *f = *state;
	uint64_t ids[600], gone[] = {1, 300, 777};
	struct vector_hit known[600];
	int8_t row[VECTOR_DIM];

	for (uint64_t i = 0; i < 600; i++) {
		ids[i] = (i * 377 + 11) % 600 + 1 + (i % 2) * 5000;
		row_of(ids[i], row);
		assert_int_equal(
		    vectors_add(f->v, USER, MODEL, &ids[i], row, 1, &f->err),
		    0);
	}
	row_of(ids[5], row);
	assert_int_equal(
	    vectors_add(f->v, USER, MODEL, &ids[5], row, 1, &f->err), 0);
	gone[2] = ids[100];
	assert_int_equal(vectors_remove(f->v, USER, gone, 3, &f->err), 0);
	assert_int_equal(
	    vectors_locate(f->v, USER, 0, ids, 600, known, &f->err), 0);
	for (size_t i = 0; i < 600; i++) {
		bool is_gone =
		    ids[i] == gone[0] || ids[i] == gone[1] || i == 100;

		assert_int_equal(known[i].id, ids[i]);
		assert_int_equal(known[i].row, is_gone  ? VECTOR_NO_ROW
					       : i == 5 ? 600
							: i);
	}
}

static void two_stages_find_what_one_does(void **state)
{
	struct fixture *f = *state;
	struct vector_hit exact[20], fast[20];
	int8_t q[VECTOR_DIM];
	struct vector_ask ask = {.model = MODEL, .q = q, .max = 20};
	size_t n, same = 0;

	add(f, 1, 5000);
	row_of(123, q);
	assert_int_equal(
	    vectors_search(f->v, USER, &ask, exact, &n, NULL, &f->err), 0);
	ask.exact_rows = 1;
	ask.rescore = 1000;
	assert_int_equal(
	    vectors_search(f->v, USER, &ask, fast, &n, NULL, &f->err), 0);
	assert_int_equal(n, 20);
	assert_int_equal(fast[0].id, 123);
	for (size_t i = 0; i < 20; i++) {
		for (size_t k = 0; k < 20; k++)
			same += exact[i].id == fast[k].id;
	}
	assert_true(same >= 18);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(what_is_added_is_found_also_after_a_restart),
	    TEST(another_users_vectors_are_not_found),
	    TEST(a_removed_document_is_found_no_more),
	    TEST(an_id_added_again_has_its_new_vector_alone),
	    TEST(a_file_that_is_half_dead_is_rewritten),
	    TEST(erasing_a_user_unlinks_the_file),
	    TEST(another_process_sees_what_is_appended),
	    TEST(a_later_page_can_look_at_the_first_rows_only),
	    TEST(cosines_of_known_documents_are_those_of_the_search),
	    TEST(rows_are_located_wherever_their_ids_are),
	    TEST(two_stages_find_what_one_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
