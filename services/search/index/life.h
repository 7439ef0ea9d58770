/* life.h - the life of one user's index: its generation, what of it is dead,
 * how old its mail is; and the next generation, made beside it.
 *
 * A generation is a file. The next one is filled from the mailbox and checked
 * while the present one goes on to answer and to be written; what is written
 * then is noted in the same transaction (table touched) and brought over,
 * until nothing is left and the new file takes the old one's name. A crash at
 * any moment leaves the one or the other, whole. Vectors are kept by id and
 * stay.
 */
#ifndef SEARCH_INDEX_LIFE_H
#define SEARCH_INDEX_LIFE_H

#include "services/search/index/index.h"

#define LIFE_PROBLEM 200 /* bytes, with the NUL */

struct index_life {
	int64_t generation;
	int64_t born_ms; /* Unix; 0: not noted yet */
	bool filled;     /* it holds everything that it should */
	bool building, asked;
	int64_t documents, numbers; /* alive; given, those gone included */
	int64_t expired;            /* older than kept_from_ms */
	int64_t oldest_ms;          /* Unix; 0: no documents */
	int64_t bytes;              /* with what is not checkpointed */
	int64_t pages, free_pages;
	int64_t retry_ms; /* a rollover failed: not before; Unix */
	char problem[LIFE_PROBLEM];
};

/* ---- life.c ---- */

/* Reads it; ERR_NOT_FOUND when the user has no index. An index that was not
 * open is closed again. kept_from_ms: mail before it is expired; 0: none. */
MUST_CHECK int index_life(struct index *ix, uint64_t user_id,
    int64_t kept_from_ms, struct index_life *r_r, struct err *err);
/* Ids of documents older than this, `max` at most. */
MUST_CHECK int index_expired(struct index *ix, uint64_t user_id,
    int64_t kept_from_ms, uint64_t *ids, size_t max, size_t *n_r,
    struct err *err);
/* The index is first looked at now. */
MUST_CHECK int index_life_born(
    struct index *ix, uint64_t user_id, int64_t now_ms, struct err *err);
/* A rollover is wanted whether due or not; what failed may be tried again. */
MUST_CHECK int index_life_ask(
    struct index *ix, uint64_t user_id, struct err *err);
/* A rollover failed, and why; it is not tried before retry_ms. */
MUST_CHECK int index_life_fail(struct index *ix, uint64_t user_id,
    const char *problem, int64_t retry_ms, struct err *err);
/* No generation is being made: what a process that died had noted. */
MUST_CHECK int index_life_rest(
    struct index *ix, uint64_t user_id, struct err *err);

/* Ids above `after` of users who have an index, in order, `max` at most; for
 * free(). ERR_UNAVAILABLE: the folder can't be read. */
MUST_CHECK int index_users(const struct index *ix, uint64_t after, size_t max,
    uint64_t **ids_r, size_t *n_r, struct err *err);
/* Removes all that is left of next generations. */
MUST_CHECK int index_next_clear(struct index *ix, struct err *err);

/* ---- files.c: several processes may share the folder ---- */

/* This process looks after all lifecycles in the folder, until it ends; false:
 * another one does. */
bool index_lead(struct index *ix);
/* Asks the one that does to go through all users now; was it asked, or, when
 * broken_off, was a process that died at it? */
MUST_CHECK int index_pass_ask(const struct index *ix, struct err *err);
bool index_pass_asked(const struct index *ix, bool broken_off);
void index_pass_done(const struct index *ix);

/* ---- next.c: one at a time ---- */

struct index_next;

MUST_CHECK int index_next_begin(struct index *ix, uint64_t user_id,
    struct index_next **n_r, struct err *err);
/* It is still for the file that the user has: not erased, not begun anew. */
bool index_next_is_wanted(struct index *ix, const struct index_next *n);
/* The index that is to be filled, for index_write() and the walks. */
struct index *index_next_index(const struct index_next *n);
/* Compares a page of both by what documents are known by; what differs counts
 * as touched. *after_r moves on: UINT64_MAX at the end. */
MUST_CHECK int index_next_compare(struct index *ix, const struct index_next *n,
    uint64_t *after_r, struct err *err);
/* Documents that were written or removed since; those up to *upto_r are
 * settled when they were brought over. */
MUST_CHECK int index_next_touched(struct index *ix, const struct index_next *n,
    uint64_t *ids, size_t max, size_t *n_r, int64_t *upto_r, struct err *err);
MUST_CHECK int index_next_settled(struct index *ix, const struct index_next *n,
    int64_t upto, struct err *err);
/* Takes the place of the old one unless something was touched or somebody is
 * in the way: *done_r is false then, try again. */
MUST_CHECK int index_next_swap(struct index *ix, const struct index_next *n,
    int64_t now_ms, bool *done_r, struct err *err);
/* Done, or given up: nothing is left of it. NULL is fine. */
void index_next_end(struct index *ix, struct index_next **n);

#endif
