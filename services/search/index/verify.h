/* verify.h - what the index holds, beside what it should hold.
 *
 * A walk looks at everything in bounded pieces, one a call, and keeps what it
 * has learnt in a struct that fits a cursor: between calls other requests have
 * their turn, and the process may end.
 *
 * First the messages: the words of each are cut again and their lists must say
 * exactly what a writer would write. Then the words: together the lists must
 * have as many postings as the messages have words, so there is none of a word
 * that its message lacks. Messages written after the walk began are not looked
 * at; merges change no posting; a message that goes makes the walk begin again.
 */
#ifndef SEARCH_INDEX_VERIFY_H
#define SEARCH_INDEX_VERIFY_H

#include "services/search/index/index.h"

/* ---- known.c: what a document is known by ---- */

struct index_known {
	uint64_t id;
	bool there;
	int64_t text_hash, meta_hash;
};
/* One an id. 0 or -1. */
MUST_CHECK int index_known(struct index *ix, uint64_t user_id,
    const uint64_t *ids, size_t n, struct index_known *v, struct err *err);
/* Those with ids above `after` up to `upto`, in order, `max` at most. */
MUST_CHECK int index_known_after(struct index *ix, uint64_t user_id,
    uint64_t after, uint64_t upto, struct index_known *v, size_t max,
    size_t *n_r, struct err *err);
/* It is there with this text, whatever its labels and verdict. */
bool index_known_says(const struct index_known *k, const struct search_doc *d);
/* It is there with this content. */
bool index_known_is(const struct index_known *k, const struct search_doc *d);

/* ---- verify.c, verify_words.c: the walk ---- */

#define INDEX_WALK_TERM 66  /* bytes of a word, with its mark */
#define INDEX_WALK_PAGE 100 /* messages of a call, at most */
#define INDEX_WALK_TRIES 3  /* then it is left undecided */

struct index_walk {     /* all zero to begin */
	uint32_t place; /* number of the message to go on with */
	uint32_t top;   /* messages from this number on are not looked at */
	uint32_t alive; /* messages below it */
	uint32_t tries; /* begun again so often */
	uint64_t expected, found;      /* postings */
	uint8_t term[INDEX_WALK_TERM]; /* the last word that was counted */
	size_t term_n;
};

struct index_walked {
	size_t looked;                 /* messages, or postings of words */
	uint64_t bad[INDEX_WALK_PAGE]; /* ids whose postings are wrong */
	size_t n_bad;
	bool done;      /* the last piece */
	bool undecided; /* messages went away too often; with done */
	bool unsound;   /* there are other postings than the messages say */
};
/* Both: 0, or -1 with ERR_UNAVAILABLE when the file is damaged: it is begun
 * anew then, and `damaged` was told. */
MUST_CHECK int index_verify_messages(struct index *ix, uint64_t user_id,
    struct index_walk *w, struct index_walked *r_r, struct err *err);
MUST_CHECK int index_verify_words(struct index *ix, uint64_t user_id,
    struct index_walk *w, struct index_walked *r_r, struct err *err);

#endif
