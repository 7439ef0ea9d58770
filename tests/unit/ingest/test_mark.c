/* test_mark.c - read and unread, and the index that follows. */
#include "tests/unit/ingest/stand.h"

#include "tests/unit/unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct world {
	struct stand *s;
	uint64_t user;
	struct stand_answer mail; /* three of the user's */
	char text[8192];          /* what was answered last */
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	w->s = stand_new();
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	stand_free(&w->s);
	free(w);
	return 0;
}

/* A new user with three mails, done but for what is away. */
static struct world *begin(void **state, const char *email)
{
	struct world *w = *state;
	const struct stand_upload u = {
	    .user_id = w->user = stand_user(w->s, email), .import_id = "i"};
	struct buf b;

	buf_init(&b, 1 << 16);
	for (int i = 0; i < 3; i++)
		buf_addf(&b,
		    "From x\nFrom: a@b.example\nMessage-ID: <%d@x>\n"
		    "Date: 1 Jan 2026 10:00:00 +0000\n\ntext\n\n",
		    i);
	stand_import(w->s, &u, (struct str){buf_str(&b), b.len}, &w->mail);
	assert_int_equal(w->mail.imported, 3);
	stand_settle(w->s);
	buf_deinit(&b);
	return w;
}

static void call(struct world *w, enum msg_type type, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
static void call(struct world *w, enum msg_type type, const char *fmt, ...)
{
	char json[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(json, sizeof json, fmt, ap);
	va_end(ap);
	stand_call(w->s, w->user, type, json, w->text, sizeof w->text);
}

static void mark(struct world *w, int i, bool read)
{
	call(w, MSG_email_mark, "{\"email_id\":\"%" PRIu64 "\",\"read\":%s}",
	    w->mail.ids[i], read ? "true" : "false");
}

static void says(struct world *w, const char *what)
{
	if (strstr(w->text, what) == NULL)
		fail_msg("no '%s' in: %s", what, w->text);
}

static int64_t unread(struct world *w)
{
	return stand_number(w->s,
	    "SELECT count(*) FROM emails WHERE user_id = %" PRIu64
	    " AND 'UNREAD' = ANY (labels)",
	    w->user);
}

static int64_t waiting(struct world *w, const char *where)
{
	return stand_number(w->s,
	    "SELECT count(*) FROM pipeline WHERE user_id = %" PRIu64 " AND %s",
	    w->user, where);
}

static void sweep(struct world *w)
{
	stand_job(w->s, 0);
	stand_settle(w->s);
}

static void a_mail_is_read_and_unread_again(void **state)
{
	struct world *w = begin(state, "mark@home.example");

	assert_int_equal(unread(w), 3);
	mark(w, 1, true);
	says(w, "\"read\":true,\"changed\":true");
	assert_int_equal(unread(w), 2);
	mark(w, 1, true);
	says(w, "\"read\":true,\"changed\":false");
	mark(w, 1, false);
	says(w, "\"read\":false,\"changed\":true");
	assert_int_equal(unread(w), 3);
}

static void the_index_has_followed_when_it_is_answered(void **state)
{
	struct world *w = begin(state, "follow@home.example");
	const struct neighbour *search = &w->s->of[STAGE_TRIAGED];
	const struct neighbour *graph = &w->s->of[STAGE_INDEXED];
	uint64_t told = search->emails, linked = graph->emails;

	mark(w, 0, true);
	assert_int_equal(search->emails, told + 1);
	assert_int_equal(graph->emails, linked); /* it does not ask this */
	assert_int_equal(waiting(w, "true"), 0);
	mark(w, 0, true);
	assert_int_equal(search->emails, told + 1); /* nothing to tell */
}

static void many_are_marked_and_those_that_are_not_there_are_named(void **state)
{
	struct world *w = begin(state, "many-marks@home.example");
	char want[128];

	mark(w, 0, true);
	call(w, MSG_emails_mark,
	    "{\"read\":true,\"ids\":[\"%" PRIu64 "\",\"%" PRIu64
	    "\",\"7\",\"%" PRIu64 "\"]}",
	    w->mail.ids[2], w->mail.ids[0], w->mail.ids[1]);
	snprintf(want, sizeof want,
	    "\"changed\":[\"%" PRIu64 "\",\"%" PRIu64 "\"]", w->mail.ids[1],
	    w->mail.ids[2]);
	says(w, want);
	says(w, "\"missing\":[\"7\"]");
	assert_int_equal(unread(w), 0);
	call(w, MSG_emails_mark, "{\"read\":true,\"ids\":[]}");
	says(w, "INVALID ids: must not be empty");
}

static void anothers_mail_is_not_there(void **state)
{
	struct world *w = begin(state, "marked@home.example");
	uint64_t owner = w->user;

	w->user = stand_user(w->s, "marker@home.example");
	mark(w, 0, true);
	says(w, "NOT_FOUND : no such email");
	w->user = owner;
	assert_int_equal(unread(w), 3);
}

static void without_search_the_mark_holds_and_the_pipeline_tells_it(
    void **state)
{
	struct world *w = begin(state, "away-mark@home.example");
	uint64_t told;

	stand_neighbour_close(w->s, STAGE_TRIAGED);
	mark(w, 0, true);
	says(w, "\"changed\":true");
	assert_int_equal(unread(w), 2);
	assert_int_equal(
	    waiting(w, "stage = 'triaged' AND claimed_by IS NULL"), 1);
	stand_neighbour_open(w->s, STAGE_TRIAGED);
	told = w->s->of[STAGE_TRIAGED].emails;
	sweep(w);
	assert_int_equal(w->s->of[STAGE_TRIAGED].emails, told + 1);
	assert_int_equal(waiting(w, "true"), 0);
}

static void what_search_refuses_is_told_again(void **state)
{
	struct world *w = begin(state, "refused-mark@home.example");

	w->s->of[STAGE_TRIAGED].failures = 1;
	w->s->of[STAGE_TRIAGED].code = ERR_INTERNAL;
	mark(w, 0, true);
	says(w, "\"changed\":true");
	assert_int_equal(
	    waiting(w, "stage = 'triaged' AND claimed_by IS NULL"), 1);
	sweep(w);
	assert_int_equal(waiting(w, "true"), 0);
}

/* Mail that is on its way is indexed with what is marked now, by whoever
 * brings it there. */
static void mail_on_its_way_is_left_to_the_pipeline(void **state)
{
	struct world *w = *state;

	stand_neighbour_close(w->s, STAGE_RECEIVED);
	begin(state, "early-mark@home.example");
	assert_int_equal(waiting(w, "stage = 'received'"), 3);
	mark(w, 0, true);
	says(w, "\"changed\":true");
	assert_int_equal(waiting(w, "stage = 'received'"), 3);
	stand_neighbour_open(w->s, STAGE_RECEIVED);
	stand_number(w->s,
	    "WITH x AS (UPDATE pipeline SET not_before = now() RETURNING 1) "
	    "SELECT count(*) FROM x");
	sweep(w);
	assert_int_equal(waiting(w, "true"), 0);
	assert_int_equal(unread(w), 2);
}

static void whoever_indexes_it_just_now_loses_it(void **state)
{
	struct world *w = begin(state, "torn-mark@home.example");

	stand_number(w->s,
	    "WITH x AS (INSERT INTO pipeline (email_id, user_id, stage, "
	    "claimed_by, claimed_until) VALUES (%" PRIu64 ", %" PRIu64
	    ", 'indexed', 'other', now() + interval '1 min') RETURNING 1) "
	    "SELECT count(*) FROM x",
	    w->mail.ids[0], w->user);
	mark(w, 0, true);
	assert_int_equal(
	    waiting(w, "stage = 'triaged' AND claimed_by IS NULL"), 1);
	sweep(w);
	assert_int_equal(waiting(w, "true"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_mail_is_read_and_unread_again),
	    cmocka_unit_test(the_index_has_followed_when_it_is_answered),
	    cmocka_unit_test(
		many_are_marked_and_those_that_are_not_there_are_named),
	    cmocka_unit_test(anothers_mail_is_not_there),
	    cmocka_unit_test(
		without_search_the_mark_holds_and_the_pipeline_tells_it),
	    cmocka_unit_test(what_search_refuses_is_told_again),
	    cmocka_unit_test(mail_on_its_way_is_left_to_the_pipeline),
	    cmocka_unit_test(whoever_indexes_it_just_now_loses_it),
	};

	return cmocka_run_group_tests_name(
	    "ingest/mark", tests, setup, teardown);
}
