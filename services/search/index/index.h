/* index.h - the embedded mail index: one SQLite file a user, with postings of
 * our own in it (seg.h).
 *
 * A user's mail can only be found through the user's own file, so no query
 * can see another's. Everything in it is derived from PostgreSQL: a file that
 * is missing, damaged or of another version is begun anew, and `damaged` is
 * told that it must be filled. Erasing a user is unlinking a file.
 *
 * Calls block for as long as SQLite needs: well below the time of a network
 * round trip, because the work of a query is bounded (see run.c).
 * Several processes may share the directory (lanes of a release).
 */
#ifndef SEARCH_INDEX_H
#define SEARCH_INDEX_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "proto/proto.h"
#include "services/search/index/doc.h"
#include "services/search/query/query.h"

#define INDEX_MAX_BATCH 1000
#define INDEX_NOT_FILLED "not filled yet"

struct index;

struct index_config {
	const char *dir; /* created when missing, mode 0700 */
	size_t max_open; /* databases kept open; 0 means 64 */
	/* An index was opened that does not hold everything, because it has
	 * just been begun or its filling was broken off: fill it from
	 * PostgreSQL, then say index_filled(). why: "missing", "damaged", or
	 * INDEX_NOT_FILLED: it never said to be whole. Called inside index_*
	 * functions; must not call them back. May be NULL. */
	void (*damaged)(void *arg, uint64_t user_id, const char *why);
	void *arg;
};

/* ERR_UNAVAILABLE when the directory cannot be made or written. */
MUST_CHECK int index_open(
    const struct index_config *c, struct index **ix_r, struct err *err);
void index_close(struct index **ix);
size_t index_open_files(const struct index *ix);

struct index_written {
	size_t indexed;   /* new, or changed */
	size_t unchanged; /* there already with the same content */
};
/* Writes the documents of one user in one transaction: all or nothing. An id
 * that is there is replaced; of an id given twice the last one counts. At
 * most INDEX_MAX_BATCH. */
MUST_CHECK int index_write(struct index *ix, uint64_t user_id,
    const struct search_doc *docs, size_t n, struct index_written *written_r,
    struct err *err);
/* Unknown ids are skipped. */
MUST_CHECK int index_delete(struct index *ix, uint64_t user_id,
    const uint64_t *ids, size_t n, size_t *deleted_r, struct err *err);
/* Unlinks the user's files; deleted_r (may be NULL) had so many. */
MUST_CHECK int index_erase(
    struct index *ix, uint64_t user_id, size_t *deleted_r, struct err *err);

enum index_sort { INDEX_RELEVANCE, INDEX_DATE_DESC, INDEX_DATE_ASC };

struct index_ask {
	const struct query *query;
	struct str text;    /* the query's source: did_you_mean edits it */
	const char *cursor; /* of the page before, or NULL */
	enum index_sort sort;
	size_t limit; /* 1 to 100 */
	int64_t now_ms;
	int64_t since_ms;      /* older mail is left out; 0: all */
	const char *const *me; /* the user's own addresses, for to:me */
	size_t n_me;
	bool any_word; /* plain words are joined by OR */
	bool facets, explain;
};

/* Fills *r_r with strings of arena a. ERR_INVALID (field "cursor") for a
 * cursor of another query; ERR_UNAVAILABLE when the index has to be rebuilt
 * first. */
MUST_CHECK int index_query(struct index *ix, struct arena *a, uint64_t user_id,
    const struct index_ask *ask, struct search_result *r_r, struct err *err);

/* Completions of what is being typed, from the user's own senders, subjects
 * and words. */
MUST_CHECK int index_suggest(struct index *ix, struct arena *a,
    uint64_t user_id, struct str typed, size_t limit,
    struct search_suggestions *r_r, struct err *err);

MUST_CHECK int index_counts(struct index *ix, struct arena *a, uint64_t user_id,
    struct search_counts *r_r, struct err *err);

/* The user's index holds everything that it should. */
MUST_CHECK int index_filled(
    struct index *ix, uint64_t user_id, struct err *err);

/* Reads the whole file: -1 with ERR_UNAVAILABLE when it was damaged (it is
 * empty then). Slow: for operators and tests. */
MUST_CHECK int index_check(struct index *ix, uint64_t user_id, struct err *err);

#endif
