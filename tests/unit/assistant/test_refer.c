/* test_refer.c - which mails of the answer before a question speaks of. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/question/refer.h"

static const struct refer shown = {.v = {11, 12, 13}, .n = 3, .focus = 1};

static enum refer_to refer_of(struct text_world *state, const char *text,
    const struct refer *before, uint64_t *ids, size_t *n)
{
	return refer_read(read_question(state, text), before, ids, n);
}

static void an_ordinal_is_a_place_in_the_list(void **state)
{
	static const struct {
		const char *text;
		uint64_t id;
	} rows[] = {
	    {"the second one", 12},
	    {"why is the first one risky?", 11},
	    {"remind me of the third mail", 13},
	    {"le deuxi\xc3\xa8me", 12},
	    {"draft a reply to that mail", 12},
	};
	uint64_t ids[REFER_MAILS];
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_int_equal(
		    refer_of(*state, rows[i].text, &shown, ids, &n),
		    REFER_MAILS_OF);
		assert_int_equal(n, 1);
		if (ids[0] != rows[i].id)
			fail_msg("%s: %d", rows[i].text, (int)ids[0]);
	}
}

static void a_place_behind_the_list_is_too_far(void **state)
{
	uint64_t ids[REFER_MAILS];
	size_t n;

	assert_int_equal(
	    refer_of(*state, "the fifth one", &shown, ids, &n), REFER_TOO_FAR);
	assert_int_equal(n, 0);
}

static void without_a_list_nobody_knows_which(void **state)
{
	const struct refer none = {0};
	uint64_t ids[REFER_MAILS];
	size_t n;

	assert_int_equal(
	    refer_of(*state, "the second one", &none, ids, &n), REFER_UNKNOWN);
	assert_int_equal(
	    refer_of(
		*state, "is that mail about gift cards a scam", &none, ids, &n),
	    REFER_NOTHING);
}

static void all_are_meant_by_them(void **state)
{
	static const char *const rows[] = {"which of those need a reply?",
	    "quarantine all of them", "unsubscribe me from those",
	    "which of them are on Tuesday"};
	uint64_t ids[REFER_MAILS];
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (refer_of(*state, rows[i], &shown, ids, &n) !=
			REFER_MAILS_OF ||
		    n != 3)
			fail_msg("%s", rows[i]);
	}
}

static void a_question_of_its_own_refers_to_nothing(void **state)
{
	static const char *const rows[] = {"mails from Anna",
	    "and from them "
	    "last month?",
	    "when is my interview", "what about Acme?",
	    "unsubscribe me from newsletters"};
	uint64_t ids[REFER_MAILS];
	size_t n;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (refer_of(*state, rows[i], &shown, ids, &n) != REFER_NOTHING)
			fail_msg("%s", rows[i]);
	}
}

static void the_last_one_is_the_newest_and_before_it_is_older(void **state)
{
	const int64_t at_ms[] = {300, 500, 100, 400};

	(void)state;
	assert_int_equal(refer_by_date(at_ms, 4, 4, PLACE_NEWEST), 1);
	assert_int_equal(refer_by_date(at_ms, 4, 1, PLACE_OLDER), 3);
	assert_int_equal(refer_by_date(at_ms, 4, 3, PLACE_OLDER), 0);
	assert_int_equal(refer_by_date(at_ms, 4, 0, PLACE_NEWER), 3);
	assert_int_equal(refer_by_date(at_ms, 4, 2, PLACE_OLDER), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_ordinal_is_a_place_in_the_list),
	    cmocka_unit_test(a_place_behind_the_list_is_too_far),
	    cmocka_unit_test(without_a_list_nobody_knows_which),
	    cmocka_unit_test(all_are_meant_by_them),
	    cmocka_unit_test(a_question_of_its_own_refers_to_nothing),
	    cmocka_unit_test(the_last_one_is_the_newest_and_before_it_is_older),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
