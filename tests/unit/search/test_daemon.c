/* test_daemon.c - what inbox.search answers over the bus. */
#include "tests/unit/search/daemon_stand.h"

#include <stdio.h>

static void emails_of_the_database_can_be_found(void **state)
{
	struct stand *s = *state;
	uint64_t id =
	    stand_email(s, s->anna, "Phone screen", "on monday at ten");
	struct search_result r;

	stand_classify(s, s->anna, id);
	assert_int_equal(stand_put(s, s->anna, &id, 1).indexed, 1);
	assert_int_equal(stand_put(s, s->anna, &id, 1).unchanged, 1);
	r = stand_ask(s, s->anna,
	    "monday subject:phone from:carol@acme.example to:me "
	    "list:jobs.example has:pdf has:link has:drive -has:image "
	    "is:unread category:interview priority:now is:needs_reply "
	    "newer_than:1h after:today");
	assert_int_equal(r.hits.n, 1);
	assert_int_equal(r.hits.v[0].id, id);
	assert_string_equal(r.hits.v[0].from, "Carol <carol@acme.example>");
	assert_string_equal(
	    r.hits.v[0].snippet, "on <mark>monday</mark> at ten");
	assert_int_equal(r.hits.v[0].priority, 85);
	assert_string_equal(r.backend, "sqlite");
}

static void other_users_emails_are_missing(void **state)
{
	struct stand *s = *state;
	uint64_t ids[2] = {stand_email(s, s->anna, "mine", "x"),
	    stand_email(s, s->bob, "his", "x")};
	struct search_indexed r = stand_put(s, s->anna, ids, 2);

	assert_int_equal(r.indexed, 1);
	assert_int_equal(r.missing.n, 1);
	assert_int_equal(r.missing.v[0], ids[1]);
	assert_int_equal(stand_ask(s, s->anna, "his").total, 0);
	assert_int_equal(stand_ask(s, s->bob, "mine").total, 0);
}

static void many_emails_are_read_in_pages(void **state)
{
	struct stand *s = *state;
	uint64_t ids[451];
	char text[600];

	ids[0] = stand_email(s, s->anna, "first", "x");
	snprintf(text, sizeof text,
	    "INSERT INTO emails (id, user_id, subject, received_at, "
	    "size_bytes, content_sha256, raw_key, raw_offset) SELECT %llu + n,"
	    " %llu, 'copy', now(), 1, 'x', 'k', 0 FROM generate_series(1, 449)"
	    " n",
	    (unsigned long long)ids[0], (unsigned long long)s->anna);
	stand_sql(s->admin_url, text);
	for (uint64_t i = 1; i < 450; i++)
		ids[i] = ids[0] + i;
	ids[450] = ids[0] + 100000;
	assert_int_equal(stand_put(s, s->anna, ids, 451).indexed, 450);
	assert_int_equal(stand_put(s, s->anna, ids, 451).missing.n, 1);
	assert_int_equal(stand_count(s, s->anna).documents, 450);
}

static void a_mistake_in_a_query_names_q_and_the_column(void **state)
{
	struct stand *s = *state;

	stand_ask(s, s->anna, "hello form:bob");
	assert_int_equal(s->err.code, ERR_INVALID);
	assert_string_equal(s->err.field, "q");
	assert_string_equal(s->err.text,
	    "column 7: unknown operator 'form:'; did you mean 'from:'?");
}

static void a_day_of_winter_begins_by_the_clock_of_winter(void **state)
{
	struct stand *s = *state;
	struct search_query m = {.q = "on:2024-01-15 -on:2024-07-15 "
				      "on:2024-03-31",
	    .limit = 1,
	    .explain = true};
	struct search_result r = {0};

	stand_call(s, s->anna, MSG_search_query, &m, MSG_search_result, &r);
	assert_int_equal(s->err.code, ERR_OK);
	assert_true(str_find(r.tree, "during:2024-01-14T23:00:00.000Z.."
				     "2024-01-15T22:59:59.999Z "
				     "-during:2024-07-14T22:00:00.000Z.."
				     "2024-07-15T21:59:59.999Z "
				     "during:2024-03-30T23:00:00.000Z.."
				     "2024-03-31T21:59:59.999Z") > 0);
	assert_int_equal(smap_len(s->d->zones), 1);
}

static void nobody_has_no_mail(void **state)
{
	struct stand *s = *state;

	stand_ask(s, 0, "x");
	assert_int_equal(s->err.code, ERR_FORBIDDEN);
}

static void deleted_emails_and_users_are_forgotten(void **state)
{
	struct stand *s = *state;
	uint64_t ids[2] = {stand_email(s, s->anna, "one", "x"),
	    stand_email(s, s->anna, "two", "x")};
	struct search_delete m = {.email_ids = {ids, 1}};
	struct search_deleted r = {0};

	stand_put(s, s->anna, ids, 2);
	stand_call(s, s->anna, MSG_search_delete, &m, MSG_search_deleted, &r);
	assert_int_equal(r.deleted, 1);
	assert_int_equal(stand_ask(s, s->anna, "x").total, 1);
	m = (struct search_delete){.all = true};
	stand_call(s, s->anna, MSG_search_delete, &m, MSG_search_deleted, &r);
	assert_int_equal(r.deleted, 1);
	assert_int_equal(stand_ask(s, s->anna, "x").total, 0);
}

static void a_missing_index_is_filled_from_the_database(void **state)
{
	struct stand *s = *state;
	uint64_t waiting;
	char text[200];

	stand_email(s, s->anna, "Old", "zebra");
	waiting = stand_email(s, s->anna, "New", "zebra");
	snprintf(text, sizeof text,
	    "INSERT INTO pipeline (email_id, user_id) VALUES (%llu, %llu)",
	    (unsigned long long)waiting, (unsigned long long)s->anna);
	stand_sql(s->admin_url, text);
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 0);
	stand_refill(s);
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 1);
	assert_int_equal(stand_ask(s, s->anna, "subject:old").total, 1);
	stand_close(s);
	stand_open(s);
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 1);
	assert_int_equal(map_len(s->d->refill), 0);
}

static void the_agent_finds_mail_for_an_objective(void **state)
{
	struct stand *s = *state;
	struct agent_run m = {.run_id = "01890000-0000-7000-8000-000000000001",
	    .objective = "Find the (urgent) zebra: AND more!",
	    .dry_run = true};
	struct agent_result r = {0};
	uint64_t id = stand_email(s, s->anna, "Zebra", "crossing");

	stand_put(s, s->anna, &id, 1);
	stand_call(s, s->anna, MSG_agent_run, &m, MSG_agent_result, &r);
	assert_int_equal(s->err.code, ERR_OK);
	assert_string_equal(r.status, "succeeded");
	assert_non_null(strstr(r.artifacts.p, "\"subject\":\"Zebra\""));
	assert_true(r.logs.n >= 2);
	m.params = STR("{\"max_results\":0}");
	stand_call(s, s->anna, MSG_agent_run, &m, MSG_agent_result, &r);
	assert_int_equal(s->err.code, ERR_INVALID);
	assert_string_equal(s->err.field, "params");
}

static void the_agent_begins_an_index_anew(void **state)
{
	struct stand *s = *state;
	struct agent_run m = {.run_id = "01890000-0000-7000-8000-000000000002",
	    .objective = "reindex",
	    .params = STR("{\"reindex\":true}"),
	    .dry_run = false};
	struct agent_result r = {0};
	uint64_t id = stand_email(s, s->anna, "Zebra", "crossing");

	stand_put(s, s->anna, &id, 1);
	stand_call(s, s->anna, MSG_agent_run, &m, MSG_agent_result, &r);
	assert_string_equal(r.status, "succeeded");
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 0);
	stand_refill(s);
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 1);
}

static void an_absent_database_does_not_stop_queries(void **state)
{
	struct stand *s = *state;
	uint64_t id = stand_email(s, s->anna, "Zebra", "crossing");
	struct pg_config pg = {.url = "postgresql://x@/x?host=/nonexistent",
	    .connections = 1,
	    .max_waiting = 10};

	stand_put(s, s->anna, &id, 1);
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 1);
	pg_close(&s->service.pg);
	assert_int_equal(pg_open(s->loop, &pg, &s->service.pg, &s->err), 0);
	assert_int_equal(stand_ask(s, s->anna, "zebra").total, 1);
}

#define DAEMON_TEST(fn)                                                        \
	cmocka_unit_test_setup_teardown(fn, stand_set_up, stand_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    DAEMON_TEST(emails_of_the_database_can_be_found),
	    DAEMON_TEST(other_users_emails_are_missing),
	    DAEMON_TEST(many_emails_are_read_in_pages),
	    DAEMON_TEST(a_mistake_in_a_query_names_q_and_the_column),
	    DAEMON_TEST(a_day_of_winter_begins_by_the_clock_of_winter),
	    DAEMON_TEST(nobody_has_no_mail),
	    DAEMON_TEST(deleted_emails_and_users_are_forgotten),
	    DAEMON_TEST(a_missing_index_is_filled_from_the_database),
	    DAEMON_TEST(the_agent_finds_mail_for_an_objective),
	    DAEMON_TEST(the_agent_begins_an_index_anew),
	    DAEMON_TEST(an_absent_database_does_not_stop_queries),
	};

	stand_need_env("DATABASE_ADMIN_URL");
	return cmocka_run_group_tests_name("search daemon", tests, NULL, NULL);
}
