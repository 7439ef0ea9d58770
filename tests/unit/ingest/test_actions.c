/* test_actions.c - what is proposed, decided and done, in the database. */
#include "tests/unit/ingest/stand.h"

#include "tests/unit/unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_BYTES ((size_t)1 << 20)

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

/* "@" in json is the email's id. */
static void call(struct world *w, enum msg_type type, const char *json)
{
	struct buf b;

	buf_init(&b, TEXT_BYTES);
	for (; *json != '\0'; json++)
		if (*json == '@')
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
	    "{\"proposals\":[{\"email_id\":\"@\",\"kind\":\"task\",\"params\":"
	    "{\"title\":\"Answer\"},\"reason\":\"said so\"},"
	    "{\"email_id\":\"1\",\"kind\":\"archive\"},"
	    "{\"email_id\":\"@\",\"kind\":\"task\"},"
	    "{\"email_id\":\"@\",\"kind\":\"archive\"}]}");
	says(w, "{\"results\":[{\"id\":\"");
	says(w, "\"},{\"error\":\"no such email\",\"field\":\"email_id\"},"
		"{\"error\":\"is missing\",\"field\":\"params.title\"},"
		"{\"id\":\"");
	snprintf(once, sizeof once, "%s", w->text);
	call(w, MSG_actions_propose,
	    "{\"proposals\":[{\"email_id\":\"@\",\"kind\":\"task\",\"params\":"
	    "{\"title\":\" Answer \",\"notes\":\"\"}},"
	    "{\"email_id\":\"1\",\"kind\":\"archive\"},"
	    "{\"email_id\":\"@\",\"kind\":\"task\"},"
	    "{\"email_id\":\"@\",\"kind\":\"archive\"}]}");
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
			    "%s{\"email_id\":\"@\",\"kind\":\"task\","
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
	    "{\"proposals\":[{\"email_id\":\"@\",\"kind\":\"archive\"}]}");
	says(w, "\"error\":\"no such email\"");
	call(
	    w, MSG_action_propose, "{\"email_id\":\"@\",\"kind\":\"archive\"}");
	says(w, "NOT_FOUND");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_proposal_is_judged_on_its_own),
	    cmocka_unit_test(a_hundred_are_taken_and_no_more),
	    cmocka_unit_test(anothers_email_is_not_there),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
