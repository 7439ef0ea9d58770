/* list.c - application_list and application_table: the tracker's lines. */
#include "services/knowledge/applications/csv.h"
#include "services/knowledge/applications/tracker.h"
#include "common/base/clock.h"
#include "services/knowledge/knowledge.h"

#define ANSWER_BYTES ((size_t)8 << 20)

struct list_request {
	struct bus_request bus; /* first */
	struct tracker tracker;
	struct application_table filter;
	size_t *chosen;
	size_t n;
};

static task_step filter, filter_table, load, choose, answer, answer_table;
task_step *const application_list_steps[] = {
    filter, load, choose, answer, NULL};
task_step *const application_table_steps[] = {
    filter_table, load, choose, answer_table, NULL};
const size_t application_list_bytes = sizeof(struct list_request);

static struct list_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct list_request, bus.task);
}

static enum step_result filter(struct task *t)
{
	struct list_request *r = request_of(t);
	const struct application_list *ask = r->bus.msg;

	r->filter = (struct application_table){.stage = ask->stage,
	    .company = ask->company,
	    .q = ask->q,
	    .sort = ask->sort,
	    .hidden = ask->hidden,
	    .ghosted_days = ask->ghosted_days};
	return STEP_NEXT;
}

static enum step_result filter_table(struct task *t)
{
	struct list_request *r = request_of(t);
	const struct application_table *ask = r->bus.msg;

	r->filter = *ask;
	return STEP_NEXT;
}

static enum step_result load(struct task *t)
{
	struct list_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;

	r->tracker.ghosted_days = r->filter.ghosted_days;
	tracker_load(t, k->service->pg, r->bus.env.user_id, &r->tracker);
	return STEP_WAIT;
}

static enum step_result choose(struct task *t)
{
	struct list_request *r = request_of(t);

	tracker_fold(t, &r->tracker);
	r->n = tracker_select(t->arena, &r->tracker, &r->filter, &r->chosen);
	return STEP_NEXT;
}

/* Where the page begins; the id may be of any email of the last one. */
static int page_from(
    const struct list_request *r, size_t *from_r, struct err *err)
{
	const struct application_list *ask = r->bus.msg;
	const struct application *last =
	    application_find(r->tracker.v, r->tracker.n, ask->after);

	*from_r = 0;
	if (ask->after == 0)
		return 0;
	for (size_t i = 0; i < r->n && last != NULL; i++) {
		if (&r->tracker.v[r->chosen[i]] == last) {
			*from_r = i + 1;
			return 0;
		}
	}
	return err_set(
	    err, ERR_NOT_FOUND, "after: no such application among these");
}

static enum step_result answer(struct task *t)
{
	struct list_request *r = request_of(t);
	const struct application_list *ask = r->bus.msg;
	struct applications_shown m = {.total = (int64_t)r->n};
	struct buf *b = ARENA_NEW(t->arena, struct buf);
	struct jsonw w;
	size_t from, to;

	if (t->err.code != ERR_OK || page_from(r, &from, &t->err) < 0) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	to = MIN(r->n, from + (size_t)ask->limit);
	buf_init(b, ANSWER_BYTES);
	arena_defer(t->arena, buf_release, b);
	jsonw_init(&w, b);
	jsonw_arr(&w);
	for (size_t i = from; i < to; i++) {
		jsonw_obj(&w);
		tracker_write(&w, &r->tracker, r->chosen[i]);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	m.applications = (struct str){buf_str(b), b->len};
	if (to < r->n)
		m.next_after = r->tracker.v[r->chosen[to - 1]].id;
	bus_answer_msg(&r->bus, MSG_applications_shown, &m);
	return STEP_NEXT;
}

/* ---- the table ---- */

static void table_line(struct buf *b, const struct tracker *tr, size_t i)
{
	const struct application *ap = &tr->v[i];
	char at[32];

	csv_field(b, ap->company[0] != '\0' ? ap->company : ap->domain, false);
	csv_field(b, ap->domain, false);
	csv_field(b, ap->role, false);
	csv_field(b, application_stage_name(ap->stage), false);
	csv_field(b, tracker_is_ghosted(tr, i) ? "yes" : "no", false);
	clock_format_utc(ap->first_ms, at, sizeof at);
	csv_field(b, at, false);
	clock_format_utc(ap->last_ms, at, sizeof at);
	csv_field(b, at, false);
	if (ap->next_ms > tr->now_ms)
		clock_format_utc(ap->next_ms, at, sizeof at);
	else
		at[0] = '\0';
	csv_field(b, at, false);
	buf_add_i64(b, tracker_silent_days(tr, i));
	buf_addc(b, ',');
	buf_add_u64(b, ap->id);
	buf_adds(b, "\r\n");
}

static enum step_result answer_table(struct task *t)
{
	struct list_request *r = request_of(t);
	struct buf *b = ARENA_NEW(t->arena, struct buf);

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(b, ANSWER_BYTES);
	arena_defer(t->arena, buf_release, b);
	buf_adds(b, "company,domain,role,stage,ghosted,first_at,last_at,"
		    "next_at,silent_days,id\r\n");
	for (size_t i = 0; i < r->n; i++)
		table_line(b, &r->tracker, r->chosen[i]);
	if (buf_failed(b)) {
		err_set(&t->err, ERR_TOO_LARGE,
		    "the table is larger than %zu bytes", ANSWER_BYTES);
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	bus_answer_json(&r->bus, STR("{}"), (struct str){buf_str(b), b->len});
	return STEP_NEXT;
}
