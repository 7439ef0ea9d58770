/* emails.c - GET /api/emails: the inbox, newest or most urgent first.
 *
 * The database makes the JSON; row-level security and the query both hold it
 * to the caller's mail. */
#include "services/gateway/gateway.h"

#include "services/gateway/mail/emails.def.h"
#include "services/gateway/steps.h"

static task_step load;

step_list emails_steps = {
    GATEWAY_DOOR, gateway_admit, load, gateway_answer_rows, NULL};

/* By sort, category, band, label: asked for or not. */
static const char *const statements[2][2][2][2] = {
    {
	{{LIST(PAGE_OF_EMAILS(ANY("$4"))), LIST(PAGE_OF_EMAILS(LABELLED))},
	    BY_LABEL(NEWEST, ANY("$3"), BAND)},
	{BY_LABEL(NEWEST, CATEGORY, ANY("$5")),
	    BY_LABEL(NEWEST, CATEGORY, BAND)},
    },
    {
	{BY_LABEL(PRIORITY, ANY("$3"), ANY("$5")),
	    BY_LABEL(PRIORITY, ANY("$3"), BAND)},
	{BY_LABEL(PRIORITY, CATEGORY, ANY("$5")),
	    BY_LABEL(PRIORITY, CATEGORY, BAND)},
    },
};

/* "key.id" as emails_query.cursor carries it. The key is Unix time in
 * microseconds, up to the year 9999, or a priority. */
#define KEY_MAX 253402300799000000

struct cursor {
	int64_t key, id;
};

static int read_cursor(const char *text, struct cursor *c, struct err *err)
{
	struct str rest = str_of(text), key;

	*c = (struct cursor){KEY_MAX, INT64_MAX};
	if (text == NULL)
		return 0;
	if (!str_split(&rest, '.', &key) ||
	    str_to_i64(key, -KEY_MAX, KEY_MAX, &c->key) < 0 ||
	    str_to_i64(rest, 0, INT64_MAX, &c->id) < 0)
		return err_field(
		    err, "cursor", "is not a next_cursor of this list");
	return 0;
}

static const char *statement(const struct emails_query *q)
{
	return statements[streq(q->sort, "priority")][q->category != NULL]
			 [q->band != NULL][q->label != NULL];
}

static enum step_result load(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct emails_query *q =
	    gateway_query(r, MSG_emails_query, &t->err);
	struct cursor c;

	if (q == NULL || read_cursor(q->cursor, &c, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, statement(q),
	    PG_ARGS(PG_I64(r->caller.user_id), PG_I64(q->limit),
		PG_TEXT(q->category), PG_TEXT(q->label), PG_TEXT(q->band),
		PG_I64(c.key), PG_I64(c.id)));
	return STEP_WAIT;
}
