/* refer.h - mails of the answer before that a question speaks of: "the second
 * one", "that mail", "which of those". Pure. */
#ifndef ASSISTANT_REFER_H
#define ASSISTANT_REFER_H

#include "services/assistant/question/question.h"

#define REFER_MAILS 20

/* The mails that an answer showed, in its order, and which of them was spoken
 * of last; focus == n: none. */
struct refer {
	uint64_t v[REFER_MAILS];
	size_t n, focus;
};

enum refer_to {
	REFER_NOTHING,  /* the question stands by itself */
	REFER_MAILS_OF, /* ids_r has the mails */
	REFER_UNKNOWN,  /* a mail is meant, but no answer showed any */
	REFER_TOO_FAR   /* "the fifth", of four */
};

/* Which mails q speaks of; ids_r has room for REFER_MAILS. Of "the last one"
 * and its like all are given: refer_by_date() chooses when they are read. */
enum refer_to refer_read(const struct question *q, const struct refer *before,
    uint64_t *ids_r, size_t *n_r);

/* The place in at_ms[0..n), when n mails came in, of the one that is meant:
 * the newest, or the next older or newer than the one at `focus`. n when there
 * is none. */
size_t refer_by_date(
    const int64_t *at_ms, size_t n, size_t focus, enum place place);

#endif
