/* test_spam.c - the spam filter learns, forgets without a trace, and keeps a
 * lesson to the mails it is about. */
#include "services/triage/spam/spam.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#define LESSONS 12

static const char *const bodies[LESSONS] = {
    "Cheap pills from our pharmacy, no prescription, order today",
    "Shall we have lunch on Friday? The usual place at noon.",
    "You have won the lottery, send your bank details to claim",
    "The build fails on the new compiler, patch attached",
    "Refinance your mortgage at the lowest rates ever seen",
    "Minutes of the meeting: budget, hiring, the move in May",
    "Enlarge your profits with this one secret stock tip",
    "Your parcel was handed to a neighbour, see the photo",
    "Hot singles in your area want to meet you tonight",
    "Could you review my draft before it goes to the client?",
    "Replica watches, finest quality, worldwide shipping",
    "Happy birthday! We all signed the card, cake at three."};

struct lesson {
	struct triage_spam_features f;
	bool spam;
};

static void read_body(
    struct arena *a, const char *body, struct triage_spam_features *f_r)
{
	struct triage_mail m = {.subject = STR(""),
	    .body = str_of(body),
	    .from_addr = STR("somebody@example.org")};

	triage_spam_features_read(a, &m, f_r);
}

static void read_lessons(struct arena *a, struct lesson *v)
{
	for (size_t i = 0; i < LESSONS; i++) {
		read_body(a, bodies[i], &v[i].f);
		v[i].spam = i % 2 == 0;
	}
}

static struct triage_learner *taught(const struct lesson *v, uint32_t subset)
{
	struct triage_learner *l = triage_learner_new(16);

	for (size_t i = 0; i < LESSONS; i++) {
		if (subset & 1u << i)
			triage_learner_teach(l, &v[i].f, 0, v[i].spam);
	}
	return l;
}

static bool equal(
    const struct triage_learner *a, const struct triage_learner *b)
{
	struct str x = triage_learner_state(a), y = triage_learner_state(b);

	return x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
}

static void the_same_lessons_give_the_same_bytes(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct lesson v[LESSONS];
	struct triage_learner *x, *y, *z;

	(void)state;
	read_lessons(a, v);
	x = taught(v, 0xFFF);
	y = taught(v, 0xFFF);
	z = taught(v, 0x7FF);
	assert_true(equal(x, y));
	assert_false(equal(x, z));
	triage_learner_free(&x);
	triage_learner_free(&y);
	triage_learner_free(&z);
	arena_free(&a);
}

static double move(struct arena *a, const char *lesson, bool spam, double prior,
    const char *other, double *overlap_r)
{
	struct triage_learner *l = triage_learner_new(16);
	struct triage_spam_features f, g;
	size_t shared = 0;
	double by;

	read_body(a, lesson, &f);
	read_body(a, other, &g);
	triage_learner_teach(l, &f, prior, spam);
	for (size_t i = 0; i < f.n; i++) {
		for (size_t k = 0; k < g.n; k++)
			shared += f.v[i] >> 16 == g.v[k] >> 16;
	}
	*overlap_r = (double)shared * f.value * g.value;
	by = triage_learner_score(l, &g);
	triage_learner_free(&l);
	return by;
}

static void a_lesson_acts_at_once_on_the_same_and_on_similar_mail(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	double overlap;

	(void)state;
	assert_true(move(a, bodies[0], true, -1, bodies[0], &overlap) > 1);
	assert_true(move(a, bodies[0], true, -1,
			"Cheap pills from our pharmacy, order now, no "
			"prescription needed",
			&overlap) > 1);
	assert_true(move(a, bodies[1], false, 1, bodies[1], &overlap) < -1);
	arena_free(&a);
}

static void a_lesson_moves_its_mail_to_the_target_and_no_further(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	double overlap;

	(void)state;
	for (double prior = -8; prior <= 8; prior += 0.5) {
		double z = prior +
			   move(a, bodies[2], true, prior, bodies[2], &overlap);

		assert_true(z <= fmax(prior, TRIAGE_LEARNER_TARGET) + 1e-3);
		assert_true(z >= prior);
	}
	arena_free(&a);
}

/* The bound that learner.h states. */
static void other_mail_moves_by_its_overlap_at_most(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);

	(void)state;
	for (size_t i = 0; i < LESSONS; i++) {
		for (size_t k = 0; k < LESSONS; k++) {
			double overlap, self, by;

			self = fabs(
			    move(a, bodies[i], true, 0, bodies[i], &overlap));
			by = fabs(
			    move(a, bodies[i], true, 0, bodies[k], &overlap));
			assert_true(by <= self * overlap * 1.02 + 1e-6);
		}
	}
	arena_free(&a);
}

static void what_is_known_already_teaches_nothing(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	double overlap;

	(void)state;
	assert_true(
	    fabs(move(a, bodies[4], true, 5, bodies[4], &overlap)) < 1e-9);
	arena_free(&a);
}

static void features_are_bounded_and_different(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct triage_spam_features f;
	char *body = arena_alloc(a, 100001);

	(void)state;
	for (size_t i = 0; i < 100000; i++)
		body[i] = (char)("etaoin shrdlu?xyz$"[(i * i / 7 + i) % 18]);
	read_body(a, body, &f);
	assert_true(f.n <= TRIAGE_SPAM_FEATURES_MAX);
	assert_true(f.n_general <= f.n);
	assert_true(f.n > 100);
	arena_free(&a);
}

static void a_damaged_model_is_refused(void **state)
{
	size_t n = triage_spam_bytes();
	char *copy = calloc(1, n);
	struct triage_spam good, bad;
	struct err err;

	(void)state;
	assert_non_null(copy);
	assert_int_equal(triage_spam_open(&good, &err), 0);
	memcpy(copy, good.head, n);
	assert_int_equal(
	    triage_spam_read((struct str){copy, n}, &bad, &err), 0);
	copy[n - 1] ^= 1;
	assert_int_equal(
	    triage_spam_read((struct str){copy, n}, &bad, &err), -1);
	copy[n - 1] ^= 1;
	assert_int_equal(
	    triage_spam_read((struct str){copy, n - 1}, &bad, &err), -1);
	copy[0] = 'X';
	assert_int_equal(
	    triage_spam_read((struct str){copy, n}, &bad, &err), -1);
	free(copy);
}

static void a_learner_is_small(void **state)
{
	struct triage_learner *few =
	    triage_learner_new(triage_learner_bits_for(10));
	struct triage_learner *many =
	    triage_learner_new(triage_learner_bits_for(100000));

	(void)state;
	assert_true(triage_learner_bytes(few) < 600000);
	assert_true(triage_learner_bytes(many) < (size_t)9 << 20);
	triage_learner_free(&few);
	triage_learner_free(&many);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_same_lessons_give_the_same_bytes),
	    cmocka_unit_test(
		a_lesson_acts_at_once_on_the_same_and_on_similar_mail),
	    cmocka_unit_test(
		a_lesson_moves_its_mail_to_the_target_and_no_further),
	    cmocka_unit_test(other_mail_moves_by_its_overlap_at_most),
	    cmocka_unit_test(what_is_known_already_teaches_nothing),
	    cmocka_unit_test(features_are_bounded_and_different),
	    cmocka_unit_test(a_damaged_model_is_refused),
	    cmocka_unit_test(a_learner_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
