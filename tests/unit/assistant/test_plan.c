/* test_plan.c - searches made from questions; each must be a query that the
 * search daemon understands. */
#include "tests/unit/assistant/text_check.h"

#include "services/search/query/query.h"

static struct plan *plan_of(
    struct text_world *w, const char *text, const struct chat_filters *filters)
{
	struct chat_filters copy =
	    filters != NULL ? *filters : (struct chat_filters){.risk_max = 100};
	struct chat_ask ask = {.window_days = 30, .max_results = 50};
	struct plan *p = ARENA_NEW(w->a, struct plan);

	ask.filters.v = &copy;
	ask.filters.n = filters != NULL ? 1 : 0;
	plan_make(w->a, read_question(w, text), &ask, &w->clock, p);
	return p;
}

static void assert_parses(struct text_world *w, const struct plan *p)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct query q;
	struct err err;

	assert_true(p->n > 0);
	for (size_t i = 0; i < p->n; i++) {
		assert_true(strlen(p->v[i].q) <= QUERY_MAX_BYTES);
		if (query_parse(w->a, str_of(p->v[i].q), &clock, &q, &err) < 0)
			fail_msg("%s: %s", p->v[i].q, err.text);
	}
}

static void every_query_is_one_that_search_understands(void **state)
{
	static const char *const questions[] = {
	    "summarize",
	    "find mail from Anna Smith about the offer of acme.io last week",
	    "any interviews or offers or rejections from recruiters?",
	    "clean up promotions except \"Best Buy\" and O'Reilly",
	    "unsubscribe",
	    "phishing",
	    "who has not replied to me?",
	    "what needs a reply?",
	    "what is due tomorrow?",
	    "next week's interviews at Acme",
	    "from:evil OR in:trash -is:unread {a b} \"x AROUND 5 y",
	    "find \"\" :: (()) {{ }} -- +++ ***",
	    "find or and not around",
	    "\xe9\x9d\xa2\xe6\x8e\xa5 \xd0\xbf\xd1\x80\xd0\xb8",
	    "find x@y.zz from:a@b.cc mailto:q@w.ee",
	};

	for (size_t i = 0; i < ARRAY_LEN(questions); i++)
		assert_parses(*state, plan_of(*state, questions[i], NULL));
}

static void what_is_said_cannot_become_an_operator(void **state)
{
	struct plan *p = plan_of(
	    *state, "find in:trash category:spam is:unread zebra", NULL);

	for (size_t i = 0; i < p->n; i++) {
		assert_null(strstr(p->v[i].q, "in:"));
		assert_null(strstr(p->v[i].q, "is:"));
	}
}

static void a_find_goes_from_strict_to_loose(void **state)
{
	struct plan *p =
	    plan_of(*state, "find the interview with Acme Robotics", NULL);

	assert_true(p->n >= 4);
	assert_string_equal(
	    p->v[0].q, "category:\"interview\" acme robotics after:2026-10-23");
	assert_string_equal(
	    p->v[1].q, "interview acme robotics after:2026-10-23");
	assert_false(p->v[0].loose || p->v[1].loose);
	assert_true(p->v[2].any_word && p->v[2].loose);
	assert_true(p->v[3].loose);
	assert_non_null(strstr(p->v[3].q, "category:\"interview\""));
}

static void time_words_replace_the_window(void **state)
{
	struct plan *p = plan_of(*state, "find acme last week", NULL);

	assert_string_equal(
	    p->v[0].q, "acme after:2026-11-09 before:2026-11-16");
	p = plan_of(*state, "find acme", NULL);
	assert_string_equal(p->v[0].q, "acme after:2026-10-23");
}

static void what_is_to_come_is_not_looked_for_in_mail_of_the_future(
    void **state)
{
	struct plan *p = plan_of(*state, "interviews next week", NULL);

	assert_true(p->by_event);
	assert_null(strstr(p->v[0].q, "2026-11-2"));
}

static void cleaning_spares_the_last_week_and_the_exceptions(void **state)
{
	struct plan *p =
	    plan_of(*state, "clean up promotions unless Nordstrom", NULL);

	assert_string_equal(p->v[0].q,
	    "category:\"promotion\" after:2026-10-16 before:2026-11-15 "
	    "-\"Nordstrom\" -from:\"Nordstrom\"");
}

static void filters_are_in_every_search(void **state)
{
	const char *const labels[] = {"jobs", "a \"b\" c"};
	const struct chat_filters f = {.category = "offer",
	    .risk_min = 10,
	    .risk_max = 60,
	    .sender_domain = "acme.com",
	    .date_from = "2026-11-01",
	    .date_to = "2026-11-20",
	    .labels = {(const char **)(uintptr_t)labels, 2}};
	struct plan *p = plan_of(*state, "find salary band", &f);

	assert_parses(*state, p);
	for (size_t i = 0; i < p->n; i++) {
		assert_non_null(strstr(p->v[i].q, "category:\"offer\""));
		assert_non_null(strstr(p->v[i].q, "risk:10..60"));
		assert_non_null(strstr(p->v[i].q, "from:\"acme.com\""));
		assert_non_null(strstr(p->v[i].q, "after:\"2026-11-01\""));
		assert_non_null(strstr(p->v[i].q, "before:\"2026-11-20\""));
		assert_non_null(strstr(p->v[i].q, "label:\"a  b  c\""));
	}
}

static void filters_that_make_no_sense_name_their_field(void **state)
{
	struct err err = {0};
	struct chat_filters f = {.risk_max = 100, .date_from = "yesterday"};

	(void)state;
	assert_int_equal(plan_check_filters(&f, &err), -1);
	assert_string_equal(err.field, "filters.date_from");
	f = (struct chat_filters){.risk_min = 80, .risk_max = 20};
	assert_int_equal(plan_check_filters(&f, &err), -1);
	assert_string_equal(err.field, "filters.risk_min");
	f = (struct chat_filters){.risk_max = 100, .date_to = "2026-02-01"};
	assert_int_equal(plan_check_filters(&f, &err), 0);
}

static void long_questions_stay_within_the_query_language(void **state)
{
	struct text_world *w = *state;
	char *text = arena_alloc(w->a, 4001);

	for (size_t i = 0; i < 4000; i++)
		text[i] = i % 150 == 149 ? ' ' : (char)('a' + i * i % 23);
	assert_parses(w, plan_of(w, text, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_query_is_one_that_search_understands),
	    cmocka_unit_test(what_is_said_cannot_become_an_operator),
	    cmocka_unit_test(a_find_goes_from_strict_to_loose),
	    cmocka_unit_test(time_words_replace_the_window),
	    cmocka_unit_test(
		what_is_to_come_is_not_looked_for_in_mail_of_the_future),
	    cmocka_unit_test(cleaning_spares_the_last_week_and_the_exceptions),
	    cmocka_unit_test(filters_are_in_every_search),
	    cmocka_unit_test(filters_that_make_no_sense_name_their_field),
	    cmocka_unit_test(long_questions_stay_within_the_query_language),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
