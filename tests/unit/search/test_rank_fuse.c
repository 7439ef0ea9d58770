/* test_rank_fuse.c - words and meaning in one order. */
#include "tests/unit/search/index_ask.h"

#include "services/search/rank/rank.h"

#include <math.h>

#define MODEL "test-1"

/* What a text means here: how much it is about each of these, by hand. */
enum topic { FLIGHT, DINNER, INVOICE, TOPICS };

struct world {
	struct fixture *f;
	struct rank rank;
	int8_t q[VECTOR_DIM];
	struct rank_ask ask;
};

static void vector_of(int8_t *row, int flight, int dinner, int invoice)
{
	uint64_t s = 9;

	for (size_t i = 0; i < VECTOR_DIM; i++) {
		s = s * 6364136223846793005u + 1442695040888963407u;
		row[i] = (int8_t)((i % TOPICS == FLIGHT      ? flight
				      : i % TOPICS == DINNER ? dinner
							     : invoice) +
				  (int)(s >> 60) - 8);
	}
}

static void begin(void **state, struct world *w)
{
	*w = (struct world){.f = *state};
	w->rank.ix = w->f->ix;
	assert_int_equal(
	    vectors_open(w->f->dir, 2, &w->rank.vectors, &w->f->err), 0);
	w->ask.index = w->f->ask;
}

static void end(struct world *w)
{
	vectors_close(&w->rank.vectors);
}

static void put_with(
    struct world *w, struct search_doc doc, int flight, int dinner, int invoice)
{
	int8_t row[VECTOR_DIM];

	put(w->f, doc);
	vector_of(row, flight, dinner, invoice);
	assert_int_equal(vectors_add(w->rank.vectors, USER, MODEL, &doc.id, row,
			     1, &w->f->err),
	    0);
}

static void means(struct world *w, int flight, int dinner, int invoice)
{
	vector_of(w->q, flight, dinner, invoice);
	w->ask.meaning = (struct rank_meaning){MODEL, w->q};
}

static int ask(struct world *w, const char *q)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct query *query = ARENA_NEW(w->f->a, struct query);
	struct fixture *f = w->f;

	w->ask.index.text = str_of(q);
	w->ask.index.query = query;
	if (query_parse(f->a, str_of(q), &clock, query, &f->err) != 0)
		fail_msg("%s: %s", q, f->err.text);
	return rank_query(&w->rank, f->a, USER, &w->ask, &f->r, &f->err);
}

static void check_order(struct world *w, const char *q, const char *want)
{
	char got[512] = "";
	size_t at = 0;

	if (ask(w, q) != 0)
		fail_msg("%s: %s", q, w->f->err.text);
	for (size_t i = 0; i < w->f->r.hits.n && at < sizeof got - 24; i++)
		at += (size_t)snprintf(got + at, sizeof got - at, "%s%llu",
		    i > 0 ? " " : "", (unsigned long long)w->f->r.hits.v[i].id);
	if (strcmp(got, want) != 0)
		fail_msg("%s: found '%s', not '%s'", q, got, want);
}

static void put_trip(struct world *w)
{
	put_with(w, mail(1, 100, "flight", "the flight to Rome"), 90, 0, 0);
	put_with(w, mail(2, 100, "boarding pass", "gate and seat"), 85, 5, 0);
	put_with(w, mail(3, 100, "dinner", "pizza at eight"), 0, 90, 0);
	put_with(w, mail(4, 100, "invoice", "please pay 48213-77"), 0, 0, 90);
}

static void mail_that_means_the_same_is_found_without_the_word(void **state)
{
	struct world w;

	begin(state, &w);
	put_trip(&w);
	check_order(&w, "flight", "1");
	means(&w, 90, 0, 0);
	check_order(&w, "flight", "1 2");
	assert_int_equal(w.f->r.total, 2);
	end(&w);
}

/* "pay" brings "wage", of which no mail is: not to be read as "wake". */
static void synonyms_that_no_mail_has_are_not_corrected(void **state)
{
	struct world w;

	begin(state, &w);
	put_trip(&w);
	put_with(&w, mail(5, 100, "morning", "wake me up, bright"), 0, 5, 5);
	means(&w, 90, 0, 0);
	check_order(&w, "pay me", "1 2");
	assert_null(w.f->r.did_you_mean);
	check_order(&w, "salary flight", "1 2");
	assert_null(w.f->r.did_you_mean);
	check_order(&w, "pay mroning", "1 2");
	assert_string_equal(w.f->r.did_you_mean, "pay morning");
	end(&w);
}

static void what_is_far_is_not_found_by_meaning(void **state)
{
	struct world w;

	begin(state, &w);
	put_trip(&w);
	means(&w, 0, 0, 90);
	check_order(&w, "flight", "1 4");
	means(&w, 0, -90, 0);
	check_order(&w, "flight", "1");
	end(&w);
}

static void who_has_every_word_comes_before_who_means_it_better(void **state)
{
	struct world w;

	begin(state, &w);
	put_trip(&w);
	w.ask.index.any_word = true;
	means(&w, 0, 90, 0);
	check_order(&w, "gate seat flight", "3 2 1");
	check_order(&w, "gate seat", "2 3");
	end(&w);
}

static void operators_bind_what_is_found_by_meaning(void **state)
{
	struct world w;
	struct search_doc d = mail(5, 100, "gate", "seat");

	begin(state, &w);
	put_trip(&w);
	d.flags = MAIL_TRASH;
	put_with(&w, d, 90, 0, 0);
	means(&w, 90, 0, 0);
	check_order(&w, "flight", "1 2");
	check_order(&w, "flight -boarding", "1");
	check_order(&w, "flight subject:boarding", "2");
	check_order(&w, "flight older_than:1y", "");
	check_order(&w, "flight in:trash", "5");
	end(&w);
}

static void an_identifier_is_never_displaced(void **state)
{
	struct world w;

	begin(state, &w);
	put_trip(&w);
	means(&w, 90, 0, 0); /* whatever the model takes it for */
	check_order(&w, "48213-77", "4");
	means(&w, 60, 0, 60);
	check_order(&w, "flight 48213-77", "4");
	means(&w, 60, 60, 0);
	check_order(&w, "flight \"pizza at\"", "3");
	means(&w, 90, 0, 0);
	w.ask.index.any_word = true;
	check_order(&w, "flight 48213-77", "4 1 2");
	end(&w);
}

static void the_parts_of_why_add_up_to_the_score(void **state)
{
	static const char *const parts[] = {"\"words\":", "\"meaning\":",
	    "\"thread\":", "\"age_and_category\":", "\"exact\":"};
	struct world w;

	begin(state, &w);
	put_trip(&w);
	means(&w, 90, 0, 0);
	w.ask.index.explain = true;
	check_order(&w, "flight", "1 2");
	for (size_t i = 0; i < 2; i++) {
		const struct search_hit *h = &w.f->r.hits.v[i];
		const char *adds = strstr(h->why.p, "\"adds\":{");
		double sum = 0;

		assert_non_null(adds);
		for (size_t k = 0; k < ARRAY_LEN(parts); k++) {
			const char *at = strstr(adds, parts[k]);

			assert_non_null(at);
			sum += strtod(at + strlen(parts[k]), NULL);
		}
		assert_true(fabs(sum - h->score) < 1e-4);
		assert_non_null(strstr(h->why.p, "\"cosine\":"));
		assert_true(h->why.p[h->why.n - 1] == '}');
	}
	end(&w);
}

static void a_threads_hits_support_each_other(void **state)
{
	struct world w;
	struct search_doc d[3] = {mail(1, 100, "", "visa form"),
	    mail(2, 100, "", "visa note"), mail(3, 100, "", "visa memo")};

	begin(state, &w);
	d[0].thread_id = d[1].thread_id = 77;
	for (int i = 0; i < 3; i++)
		put(w.f, d[i]);
	check_order(&w, "visa", "2 1 3");
	w.ask.one_a_thread = true;
	check_order(&w, "visa", "2 3");
	end(&w);
}

static void pages_neither_repeat_nor_skip(void **state)
{
	struct world w;
	bool seen[261] = {false};
	size_t n = 0, pages = 0;

	begin(state, &w);
	for (uint64_t i = 1; i <= 260; i++)
		put_with(&w,
		    mail(i, (int64_t)i, i % 2 ? "flight" : "gate",
			i % 4 < 2 ? "flight flight" : "seat"),
		    (int)(40 + i % 80), 20, 0);
	means(&w, 90, 0, 0);
	w.ask.index.limit = 30;
	w.ask.index.cursor = NULL;
	do {
		assert_int_equal(ask(&w, "flight"), 0);
		for (size_t i = 0; i < w.f->r.hits.n; i++) {
			uint64_t id = w.f->r.hits.v[i].id;

			assert_in_range(id, 1, 260);
			assert_false(seen[id]);
			seen[id] = true;
			n++;
		}
		if (pages++ == 1) /* new mail pushes nothing around */
			put_with(
			    &w, mail(900, 0, "flight", "flight"), 90, 20, 0);
		w.ask.index.cursor = w.f->r.next_cursor;
	} while (w.ask.index.cursor != NULL);
	for (uint64_t i = 1; i <= 260; i++)
		assert_true(seen[i] || (i % 2 == 0 && i % 4 >= 2));
	end(&w);
}

static void a_strange_cursor_is_refused(void **state)
{
	static const char *const bad[] = {"x", "r", "r1.2", "w1.2.3.zz",
	    "r1.7ff8000000000000.1.00", "r1.1.1.00"};
	struct world w;

	begin(state, &w);
	put_trip(&w);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		w.ask.index.cursor = bad[i];
		assert_int_equal(ask(&w, "flight"), -1);
		assert_string_equal(w.f->err.field, "cursor");
	}
	end(&w);
}

static void without_vectors_words_alone_decide(void **state)
{
	struct world w;

	begin(state, &w);
	put(w.f, mail(1, 100, "notes", "the flight is here"));
	put(w.f, mail(2, 100, "the flight", "notes are here"));
	means(&w, 90, 0, 0);
	check_order(&w, "flight", "2 1");
	w.rank.vectors = (vectors_close(&w.rank.vectors), NULL);
	check_order(&w, "flight", "2 1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(mail_that_means_the_same_is_found_without_the_word),
	    INDEX_TEST(synonyms_that_no_mail_has_are_not_corrected),
	    INDEX_TEST(what_is_far_is_not_found_by_meaning),
	    INDEX_TEST(who_has_every_word_comes_before_who_means_it_better),
	    INDEX_TEST(operators_bind_what_is_found_by_meaning),
	    INDEX_TEST(an_identifier_is_never_displaced),
	    INDEX_TEST(the_parts_of_why_add_up_to_the_score),
	    INDEX_TEST(a_threads_hits_support_each_other),
	    INDEX_TEST(pages_neither_repeat_nor_skip),
	    INDEX_TEST(a_strange_cursor_is_refused),
	    INDEX_TEST(without_vectors_words_alone_decide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
