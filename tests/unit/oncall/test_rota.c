/* test_rota.c - every moment has its one person, over changes of the clocks
 * and of the year. */
#include "common/base/civil.h"
#include "common/base/clock.h"
#include "services/oncall/rota/preview.h"
#include "services/oncall/rota/rota.h"

#include "tests/unit/unit.h"

#include <string.h>

#define HOUR_MS INT64_C(3600000)
#define DAY_MS (24 * HOUR_MS)

static struct rota_member people[] = {
    {1, "Ada", "ada@corp.example", "U1", true},
    {2, "Ben", "ben@corp.example", "U2", true},
    {3, "Cem", "cem@corp.example", "", true},
    {4, "Dee", "dee@corp.example", "", false},
};
static const int64_t abc[] = {1, 2, 3}, only_a[] = {1}, with_d[] = {1, 4};

static int64_t utc(const char *text)
{
	int64_t ms;

	assert_int_equal(clock_parse_utc(text, &ms), 0);
	return ms;
}

/* Mondays at 9:00, weekly, from 2025-01-06 on, in force ever since. */
static struct rota_rotation weekly(
    enum rota_level level, const char *place, const int64_t *members, size_t n)
{
	struct rota_rotation x = {.level = level,
	    .zone_name = place,
	    .first_day = civil_to_days(2025, 1, 6),
	    .minute = 9 * 60,
	    .shift_days = 7,
	    .members = members,
	    .n = n};
	struct zone *z;
	struct err err = {0};

	assert_int_equal(zone_open(place, &z, &err), 0);
	x.zone = z;
	return x;
}

static void let_go(struct rota_rotation *x)
{
	struct zone *z = (struct zone *)(uintptr_t)x->zone;

	zone_close(&z);
}

static struct rota rota_of(struct rota_rotation *x, size_t n,
    struct rota_override *o, size_t n_overrides)
{
	return (struct rota){people, ARRAY_LEN(people), x, n, o, n_overrides};
}

static int64_t holder(const struct rota *r, enum rota_level l, const char *at)
{
	struct rota_turn turn = rota_at(r, l, utc(at));

	return turn.member == NULL ? 0 : turn.member->id;
}

static void the_rotation_hands_over_at_its_local_time(void **state)
{
	struct rota_rotation x =
	    weekly(ROTA_primary, "Europe/Berlin", abc, ARRAY_LEN(abc));
	struct rota r = rota_of(&x, 1, NULL, 0);

	(void)state;
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-06T08:00:00Z"), 1);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-13T07:59:59Z"), 1);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-13T08:00:00Z"), 2);
	/* 26 weeks on it is summer: an hour earlier in UTC. */
	assert_int_equal(holder(&r, ROTA_primary, "2025-07-07T06:59:59Z"), 2);
	assert_int_equal(holder(&r, ROTA_primary, "2025-07-07T07:00:00Z"), 3);
	/* Before the first shift the round goes on backwards. */
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-06T07:59:59Z"), 3);
	let_go(&x);
}

/* Walks turns from `from` for three years; each must begin where the last
 * ended and be what any moment of it says. */
static void check_whole(const struct rota *r, int64_t from_ms)
{
	int64_t at = from_ms, until = from_ms + 3 * 366 * DAY_MS;
	struct rota_turn turn = rota_at(r, ROTA_primary, at);

	while (at < until) {
		int64_t length = turn.until_ms - turn.from_ms;
		const int64_t probes[] = {turn.from_ms, turn.until_ms - 1,
		    turn.from_ms + length / 2, turn.from_ms + length / 7};

		assert_non_null(turn.member);
		assert_true(length > 0);
		for (size_t i = 0; i < ARRAY_LEN(probes); i++) {
			struct rota_turn same =
			    rota_at(r, ROTA_primary, probes[i]);

			assert_ptr_equal(same.member, turn.member);
			assert_int_equal(same.from_ms, turn.from_ms);
			assert_int_equal(same.until_ms, turn.until_ms);
		}
		at = turn.until_ms;
		turn = rota_at(r, ROTA_primary, at);
		assert_int_equal(turn.from_ms, at);
	}
}

static void every_moment_has_exactly_one_primary(void **state)
{
	static const char *const places[] = {"Europe/Berlin",
	    "America/New_York", "Australia/Lord_Howe", "America/Santiago",
	    "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "UTC"};
	/* Handovers among them that the clocks skip, and that they repeat. */
	static const int minutes[] = {0, 2 * 60 + 30, 9 * 60, 1439};
	static const int days[] = {1, 7, 14};

	(void)state;
	for (size_t p = 0; p < ARRAY_LEN(places); p++) {
		struct rota_rotation x =
		    weekly(ROTA_primary, places[p], abc, ARRAY_LEN(abc));

		for (size_t i = 0; i < ARRAY_LEN(minutes); i++) {
			for (size_t k = 0; k < ARRAY_LEN(days); k++) {
				struct rota r = rota_of(&x, 1, NULL, 0);

				x.minute = minutes[i];
				x.shift_days = days[k];
				check_whole(&r, utc("2024-11-30T00:00:00Z"));
			}
		}
		let_go(&x);
	}
}

static void a_week_of_changed_clocks_is_an_hour_off(void **state)
{
	struct rota_rotation x =
	    weekly(ROTA_primary, "Europe/Berlin", abc, ARRAY_LEN(abc));
	struct rota r = rota_of(&x, 1, NULL, 0);
	struct rota_turn spring, autumn;

	(void)state;
	spring = rota_at(&r, ROTA_primary, utc("2026-03-29T00:00:00Z"));
	autumn = rota_at(&r, ROTA_primary, utc("2026-10-25T00:00:00Z"));
	assert_int_equal(
	    spring.until_ms - spring.from_ms, 7 * DAY_MS - HOUR_MS);
	assert_int_equal(
	    autumn.until_ms - autumn.from_ms, 7 * DAY_MS + HOUR_MS);
	let_go(&x);
}

static void turns_go_on_over_the_year(void **state)
{
	struct rota_rotation x =
	    weekly(ROTA_primary, "America/New_York", abc, ARRAY_LEN(abc));
	struct rota r = rota_of(&x, 1, NULL, 0);
	struct rota_turn t;

	(void)state;
	t = rota_at(&r, ROTA_primary, utc("2025-12-31T23:59:59Z"));
	assert_int_equal(t.from_ms, utc("2025-12-29T14:00:00Z"));
	assert_int_equal(t.until_ms, utc("2026-01-05T14:00:00Z"));
	assert_ptr_equal(
	    rota_at(&r, ROTA_primary, utc("2026-01-01T05:00:00Z")).member,
	    t.member);
	let_go(&x);
}

static void an_override_stands_before_the_rotation(void **state)
{
	struct rota_rotation x =
	    weekly(ROTA_primary, "UTC", abc, ARRAY_LEN(abc));
	struct rota_override o[] = {
	    {1, ROTA_primary, utc("2025-01-07T00:00:00Z"),
		utc("2025-01-09T00:00:00Z"), 2, ""},
	    {2, ROTA_primary, utc("2025-01-08T00:00:00Z"),
		utc("2025-01-08T12:00:00Z"), 3, ""},
	    {3, ROTA_secondary, utc("2025-01-07T00:00:00Z"),
		utc("2025-01-09T00:00:00Z"), 1, ""},
	};
	struct rota r = rota_of(&x, 1, o, ARRAY_LEN(o));

	(void)state;
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-06T23:59:59Z"), 1);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-07T00:00:00Z"), 2);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-08T06:00:00Z"), 3);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-08T12:00:00Z"), 2);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-09T00:00:00Z"), 1);
	assert_int_equal(holder(&r, ROTA_secondary, "2025-01-08T00:00:00Z"), 1);
	assert_int_equal(holder(&r, ROTA_secondary, "2025-01-09T00:00:00Z"), 0);
	check_whole(&r, utc("2025-01-01T00:00:00Z"));
	let_go(&x);
}

static void a_new_rotation_leaves_what_was(void **state)
{
	struct rota_rotation x[] = {
	    weekly(ROTA_primary, "UTC", abc, ARRAY_LEN(abc)),
	    weekly(ROTA_primary, "Europe/Berlin", only_a, 1),
	};
	struct rota r = rota_of(x, ARRAY_LEN(x), NULL, 0);
	struct rota_turn t;

	(void)state;
	x[1].from_ms = utc("2025-01-15T12:00:00Z");
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-15T11:59:59Z"), 2);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-15T12:00:00Z"), 1);
	t = rota_at(&r, ROTA_primary, utc("2025-01-14T00:00:00Z"));
	assert_int_equal(t.until_ms, x[1].from_ms);
	t = rota_stretch(
	    &r, ROTA_primary, x[1].from_ms, utc("2026-01-01T00:00:00Z"));
	assert_int_equal(t.until_ms, utc("2026-01-01T00:00:00Z"));
	let_go(&x[0]);
	let_go(&x[1]);
}

static size_t faults(const struct rota *r, struct rota_fault *v)
{
	return rota_faults(
	    r, utc("2025-01-06T09:00:00Z"), utc("2025-02-05T09:00:00Z"), v, 8);
}

static void no_rotation_is_a_gap_where_somebody_is_needed(void **state)
{
	struct rota r = rota_of(NULL, 0, NULL, 0);
	struct rota_fault v[8];

	(void)state;
	assert_int_equal(faults(&r, v), 1);
	assert_int_equal(v[0].kind, ROTA_GAP);
	assert_int_equal(v[0].level, ROTA_primary);
	assert_int_equal(v[0].until_ms - v[0].from_ms, 30 * DAY_MS);
}

static void who_left_leaves_gaps(void **state)
{
	struct rota_rotation x = weekly(ROTA_primary, "UTC", with_d, 2);
	struct rota r = rota_of(&x, 1, NULL, 0);
	struct rota_fault v[8];

	(void)state;
	assert_int_equal(faults(&r, v), 2);
	assert_int_equal(v[0].from_ms, utc("2025-01-13T09:00:00Z"));
	assert_int_equal(v[0].until_ms, utc("2025-01-20T09:00:00Z"));
	assert_int_equal(v[1].from_ms, utc("2025-01-27T09:00:00Z"));
	let_go(&x);
}

static void an_override_by_nobody_is_a_gap(void **state)
{
	struct rota_rotation x = weekly(ROTA_primary, "UTC", only_a, 1);
	struct rota_override o = {7, ROTA_primary, utc("2025-01-10T00:00:00Z"),
	    utc("2025-01-10T08:00:00Z"), 0, ""};
	struct rota r = rota_of(&x, 1, &o, 1);
	struct rota_fault v[8];

	(void)state;
	assert_int_equal(faults(&r, v), 1);
	assert_int_equal(v[0].from_ms, o.from_ms);
	assert_int_equal(v[0].until_ms, o.until_ms);
	let_go(&x);
}

static void one_person_at_two_levels_is_found(void **state)
{
	struct rota_rotation x[] = {
	    weekly(ROTA_primary, "UTC", abc, ARRAY_LEN(abc)),
	    weekly(ROTA_secondary, "UTC", only_a, 1),
	};
	struct rota r = rota_of(x, ARRAY_LEN(x), NULL, 0);
	struct rota_fault v[8];

	(void)state;
	assert_int_equal(faults(&r, v), 2);
	assert_int_equal(v[0].kind, ROTA_DOUBLE);
	assert_string_equal(v[0].member->name, "Ada");
	assert_int_equal(v[0].until_ms, utc("2025-01-13T09:00:00Z"));
	assert_int_equal(v[1].from_ms, utc("2025-01-27T09:00:00Z"));
	let_go(&x[0]);
	let_go(&x[1]);
}

static void more_faults_than_room_are_cut(void **state)
{
	struct rota_rotation x = weekly(ROTA_primary, "UTC", with_d, 2);
	struct rota r = rota_of(&x, 1, NULL, 0);
	struct rota_fault v[1];

	(void)state;
	x.shift_days = 1;
	assert_int_equal(rota_faults(&r, utc("2025-01-06T09:00:00Z"),
			     utc("2025-02-05T09:00:00Z"), v, 1),
	    1);
	let_go(&x);
}

static void a_preview_is_the_rota_as_it_would_be(void **state)
{
	struct rota_rotation both[] = {weekly(ROTA_primary, "UTC", only_a, 1),
	    weekly(ROTA_primary, "UTC", abc, 3),
	    weekly(ROTA_secondary, "UTC", only_a, 1)};
	struct rota r = rota_of(both, 3, NULL, 0);
	struct rota_rotation x = both[1];
	const struct rota_override o = {.id = 9,
	    .level = ROTA_primary,
	    .from_ms = utc("2025-02-01T00:00:00Z"),
	    .until_ms = utc("2025-02-02T00:00:00Z"),
	    .member_id = 3};
	struct arena *a = arena_new(1 << 20);

	(void)state;
	both[1].from_ms = utc("2025-06-01T00:00:00Z");
	x.from_ms = utc("2025-03-03T00:00:00Z");
	rota_preview_rotation(a, &r, &x);
	rota_preview_override(a, &r, &o);
	assert_int_equal(r.n_rotations, 4);
	assert_int_equal(r.rotations[1].from_ms, x.from_ms);
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-14T12:00:00Z"), 1);
	assert_int_equal(holder(&r, ROTA_primary, "2025-02-01T12:00:00Z"), 3);
	assert_int_equal(holder(&r, ROTA_primary, "2025-03-04T12:00:00Z"), 3);
	assert_int_equal(holder(&r, ROTA_secondary, "2025-02-01T12:00:00Z"), 1);
	arena_free(&a);
	for (size_t i = 0; i < ARRAY_LEN(both); i++)
		let_go(&both[i]);
}

static void a_preview_of_people_knows_who_leaves_and_comes(void **state)
{
	struct rota_rotation x = weekly(ROTA_primary, "UTC", abc, 3);
	struct rota r = rota_of(&x, 1, NULL, 0);
	struct oncall_member said[] = {
	    {.email = "ADA@corp.example", .name = "Ada L."},
	    {.email = "eve@corp.example", .name = "Eve", .slack_id = "U9"}};
	const struct oncall_members_set m = {.members = {said, 2}};
	struct arena *a = arena_new(1 << 20);

	(void)state;
	rota_preview_members(a, &r, &m);
	assert_int_equal(r.n_members, ARRAY_LEN(people) + 1);
	assert_string_equal(rota_member(&r, 1)->name, "Ada L.");
	assert_false(rota_member(&r, 2)->active);
	assert_string_equal(r.members[4].name, "Eve");
	assert_true(r.members[4].id < 0);
	assert_true(people[1].active); /* what is, stays */
	assert_int_equal(holder(&r, ROTA_primary, "2025-01-14T12:00:00Z"), 0);
	arena_free(&a);
	let_go(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_rotation_hands_over_at_its_local_time),
	    cmocka_unit_test(every_moment_has_exactly_one_primary),
	    cmocka_unit_test(a_week_of_changed_clocks_is_an_hour_off),
	    cmocka_unit_test(turns_go_on_over_the_year),
	    cmocka_unit_test(an_override_stands_before_the_rotation),
	    cmocka_unit_test(a_new_rotation_leaves_what_was),
	    cmocka_unit_test(no_rotation_is_a_gap_where_somebody_is_needed),
	    cmocka_unit_test(who_left_leaves_gaps),
	    cmocka_unit_test(an_override_by_nobody_is_a_gap),
	    cmocka_unit_test(one_person_at_two_levels_is_found),
	    cmocka_unit_test(more_faults_than_room_are_cut),
	    cmocka_unit_test(a_preview_is_the_rota_as_it_would_be),
	    cmocka_unit_test(a_preview_of_people_knows_who_leaves_and_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
