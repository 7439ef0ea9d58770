/* expr.h - what a query comes to: a tree of sets of messages. */
#ifndef SEARCH_INDEX_EXPR_H
#define SEARCH_INDEX_EXPR_H

#include "services/search/index/seg.h"

enum expr_kind {
	EXPR_ALL,
	EXPR_NONE,
	EXPR_AND,
	EXPR_OR,
	EXPR_NOT,
	EXPR_WORD,   /* any of place[0]'s lists, in columns of the mask */
	EXPR_PHRASE, /* places one behind the other */
	EXPR_NEAR,   /* two phrases as kids, at most lo words between */
	EXPR_FLAG,   /* (flags & lo) != 0 */
	EXPR_LABEL,  /* text */
	EXPR_NAME,   /* column of op is name number lo */
	EXPR_SPAN,   /* column of op in [lo, hi] */
	EXPR_NUMS,   /* these numbers */
	EXPR_REGEX,  /* the header of op matches re */
};

/* One word of a phrase: in any of these lists (its forms, or all that begin
 * so, in all segments). */
struct place {
	struct plist *lists;
	size_t n;
	int64_t df; /* sum */
	/* Many short lists are read once, not once a window: those from n_each
	 * on are in bits, a bit for each message. NULL: n_each is not known. */
	uint64_t *bits;
	size_t n_each;
};

struct occurrence {
	uint32_t num, at; /* at: column << 24 | place of the first word */
};
#define OCCURRENCE_COLUMN(at) ((at) >> 24)

struct expr {
	enum expr_kind kind;
	enum query_op op;
	struct expr **kids;
	size_t n_kids;
	uint32_t mask; /* columns */
	struct place *places;
	size_t n_places;
	int64_t lo, hi;
	const char *text;
	struct regex *re;
	uint32_t *nums;
	size_t n_nums;
	int64_t cost; /* messages it has, about: the rare ones go first */
	/* EXPR_PHRASE: occurrences found in the window that begins at `window`,
	 * in order. */
	struct occurrence *occ;
	size_t n_occ, alloc_occ;
	int64_t window;
};

#endif
