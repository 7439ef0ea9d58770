/* test_rank_words.c - what of a query is free, and what binds. */
#include "tests/unit/search/index_check.h"

#include "services/search/rank/rank.h"

static const struct query *parse(struct fixture *f, const char *q)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct query *query = ARENA_NEW(f->a, struct query);

	if (query_parse(f->a, str_of(q), &clock, query, &f->err) != 0)
		fail_msg("%s: %s", q, f->err.text);
	return query;
}

static void check_print(const struct query *q, const char *want)
{
	struct buf out;

	buf_init(&out, 8192);
	query_print(&out, q);
	assert_string_equal(buf_str(&out), want);
	buf_deinit(&out);
}

static void check_identifier(const char *word, bool want)
{
	if (rank_is_identifier(str_of(word)) != want)
		fail_msg("%s", word);
}

static void numbers_addresses_and_names_of_files_are_identifiers(void **state)
{
	(void)state;
	check_identifier("48213-77", true);
	check_identifier("INV2024", true);
	check_identifier("a@b.example", true);
	check_identifier("cv.pdf", true);
	check_identifier("2026", true);
	check_identifier("flight", false);
	check_identifier("on-site", false);
	check_identifier("end.", false);
	check_identifier("10", false);
}

static void check_telling(const char *word, bool want)
{
	if (rank_is_telling(str_of(word)) != want)
		fail_msg("%s", word);
}

static void years_abbreviations_and_short_numbers_are_not_telling(void **state)
{
	(void)state;
	check_telling("48213-77", true);
	check_telling("INV2024", true);
	check_telling("a@b.example", true);
	check_telling("cv.pdf", true);
	check_telling("x-15", true);
	check_telling("4711", true);
	check_telling("10.0.0.1", true);
	check_telling("drafts/2026/cv", true);
	check_telling("1979", false);
	check_telling("1960s", false);
	check_telling("528", false);
	check_telling("15.4", false);
	check_telling("10:30", false);
	check_telling("i.e", false);
	check_telling("u.s.a", false);
	check_telling("and/or", false);
	check_telling("word", false);
}

static void of_prose_only_what_tells_comes_first(void **state)
{
	struct fixture *f = *state;

	assert_null(rank_exact(f->a, parse(f, "reports of 1979 i.e and/or")));
	check_print(rank_exact(f->a, parse(f, "reports of 1979 and inv-4711")),
	    "inv-4711");
}

static void operators_phrases_and_identifiers_have_no_meaning(void **state)
{
	struct fixture *f = *state;

	assert_null(rank_meaning_text(f->a, parse(f, "from:anna is:unread")));
	assert_null(rank_meaning_text(f->a, parse(f, "\"phone screen\"")));
	assert_null(rank_meaning_text(f->a, parse(f, "48213-77")));
	assert_null(rank_meaning_text(f->a, parse(f, "+offer")));
	assert_null(rank_meaning_text(f->a, parse(f, "")));
}

static void the_text_to_embed_is_what_is_sought_not_what_is_excluded(
    void **state)
{
	struct fixture *f = *state;

	assert_string_equal(
	    rank_meaning_text(
		f->a, parse(f, "dinner from:anna -lunch plans subject:trip")),
	    "dinner plans trip");
}

static void only_free_words_may_be_missing(void **state)
{
	struct fixture *f = *state;
	const struct query *q = parse(f, "order 48213-77 from:anna -spam");

	check_print(rank_binding(f->a, q, false), "48213-77 from:anna -spam");
	check_print(rank_binding(f->a, parse(f, "dinner plans"), false), "");
	check_print(
	    rank_binding(f->a, parse(f, "\"a b\" c"), false), "\"a b\"");
}

static void of_prose_any_word_may_be_missing(void **state)
{
	struct fixture *f = *state;

	check_print(
	    rank_binding(f->a, parse(f, "order 48213-77 is:unread"), true),
	    "is:unread");
}

static void a_word_brings_its_synonyms_at_half_its_weight(void **state)
{
	struct fixture *f = *state;
	const struct query *q = rank_expand(f->a, parse(f, "salary"));

	assert_int_equal(q->root->kind, QUERY_OR);
	assert_int_equal(q->root->n_kids, 5);
	assert_string_equal(q->root->kids[0]->text, "salary");
	assert_true(q->root->kids[1]->weight * 2 < 1.001);
	q = rank_expand(f->a, parse(f, "talent"));
	assert_int_equal(q->root->kind, QUERY_WORD);
}

static void exact_words_and_phrases_have_no_synonyms(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
	    rank_expand(f->a, parse(f, "+salary"))->root->kind, QUERY_WORD);
	assert_int_equal(
	    rank_expand(f->a, parse(f, "\"salary\""))->root->kind, QUERY_WORD);
	assert_int_equal(
	    rank_expand(f->a, parse(f, "subject:salary"))->root->kind,
	    QUERY_WORD);
}

static void a_word_said_twice_weighs_twice(void **state)
{
	struct fixture *f = *state;
	const struct query *q = rank_expand(f->a, parse(f, "tea milk Tea"));

	assert_int_equal(q->root->n_kids, 2);
	assert_true(q->root->kids[0]->weight > 1.99);
}

static void synonyms_never_exceed_the_terms_of_a_query(void **state)
{
	struct fixture *f = *state;
	char text[QUERY_MAX_BYTES] = "";
	size_t n = 0;
	const struct query *q;

	for (int i = 0; i < 58; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "w%d ", i);
	snprintf(text + n, sizeof text - n, "interview job salary");
	q = rank_expand(f->a, parse(f, text));
	assert_true(q->n_terms <= QUERY_MAX_TERMS);
}

static void prose_becomes_the_words_that_say_something(void **state)
{
	struct fixture *f = *state;

	assert_string_equal(rank_prose(f->a,
				str_of("What did Anna say about the (new) "
				       "contract: NOT the old one?"),
				32),
	    "anna say new contract old one");
	assert_string_equal(
	    rank_prose(f->a, str_of("who are you?"), 32), "who are you");
	assert_string_equal(rank_prose(f->a, str_of("a1 b2 c3"), 2), "a1 b2");
	assert_string_equal(rank_prose(f->a, str_of("\"\" -- ()"), 9), "");
}

static void prose_always_parses(void **state)
{
	struct fixture *f = *state;
	uint64_t seed = 5;

	for (int round = 0; round < 500; round++) {
		char text[300];

		for (size_t i = 0; i < sizeof text - 1; i++) {
			seed = seed * 6364136223846793005u + 1;
			text[i] = (char)(1 + (seed >> 33) % 126);
		}
		text[sizeof text - 1] = '\0';
		parse(f, rank_prose(f->a, str_of(text), 32));
	}
}

static void a_passage_is_the_subject_and_the_senders_own_words(void **state)
{
	struct fixture *f = *state;
	const char *text = rank_passage(f->a, "Trip",
	    "See you there.\n\nOn Monday Bob wrote:\n> when do we leave?\n");

	assert_string_equal(text, "Trip. See you there.");
	assert_string_equal(rank_passage(f->a, "", ""), "(empty)");
	assert_non_null(
	    strstr(rank_passage(f->a, "", "> all quoted\n"), "all quoted"));
}

static void a_passage_fits_into_what_embed_takes(void **state)
{
	struct fixture *f = *state;
	size_t n = 1u << 20;
	char *body = calloc(n + 1, 1);

	assert_non_null(body);
	memset(body, 'x', n);
	assert_true(strlen(rank_passage(f->a, body, body)) <= 4096);
	free(body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(numbers_addresses_and_names_of_files_are_identifiers),
	    INDEX_TEST(years_abbreviations_and_short_numbers_are_not_telling),
	    INDEX_TEST(of_prose_only_what_tells_comes_first),
	    INDEX_TEST(operators_phrases_and_identifiers_have_no_meaning),
	    INDEX_TEST(
		the_text_to_embed_is_what_is_sought_not_what_is_excluded),
	    INDEX_TEST(only_free_words_may_be_missing),
	    INDEX_TEST(of_prose_any_word_may_be_missing),
	    INDEX_TEST(a_word_brings_its_synonyms_at_half_its_weight),
	    INDEX_TEST(exact_words_and_phrases_have_no_synonyms),
	    INDEX_TEST(a_word_said_twice_weighs_twice),
	    INDEX_TEST(synonyms_never_exceed_the_terms_of_a_query),
	    INDEX_TEST(prose_becomes_the_words_that_say_something),
	    INDEX_TEST(prose_always_parses),
	    INDEX_TEST(a_passage_is_the_subject_and_the_senders_own_words),
	    INDEX_TEST(a_passage_fits_into_what_embed_takes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
