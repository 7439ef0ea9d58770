/* steps_index.c - answers search_index, search_delete and search_stats.
 *
 * search_index reads the emails page by page from the database and writes
 * them; it is idempotent, so the pipeline may repeat it after any failure.
 */
#include "services/search/index/life.h"
#include "services/search/search.h"

struct index_request {
	struct bus_request bus; /* first: the bus's contract */
	struct pg_result *rows;
	size_t from; /* of the message's ids, the page begins here */
	struct index_written page;
	struct search_indexed result;
	uint64_t *missing;
};

static task_step index_load, index_write_page, index_more, index_answer;
search_steps search_index_steps = {
    index_load, index_write_page, index_more, index_answer, NULL};
const size_t search_index_bytes = sizeof(struct index_request);

static struct index_request *index_of(struct task *t)
{
	return CONTAINER_OF(t, struct index_request, bus.task);
}

static const struct search_index *ids_of(const struct index_request *r)
{
	return r->bus.msg;
}

static size_t page_size(const struct index_request *r)
{
	return MIN(ids_of(r)->email_ids.n - r->from, SEARCH_LOAD_PAGE);
}

static enum step_result index_load(struct task *t)
{
	struct index_request *r = index_of(t);

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	if (r->missing == NULL)
		r->missing = ARENA_ARRAY(
		    t->arena, uint64_t, MAX(ids_of(r)->email_ids.n, 1));
	if (page_size(r) == 0)
		return STEP_NEXT;
	search_load(t, r->bus.daemon, r->bus.env.user_id,
	    ids_of(r)->email_ids.v + r->from, page_size(r), &r->rows);
	return STEP_WAIT;
}

static enum step_result index_write_page(struct task *t)
{
	struct index_request *r = index_of(t);
	struct search *d = r->bus.daemon;
	struct search_doc *docs;

	if (pg_rows(r->rows) == 0)
		return STEP_NEXT;
	docs = search_load_docs(t, r->rows);
	return d->backend->ops->write(d->backend, t, r->bus.env.user_id, docs,
	    search_keep_docs(d, docs, pg_rows(r->rows)), &r->page);
}

static bool was_read(const struct pg_result *rows, uint64_t id)
{
	size_t low = 0, high = pg_rows(rows);

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		uint64_t at = (uint64_t)pg_i64(rows, mid, "id");

		if (at == id)
			return true;
		if (at < id)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static enum step_result index_more(struct task *t)
{
	struct index_request *r = index_of(t);
	const struct ids *ids = &ids_of(r)->email_ids;
	size_t n = page_size(r);

	for (size_t i = r->from; i < r->from + n; i++) {
		if (!was_read(r->rows, ids->v[i]))
			r->missing[r->result.missing.n++] = ids->v[i];
	}
	r->result.indexed += (int64_t)r->page.indexed;
	r->result.unchanged += (int64_t)r->page.unchanged;
	r->page = (struct index_written){0, 0};
	r->rows = NULL;
	r->from += n;
	if (page_size(r) > 0)
		task_goto(t, index_load);
	return STEP_NEXT;
}

static enum step_result index_answer(struct task *t)
{
	struct index_request *r = index_of(t);
	struct search *d = r->bus.daemon;

	metrics_counter_add(METRICS_WITH(d->metrics.documents, "indexed"),
	    (double)r->result.indexed);
	metrics_counter_add(METRICS_WITH(d->metrics.documents, "unchanged"),
	    (double)r->result.unchanged);
	r->result.missing.v = r->missing;
	if (r->result.indexed > 0)
		search_vectors_later(d, r->bus.env.user_id);
	return bus_answer_end(&r->bus, MSG_search_indexed, &r->result);
}

/* ---- delete ---- */

struct delete_request {
	struct bus_request bus; /* first: the bus's contract */
	size_t deleted;
};

static task_step delete_run, delete_answer;
search_steps search_delete_steps = {delete_run, delete_answer, NULL};
const size_t search_delete_bytes = sizeof(struct delete_request);

static struct delete_request *delete_of(struct task *t)
{
	return CONTAINER_OF(t, struct delete_request, bus.task);
}

static enum step_result delete_run(struct task *t)
{
	struct delete_request *r = delete_of(t);
	struct search *d = r->bus.daemon;
	const struct search_delete *msg = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;

	if (user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's mail only");
	if (msg->all && msg->email_ids.n > 0)
		return task_fail_field(
		    t, "email_ids", "must be absent when all is true");
	if (msg->all)
		return d->backend->ops->erase(
		    d->backend, t, user_id, &r->deleted);
	return d->backend->ops->remove(d->backend, t, user_id, msg->email_ids.v,
	    msg->email_ids.n, &r->deleted);
}

static enum step_result delete_answer(struct task *t)
{
	struct delete_request *r = delete_of(t);
	struct search *d = r->bus.daemon;
	struct search_deleted done = {.deleted = (int64_t)r->deleted};

	metrics_counter_add(
	    METRICS_WITH(d->metrics.documents, "deleted"), (double)r->deleted);
	return bus_answer_end(&r->bus, MSG_search_deleted, &done);
}

/* ---- stats ---- */

struct stats_request {
	struct bus_request bus; /* first: the bus's contract */
	struct pg_result *old;
	struct search_counts counts;
};

static task_step stats_run, stats_old, stats_retired, stats_answer;
search_steps search_stats_steps = {
    stats_run, stats_old, stats_retired, stats_answer, NULL};
const size_t search_stats_bytes = sizeof(struct stats_request);

static struct stats_request *stats_of(struct task *t)
{
	return CONTAINER_OF(t, struct stats_request, bus.task);
}

static enum step_result stats_run(struct task *t)
{
	struct stats_request *r = stats_of(t);
	struct search *d = r->bus.daemon;

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's index only");
	return d->backend->ops->counts(
	    d->backend, t, r->bus.env.user_id, &r->counts);
}

/* Of the mailbox, what is too old to be indexed. */
static enum step_result stats_old(struct task *t)
{
	struct stats_request *r = stats_of(t);
	struct search *d = r->bus.daemon;
	uint64_t user_id = r->bus.env.user_id;

	if (search_kept_from(d) == 0)
		return STEP_NEXT;
	pg_query(t, d->service->pg, pg_as_user(user_id), &r->old,
	    "SELECT count(*) AS n FROM emails WHERE user_id = $1 AND "
	    "received_at < to_timestamp($2::float8 / 1000)",
	    PG_ARGS(PG_I64(user_id), PG_I64(search_kept_from(d))));
	return STEP_WAIT;
}

/* What is still in the index is not left out. */
static enum step_result stats_retired(struct task *t)
{
	struct stats_request *r = stats_of(t);
	struct search *d = r->bus.daemon;
	struct index_life life = {.expired = 0};

	if (r->old == NULL)
		return STEP_NEXT;
	if (index_life(d->backend->ops->embedded(d->backend),
		r->bus.env.user_id, search_kept_from(d), &life, &t->err) != 0 &&
	    t->err.code != ERR_NOT_FOUND)
		return STEP_FAIL;
	err_clear(&t->err);
	r->counts.retired = MAX(pg_i64(r->old, 0, "n") - life.expired, 0);
	return STEP_NEXT;
}

static enum step_result stats_answer(struct task *t)
{
	struct stats_request *r = stats_of(t);

	return bus_answer_end(&r->bus, MSG_search_counts, &r->counts);
}
