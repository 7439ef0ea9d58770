/* test_spam.c - the spam filter learns, forgets without a trace, and keeps a
 * lesson to the mails it is about. */
#include "services/triage/spam/counts.h"
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
	assert_true(triage_learner_equal(x, y));
	assert_false(triage_learner_equal(x, z));
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
	double shared = 0, all = 0, by;

	read_body(a, lesson, &f);
	read_body(a, other, &g);
	triage_learner_teach(l, &f, prior, spam);
	for (size_t i = 0; i < f.n; i++) {
		all += triage_spam_value(&f, i);
		for (size_t k = 0; k < g.n; k++) {
			if (f.v[i] >> 16 == g.v[k] >> 16)
				shared += triage_spam_value(&g, k);
		}
	}
	*overlap_r = shared / all;
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

static void values_of_a_mail_have_a_square_sum_of_one(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct triage_spam_features f;

	(void)state;
	for (size_t i = 0; i < LESSONS; i++) {
		double sum = 0;

		read_body(a, bodies[i], &f);
		for (size_t k = 0; k < f.n; k++)
			sum +=
			    triage_spam_value(&f, k) * triage_spam_value(&f, k);
		assert_true(fabs(sum - 1) < 1e-9);
	}
	arena_free(&a);
}

/* A sender weighs no less because the text is long. */
static void the_envelope_keeps_its_share_beside_a_long_text(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct triage_spam_features few, many;
	char *body = arena_alloc(a, 3001);

	uint32_t dice = 1;

	(void)state;
	for (size_t i = 0; i < 3000; i++) {
		dice = dice * 1664525 + 1013904223;
		body[i] = (char)('a' + (dice >> 16) % 26);
	}
	body[3000] = '\0';
	read_body(a, bodies[0], &few);
	read_body(a, body, &many);
	assert_true(many.n > 4 * few.n);
	assert_true(many.rest_value > few.rest_value * 0.8);
	assert_true(many.text_value < few.text_value * 0.5);
	arena_free(&a);
}

static void only_the_last_part_of_a_long_body_is_read_beside_its_beginning(
    void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	struct triage_spam_features f, g, h;
	char *body = arena_alloc(a, TRIAGE_SPAM_READ_BYTES + 1);

	(void)state;
	memset(body, ' ', TRIAGE_SPAM_READ_BYTES);
	body[TRIAGE_SPAM_READ_BYTES] = '\0';
	memcpy(body, "hello", 5);
	read_body(a, body, &f);
	memcpy(body + TRIAGE_SPAM_BODY_BYTES + 64, "pharmacy", 8);
	read_body(a, body, &g);
	memcpy(body + TRIAGE_SPAM_READ_BYTES - 64, "pharmacy", 8);
	read_body(a, body, &h);
	assert_int_equal(f.n_general, h.n_general);
	assert_int_equal(f.n + 7, h.n); /* " pha" to "acy " */
	assert_int_equal(f.n, g.n);
	arena_free(&a);
}

static double vote_after(struct arena *a, size_t lessons, size_t of)
{
	struct triage_count *v =
	    ARENA_ARRAY(a, struct triage_count, (size_t)1 << 16);
	struct triage_counts c;
	struct triage_spam_features f;

	triage_counts_init(&c, 16, v);
	for (size_t i = 0; i < lessons; i++) {
		read_body(a, bodies[i % LESSONS], &f);
		triage_counts_teach(&c, &f, i % 2 == 0);
	}
	read_body(a, bodies[of], &f);
	return triage_counts_vote(&c, &f);
}

static void counts_say_nothing_until_both_classes_were_seen(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);

	(void)state;
	assert_true(vote_after(a, 0, 0) == 0);
	assert_true(vote_after(a, 1, 0) == 0);
	assert_true(vote_after(a, 2, 0) > 0);
	assert_true(vote_after(a, 2, 1) < 0);
	arena_free(&a);
}

static void counts_say_no_more_than_their_bound(void **state)
{
	struct arena *a = arena_new((size_t)256 << 20);

	(void)state;
	for (size_t i = 0; i < LESSONS; i++) {
		double vote = vote_after(a, 300, i);

		assert_true(fabs(vote) <= TRIAGE_COUNTS_MAX);
		assert_true(i % 2 == 0 ? vote > 0.3 : vote < -0.3);
	}
	arena_free(&a);
}

static void the_sender_and_the_recipient_are_features(void **state)
{
	struct arena *a = arena_new((size_t)16 << 20);
	const struct triage_contact to = {STR("Jo"), STR("jo@example.net")};
	struct triage_mail m = {.subject = STR("x"),
	    .body = STR("y"),
	    .from_addr = STR("ann@example.com"),
	    .message_id = STR("20020902.ABC@mail.example.com"),
	    .to = &to,
	    .n_to = 1};
	struct triage_spam_features f, g;

	(void)state;
	triage_spam_features_read(a, &m, &f);
	m.message_id = STR("00bd01c25c$1@mail.example.com");
	triage_spam_features_read(a, &m, &g);
	assert_int_equal(f.n, g.n);
	assert_memory_not_equal(f.v, g.v, f.n * sizeof *f.v);
	m.n_to = 0;
	triage_spam_features_read(a, &m, &g);
	assert_true(g.n < f.n);
	assert_int_equal(g.n_general, f.n_general);
	arena_free(&a);
}

static void the_general_features_are_the_first_of_all(void **state)
{
	struct arena *a = arena_new((size_t)64 << 20);
	const struct triage_attachment file = {
	    STR("a.pdf"), STR("application/pdf")};

	(void)state;
	for (size_t i = 0; i < LESSONS; i++) {
		struct triage_mail m = {.subject = str_of(bodies[i]),
		    .body = str_of(bodies[LESSONS - 1 - i]),
		    .from_addr = STR("ann@example.com"),
		    .attachments = &file,
		    .n_attachments = i % 2};
		struct triage_spam_features all, general;

		triage_spam_features_read(a, &m, &all);
		triage_spam_general_read(a, &m, &general);
		assert_int_equal(general.n, all.n_general);
		assert_memory_equal(
		    general.v, all.v, general.n * sizeof *all.v);
		assert_true(general.general_value == all.general_value);
	}
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
	assert_true(triage_learner_bytes(few) < 800000);
	assert_true(triage_learner_bytes(many) < (size_t)7 << 20);
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
	    cmocka_unit_test(values_of_a_mail_have_a_square_sum_of_one),
	    cmocka_unit_test(the_envelope_keeps_its_share_beside_a_long_text),
	    cmocka_unit_test(
		only_the_last_part_of_a_long_body_is_read_beside_its_beginning),
	    cmocka_unit_test(counts_say_nothing_until_both_classes_were_seen),
	    cmocka_unit_test(counts_say_no_more_than_their_bound),
	    cmocka_unit_test(the_sender_and_the_recipient_are_features),
	    cmocka_unit_test(the_general_features_are_the_first_of_all),
	    cmocka_unit_test(a_damaged_model_is_refused),
	    cmocka_unit_test(a_learner_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
