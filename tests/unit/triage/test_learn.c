/* test_learn.c - corrections as an additive layer, and exact unlearning. */
#include "tests/unit/triage/triage_fixture.h"
#include "services/triage/learn.h"

static struct triage_correction says(
    uint64_t id, const char *from, int category)
{
	return (struct triage_correction){.email_id = id,
	    .category = category,
	    .priority = -1,
	    .was_category = CATEGORY_NEWSLETTER,
	    .from_addr = str_of(from),
	    .list_id = STR("")};
}

static int32_t pull(const struct triage_correction *v, size_t n,
    const char *from, bool free_mail, enum triage_category c)
{
	struct triage_prior p;

	if (!triage_learn_prior(v, n, 99, str_of(from), STR(""), free_mail, &p))
		return 0;
	return p.milli[c];
}

static void a_correction_moves_mail_of_the_same_sender(void **state)
{
	struct triage_correction c = says(1, "a@x.example", CATEGORY_WORK);

	(void)state;
	assert_true(pull(&c, 1, "a@x.example", false, CATEGORY_WORK) > 0);
	assert_true(pull(&c, 1, "a@x.example", false, CATEGORY_NEWSLETTER) < 0);
	assert_int_equal(pull(&c, 1, "a@y.example", false, CATEGORY_WORK), 0);
}

static void the_organisation_follows_less_and_free_mail_never(void **state)
{
	struct triage_correction c = says(1, "a@x.example", CATEGORY_WORK);
	int32_t sender = pull(&c, 1, "a@x.example", false, CATEGORY_WORK);
	int32_t other = pull(&c, 1, "b@x.example", false, CATEGORY_WORK);

	(void)state;
	assert_true(other > 0 && other < sender);
	assert_int_equal(pull(&c, 1, "b@x.example", true, CATEGORY_WORK), 0);
}

static void a_list_is_known_by_its_id(void **state)
{
	struct triage_correction c = says(1, "a@x.example", CATEGORY_WORK);
	struct triage_prior p;

	(void)state;
	c.list_id = STR("dev.lists.example");
	assert_true(triage_learn_prior(&c, 1, 2, STR("z@other.example"),
	    STR("dev.lists.example"), false, &p));
	assert_true(p.milli[CATEGORY_WORK] > 0);
}

static void repeated_corrections_add_less_each_time(void **state)
{
	struct triage_correction v[40];
	int32_t one, two;

	(void)state;
	for (size_t i = 0; i < 40; i++)
		v[i] = says(i + 1, "a@x.example", CATEGORY_WORK);
	one = pull(v, 1, "a@x.example", false, CATEGORY_WORK);
	two = pull(v, 2, "a@x.example", false, CATEGORY_WORK);
	assert_true(two > one && two < 2 * one);
	assert_true(pull(v, 40, "a@x.example", false, CATEGORY_WORK) <= 7000);
}

static void a_mails_own_correction_decides_and_does_not_pull(void **state)
{
	struct triage_correction c = says(7, "a@x.example", CATEGORY_WORK);
	struct triage_prior p;

	(void)state;
	assert_true(triage_learn_prior(
	    &c, 1, 7, STR("a@x.example"), STR(""), false, &p));
	assert_true(p.decided_category);
	assert_int_equal(p.category_is, CATEGORY_WORK);
	assert_false(p.decided_priority);
	assert_int_equal(p.milli[CATEGORY_WORK], 0);
}

static void the_newest_word_on_a_mail_wins(void **state)
{
	struct triage_correction v[2] = {says(7, "a@x.example", CATEGORY_EVENT),
	    says(7, "a@x.example", CATEGORY_WORK)};
	struct triage_prior p;

	(void)state;
	v[1].priority = 90;
	assert_true(triage_learn_prior(
	    v, 2, 7, STR("b@y.example"), STR(""), false, &p));
	assert_int_equal(p.category_is, CATEGORY_EVENT);
	assert_true(p.decided_priority);
	assert_int_equal(p.priority_is, 90);
}

static void a_decision_holds_whatever_the_mail_says(void **state)
{
	struct fixture *f = *state;
	struct triage_prior p = {.decided_category = true,
	    .category_is = CATEGORY_TRAVEL,
	    .decided_priority = true,
	    .priority_is = 7};
	int32_t sum = 0, points = 0;

	f->mail.subject = STR("Verify your account, it is suspended");
	triage_score(
	    f->scorer, f->arena, &f->mail, &f->user, &p, NOW_MS, &f->score);
	assert_int_equal(f->score.category, CATEGORY_TRAVEL);
	assert_int_equal(f->score.priority, 7);
	for (size_t i = 0; i < f->score.n_parts; i++) {
		const struct triage_part *part = &f->score.parts[i];

		sum += part->of == PART_CATEGORY ? part->weight : 0;
		points += part->of == PART_PRIORITY ? part->weight : 0;
	}
	assert_int_equal(sum, f->score.margin_milli);
	assert_int_equal(points, 7);
}

static void corrected_priorities_shift_by_their_mean(void **state)
{
	struct triage_correction v[2] = {
	    says(1, "a@x.example", -1), says(2, "a@x.example", -1)};
	struct triage_prior p;

	(void)state;
	v[0].priority = 30;
	v[0].was_priority = 50;
	v[1].priority = 40;
	v[1].was_priority = 50;
	assert_true(triage_learn_prior(
	    v, 2, 9, STR("a@x.example"), STR(""), false, &p));
	assert_int_equal(p.priority, -15);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		assert_int_equal(p.milli[c], 0);
}

static void without_corrections_there_is_no_layer(void **state)
{
	struct triage_prior p, zero;

	(void)state;
	memset(&zero, 0, sizeof zero);
	assert_false(triage_learn_prior(
	    NULL, 0, 1, STR("a@x.example"), STR(""), false, &p));
	assert_memory_equal(&p, &zero, sizeof p);
}

static void the_layer_adds_what_it_says_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	struct triage_correction c =
	    says(1, "ann@work.example", CATEGORY_EVENT);
	struct triage_score before;
	struct triage_prior p;

	judge(f);
	before = f->score;
	assert_true(triage_learn_prior(
	    &c, 1, 2, f->mail.from_addr, STR(""), false, &p));
	triage_score(
	    f->scorer, f->arena, &f->mail, &f->user, &p, NOW_MS, &f->score);
	for (unsigned i = 0; i < TRIAGE_CATEGORIES_N; i++)
		assert_int_equal(
		    f->score.milli[i] - before.milli[i], p.milli[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    TRIAGE_TEST(a_correction_moves_mail_of_the_same_sender),
	    TRIAGE_TEST(the_organisation_follows_less_and_free_mail_never),
	    TRIAGE_TEST(a_list_is_known_by_its_id),
	    TRIAGE_TEST(repeated_corrections_add_less_each_time),
	    TRIAGE_TEST(a_mails_own_correction_decides_and_does_not_pull),
	    TRIAGE_TEST(the_newest_word_on_a_mail_wins),
	    TRIAGE_TEST(a_decision_holds_whatever_the_mail_says),
	    TRIAGE_TEST(corrected_priorities_shift_by_their_mean),
	    TRIAGE_TEST(without_corrections_there_is_no_layer),
	    TRIAGE_TEST(the_layer_adds_what_it_says_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
