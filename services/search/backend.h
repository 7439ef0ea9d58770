/* backend.h - where the mail index lives, behind one table of functions.
 *
 * Chosen by configuration when the daemon starts: "sqlite", the embedded
 * index of index.h, or "elasticsearch". A function is called from a step and
 * returns that step's result: STEP_NEXT when it is done, STEP_WAIT when it
 * started operations of the task (its results are there when the next step
 * runs), STEP_FAIL with t->err set. Results are in the task's arena.
 *
 * The embedded backend never waits: it blocks the loop for its milliseconds,
 * on purpose. Its work is bounded, threads would cost more than they save,
 * and more throughput is more processes.
 */
#ifndef SEARCH_BACKEND_H
#define SEARCH_BACKEND_H

#include "common/loop/task.h"
#include "services/search/index/verify.h"
#include "services/search/rank/rank.h"

struct search_backend;

struct search_backend_ops {
	const char *name;
	enum step_result (*query)(struct search_backend *b, struct task *t,
	    uint64_t user_id, const struct rank_ask *ask,
	    struct search_result *r_r);
	enum step_result (*suggest)(struct search_backend *b, struct task *t,
	    uint64_t user_id, struct str typed, size_t limit,
	    struct search_suggestions *r_r);
	/* At most INDEX_MAX_BATCH documents. */
	enum step_result (*write)(struct search_backend *b, struct task *t,
	    uint64_t user_id, const struct search_doc *docs, size_t n,
	    struct index_written *w_r);
	enum step_result (*remove)(struct search_backend *b, struct task *t,
	    uint64_t user_id, const uint64_t *ids, size_t n, size_t *deleted_r);
	/* Everything of the user, traces included. */
	enum step_result (*erase)(struct search_backend *b, struct task *t,
	    uint64_t user_id, size_t *deleted_r);
	enum step_result (*counts)(struct search_backend *b, struct task *t,
	    uint64_t user_id, struct search_counts *r_r);
	/* The user's index holds everything again: it need not be asked for
	 * after a restart. */
	enum step_result (*filled)(
	    struct search_backend *b, struct task *t, uint64_t user_id);
	/* Why this index keeps no vectors, "off: ..."; NULL: it does, or is
	 * yet to be asked. */
	const char *(*no_meaning)(struct search_backend *b);
	/* Of documents that have no vector yet, the last
	 * first, `max` at most
	 * (SEARCH_MISSING_MAX); *place_r goes through all of them in several
	 * calls: 0 to begin, -1 at the end. What has a vector but no document
	 * any more loses it at the end. */
	enum step_result (*missing)(struct search_backend *b, struct task *t,
	    uint64_t user_id, int64_t *place_r, uint64_t *ids, size_t max,
	    size_t *n_r);
	/* Vectors of these documents as they were when they were given to
	 * embed: one whose text is another by now is left without. */
	enum step_result (*put_vectors)(struct search_backend *b,
	    struct task *t, uint64_t user_id, const char *model,
	    const struct search_doc *docs, const int8_t *rows, size_t n);
	/* The four below: NULL where an index can't be compared; they never
	 * wait. See index/verify.h. */
	enum step_result (*known)(struct search_backend *b, struct task *t,
	    uint64_t user_id, const uint64_t *ids, size_t n,
	    struct index_known *v);
	enum step_result (*known_after)(struct search_backend *b,
	    struct task *t, uint64_t user_id, uint64_t after, uint64_t upto,
	    struct index_known *v, size_t max, size_t *n_r);
	enum step_result (*walk)(struct search_backend *b, struct task *t,
	    uint64_t user_id, bool words, struct index_walk *w,
	    struct index_walked *r_r);
	/* Vectors without a document, of a page of ids above *after_r, which
	 * moves on: 0 at the end. `max` at most. */
	enum step_result (*orphans)(struct search_backend *b, struct task *t,
	    uint64_t user_id, uint64_t *after_r, uint64_t *ids, size_t max,
	    size_t *n_r, size_t *looked_r);
	/* The embedded index, whose lifecycle is ours; NULL: it is elsewhere
	 * and has its own. */
	struct index *(*embedded)(struct search_backend *b);
	size_t (*open_indexes)(struct search_backend *b);
	void (*close)(struct search_backend *b);
};

#define SEARCH_MISSING_MAX 32

struct search_backend {
	const struct search_backend_ops *ops;
};

/* Elasticsearch or OpenSearch at this URL. It is not asked before the first
 * operation, which makes the index when there is none. */
MUST_CHECK int search_backend_es(struct loop *l, const char *url,
    struct search_backend **b_r, struct err *err);

/* The embedded backend; owns the index it opens. */
MUST_CHECK int search_backend_sqlite(
    const struct index_config *c, struct search_backend **b_r, struct err *err);

#endif
