/* renewal.c - the next generation of one user's index, slice by slice: copied
 * from the mailbox, checked, compared, kept even, put in the place. */
#include "services/search/lifecycle.h"

#include "common/base/log.h"
#include "services/search/index/verify.h"
#include "services/search/reindex.h"

#define RETRY_MS (6 * 3600000) /* after one that came to nothing */

enum step_result lifecycle_renew(struct task *t, struct lifecycle *l)
{
	if (index_next_begin(l->ix, lifecycle_user(l), &l->next, &t->err) != 0)
		return STEP_FAIL;
	l->step = COPY;
	l->after = 0;
	l->walk = (struct index_walk){0};
	return STEP_NEXT;
}

static void give_up(struct search *d, struct lifecycle *l, const char *outcome)
{
	metrics_counter_inc(METRICS_WITH(d->metrics.rollovers, outcome));
	index_next_end(l->ix, &l->next);
	l->failures = 0;
}

/* It came to nothing: noted with the user's index, tried again later. */
void lifecycle_fail(struct task *t, struct lifecycle *l, const char *why)
{
	struct lifecycle_run *r = lifecycle_run_of(t);
	struct err err = {0};

	log_warn("no new generation of the index", LOG_S("why", why),
	    LOG_I("user_id", lifecycle_user(l)));
	give_up(r->run.daemon, l, "failed");
	if (index_life_fail(l->ix, lifecycle_user(l), why,
		loop_unix_ms(t->loop) + RETRY_MS, &err) != 0)
		log_warn("that could not be noted", LOG_S("error", err.text));
}

static enum step_result check(struct task *t, struct lifecycle *l)
{
	struct index *made = index_next_index(l->next);
	bool words = l->step == CHECK_WORDS;
	struct index_walked w;

	if ((words ? index_verify_words(
			 made, lifecycle_user(l), &l->walk, &w, &t->err)
		   : index_verify_messages(
			 made, lifecycle_user(l), &l->walk, &w, &t->err)) != 0)
		return STEP_FAIL;
	if (w.n_bad > 0 || w.unsound) {
		lifecycle_fail(t, l, "what was written does not verify");
		return STEP_NEXT;
	}
	if (w.done)
		l->step++;
	l->after = 0;
	return STEP_NEXT;
}

static enum step_result swap(struct task *t, struct lifecycle *l)
{
	struct lifecycle_run *r = lifecycle_run_of(t);
	bool done;

	l->step = BRING_OVER;
	if (index_next_swap(
		l->ix, l->next, loop_unix_ms(t->loop), &done, &t->err) != 0)
		return STEP_FAIL;
	if (!done)
		return STEP_NEXT;
	log_info(
	    "new generation of the index", LOG_I("user_id", lifecycle_user(l)));
	give_up(r->run.daemon, l, "done");
	search_vectors_later(r->run.daemon, lifecycle_user(l));
	return STEP_NEXT;
}

static enum step_result compare(struct task *t, struct lifecycle *l)
{
	if (index_next_compare(l->ix, l->next, &l->after, &t->err) != 0)
		return STEP_FAIL;
	if (l->after == UINT64_MAX)
		l->step = BRING_OVER;
	return STEP_NEXT;
}

/* A slice that needs no database; those that do go on in load. */
enum step_result lifecycle_make(struct task *t, struct lifecycle_run *r)
{
	struct lifecycle *l = r->l;

	if (!index_next_is_wanted(l->ix, l->next)) {
		give_up(r->run.daemon, l, "given_up");
		return STEP_NEXT;
	}
	switch (l->step) {
	case CHECK_MESSAGES:
	case CHECK_WORDS:
		return check(t, l);
	case COMPARE:
		return compare(t, l);
	case SWAP:
		return swap(t, l);
	case COPY:
	case BRING_OVER:
		break;
	}
	task_goto(t, lifecycle_load);
	return STEP_NEXT;
}

enum step_result lifecycle_load(struct task *t)
{
	struct lifecycle_run *r = lifecycle_run_of(t);
	struct search *d = r->run.daemon;
	struct lifecycle *l = r->l;

	if (l->step == COPY) {
		search_load_page(t, d, lifecycle_user(l), l->after,
		    LIFECYCLE_PAGE, &r->rows);
		return STEP_WAIT;
	}
	if (index_next_touched(l->ix, l->next, r->ids, LIFECYCLE_PAGE, &r->n,
		&l->upto, &t->err) != 0)
		return STEP_FAIL;
	if (r->n == 0) {
		l->step = SWAP;
		return STEP_NEXT;
	}
	search_load_again(t, d, lifecycle_user(l), r->ids, r->n, &r->rows);
	return STEP_WAIT;
}

/* Of the ids those that are not among the documents, which ascend. */
static size_t find_gone(
    struct lifecycle_run *r, const struct search_doc *docs, size_t n)
{
	size_t gone = 0;

	for (size_t i = 0; i < r->n; i++) {
		size_t low = 0, high = n;

		while (low < high) {
			size_t mid = low + (high - low) / 2;

			if (docs[mid].id < r->ids[i])
				low = mid + 1;
			else
				high = mid;
		}
		if (low == n || docs[low].id != r->ids[i])
			r->ids[gone++] = r->ids[i];
	}
	return gone;
}

/* Brings over what was touched: written, or gone. */
static int bring_over(
    struct task *t, struct lifecycle_run *r, struct search_doc *docs, size_t n)
{
	struct lifecycle *l = r->l;
	struct index *made = index_next_index(l->next);
	size_t removed;

	r->n = find_gone(r, docs, n);
	if (index_delete(made, lifecycle_user(l), r->ids, r->n, &removed,
		&t->err) != 0 ||
	    index_write(
		made, lifecycle_user(l), docs, n, &r->written, &t->err) != 0)
		return -1;
	return index_next_settled(l->ix, l->next, l->upto, &t->err);
}

enum step_result lifecycle_store(struct task *t)
{
	struct lifecycle_run *r = lifecycle_run_of(t);
	struct search *d = r->run.daemon;
	struct lifecycle *l = r->l;
	struct search_doc *docs;
	uint64_t last;
	size_t n, kept;

	if (r->rows == NULL) /* nothing was left to bring over */
		return STEP_NEXT;
	n = pg_rows(r->rows);
	docs = search_load_docs(t, r->rows);
	last = n > 0 ? docs[n - 1].id : 0;
	kept = search_keep_docs(d, docs, n);
	if (l->step == BRING_OVER)
		return bring_over(t, r, docs, kept) == 0 ? STEP_NEXT
							 : STEP_FAIL;
	if (n == 0) {
		l->step = CHECK_MESSAGES;
		return STEP_NEXT;
	}
	if (index_write(index_next_index(l->next), lifecycle_user(l), docs,
		kept, &r->written, &t->err) != 0)
		return STEP_FAIL;
	l->after = last;
	return STEP_NEXT;
}
