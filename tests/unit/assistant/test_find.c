/* test_find.c - answers that find: one mail told, facts of subjects, what is
 * asked of the person; and what is known without any mail. */
#include "tests/unit/assistant/text_check.h"

#include "services/assistant/compose/cues.h"

static void a_fact_of_a_subject_is_told_as_that(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Your night train, booking P4NRTE", "Rail",
		"Your journey home is booked."),
	};
	struct written *x =
	    write_answer(*state, "booking code of my night train", v, 1);

	assert_non_null(strstr(x->text, "in the subject: Your night train, "
					"booking P4NRTE [1]"));
}

static void one_mail_is_told_in_its_order(void **state)
{
	struct mail v[] = {
	    mail_of(1, "Zebra", "Anna Keller",
		"The zebra is fine. It eats hay in the morning. The giraffe is "
		"away until May."),
	};
	struct written *x =
	    write_answer(*state, "what did Anna write about the zebra?", v, 1);
	const char *first = strstr(x->text, "The zebra is fine");
	const char *last = strstr(x->text, "The giraffe is away");

	assert_non_null(first);
	assert_non_null(strstr(x->text, "It eats hay"));
	assert_true(last > first);
}

static void what_is_asked_of_me_is_quoted(void **state)
{
	struct mail v[] = {
	    mail_of(1, "cabin?", "Tom Aldridge",
		"Sam found a cabin. Are you in or out by Friday?"),
	};
	struct written *x =
	    write_answer(*state, "do I owe Tom an answer?", v, 1);

	assert_non_null(strstr(x->text, "Are you in or out by Friday?"));
}

static void own_tasks_need_no_mail(void **state)
{
	struct text_world *w = *state;
	const struct made_item made = {"Buy mustard", NOW_MS + 3600000, 0};
	struct mail none[1];
	struct written *x = write_answer(w, "what is due tomorrow?", none, 0);

	assert_null(strstr(x->text, "Buy mustard"));
	x->m.made = &made;
	x->m.n_made = 1;
	draft_init(&x->d, w->a, none, 0, 0);
	compose_answer(&x->d, &x->m);
	assert_non_null(strstr(buf_str(&x->d.text), "- your task, due 21 Nov "
						    "2026, 21:00 UTC: Buy "
						    "mustard"));
	draft_deinit(&x->d);
}

static void hours_in_words_are_times(void **state)
{
	static const char *const rows[] = {"Bin erst um halb neun da.",
	    "See you at half past ten.", "Le train part \xc3\xa0 20h50.",
	    "It opens at noon.", "Komm um acht Uhr."};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct cues c = cues_of(str_of(rows[i]));

		if (!c.date)
			fail_msg("%s", rows[i]);
	}
	assert_false(cues_of(str_of("Half of them came.")).date);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_fact_of_a_subject_is_told_as_that),
	    cmocka_unit_test(one_mail_is_told_in_its_order),
	    cmocka_unit_test(what_is_asked_of_me_is_quoted),
	    cmocka_unit_test(own_tasks_need_no_mail),
	    cmocka_unit_test(hours_in_words_are_times),
	};

	return cmocka_run_group_tests(tests, text_world_new, text_world_free);
}
