/* query.h - the query language: text to a checked tree. Pure, no I/O.
 *
 *	interview -rejected from:(anna OR bob) {is:unread is:starred}
 *	"phone screen" AROUND 5 monday after:2026/03/01 has:attachment
 *
 * Words stand for AND; OR (or |) binds tighter than AND, as in Gmail; - or
 * NOT excludes; ( ) group, { } group with OR; "..." is a phrase; +word is
 * that form only, not its relatives; word* begins with; subject:/re/ is a
 * regular expression (regex.h) over a header. Operators are listed in
 * ops.def.h. "10:30" and "https://..." are words.
 *
 * Errors are ERR_INVALID of field "q": "column 7: unknown operator 'form:';
 * did you mean 'from:'?". Columns count characters from 1.
 */
#ifndef SEARCH_QUERY_H
#define SEARCH_QUERY_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/jsonw.h"
#include "common/base/str.h"
#include "services/search/query/clock.h"
#include "services/search/query/ops.def.h"
#include "services/search/query/words.def.h"

#define QUERY_MAX_BYTES 1024
#define QUERY_MAX_TERMS 64
#define QUERY_MAX_DEPTH 16 /* brackets in brackets, lists in lists */
#define QUERY_MAX_REGEXES 4
#define QUERY_MAX_NEAR 100 /* words between the two sides of AROUND */
enum query_value {
	QUERY_TEXT,
	QUERY_NAME,
	QUERY_SET,
	QUERY_DATE,
	QUERY_AGE,
	QUERY_BYTES,
	QUERY_LEVEL,
	QUERY_NUMBER
};

#define X_OP(id, name, value, meaning, example) QUERY_OP_##id,
enum query_op { QUERY_OPS(X_OP) QUERY_OPS_END };
#undef X_OP

#define X_FLAG(id, meaning) MAIL_BIT_##id,
enum { MAIL_FLAGS(X_FLAG) MAIL_BITS };
#undef X_FLAG
#define X_FLAG(id, meaning) MAIL_##id = 1 << MAIL_BIT_##id,
enum mail_flag { MAIL_FLAGS(X_FLAG) };
#undef X_FLAG

enum query_kind {
	QUERY_ALL,   /* everything: an empty query */
	QUERY_AND,   /* kids, two or more */
	QUERY_OR,    /* kids, two or more */
	QUERY_NOT,   /* one kid */
	QUERY_WORD,  /* text, in any field or (in_field) in op's */
	QUERY_NEAR,  /* two words as kids, at most `lo` words apart */
	QUERY_FLAG,  /* bit `lo` of the flags is `set` */
	QUERY_MATCH, /* op's field is `text`: label, category, level, id */
	QUERY_REGEX, /* op's header matches `text` */
	QUERY_SPAN,  /* op's number is in [lo, hi]; dates in Unix ms */
};

struct query_node {
	enum query_kind kind;
	enum query_op op;
	bool in_field; /* QUERY_WORD: only in the field of op */
	bool phrase;   /* it was quoted */
	bool exact;    /* +word: no other forms */
	bool prefix;   /* word* */
	bool set;
	unsigned column;  /* where it begins in the text, for explanations */
	size_t text_at;   /* QUERY_WORD: byte of the query where text begins */
	const char *text; /* NULL unless WORD, MATCH or REGEX */
	int64_t lo, hi;
	double weight; /* QUERY_WORD: of what it adds to a score; 0 is 1 */
	struct query_node **kids;
	size_t n_kids;
	unsigned depth; /* of lists inside it, itself included */
};

struct query {
	const struct query_node *root;
	size_t n_terms, n_regexes;
	bool anywhere; /* spam and bin were asked for: do not hide them */
	/* "'ticket:' is no operator, searched as text" */
	const char *notes[4];
	size_t n_notes;
};

/* Everything in *q_r is in a. Returns 0 or -1. */
MUST_CHECK int query_parse(struct arena *a, struct str text,
    const struct query_clock *clock, struct query *q_r, struct err *err);

/* The tree as a query again, every inner list in brackets, dates as moments.
 * Parsed again it gives the same tree. "" for an empty query. */
void query_print(struct buf *out, const struct query *q);

/* The tree as one JSON value, each node with its column. */
void query_explain(struct jsonw *w, const struct query *q);

const char *query_op_name(enum query_op op);
/* The operator of this name, case ignored; false: there is none. */
bool query_op_named(struct str name, enum query_op *op_r);
enum query_value query_op_value(enum query_op op);

#endif
