/* test_reading.c - an email as a person reads it, and its files. */
#include "tests/unit/ingest/stand.h"

#include "tests/unit/unit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define TEXT_BYTES ((size_t)16 << 20)
#define FILE_BYTES ((size_t)600000) /* in base64: two pieces */

struct world {
	struct stand *s;
	uint64_t user, other;
	char mail[32]; /* id of their email */
	char *text;    /* what was answered last */
};

/* A letter with a page and a file of FILE_BYTES. */
static char *letter(void)
{
	static const char head[] =
	    "From: Ann Lee <ann@corp.example>\nSubject: Plans\n"
	    "Content-Type: multipart/mixed; boundary=x\n\n--x\n"
	    "Content-Type: text/html\n\n<p>See <script>x</script>below.\n--x\n"
	    "Content-Type: application/pdf; name=\"plans.pdf\"\n"
	    "Content-Transfer-Encoding: base64\n\n";
	size_t n = sizeof head - 1;
	char *raw = malloc(n + FILE_BYTES / 3 * 4 + 16);

	assert_non_null(raw);
	memcpy(raw, head, n);
	for (size_t i = 0; i < FILE_BYTES / 3; i++, n += 4)
		memcpy(raw + n, "YWJj", 4); /* abc */
	memcpy(raw + n, "\n--x--\n", 8);
	return raw;
}

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct stand_upload u = {.import_id = "one", .is_message = true};
	struct stand_answer a;
	char *raw = letter();

	assert_non_null(w);
	w->text = malloc(TEXT_BYTES);
	assert_non_null(w->text);
	w->s = stand_new();
	u.user_id = w->user = stand_user(w->s, "reader@mail.example");
	w->other = stand_user(w->s, "other@mail.example");
	stand_import(w->s, &u, str_of(raw), &a);
	assert_int_equal(a.imported, 1);
	stand_settle(w->s);
	snprintf(w->mail, sizeof w->mail, "%" PRIu64, a.ids[0]);
	free(raw);
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

/* "#" in json is the email's id. */
static void call_as(
    struct world *w, uint64_t user, enum msg_type type, const char *json)
{
	struct buf b;

	buf_init(&b, 65536);
	for (; *json != '\0'; json++)
		if (*json == '#')
			buf_adds(&b, w->mail);
		else
			buf_addc(&b, *json);
	stand_call(w->s, user, type, buf_str(&b), w->text, TEXT_BYTES);
	buf_deinit(&b);
}

static void says(struct world *w, const char *what)
{
	if (strstr(w->text, what) == NULL)
		fail_msg("no '%s' in: %.300s", what, w->text);
}

static void a_page_has_no_script(void **state)
{
	struct world *w = *state;

	call_as(w, w->user, MSG_mail_page, "{\"id\":\"#\"}");
	says(w, "{}<!DOCTYPE html>");
	says(w, "<p>See below.");
	call_as(w, w->user, MSG_mail_facts, "{\"id\":\"#\"}");
	says(w, "\"kind\":\"html\"");
	says(w, "\"scripts\":1");
}

static void images_of_others_are_refused(void **state)
{
	struct world *w = *state;

	call_as(w, w->user, MSG_mail_page, "{\"id\":\"#\",\"images\":\"1\"}");
	says(w, "INVALID images: ");
}

/* All pieces; `at` goes from each answer into the next question. */
static void a_file_comes_in_pieces(void **state)
{
	struct world *w = *state;
	char ask[4096] = "{\"id\":\"#\",\"n\":0}";
	size_t bytes = 0, pieces = 0;

	for (bool more = true; more; pieces++) {
		call_as(w, w->user, MSG_mail_file_ask, ask);
		assert_int_equal(w->text[0], '{');
		char *at = strstr(w->text, "\"at\":\"");
		char *blob = strchr(w->text, '}') + 1;
		if (pieces == 0)
			says(w, "\"name\":\"plans.pdf\"");
		for (const char *c = blob; *c != '\0'; c++, bytes++)
			assert_int_equal(*c, "abc"[bytes % 3]);
		more = at != NULL && at < blob;
		if (more)
			snprintf(ask, sizeof ask, "{\"id\":\"#\",\"n\":0,%.*s",
			    (int)(blob - at), at);
	}
	assert_int_equal(bytes, FILE_BYTES);
	assert_int_equal(pieces, 2);
}

static void places_beyond_the_message_are_refused(void **state)
{
	struct world *w = *state;
	static const char *const ats[] = {"9000000 0 0 5 0 0",
	    "10 0 0 9000000 0 0", "1099511627776 0 0 1 0 0"};
	char ask[200];

	for (size_t i = 0; i < ARRAY_LEN(ats); i++) {
		snprintf(ask, sizeof ask,
		    "{\"id\":\"#\",\"n\":0,\"at\":\"%s\"}", ats[i]);
		call_as(w, w->user, MSG_mail_file_ask, ask);
		says(w, "INVALID");
		says(w, "beyond the message's end");
	}
	call_as(w, w->user, MSG_mail_file_ask,
	    "{\"id\":\"#\",\"n\":0,\"at\":\"1 9 9\"}");
	says(w, "INVALID at: ");
}

static void there_are_so_many_files_and_no_more(void **state)
{
	struct world *w = *state;

	call_as(w, w->user, MSG_mail_file_ask, "{\"id\":\"#\",\"n\":1}");
	says(w, "NOT_FOUND");
	says(w, "has 1 attachments");
}

static void anothers_email_is_not_there(void **state)
{
	struct world *w = *state;
	static const enum msg_type types[] = {
	    MSG_mail_page, MSG_mail_facts, MSG_mail_file_ask};

	for (size_t i = 0; i < ARRAY_LEN(types); i++) {
		call_as(w, w->other, types[i],
		    types[i] == MSG_mail_file_ask ? "{\"id\":\"#\",\"n\":0}"
						  : "{\"id\":\"#\"}");
		says(w, "NOT_FOUND");
		says(w, "there is no such email");
	}
	call_as(w, w->other, MSG_mail_file_ask,
	    "{\"id\":\"#\",\"n\":0,\"at\":\"1 0 0 5 0 0\"}");
	says(w, "there is no such email");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_page_has_no_script),
	    cmocka_unit_test(images_of_others_are_refused),
	    cmocka_unit_test(a_file_comes_in_pieces),
	    cmocka_unit_test(places_beyond_the_message_are_refused),
	    cmocka_unit_test(there_are_so_many_files_and_no_more),
	    cmocka_unit_test(anothers_email_is_not_there),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
