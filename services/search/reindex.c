/* reindex.c - answers search_reindex: a page of the comparison of index and
 * mailbox (reindex.h), and what differs mended, unless only asked to say so.
 *
 * First the emails, in order of id, beside what the index knows them by. What
 * seems to differ is read again: mail that came, changed or went between the
 * two looks is no difference, nor is what the pipeline has yet to bring here.
 * Then the postings (index/verify.h), then vectors without their document.
 * Where postings are wrong the index is begun anew.
 */
#include "services/search/reindex.h"

#define MAX_DOUBTS SEARCH_LOAD_PAGE
#define MAX_KNOWN 1000
#define MAX_SHOWN 100

struct reindex_request {
	struct bus_request bus; /* first: the bus's contract */
	struct reindex_place place;
	enum reindex_step step; /* that this call looks at */
	bool was_filling, restart;
	struct pg_result *count, *rows;
	uint64_t doubt[MAX_DOUBTS]; /* ids that seem to differ, ascending */
	size_t n_doubts;
	struct search_doc *write; /* to be mended */
	uint64_t *remove;
	size_t n_write, n_remove, removed;
	struct index_written written;
	struct search_reindexed result;
	char next[REINDEX_CURSOR_BYTES];
};

static task_step begin, count, load, compare, judge, write_again, remove_rest,
    walk, orphans, answer;
search_steps search_reindex_steps = {begin, count, load, compare, judge,
    write_again, remove_rest, walk, orphans, answer, NULL};
const size_t search_reindex_bytes = sizeof(struct reindex_request);

static const char *const step_names[REINDEX_STEPS] = {
    "emails", "postings", "words", "vectors"};

static struct reindex_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct reindex_request, bus.task);
}

static const struct search_reindex *asked(const struct reindex_request *r)
{
	return r->bus.msg;
}

static bool is_filling(const struct reindex_request *r)
{
	return search_refilling(r->bus.daemon, r->bus.env.user_id) != NULL;
}

static void say(struct reindex_request *r, uint64_t id, const char *reason)
{
	struct search_reindexed *x = &r->result;

	if (x->differences.n < MAX_SHOWN)
		x->differences.v[x->differences.n++] =
		    (struct search_difference){.id = id, .reason = reason};
}

/* Ends with the index begun anew: it is filled by a job. */
static enum step_result begin_anew(struct task *t, struct reindex_request *r)
{
	struct search *d = r->bus.daemon;

	r->restart = true;
	search_refill_later(d, r->bus.env.user_id, "asked for");
	task_goto(t, answer);
	return d->backend->ops->erase(
	    d->backend, t, r->bus.env.user_id, &r->removed);
}

static enum step_result begin(struct task *t)
{
	struct reindex_request *r = of(t);
	const struct search_reindex *msg = asked(r);
	struct search *d = r->bus.daemon;
	static task_step *const first[REINDEX_STEPS] = {
	    count, walk, walk, orphans};

	if (r->bus.env.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a user's index only");
	if (msg->verify && msg->all)
		return task_fail_field(
		    t, "all", "must be absent when verify is true");
	if (reindex_cursor_read(msg->cursor != NULL ? msg->cursor : "",
		&r->place, &t->err) != 0)
		return STEP_FAIL;
	r->step = r->place.step;
	r->result.differences.v =
	    ARENA_ARRAY(t->arena, struct search_difference, MAX_SHOWN);
	r->was_filling = is_filling(r);
	if (msg->all && (msg->cursor == NULL || *msg->cursor == '\0'))
		return begin_anew(t, r);
	if (r->was_filling) {
		task_goto(t, answer);
		return STEP_NEXT;
	}
	if (d->backend->ops->known == NULL && !msg->all)
		return task_fail_field(t, "verify",
		    "an index in %s can't be compared, only filled anew: "
		    "all",
		    d->backend->ops->name);
	if (d->backend->ops->known == NULL) {
		r->place.step = REINDEX_STEPS;
		task_goto(t, answer);
		return STEP_NEXT;
	}
	task_goto(t, first[r->place.step]);
	return STEP_NEXT;
}

/* ---- emails ---- */

static enum step_result count(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;

	if (r->place.after > 0)
		return STEP_NEXT;
	pg_query(t, d->service->pg, pg_as_user(r->bus.env.user_id), &r->count,
	    "SELECT count(*) AS n FROM emails WHERE user_id = $1",
	    PG_ARGS(PG_I64(r->bus.env.user_id)));
	return STEP_WAIT;
}

static enum step_result load(struct task *t)
{
	struct reindex_request *r = of(t);

	search_load_page(t, r->bus.daemon, r->bus.env.user_id, r->place.after,
	    SEARCH_LOAD_PAGE, &r->rows);
	return STEP_WAIT;
}

/* Too old to be in the index, or to stay there: no difference. */
static bool is_retired(
    const struct reindex_request *r, const struct search_doc *doc)
{
	return doc != NULL && doc->date_ms < search_kept_from(r->bus.daemon);
}

/* Both lists ascend. Ends where the doubts are as many as fit; returns how
 * many documents were looked at, *upto has the last id. */
static size_t find_doubts(struct reindex_request *r,
    const struct search_doc *docs, size_t n_docs,
    const struct index_known *known, size_t n_known, uint64_t *upto)
{
	size_t i = 0, k = 0;

	while (i < n_docs || k < n_known) {
		uint64_t a = i < n_docs ? docs[i].id : UINT64_MAX,
			 b = k < n_known ? known[k].id : UINT64_MAX;

		if (MIN(a, b) > *upto)
			break;
		if (r->n_doubts == MAX_DOUBTS) {
			*upto = MIN(a, b) - 1;
			break;
		}
		if (!is_retired(r, a <= b ? &docs[i] : NULL) &&
		    (a != b || !index_known_is(&known[k], &docs[i])))
			r->doubt[r->n_doubts++] = MIN(a, b);
		i += a <= b;
		k += b <= a;
	}
	return i;
}

static enum step_result compare(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;
	size_t n = pg_rows(r->rows), n_known;
	struct search_doc *docs = search_load_docs(t, r->rows);
	struct index_known *known =
	    ARENA_ARRAY(t->arena, struct index_known, MAX_KNOWN);
	bool all = n < SEARCH_LOAD_PAGE;
	uint64_t upto = all ? INT64_MAX : docs[n - 1].id;

	if (d->backend->ops->known_after(d->backend, t, r->bus.env.user_id,
		r->place.after, upto, known, MAX_KNOWN, &n_known) != STEP_NEXT)
		return STEP_FAIL;
	if (is_filling(r)) { /* it was not there */
		task_goto(t, answer);
		return STEP_NEXT;
	}
	if (n_known == MAX_KNOWN)
		upto = known[n_known - 1].id;
	r->result.looked =
	    (int64_t)find_doubts(r, docs, n, known, n_known, &upto);
	r->place.after = upto;
	if (upto == INT64_MAX)
		r->place = (struct reindex_place){.step = REINDEX_POSTINGS};
	if (r->n_doubts == 0) {
		task_goto(t, answer);
		return STEP_NEXT;
	}
	search_load_again(
	    t, d, r->bus.env.user_id, r->doubt, r->n_doubts, &r->rows);
	return STEP_WAIT;
}

/* One that seemed to differ; doc NULL: it is not in the mailbox. */
static void judge_one(struct reindex_request *r, const struct index_known *k,
    const struct search_doc *doc)
{
	struct search_reindexed *x = &r->result;

	if (doc == NULL && k->there) {
		x->surplus++;
		say(r, k->id, "surplus");
		r->remove[r->n_remove++] = k->id;
	} else if (doc != NULL && !index_known_is(k, doc)) {
		*(k->there ? &x->stale : &x->missing) += 1;
		say(r, k->id, k->there ? "stale" : "missing");
		r->write[r->n_write++] = *doc;
	}
}

static enum step_result judge(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;
	size_t n = pg_rows(r->rows), at = 0;
	struct search_doc *docs = search_load_docs(t, r->rows);
	struct index_known *known =
	    ARENA_ARRAY(t->arena, struct index_known, MAX_DOUBTS);

	r->write = ARENA_ARRAY(t->arena, struct search_doc, MAX_DOUBTS);
	r->remove = ARENA_ARRAY(t->arena, uint64_t, MAX_DOUBTS);
	if (d->backend->ops->known(d->backend, t, r->bus.env.user_id, r->doubt,
		r->n_doubts, known) != STEP_NEXT)
		return STEP_FAIL;
	for (size_t i = 0; i < r->n_doubts; i++) {
		while (at < n && docs[at].id < r->doubt[i])
			at++;
		if (at == n || docs[at].id != r->doubt[i])
			judge_one(r, &known[i], NULL);
		else if (!pg_bool(r->rows, at, "pending") &&
			 !is_retired(r, &docs[at]))
			judge_one(r, &known[i], &docs[at]);
	}
	if (asked(r)->verify)
		task_goto(t, answer);
	return STEP_NEXT;
}

static enum step_result write_again(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;

	if (r->n_write == 0)
		return STEP_NEXT;
	return d->backend->ops->write(d->backend, t, r->bus.env.user_id,
	    r->write, r->n_write, &r->written);
}

static enum step_result remove_rest(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;

	r->result.mended = (int64_t)(r->n_write + r->n_remove);
	if (r->n_write > 0)
		search_vectors_later(d, r->bus.env.user_id);
	task_goto(t, answer);
	if (r->n_remove == 0)
		return STEP_NEXT;
	return d->backend->ops->remove(d->backend, t, r->bus.env.user_id,
	    r->remove, r->n_remove, &r->removed);
}

/* ---- postings ---- */

static enum step_result walk(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;
	struct search_reindexed *x = &r->result;
	struct reindex_place *p = &r->place;
	bool words = p->step == REINDEX_WORDS;
	struct index_walked w;

	task_goto(t, answer);
	if (d->backend->ops->walk(d->backend, t, r->bus.env.user_id, words,
		&p->walk, &w) != STEP_NEXT)
		return STEP_FAIL;
	x->looked = (int64_t)w.looked;
	x->of = words ? (int64_t)p->walk.expected : (int64_t)p->walk.alive;
	x->undecided = w.undecided;
	for (size_t i = 0; i < w.n_bad; i++)
		say(r, w.bad[i], "postings");
	if (w.unsound)
		say(r, 0, "postings");
	x->postings = (int64_t)w.n_bad + w.unsound;
	if (x->postings > 0 && !asked(r)->verify) {
		x->mended = x->postings;
		return begin_anew(t, r);
	}
	if (w.done)
		p->step = words ? REINDEX_VECTORS : REINDEX_WORDS;
	else if (words && p->walk.place == 0)
		p->step = REINDEX_POSTINGS; /* it begins again */
	return STEP_NEXT;
}

/* ---- vectors ---- */

static enum step_result orphans(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search *d = r->bus.daemon;
	struct search_reindexed *x = &r->result;
	uint64_t *ids = ARENA_ARRAY(t->arena, uint64_t, MAX_SHOWN);
	size_t n, looked;

	task_goto(t, answer);
	if (d->backend->ops->orphans(d->backend, t, r->bus.env.user_id,
		&r->place.after, ids, MAX_SHOWN, &n, &looked) != STEP_NEXT)
		return STEP_FAIL;
	x->looked = (int64_t)looked;
	x->vectors = (int64_t)n;
	for (size_t i = 0; i < n; i++)
		say(r, ids[i], "vector");
	if (r->place.after == 0)
		r->place.step = REINDEX_STEPS;
	if (n == 0 || asked(r)->verify)
		return STEP_NEXT;
	x->mended = (int64_t)n;
	return d->backend->ops->remove(
	    d->backend, t, r->bus.env.user_id, ids, n, &r->removed);
}

/* ---- the answer ---- */

/* The index turned out not to be whole while it was looked at: it is being
 * filled, and looked at from the beginning after that. */
static void note_filling(struct task *t, struct reindex_request *r)
{
	const char *why = search_refilling(r->bus.daemon, r->bus.env.user_id);

	if (why == NULL || r->was_filling)
		return;
	if (t->err.code != ERR_OK && t->err.code != ERR_UNAVAILABLE)
		return;
	err_clear(&t->err);
	if (r->restart) {
		r->place = (struct reindex_place){.step = REINDEX_EMAILS};
		return;
	}
	/* What is known not to be filled is no difference, and a mailbox
	 * without mail has no index. */
	r->result.damaged = !streq(why, INDEX_NOT_FILLED) &&
			    (r->count == NULL || pg_i64(r->count, 0, "n") > 0);
	if (r->result.damaged)
		say(r, 0, "damaged");
	r->result.mended = r->result.damaged;
	r->place = (struct reindex_place){.step = REINDEX_EMAILS};
}

static enum step_result answer(struct task *t)
{
	struct reindex_request *r = of(t);
	struct search_reindexed *x = &r->result;

	note_filling(t, r);
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	if (r->count != NULL)
		x->of = pg_i64(r->count, 0, "n");
	x->step = step_names[r->step];
	x->filling = is_filling(r);
	x->done = r->place.step == REINDEX_STEPS;
	if (!x->done) {
		reindex_cursor_write(&r->place, r->next);
		x->next = r->next;
	}
	bus_answer_msg(&r->bus, MSG_search_reindexed, x);
	return STEP_NEXT;
}
