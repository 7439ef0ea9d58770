/* test_policy.c - which verdicts lead to proposed actions, and which never. */
#include "services/triage/policy/policy.h"
#include "tests/unit/unit.h"

#define NOW INT64_C(1795262400000)
#define DAY INT64_C(86400000)

static struct triage_case promotion(void)
{
	return (struct triage_case){.category = CATEGORY_PROMOTION,
	    .category_p = 0.97,
	    .priority = 3,
	    .received_ms = NOW - 20 * DAY,
	    .from_addr = STR("deals@news.shop.example"),
	    .list_id = STR("deals.shop.example"),
	    .list_unsubscribe = STR("<mailto:u@shop.example>, "
				    "<https://shop.example/u?x=1>"),
	    .list_unsubscribe_post = STR("List-Unsubscribe=One-Click"),
	    .dkim = AUTH_PASS};
}

static struct triage_case risky(int risk)
{
	return (struct triage_case){.category = CATEGORY_PHISHING,
	    .category_p = 0.99,
	    .risk = risk,
	    .received_ms = NOW,
	    .from_addr = STR("x@y.example")};
}

static size_t judge_one(struct arena *a, struct triage_policy p,
    const struct triage_case *c, struct triage_action *v)
{
	return triage_policy_judge(a, &p, 1, POLICY_ON_RUN, c, NOW, v);
}

/* One of the defaults, switched on. */
static struct triage_policy named(const char *name)
{
	size_t n;
	const struct triage_policy *v = triage_policy_defaults(&n);

	for (size_t i = 0; i < n; i++) {
		if (streq(v[i].name, name)) {
			struct triage_policy p = v[i];

			p.mode = POLICY_ON_ARRIVAL;
			return p;
		}
	}
	fail_msg("no policy %s", name);
	return (struct triage_policy){.name = ""};
}

static void nothing_is_proposed_on_arrival_by_default(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_case cases[] = {risky(100), promotion()};
	size_t n;
	const struct triage_policy *p = triage_policy_defaults(&n);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(triage_policy_judge(a, p, n, POLICY_ON_ARRIVAL,
				     &cases[i], NOW, v),
		    0);
	arena_free(&a);
}

static void a_run_proposes_quarantine_and_nothing_beside_it(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_case c = risky(92);
	size_t n;
	const struct triage_policy *p = triage_policy_defaults(&n);

	(void)state;
	assert_int_equal(
	    triage_policy_judge(a, p, n, POLICY_ON_RUN, &c, NOW, v), 1);
	assert_int_equal(v[0].kind, ACTION_QUARANTINE);
	assert_string_equal(v[0].policy, "quarantine_risky");
	assert_string_equal(v[0].reason, "phishing 0.99, risk 92, priority 0");
	arena_free(&a);
}

static void a_label_names_the_level(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_case c = risky(65);

	(void)state;
	assert_int_equal(judge_one(a, named("label_risky"), &c, v), 1);
	assert_string_equal(v[0].params, "{\"add\":[\"risk/high\"]}");
	arena_free(&a);
}

static void corrected_and_own_mail_is_left_alone(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	struct triage_case c = risky(100);

	(void)state;
	c.corrected = true;
	assert_int_equal(judge_one(a, named("quarantine_risky"), &c, v), 0);
	c.corrected = false;
	c.is_outgoing = true;
	assert_int_equal(judge_one(a, named("quarantine_risky"), &c, v), 0);
	arena_free(&a);
}

static void unsubscribing_takes_the_https_uri_of_one_click(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_case c = promotion();

	(void)state;
	assert_int_equal(
	    judge_one(a, named("unsubscribe_promotions"), &c, v), 1);
	assert_string_equal(v[0].params, "{\"method\":\"one-click\",\"url\":"
					 "\"https://shop.example/u?x=1\"}");
	arena_free(&a);
}

static void unsubscribing_is_refused_where_rfc_8058_does_not_hold(void **state)
{
	static const char *const bad[] = {"", "<mailto:u@shop.example>",
	    "<http://shop.example/u>", "https://shop.example/u",
	    "<https://192.0.2.1/u>", "<https://a@shop.example/u>",
	    "<https:///u>", "<https://localhost/u>"};
	struct triage_case c = promotion();
	struct arena *a = arena_new(65536);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		c.list_unsubscribe = str_of(bad[i]);
		assert_null(triage_unsubscribe_url(a, &c));
	}
	c = promotion();
	c.list_unsubscribe_post = STR("");
	assert_null(triage_unsubscribe_url(a, &c));
	c.list_unsubscribe_post = STR("List-Unsubscribe=Two-Click");
	assert_null(triage_unsubscribe_url(a, &c));
	c = promotion();
	c.dkim = AUTH_FAIL;
	assert_null(triage_unsubscribe_url(a, &c));
	c.dkim = AUTH_NONE;
	assert_null(triage_unsubscribe_url(a, &c));
	c.dkim = AUTH_ABSENT; /* nobody has looked: not known */
	assert_non_null(triage_unsubscribe_url(a, &c));
	arena_free(&a);
}

static void nobody_unsubscribes_from_a_fraud(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	struct triage_policy p = named("unsubscribe_promotions");
	struct triage_case c = promotion();

	(void)state;
	p.risk_most = 100; /* whatever a user's policy says */
	c.risk = 20;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	arena_free(&a);
}

static void each_condition_can_keep_a_policy_away(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_policy p = named("archive_old_bulk");
	struct triage_case c = promotion();

	(void)state;
	assert_int_equal(judge_one(a, p, &c, v), 1);
	c.category_p = 0.5;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	c = promotion();
	c.category = CATEGORY_WORK;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	c = promotion();
	c.priority = 30;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	c = promotion();
	c.risk = 60;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	c = promotion();
	c.received_ms = NOW - DAY;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	arena_free(&a);
}

static void an_event_is_archived_when_it_is_over(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_policy p = named("archive_past_events");
	struct triage_case c = promotion();

	(void)state;
	c.category = CATEGORY_EVENT;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	c.event_ms = NOW + DAY;
	assert_int_equal(judge_one(a, p, &c, v), 0);
	c.event_ms = NOW - DAY;
	assert_int_equal(judge_one(a, p, &c, v), 1);
	arena_free(&a);
}

static void a_sender_is_an_address_a_domain_or_a_list(void **state)
{
	static const struct {
		const char *sender;
		size_t n;
	} t[] = {{"deals@news.shop.example", 1}, {"news.shop.example", 1},
	    {"shop.example", 1}, {"deals.shop.example", 1}, {"op.example", 0},
	    {"x@news.shop.example", 0}, {"other.example", 0}};
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_case c = promotion();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(t); i++) {
		struct triage_policy p = named("archive_old_bulk");

		p.sender = str_of(t[i].sender);
		assert_int_equal(judge_one(a, p, &c, v), t[i].n);
	}
	arena_free(&a);
}

static void two_policies_propose_a_kind_once(void **state)
{
	struct arena *a = arena_new(65536);
	struct triage_action v[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_case c = promotion();
	struct triage_policy p[3] = {named("archive_old_bulk"),
	    named("archive_old_bulk"), named("label_category")};

	(void)state;
	p[1].name = "mine";
	assert_int_equal(
	    triage_policy_judge(a, p, 3, POLICY_ON_ARRIVAL, &c, NOW, v), 2);
	assert_string_equal(v[0].policy, "archive_old_bulk");
	assert_string_equal(v[1].params, "{\"add\":[\"promotion\"]}");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_proposed_on_arrival_by_default),
	    cmocka_unit_test(a_run_proposes_quarantine_and_nothing_beside_it),
	    cmocka_unit_test(a_label_names_the_level),
	    cmocka_unit_test(corrected_and_own_mail_is_left_alone),
	    cmocka_unit_test(unsubscribing_takes_the_https_uri_of_one_click),
	    cmocka_unit_test(
		unsubscribing_is_refused_where_rfc_8058_does_not_hold),
	    cmocka_unit_test(nobody_unsubscribes_from_a_fraud),
	    cmocka_unit_test(each_condition_can_keep_a_policy_away),
	    cmocka_unit_test(an_event_is_archived_when_it_is_over),
	    cmocka_unit_test(a_sender_is_an_address_a_domain_or_a_list),
	    cmocka_unit_test(two_policies_propose_a_kind_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
