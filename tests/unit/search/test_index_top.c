/* test_index_top.c - the index as a ranking above it uses it. */
#include "tests/unit/search/index_ask.h"

#include "services/search/index/top.h"

static bool near(double a, double b)
{
	return a - b < 1e-9 && b - a < 1e-9;
}

static void prepare(struct fixture *f, const char *q)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct query *query = ARENA_NEW(f->a, struct query);

	f->ask.text = str_of(q);
	f->ask.query = query;
	if (query_parse(f->a, f->ask.text, &clock, query, &f->err) != 0)
		fail_msg("%s: %s", q, f->err.text);
}

static size_t top(
    struct fixture *f, const char *q, size_t max, struct index_match *v)
{
	size_t n;

	prepare(f, q);
	if (index_top(f->ix, f->a, USER, &f->ask, max, v, &n, NULL, &f->r,
		&f->err) != 0)
		fail_msg("%s: %s", q, f->err.text);
	return n;
}

static void put_three(struct fixture *f)
{
	put(f, mail(1, 100, "notes", "the offer is here"));
	put(f, mail(2, 100, "the offer", "notes are here"));
	put(f, mail(3, 100, "lunch", "at noon"));
}

static void top_gives_the_order_of_index_query(void **state)
{
	struct fixture *f = *state;
	struct index_match v[10];

	put_three(f);
	assert_int_equal(top(f, "offer", 10, v), 2);
	assert_int_equal(v[0].id, 2);
	assert_int_equal(v[1].id, 1);
	assert_true(v[0].text > v[1].text && v[1].text > 0);
	assert_int_equal(f->r.total, 2);
	assert_int_equal(top(f, "offer", 1, v), 1);
	assert_int_equal(f->r.total, 2);
}

static void the_score_of_index_query_is_text_times_factor(void **state)
{
	struct fixture *f = *state;
	struct index_match v[10];

	put_three(f);
	assert_int_equal(top(f, "offer", 10, v), 2);
	check_hits(f, "offer", "2 1");
	assert_true(near(f->r.hits.v[0].score, v[0].text * v[0].factor));
}

static void its_cursor_gives_the_same_list_after_new_mail(void **state)
{
	struct fixture *f = *state;
	struct index_match before[10], after[10];

	put_three(f);
	assert_int_equal(top(f, "offer", 10, before), 2);
	f->ask.cursor = f->r.next_cursor;
	put(f, mail(4, 0, "offer", "offer offer"));
	f->ask.now_ms += 5 * DAY_MS;
	assert_int_equal(top(f, "offer", 10, after), 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(before[i].id, after[i].id);
		assert_true(near(before[i].text, after[i].text));
		assert_true(near(before[i].factor, after[i].factor));
	}
}

static void what_follows_the_top_is_where_index_query_goes_on(void **state)
{
	struct fixture *f = *state;
	struct index_match v[2];
	const char *after;
	size_t n;

	put_three(f);
	prepare(f, "offer");
	assert_int_equal(index_top(f->ix, f->a, USER, &f->ask, 2, v, &n, &after,
			     &f->r, &f->err),
	    0);
	assert_null(after);
	assert_int_equal(index_top(f->ix, f->a, USER, &f->ask, 1, v, &n, &after,
			     &f->r, &f->err),
	    0);
	f->ask.cursor = after;
	check_hits(f, "offer", "1");
}

static void keep_leaves_what_matches_in_its_order(void **state)
{
	struct fixture *f = *state;
	const uint64_t ids[] = {3, 99, 1, 2};
	struct index_match v[4];
	size_t n;

	put_three(f);
	prepare(f, "offer");
	assert_int_equal(
	    index_keep(f->ix, f->a, USER, &f->ask, ids, 4, v, &n, &f->err), 0);
	assert_int_equal(n, 2);
	assert_int_equal(v[0].id, 1);
	assert_int_equal(v[1].id, 2);
	prepare(f, "older_than:1y");
	assert_int_equal(
	    index_keep(f->ix, f->a, USER, &f->ask, ids, 4, v, &n, &f->err), 0);
	assert_int_equal(n, 0);
	prepare(f, "newer_than:1y -lunch");
	assert_int_equal(
	    index_keep(f->ix, f->a, USER, &f->ask, ids, 4, v, &n, &f->err), 0);
	assert_int_equal(n, 2);
}

static void keep_never_shows_the_bin(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "offer", "offer");
	const uint64_t id = 1;
	struct index_match v[1];
	size_t n;

	d.flags = MAIL_TRASH;
	put(f, d);
	prepare(f, "");
	assert_int_equal(
	    index_keep(f->ix, f->a, USER, &f->ask, &id, 1, v, &n, &f->err), 0);
	assert_int_equal(n, 0);
}

static void show_makes_hits_of_what_does_not_match_too(void **state)
{
	struct fixture *f = *state;
	const uint64_t ids[] = {3, 42, 1};

	put_three(f);
	prepare(f, "offer");
	f->ask.explain = true;
	assert_int_equal(
	    index_show(f->ix, f->a, USER, &f->ask, ids, 3, &f->r, &f->err), 0);
	assert_int_equal(f->r.hits.n, 2);
	assert_int_equal(f->r.hits.v[0].id, 3);
	assert_true(near(f->r.hits.v[0].score, 0));
	assert_int_equal(f->r.hits.v[1].id, 1);
	assert_true(f->r.hits.v[1].score > 0);
	assert_non_null(strstr(f->r.hits.v[1].why.p, "\"word\":\"offer\""));
	assert_non_null(strstr(f->r.hits.v[1].snippet, "<mark>offer</mark>"));
}

static void a_words_weight_multiplies_what_it_adds(void **state)
{
	struct fixture *f = *state;
	struct index_match plain[4], heavy[4];
	struct query_node word;
	struct query query = {.root = &word, .n_terms = 1};
	size_t n;

	put_three(f);
	assert_int_equal(top(f, "offer", 4, plain), 2);
	word = *f->ask.query->root;
	word.weight = 3;
	f->ask.query = &query;
	assert_int_equal(index_top(f->ix, f->a, USER, &f->ask, 4, heavy, &n,
			     NULL, &f->r, &f->err),
	    0);
	assert_int_equal(n, 2);
	assert_true(near(heavy[0].text, 3 * plain[0].text));
}

static void list_walks_every_document_last_come_first(void **state)
{
	struct fixture *f = *state;
	int64_t place = 0;
	uint64_t ids[2];
	size_t n;

	put(f, mail(1, 3, "a", ""));
	put(f, mail(2, 1, "b", ""));
	put(f, mail(3, 2, "c", ""));
	assert_int_equal(
	    index_list(f->ix, USER, &place, ids, 2, &n, &f->err), 0);
	assert_int_equal(n, 2);
	assert_int_equal(ids[0], 3);
	assert_int_equal(ids[1], 2);
	assert_true(place > 0);
	assert_int_equal(
	    index_list(f->ix, USER, &place, ids, 2, &n, &f->err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(ids[0], 1);
	assert_int_equal(place, -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(top_gives_the_order_of_index_query),
	    INDEX_TEST(the_score_of_index_query_is_text_times_factor),
	    INDEX_TEST(its_cursor_gives_the_same_list_after_new_mail),
	    INDEX_TEST(what_follows_the_top_is_where_index_query_goes_on),
	    INDEX_TEST(keep_leaves_what_matches_in_its_order),
	    INDEX_TEST(keep_never_shows_the_bin),
	    INDEX_TEST(show_makes_hits_of_what_does_not_match_too),
	    INDEX_TEST(a_words_weight_multiplies_what_it_adds),
	    INDEX_TEST(list_walks_every_document_last_come_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
