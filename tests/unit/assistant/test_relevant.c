/* test_relevant.c - what search by meaning brings is no answer by itself. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/compose/relevant.h"

static size_t keep(struct text_world *w, const char *question, struct mail *v,
    size_t n, bool *loose_r)
{
	size_t listed;

	return relevant_keep(
	    w->a, read_question(w, question), v, 0, n, loose_r, &listed);
}

static void mail_with_all_words_leaves_out_the_rest(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Lunch", "Tom", "The pizza was good."),
	    mail_of(2, "Pizza oven", "Ann", "The oven for pizza is here."),
	    mail_of(3, "Oven", "Bob", "It is hot."),
	};
	bool loose;

	assert_int_equal(keep(*state, "pizza oven", v, 3, &loose), 1);
	assert_int_equal(v[0].id, 2);
	assert_false(loose);
}

static void the_rest_of_a_thread_is_read_but_not_listed(void **state)
{
	struct text_world *w = *state;
	struct mail v[] = {
	    mail_of(1, "A place", "Henrike", "It pays 78-90k."),
	    mail_of(2, "Re: A place", "Henrike", "The job: ask Henrike."),
	    mail_of(3, "Walk", "Ann", "It was long."),
	};
	bool loose;
	size_t listed;

	v[0].thread_id = v[1].thread_id;
	assert_int_equal(relevant_keep(w->a, read_question(w, "henrike job"), v,
			     0, 3, &loose, &listed),
	    2);
	assert_int_equal(listed, 1);
	assert_int_equal(v[0].id, 2);
	assert_int_equal(v[1].id, 1);
}

static void without_such_the_nearest_come_first(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Lunch", "Tom", "It was good."),
	    mail_of(2, "Walk", "Ann", "A zebra and an oven."),
	};
	bool loose;

	assert_int_equal(keep(*state, "zebra oven giraffe", v, 2, &loose), 1);
	assert_int_equal(v[0].id, 2);
	assert_true(loose);
}

static void mail_with_none_of_the_words_is_nothing_found(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Interview", "Tom", "Your interview is on Thursday."),
	    mail_of(2, "Interview", "Ann", "Your interview is on Friday."),
	};
	bool loose;

	v[0].category = v[1].category = "interview";
	assert_int_equal(
	    keep(*state, "when is my interview at Siemens?", v, 2, &loose), 0);
}

static void a_word_of_another_language_is_the_same_word(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Rechnung", "Praxis", "Die Steuer ist bezahlt."),
	};
	bool loose;

	assert_int_equal(keep(*state, "tax", v, 1, &loose), 1);
	assert_false(loose);
}

static void a_question_without_words_of_its_own_leaves_all(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Lunch", "Tom", "It was good."),
	    mail_of(2, "Walk", "Ann", "It was long."),
	};
	bool loose;

	assert_int_equal(keep(*state, "summarize", v, 2, &loose), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(mail_with_all_words_leaves_out_the_rest),
	    cmocka_unit_test(the_rest_of_a_thread_is_read_but_not_listed),
	    cmocka_unit_test(without_such_the_nearest_come_first),
	    cmocka_unit_test(mail_with_none_of_the_words_is_nothing_found),
	    cmocka_unit_test(a_word_of_another_language_is_the_same_word),
	    cmocka_unit_test(a_question_without_words_of_its_own_leaves_all),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
