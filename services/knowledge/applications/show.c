/* show.c - application_show: one application, each stage with its evidence. */
#include "services/knowledge/applications/tracker.h"
#include "services/knowledge/knowledge.h"

#define QUOTE_BYTES 80
#define ANSWER_BYTES ((size_t)4 << 20)
#define EVENTS_SHOWN 1000 /* the last ones */

struct show_request {
	struct bus_request bus; /* first */
	struct tracker tracker;
	size_t found;
	size_t from; /* the first event that is shown */
	struct pg_result *mails;
};

static task_step load, find, answer;
task_step *const application_show_steps[] = {load, find, answer, NULL};
const size_t application_show_bytes = sizeof(struct show_request);

static const char sql_mails[] =
    "SELECT id, subject, from_name, from_addr, left(body_text, 65536) AS body "
    "FROM emails WHERE user_id = $1 AND id = ANY ($2)";

static struct show_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct show_request, bus.task);
}

static const struct application *shown(const struct show_request *r)
{
	return &r->tracker.v[r->found];
}

static enum step_result load(struct task *t)
{
	struct show_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct application_show *ask = r->bus.msg;

	r->tracker.ghosted_days = ask->ghosted_days;
	tracker_load(t, k->service->pg, r->bus.env.user_id, &r->tracker);
	return STEP_WAIT;
}

static enum step_result find(struct task *t)
{
	struct show_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct application_show *ask = r->bus.msg;
	const struct application *ap;
	int64_t *ids;

	tracker_fold(t, &r->tracker);
	ap = application_find(r->tracker.v, r->tracker.n, ask->id);
	if (ap == NULL)
		return task_fail(t, ERR_NOT_FOUND, "no such application");
	r->found = (size_t)(ap - r->tracker.v);
	r->from = ap->events_n > EVENTS_SHOWN ? ap->events_n - EVENTS_SHOWN : 0;
	ids = ARENA_ARRAY(t->arena, int64_t, ap->events_n);
	for (size_t i = r->from; i < ap->events_n; i++)
		ids[i - r->from] = (int64_t)ap->events[i].email_id;
	pg_query(t, k->service->pg, pg_as_user(r->bus.env.user_id), &r->mails,
	    sql_mails,
	    PG_ARGS(PG_I64(r->bus.env.user_id),
		PG_I64S(ids, ap->events_n - r->from)));
	return STEP_WAIT;
}

/* The words of the mail that say so, at most QUOTE_BYTES of them. */
static void write_evidence(struct jsonw *w, const struct application_event *e,
    const struct pg_result *mails, size_t row)
{
	struct str text = pg_str(
	    mails, row, e->part == FACT_PART_SUBJECT ? "subject" : "body");
	struct str quote = {"", 0};

	if (e->from <= e->to && e->to <= text.n)
		quote = (struct str){text.p + e->from, e->to - e->from};
	quote.n = utf8_cut(quote, QUOTE_BYTES);
	jsonw_kobj(w, "evidence");
	jsonw_kid(w, "email_id", e->email_id);
	jsonw_ks(w, "part", fact_part_name(e->part));
	jsonw_ki(w, "from", e->from);
	jsonw_ki(w, "to", e->to);
	jsonw_key(w, "quote");
	jsonw_strn(w, quote.p, quote.n);
	jsonw_ks(w, "subject", pg_text(mails, row, "subject"));
	jsonw_ks(w, "from_name", pg_text(mails, row, "from_name"));
	jsonw_ks(w, "from_addr", pg_text(mails, row, "from_addr"));
	jsonw_end(w);
}

static void write_event(struct jsonw *w, const struct application_event *e,
    const struct pg_result *mails)
{
	jsonw_obj(w);
	jsonw_ks(w, "what", e->word);
	jsonw_ks(w, "stage", application_stage_name(e->stage));
	jsonw_ktime(w, "at", e->at_ms);
	jsonw_ktime(w, "date", e->next_ms);
	jsonw_kf(w, "confidence", e->confidence_milli / 1000.0, 3);
	if (e->correction_id != 0)
		jsonw_kid(w, "correction_id", e->correction_id);
	for (size_t i = 0; i < pg_rows(mails); i++)
		if ((uint64_t)pg_i64(mails, i, "id") == e->email_id &&
		    e->correction_id == 0)
			write_evidence(w, e, mails, i);
	jsonw_end(w);
}

/* What the user said of it, to be taken back. */
static void write_corrections(struct jsonw *w, const struct show_request *r)
{
	const struct pg_result *s = r->tracker.said;

	jsonw_karr(w, "corrections");
	for (size_t i = 0; i < pg_rows(s); i++) {
		const struct application *ap = application_find(r->tracker.v,
		    r->tracker.n, (uint64_t)pg_i64(s, i, "email_id"));

		if (ap != shown(r))
			continue;
		jsonw_obj(w);
		jsonw_kid(w, "id", (uint64_t)pg_i64(s, i, "id"));
		jsonw_ks(w, "what", pg_text(s, i, "what"));
		jsonw_ks(w, "value", pg_text(s, i, "value"));
		jsonw_ktime(w, "at", pg_time(s, i, "at"));
		jsonw_end(w);
	}
	jsonw_end(w);
}

static enum step_result answer(struct task *t)
{
	struct show_request *r = request_of(t);
	struct application_shown m;
	struct buf *b = ARENA_NEW(t->arena, struct buf);
	struct jsonw w;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(b, ANSWER_BYTES);
	arena_defer(t->arena, buf_release, b);
	jsonw_init(&w, b);
	jsonw_obj(&w);
	tracker_write(&w, &r->tracker, r->found);
	jsonw_karr(&w, "timeline");
	for (size_t i = r->from; i < shown(r)->events_n; i++)
		write_event(&w, &shown(r)->events[i], r->mails);
	jsonw_end(&w);
	write_corrections(&w, r);
	jsonw_end(&w);
	m = (struct application_shown){.application = {buf_str(b), b->len}};
	bus_answer_msg(&r->bus, MSG_application_shown, &m);
	return STEP_NEXT;
}
