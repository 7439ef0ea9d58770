/* test_threads.c - conversations in the database, whatever comes first. */
#include "tests/unit/ingest/stand.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#define REF(id) "In-Reply-To: <" id ">\nReferences: <" id ">\n"

struct mail {
	const char *id, *subject, *extra;
	const char *from; /* NULL: ann@corp.example */
	int day;          /* of January 2026; later ones run on */
};

static int setup(void **state)
{
	*state = stand_new();
	return 0;
}

static int teardown(void **state)
{
	struct stand *s = *state;

	stand_free(&s);
	return 0;
}

/* All in one batch, or each in an import of its own. */
static void import_into(struct stand *s, uint64_t user, const char *email,
    const struct mail *v, size_t n, bool apart)
{
	struct stand_answer a;
	char import_id[16];
	struct buf b;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < n; i++) {
		snprintf(import_id, sizeof import_id, "i%zu", apart ? i : 0);
		const struct stand_upload u = {
		    .user_id = user, .import_id = import_id};

		buf_addf(&b,
		    "From x\nFrom: <%s>\nTo: <%s>\nMessage-ID: <%s>\n"
		    "Date: %d %s 2026 10:00:00 +0000\nSubject: %s\n%s\nt\n\n",
		    v[i].from != NULL ? v[i].from : "ann@corp.example", email,
		    v[i].id, (v[i].day - 1) % 28 + 1,
		    v[i].day > 56   ? "Mar"
		    : v[i].day > 28 ? "Feb"
				    : "Jan",
		    v[i].subject, v[i].extra != NULL ? v[i].extra : "");
		if (!apart && i + 1 < n)
			continue;
		stand_import(s, &u, (struct str){buf_str(&b), b.len}, &a);
		if (a.err.code != ERR_OK)
			fail_msg("%s", a.err.text);
		buf_clear(&b);
		stand_settle(s);
	}
	buf_deinit(&b);
}

static uint64_t import(struct stand *s, const char *email, const struct mail *v,
    size_t n, bool apart)
{
	uint64_t user = stand_user(s, email);

	import_into(s, user, email, v, n, apart);
	return user;
}

/* "1 1 2": the threads of the user's emails by message id, numbered in the
 * order in which they are seen. */
static void threads(struct stand *s, uint64_t user, char *out, size_t n)
{
	stand_text(s, out, n,
	    "SELECT string_agg(rank::text, ' ' ORDER BY message_id) FROM "
	    "(SELECT message_id, dense_rank() OVER (ORDER BY first) AS rank "
	    "FROM (SELECT message_id, min(message_id) OVER (PARTITION BY "
	    "thread_id) AS first FROM emails WHERE user_id = %lu) x) y",
	    user);
}

static void check(struct stand *s, const char *name, const struct mail *v,
    size_t n, const char *want)
{
	char email[64], got[64];

	for (int apart = 0; apart < 2; apart++) {
		for (int backwards = 0; backwards < 2; backwards++) {
			struct mail order[8];
			uint64_t user;

			for (size_t i = 0; i < n; i++)
				order[i] = v[backwards ? n - 1 - i : i];
			snprintf(email, sizeof email, "%s%d%d@home.example",
			    name, apart, backwards);
			user = import(s, email, order, n, apart);
			threads(s, user, got, sizeof got);
			if (strcmp(got, want) != 0)
				fail_msg("%s: %s, not %s", email, got, want);
			assert_int_equal(
			    stand_number(s,
				"SELECT count(*) FROM threads t WHERE "
				"user_id = %lu AND NOT EXISTS (SELECT FROM "
				"emails e WHERE e.thread_id = t.id)",
				user),
			    0);
		}
	}
}

static void replies_join_their_parent_in_any_order(void **state)
{
	static const struct mail v[] = {
	    {"a", "Offer", NULL, NULL, 1},
	    {"b", "Re: Offer", REF("a"), NULL, 2},
	    {"c", "Re: Offer", "References: <a> <b>\n", NULL, 3},
	    {"d", "Offer", NULL, NULL, 4},
	};

	check(*state, "replies", v, ARRAY_LEN(v), "1 1 1 2");
}

static void siblings_of_an_absent_parent_are_together(void **state)
{
	static const struct mail v[] = {
	    {"a", "Re: Plan", REF("gone"), NULL, 1},
	    {"b", "Re: Plan", REF("gone"), NULL, 2},
	};

	check(*state, "siblings", v, ARRAY_LEN(v), "1 1");
}

/* Two threads, and then the message that knows both. */
static void a_late_link_merges_threads(void **state)
{
	struct stand *s = *state;
	static const struct mail v[] = {
	    {"a", "One", NULL, NULL, 1},
	    {"b", "Two", NULL, NULL, 2},
	    {"c", "Three", "References: <a> <b>\n", NULL, 3},
	};
	uint64_t user;

	check(s, "merge", v, ARRAY_LEN(v), "1 1 1");
	user = import(s, "merge@home.example", v, ARRAY_LEN(v), true);
	assert_int_equal(
	    stand_number(s,
		"SELECT count(*) FROM thread_refs WHERE user_id = %lu", user),
	    3);
}

static void what_moved_is_indexed_and_linked_again(void **state)
{
	struct stand *s = *state;
	static const struct mail v[] = {
	    {"a", "One", NULL, NULL, 1},
	    {"b", "Two", NULL, NULL, 2},
	    {"c", "Three", "References: <a> <b>\n", NULL, 3},
	};
	uint64_t indexed, user;

	stand_job(s, 0); /* what other tests have left */
	stand_settle(s);
	indexed = s->of[STAGE_TRIAGED].emails;
	user = import(s, "again@home.example", v, 3, true);
	stand_job(s, 0);
	stand_settle(s);
	assert_int_equal(s->of[STAGE_TRIAGED].emails - indexed, 4);
	assert_int_equal(
	    stand_number(
		s, "SELECT count(*) FROM pipeline WHERE user_id = %lu", user),
	    0);
}

/* The index may have read the old thread just before the merge. */
static void what_moved_while_at_work_loses_its_lease(void **state)
{
	struct stand *s = *state;
	static const struct mail v[] = {
	    {"a", "One", NULL, NULL, 1},
	    {"b", "Two", NULL, NULL, 2},
	};
	static const struct mail link[] = {
	    {"c", "Three", "References: <a> <b>\n", NULL, 3}};
	uint64_t user = import(s, "atwork@home.example", v, 2, true);

	stand_number(s,
	    "WITH x AS (INSERT INTO pipeline (email_id, user_id, stage, "
	    "claimed_by, claimed_until) SELECT id, user_id, 'indexed', 'w', "
	    "now() + interval '1 hour' FROM emails WHERE user_id = %lu "
	    "RETURNING 1) SELECT count(*) FROM x",
	    user);
	import_into(s, user, "atwork@home.example", link, 1, true);
	assert_int_equal(stand_number(s,
			     "SELECT count(*) FROM pipeline WHERE user_id = "
			     "%lu AND stage = 'triaged' AND claimed_by IS NULL",
			     user),
	    1);
}

static void a_reply_without_references_joins_by_subject(void **state)
{
	static const struct mail v[] = {
	    {"a", "Interview", NULL, NULL, 1},
	    {"b", "RE: Interview", NULL, NULL, 20},
	};

	check(*state, "subject", v, ARRAY_LEN(v), "1 1");
}

static void by_subject_nothing_joins_after_a_month(void **state)
{
	static const struct mail v[] = {
	    {"a", "Interview", NULL, NULL, 1},
	    {"b", "RE: Interview", NULL, NULL, 40},
	};

	check(*state, "month", v, ARRAY_LEN(v), "1 2");
}

static void by_subject_strangers_do_not_join(void **state)
{
	static const struct mail v[] = {
	    {"a", "Your application", NULL, "hr@one.example", 1},
	    {"b", "Re: Your application", NULL, "hr@two.example", 2},
	};

	check(*state, "strangers", v, ARRAY_LEN(v), "1 2");
}

static void equal_subjects_alone_do_not_join(void **state)
{
	static const struct mail v[] = {
	    {"a", "Weekly digest", NULL, NULL, 1},
	    {"b", "Weekly digest", NULL, NULL, 8},
	};

	check(*state, "digest", v, ARRAY_LEN(v), "1 2");
}

static void ids_too_long_for_an_index_still_thread(void **state)
{
	struct stand *s = *state;
	char id[4000], extra[4100], got[64];
	struct mail v[] = {
	    {id, "Long", NULL, NULL, 1}, {"b", "Re: Long", extra, NULL, 2}};
	uint64_t user;

	for (size_t i = 0; i < sizeof id; i++)
		id[i] = (char)('a' + i * i % 23);
	memcpy(id + sizeof id - 6, "@x.yz", 6);
	snprintf(extra, sizeof extra, "In-Reply-To: <%s>\n", id);
	user = import(s, "long@home.example", v, 2, true);
	threads(s, user, got, sizeof got);
	assert_string_equal(got, "1 1");
}

static void a_long_subject_base_fits_its_index(void **state)
{
	struct stand *s = *state;
	char subject[12000], got[64];
	struct mail v[] = {{"a", subject, NULL, NULL, 1}};
	uint64_t user;

	for (size_t i = 0; i < sizeof subject; i++)
		subject[i] = (char)('a' + i * i % 23);
	subject[sizeof subject - 1] = '\0';
	user = import(s, "longsubject@home.example", v, 1, true);
	threads(s, user, got, sizeof got);
	assert_string_equal(got, "1");
}

static void old_mail_lies_in_partitions_of_a_year(void **state)
{
	struct stand *s = *state;
	uint64_t user = stand_user(s, "old@home.example");
	const struct stand_upload u = {.user_id = user, .import_id = "i"};
	struct stand_answer a;
	const char mbox[] =
	    "From x\nFrom: a@b.example\nDate: 3 Mar 2004 10:00:00 "
	    "+0000\n\nx\n\n"
	    "From x\nFrom: a@b.example\nDate: 9 Sep 2004 10:00:00 "
	    "+0000\n\ny\n\n"
	    "From x\nFrom: a@b.example\nDate: 3 Mar 2021 10:00:00 "
	    "+0000\n\nz\n\n"
	    "From x\nFrom: a@b.example\nDate: 9 Sep 1981 10:00:00 +0000\n\nw\n";

	stand_import(s, &u, STR(mbox), &a);
	assert_int_equal(a.imported, 4);
	assert_int_equal(
	    stand_number(s, "SELECT count(*) FROM ONLY emails_2004"), 2);
	assert_int_equal(
	    stand_number(s, "SELECT count(*) FROM ONLY emails_2021_03"), 1);
	assert_int_equal(
	    stand_number(s, "SELECT count(*) FROM ONLY emails_1990"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(replies_join_their_parent_in_any_order),
	    cmocka_unit_test(siblings_of_an_absent_parent_are_together),
	    cmocka_unit_test(a_late_link_merges_threads),
	    cmocka_unit_test(what_moved_is_indexed_and_linked_again),
	    cmocka_unit_test(what_moved_while_at_work_loses_its_lease),
	    cmocka_unit_test(a_reply_without_references_joins_by_subject),
	    cmocka_unit_test(by_subject_nothing_joins_after_a_month),
	    cmocka_unit_test(by_subject_strangers_do_not_join),
	    cmocka_unit_test(equal_subjects_alone_do_not_join),
	    cmocka_unit_test(ids_too_long_for_an_index_still_thread),
	    cmocka_unit_test(a_long_subject_base_fits_its_index),
	    cmocka_unit_test(old_mail_lies_in_partitions_of_a_year),
	};

	return cmocka_run_group_tests_name("threads", tests, setup, teardown);
}
