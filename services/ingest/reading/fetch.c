/* fetch.c - from an email's id to its bytes. */
#include "services/ingest/reading/reading.h"

#define LARGE_BYTES ((int64_t)1 << 20)

static const char sql_find[] =
    "SELECT raw_key, raw_offset, size_bytes FROM emails "
    "WHERE id = $1 AND user_id = $2";

struct reading_request *reading_request(struct task *t)
{
	return CONTAINER_OF(t, struct reading_request, bus.task);
}

static struct ingest *daemon_of(const struct reading_request *r)
{
	return r->bus.daemon;
}

void reading_release(struct bus_request *bus)
{
	gate_leave(&CONTAINER_OF(bus, struct reading_request, bus)->pass,
	    GATE_NO_WORD);
}

/* The three messages begin alike. */
static uint64_t email_of(const struct reading_request *r)
{
	const struct mail_facts *facts = r->bus.msg;
	const struct mail_page *page = r->bus.msg;
	const struct mail_file_ask *file = r->bus.msg;

	switch (r->bus.env.type) {
	case MSG_mail_page:
		return page->id;
	case MSG_mail_file_ask:
		return file->id;
	default:
		return facts->id;
	}
}

enum step_result reading_find(struct task *t)
{
	struct reading_request *r = reading_request(t);
	uint64_t user = r->bus.env.user_id;

	pg_query(t, daemon_of(r)->service->pg, pg_as_user(user), &r->rows,
	    sql_find, PG_ARGS(PG_I64(email_of(r)), PG_I64(user)));
	return STEP_WAIT;
}

static bool is_there(struct task *t)
{
	bool there = pg_rows(reading_request(t)->rows) > 0;

	if (!there)
		err_set(&t->err, ERR_NOT_FOUND, "there is no such email");
	return there;
}

enum step_result reading_enter(struct task *t)
{
	struct reading_request *r = reading_request(t);

	if (!is_there(t))
		return STEP_FAIL;
	if (pg_i64(r->rows, 0, "size_bytes") < LARGE_BYTES)
		return STEP_NEXT;
	return gate_enter(
	    t, daemon_of(r)->large, GATE_INTERACTIVE, 0, &r->pass);
}

enum step_result reading_get(
    struct task *t, uint64_t from, uint64_t left, uint64_t most)
{
	struct reading_request *r = reading_request(t);
	uint64_t size;

	if (!is_there(t))
		return STEP_FAIL;
	size = (uint64_t)pg_i64(r->rows, 0, "size_bytes");
	if (from > size || left > size - from)
		return task_fail(t, ERR_INVALID, "beyond the message's end");
	object_get(t, daemon_of(r)->objects, pg_text(r->rows, 0, "raw_key"),
	    (uint64_t)pg_i64(r->rows, 0, "raw_offset") + from,
	    (size_t)MIN(left, most), &r->raw);
	return STEP_WAIT;
}

enum step_result reading_fetch(struct task *t)
{
	uint64_t size =
	    (uint64_t)pg_i64(reading_request(t)->rows, 0, "size_bytes");

	return reading_get(t, 0, size, size);
}
