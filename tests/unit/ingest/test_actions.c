/* test_actions.c - what is proposed, decided and done, in the database. */
#include "tests/unit/ingest/stand.h"

#include "tests/unit/unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_BYTES ((size_t)4 << 20)

struct world {
	struct stand *s;
	uint64_t user;
	char mail[32]; /* id of an email of theirs */
	char *text;    /* what was answered last */
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	assert_non_null(w);
	w->text = malloc(TEXT_BYTES);
	assert_non_null(w->text);
	w->s = stand_new();
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	stand_free(&w->s);
	free(w->text);
	free(w);
	return 0;
}

/* A new user with one letter. */
static struct world *begin(void **state, const char *email)
{
	static const char letter[] =
	    "From: Ann Lee <ann@corp.example>\r\nTo: me@mail.example\r\n"
	    "Subject: Lunch?\r\nMessage-ID: <lunch@corp.example>\r\n"
	    "References: <first@corp.example>\r\n\r\nOn Friday?\r\n";
	struct world *w = *state;
	const struct stand_upload u = {
	    .user_id = w->user = stand_user(w->s, email),
	    .import_id = "one",
	    .is_message = true};
	struct stand_answer a;

	stand_import(w->s, &u, str_of(letter), &a);
	assert_int_equal(a.imported, 1);
	stand_settle(w->s);
	snprintf(w->mail, sizeof w->mail, "%" PRIu64, a.ids[0]);
	return w;
}

/* "#" in json is the email's id. */
static void call(struct world *w, enum msg_type type, const char *json)
{
	struct buf b;

	buf_init(&b, TEXT_BYTES);
	for (; *json != '\0'; json++)
		if (*json == '#')
			buf_adds(&b, w->mail);
		else
			buf_addc(&b, *json);
	stand_call(w->s, w->user, type, buf_str(&b), w->text, TEXT_BYTES);
	buf_deinit(&b);
}

static void says(struct world *w, const char *what)
{
	if (strstr(w->text, what) == NULL)
		fail_msg("no '%s' in: %s", what, w->text);
}

static void each_proposal_is_judged_on_its_own(void **state)
{
	struct world *w = begin(state, "many@mail.example");
	char once[4096];

	call(w, MSG_actions_propose,
	    "{\"proposals\":[{\"email_id\":\"#\",\"kind\":\"task\",\"params\":"
	    "{\"title\":\"Answer\"},\"reason\":\"said so\"},"
	    "{\"email_id\":\"1\",\"kind\":\"archive\"},"
	    "{\"email_id\":\"#\",\"kind\":\"task\"},"
	    "{\"email_id\":\"#\",\"kind\":\"archive\"}]}");
	says(w, "{\"results\":[{\"id\":\"");
	says(w, "\"params\":{\"title\":\"Answer\"},\"preview\":[{\"what\": "
		"\"task.title\", \"after\": \"Answer\", \"before\": null}]},"
		"{\"error\":\"no such email\",\"field\":\"email_id\"},"
		"{\"error\":\"is missing\",\"field\":\"params.title\"},"
		"{\"id\":\"");
	snprintf(once, sizeof once, "%s", w->text);
	call(w, MSG_actions_propose,
	    "{\"proposals\":[{\"email_id\":\"#\",\"kind\":\"task\",\"params\":"
	    "{\"title\":\" Answer \",\"notes\":\"\"}},"
	    "{\"email_id\":\"1\",\"kind\":\"archive\"},"
	    "{\"email_id\":\"#\",\"kind\":\"task\"},"
	    "{\"email_id\":\"#\",\"kind\":\"archive\"}]}");
	assert_string_equal(w->text, once);
	assert_int_equal(stand_number(w->s,
			     "SELECT count(*) FROM actions WHERE user_id = %d",
			     (int)w->user),
	    2);
}

static void a_hundred_are_taken_and_no_more(void **state)
{
	struct world *w = begin(state, "hundred@mail.example");
	struct buf b;

	for (int n = 100; n <= 101; n++) {
		buf_init(&b, TEXT_BYTES);
		buf_adds(&b, "{\"proposals\":[");
		for (int i = 0; i < n; i++)
			buf_addf(&b,
			    "%s{\"email_id\":\"#\",\"kind\":\"task\","
			    "\"params\":{\"title\":\"Task %d\"}}",
			    i > 0 ? "," : "", i);
		buf_adds(&b, "]}");
		call(w, MSG_actions_propose, buf_str(&b));
		says(w, n > 100 ? "INVALID proposals: " : "\"results\"");
		buf_deinit(&b);
	}
	assert_int_equal(stand_number(w->s,
			     "SELECT count(*) FROM actions WHERE user_id = %d",
			     (int)w->user),
	    100);
}

static void anothers_email_is_not_there(void **state)
{
	struct world *w = begin(state, "owner@mail.example");

	w->user = stand_user(w->s, "thief@mail.example");
	call(w, MSG_actions_propose,
	    "{\"proposals\":[{\"email_id\":\"#\",\"kind\":\"archive\"}]}");
	says(w, "\"error\":\"no such email\"");
	call(
	    w, MSG_action_propose, "{\"email_id\":\"#\",\"kind\":\"archive\"}");
	says(w, "NOT_FOUND");
}

static void a_dry_run_files_nothing(void **state)
{
	struct world *w = begin(state, "dry@mail.example");

	call(w, MSG_actions_propose,
	    "{\"dry_run\":true,\"proposals\":[{\"email_id\":\"#\",\"kind\":"
	    "\"archive\"},{\"email_id\":\"#\",\"kind\":\"unsubscribe\"},"
	    "{\"email_id\":\"3\",\"kind\":\"archive\"}]}");
	says(w,
	    "{\"results\":[{\"params\":{},\"preview\":[{\"what\": \"folder\", "
	    "\"after\": \"archive\", \"before\": \"inbox\"}, {\"what\": "
	    "\"labels\", \"after\": [\"UNREAD\"], \"before\": [\"INBOX\", "
	    "\"UNREAD\"]}]},{\"params\":{},\"preview\":[{\"what\":"
	    "\"request.error\",\"before\":null,\"after\":\"");
	says(w, "},{\"error\":\"no such email\",\"field\":\"email_id\"}]}");
	assert_int_equal(stand_number(w->s,
			     "SELECT count(*) FROM actions WHERE user_id = %d",
			     (int)w->user),
	    0);
}

/* The action that was answered last. */
static char *answered(struct world *w, char id[24])
{
	const char *p = strstr(w->text, "\"id\": \"");

	p = p == NULL ? strstr(w->text, "\"id\":\"") : p + 1;
	if (p == NULL)
		fail_msg("no id: %.300s", w->text);
	snprintf(id, 24, "%.*s", (int)strspn(p + 6, "0123456789"), p + 6);
	return id;
}

/* A new proposal, with this decision at once. */
static void propose(struct world *w, const char *fields, char id[24])
{
	char json[4096];

	snprintf(json, sizeof json, "{\"email_id\":\"#\",%s}", fields);
	call(w, MSG_action_propose, json);
	answered(w, id);
}

static void decide(struct world *w, const char *id, const char *decision)
{
	char json[128];

	snprintf(json, sizeof json, "{\"id\":\"%s\",\"decision\":\"%s\"}", id,
	    decision);
	call(w, MSG_action_decide, json);
}

static int64_t count(struct world *w, const char *table)
{
	return stand_number(w->s, "SELECT count(*) FROM %s WHERE user_id = %d",
	    table, (int)w->user);
}

static const struct {
	const char *fields, *table, *preview;
} made[] = {
    {"\"kind\":\"task\",\"params\":{\"title\":\"Pay\",\"due_at\":"
     "\"2026-12-05\"}",
	"tasks",
	"[{\"what\": \"task.title\", \"after\": \"Pay\", \"before\": null}, "
	"{\"what\": \"task.due_at\", \"after\": \"2026-12-05\", \"before\": "
	"null}]"},
    {"\"kind\":\"calendar\",\"params\":{\"title\":\"Lunch\",\"starts_at\":"
     "\"2026-12-05T12:00:00Z\",\"location\":\"Roma\"}",
	"calendar_events",
	"[{\"what\": \"event.title\", \"after\": \"Lunch\", \"before\": null}, "
	"{\"what\": \"event.starts_at\", \"after\": "
	"\"2026-12-05T12:00:00.000Z\", \"before\": null}, "
	"{\"what\": \"event.location\", \"after\": \"Roma\", \"before\": "
	"null}]"},
    {"\"kind\":\"draft\",\"params\":{\"to\":[\"ann@corp.example\"],"
     "\"subject\":\"Re: Lunch?\",\"body\":\"Yes\"}",
	"drafts",
	"[{\"what\": \"draft.to\", \"after\": [\"ann@corp.example\"], "
	"\"before\": null}, {\"what\": \"draft.subject\", \"after\": "
	"\"Re: Lunch?\", \"before\": null}, {\"what\": \"draft.body\", "
	"\"after\": \"Yes\", \"before\": null}]"},
};

static void what_is_approved_is_made_once_and_taken_away_again(void **state)
{
	struct world *w = begin(state, "made@mail.example");
	char id[24];

	for (size_t i = 0; i < ARRAY_LEN(made); i++) {
		propose(w, made[i].fields, id);
		says(w, made[i].preview);
		assert_int_equal(count(w, made[i].table), 0);
		decide(w, id, "approve");
		says(w, "\"status\": \"executed\"");
		says(w, "\"can_undo\": true");
		decide(w, id, "approve");
		says(w, "\"status\": \"executed\"");
		assert_int_equal(count(w, made[i].table), 1);
		decide(w, id, "undo");
		says(w, "\"status\": \"undone\"");
		says(w, "\"preview\":[]");
		assert_int_equal(count(w, made[i].table), 0);
	}
	assert_int_equal(count(w, "audit_log"), 2 * (int)ARRAY_LEN(made));
}

static void what_a_person_has_changed_is_kept(void **state)
{
	struct world *w = begin(state, "kept@mail.example");
	char id[24];

	for (size_t i = 0; i < ARRAY_LEN(made); i++) {
		propose(w, made[i].fields, id);
		decide(w, id, "approve");
		(void)stand_number(w->s,
		    "UPDATE %s SET changed_at = now() WHERE user_id = %d "
		    "RETURNING 1",
		    made[i].table, (int)w->user);
		decide(w, id, "undo");
		says(w, "CONFLICT");
		says(w, "your work is kept");
		assert_int_equal(count(w, made[i].table), 1);
		call(w, MSG_action_list, "{}");
		says(w, "\"can_undo\": false");
		says(w, "\"status\": \"executed\"");
	}
}

static void what_a_person_has_deleted_can_be_taken_back(void **state)
{
	struct world *w = begin(state, "deleted@mail.example");
	char id[24];

	propose(w, made[0].fields, id);
	decide(w, id, "approve");
	(void)stand_number(w->s,
	    "DELETE FROM tasks WHERE user_id = %d "
	    "RETURNING 1",
	    (int)w->user);
	decide(w, id, "undo");
	says(w, "\"status\": \"undone\"");
}

static void params_of_another_program_fail_and_say_so(void **state)
{
	struct world *w = begin(state, "odd@mail.example");
	char id[24];

	propose(w, made[1].fields, id);
	(void)stand_number(w->s,
	    "UPDATE actions SET params = '{\"title\":\"x\",\"starts_at\":"
	    "\"soon\"}' WHERE id = %s RETURNING 1",
	    id);
	decide(w, id, "approve");
	says(w, "\"status\": \"failed\"");
	says(w, "can't be carried out (22007)");
	assert_int_equal(count(w, "calendar_events"), 0);
}

static void many_are_decided_each_on_its_own(void **state)
{
	struct world *w = begin(state, "decide@mail.example");
	char a[24], b[24], json[256];

	propose(w, "\"kind\":\"archive\"", a);
	propose(w, made[0].fields, b);
	decide(w, b, "reject");
	snprintf(json, sizeof json,
	    "{\"ids\":[\"%s\",\"999999\",\"%s\",\"%s\"],"
	    "\"decision\":\"approve\"}",
	    b, a, a);
	for (int again = 0; again < 2; again++) {
		char want[1024];

		call(w, MSG_actions_decide, json);
		snprintf(want, sizeof want,
		    "{\"results\":[{\"id\":\"%s\",\"error\":\"the action's "
		    "status",
		    b);
		says(w, want);
		snprintf(want, sizeof want,
		    "{\"id\":\"999999\",\"error\":\"no such action\"},"
		    "{\"id\":\"%s\",\"status\":\"executed\"},"
		    "{\"id\":\"%s\",\"status\":\"executed\"}]}",
		    a, a);
		says(w, want);
	}
	assert_int_equal(count(w, "audit_log"), 2);
	call(w, MSG_actions_decide, "{\"ids\":[],\"decision\":\"undo\"}");
	says(w, "INVALID ids: must not be empty");
}

static void a_page_of_long_drafts_ends_early(void **state)
{
	struct world *w = begin(state, "long@mail.example");
	char id[24];

	for (int i = 0; i < 2; i++)
		propose(w, i == 0 ? made[2].fields : made[0].fields, id);
	(void)stand_number(w->s,
	    "WITH x AS (UPDATE actions SET params = params || "
	    "jsonb_build_object('body', repeat('x', 1100000)) "
	    "WHERE user_id = %d RETURNING 1) SELECT count(*) FROM x",
	    (int)w->user);
	call(w, MSG_action_list, "{}");
	says(w, "\"next_before\":\"");
	assert_null(strstr(w->text, "\"kind\": \"draft\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_proposal_is_judged_on_its_own),
	    cmocka_unit_test(a_hundred_are_taken_and_no_more),
	    cmocka_unit_test(anothers_email_is_not_there),
	    cmocka_unit_test(a_dry_run_files_nothing),
	    cmocka_unit_test(
		what_is_approved_is_made_once_and_taken_away_again),
	    cmocka_unit_test(what_a_person_has_changed_is_kept),
	    cmocka_unit_test(what_a_person_has_deleted_can_be_taken_back),
	    cmocka_unit_test(params_of_another_program_fail_and_say_so),
	    cmocka_unit_test(many_are_decided_each_on_its_own),
	    cmocka_unit_test(a_page_of_long_drafts_ends_early),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
