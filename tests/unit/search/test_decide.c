/* test_decide.c - the lifecycle's table: what an index is like, and what
 * happens to it next. */
#include "services/search/decide.h"
#include "tests/unit/unit.h"

#define DAY INT64_C(86400000)
#define NOW (INT64_C(20000) * DAY)
#define MB (INT64_C(1) << 20)

static const struct lifecycle_policy off = {0, 30 * DAY, 25};
static const struct lifecycle_policy rolling = {90 * DAY, 30 * DAY, 25};

/* Ten days old, whole, nothing dead, its oldest mail of fifty days ago. */
#define INDEX                                                                  \
	.generation = 1, .filled = true, .born_ms = NOW - 10 * DAY,            \
	.documents = 100, .numbers = 100, .bytes = 10 * MB, .pages = 640,      \
	.oldest_ms = NOW - 50 * DAY

static const struct {
	const char *name;
	const struct lifecycle_policy *policy;
	struct index_life life;
	enum lifecycle_phase phase;
	enum lifecycle_action action;
	int64_t at_ms;
} table[] = {
    {"nothing is due, ever", &off, {INDEX}, LIFECYCLE_HOT, LIFECYCLE_NONE, 0},
    {"the oldest mail goes when it is 90 days old", &rolling, {INDEX},
	LIFECYCLE_HOT, LIFECYCLE_REMOVE, NOW + 40 * DAY},
    {"no mail, nothing to do", &rolling,
	{.generation = 1, .filled = true, .born_ms = NOW, .pages = 20},
	LIFECYCLE_HOT, LIFECYCLE_NONE, 0},
    {"what is not whole is filled first", &rolling,
	{.generation = 1, .expired = 5, .asked = true}, LIFECYCLE_FILLING,
	LIFECYCLE_FILL, NOW},
    {"old mail leaves at once", &rolling,
	{.generation = 1,
	    .filled = true,
	    .born_ms = NOW,
	    .documents = 9,
	    .numbers = 9,
	    .expired = 3,
	    .oldest_ms = NOW - 91 * DAY},
	LIFECYCLE_DELETE, LIFECYCLE_REMOVE, NOW - DAY},
    {"old mail stays without a retention", &off,
	{.generation = 1,
	    .filled = true,
	    .born_ms = NOW,
	    .documents = 9,
	    .numbers = 9,
	    .oldest_ms = NOW - 9000 * DAY},
	LIFECYCLE_HOT, LIFECYCLE_NONE, 0},
    {"a quarter dead is too much", &off,
	{.filled = true,
	    .born_ms = NOW,
	    .documents = 75,
	    .numbers = 100,
	    .bytes = 10 * MB},
	LIFECYCLE_ROLLOVER, LIFECYCLE_RENEW, NOW},
    {"less is not", &off,
	{.filled = true,
	    .born_ms = NOW,
	    .documents = 76,
	    .numbers = 100,
	    .bytes = 10 * MB},
	LIFECYCLE_HOT, LIFECYCLE_RENEW, NOW + 30 * DAY},
    {"nor is it in a small one", &off,
	{.filled = true,
	    .born_ms = NOW,
	    .documents = 1,
	    .numbers = 100,
	    .bytes = MB - 1},
	LIFECYCLE_HOT, LIFECYCLE_RENEW, NOW + 30 * DAY},
    {"free pages are used again: they do not count", &off,
	{.filled = true,
	    .born_ms = NOW,
	    .documents = 99,
	    .numbers = 100,
	    .bytes = 10 * MB,
	    .pages = 640,
	    .free_pages = 160},
	LIFECYCLE_HOT, LIFECYCLE_RENEW, NOW + 30 * DAY},
    {"at thirty days what mail has left is made anew", &off,
	{.filled = true,
	    .born_ms = NOW - 30 * DAY,
	    .documents = 99,
	    .numbers = 100,
	    .bytes = 10 * MB},
	LIFECYCLE_ROLLOVER, LIFECYCLE_RENEW, NOW},
    {"what no mail has left is not", &off,
	{.filled = true,
	    .born_ms = NOW - 300 * DAY,
	    .documents = 100,
	    .numbers = 100,
	    .bytes = 10 * MB},
	LIFECYCLE_HOT, LIFECYCLE_NONE, 0},
    {"an operator's wish is enough", &off, {INDEX, .asked = true},
	LIFECYCLE_ROLLOVER, LIFECYCLE_RENEW, NOW},
    {"numbers that run out are too", &off,
	{.filled = true,
	    .born_ms = NOW,
	    .documents = 201326592,
	    .numbers = 201326592,
	    .bytes = 10 * MB},
	LIFECYCLE_ROLLOVER, LIFECYCLE_RENEW, NOW},
    {"after a failure it waits", &off,
	{INDEX, .asked = true, .retry_ms = NOW + 5}, LIFECYCLE_HOT,
	LIFECYCLE_RENEW, NOW + 5},
    {"one that is being made is said to be", &rolling,
	{INDEX, .building = true, .expired = 1}, LIFECYCLE_ROLLOVER,
	LIFECYCLE_RENEW, NOW},
    {"first the old mail, then the rest", &rolling,
	{INDEX, .asked = true, .expired = 1}, LIFECYCLE_DELETE,
	LIFECYCLE_REMOVE, NOW + 40 * DAY},
    {"of two things the earlier one is next", &rolling,
	{.filled = true,
	    .born_ms = NOW - 29 * DAY,
	    .documents = 99,
	    .numbers = 100,
	    .bytes = 10 * MB,
	    .oldest_ms = NOW - DAY},
	LIFECYCLE_HOT, LIFECYCLE_RENEW, NOW + DAY},
};

static void each_index_has_its_phase_and_its_next_action(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		struct lifecycle_next next =
		    lifecycle_decide(table[i].policy, &table[i].life, NOW);

		if (next.phase != table[i].phase ||
		    next.action != table[i].action ||
		    (next.action != LIFECYCLE_NONE &&
			next.at_ms != table[i].at_ms))
			fail_msg("%s: %s, %s at %lld days", table[i].name,
			    lifecycle_phases[next.phase],
			    lifecycle_actions[next.action],
			    (long long)((next.at_ms - NOW) / DAY));
		if ((next.why != NULL) != (next.action != LIFECYCLE_NONE))
			fail_msg("%s: no reason", table[i].name);
	}
}

static void what_is_wrong_is_said(void **state)
{
	struct arena *a = arena_new(1 << 16);
	struct index_life l = {INDEX};
	struct lifecycle_next next = lifecycle_decide(&rolling, &l, NOW);

	(void)state;
	assert_null(lifecycle_wrong(a, &l, &next, NOW));
	l.bytes = LIFECYCLE_MAX_BYTES + 1;
	assert_non_null(
	    strstr(lifecycle_wrong(a, &l, &next, NOW), "larger than 20 GB"));
	l.oldest_ms = NOW - 93 * DAY;
	l.expired = 1;
	next = lifecycle_decide(&rolling, &l, NOW);
	assert_non_null(strstr(
	    lifecycle_wrong(a, &l, &next, NOW), "past the retention for 3"));
	l.oldest_ms = NOW - 91 * DAY; /* a day is within reason */
	l.bytes = MB;
	next = lifecycle_decide(&rolling, &l, NOW);
	assert_null(lifecycle_wrong(a, &l, &next, NOW));
	str_copy(l.problem, sizeof l.problem, STR("disk full"));
	assert_non_null(
	    strstr(lifecycle_wrong(a, &l, &next, NOW), "disk full"));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_index_has_its_phase_and_its_next_action),
	    cmocka_unit_test(what_is_wrong_is_said),
	};

	return cmocka_run_group_tests_name("decide", tests, NULL, NULL);
}
