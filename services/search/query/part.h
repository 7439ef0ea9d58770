/* part.h - what the parts of the query parser share. Not for others. */
#ifndef SEARCH_QUERY_PART_H
#define SEARCH_QUERY_PART_H

#include "services/search/query/query.h"

enum query_token_kind {
	TOKEN_END,
	TOKEN_OPEN,        /* ( */
	TOKEN_CLOSE,       /* ) */
	TOKEN_OPEN_BRACE,  /* { */
	TOKEN_CLOSE_BRACE, /* } */
	TOKEN_OR,
	TOKEN_AND,
	TOKEN_NOT, /* - in front of something, or NOT */
	TOKEN_AROUND,
	TOKEN_WORD, /* text; phrase, exact, prefix */
	TOKEN_OP,   /* op with its value in text; in_group: ( follows */
};

struct query_token {
	enum query_token_kind kind;
	size_t at;      /* byte where it begins */
	size_t text_at; /* byte where text begins */
	struct str text;
	bool phrase, exact, prefix, regex;
	enum query_op op;
	bool in_group;
};

struct query_parser {
	struct arena *a;
	struct str text;
	size_t pos; /* of the token after tok */
	struct query_token tok;
	const struct query_clock *clock;
	struct query *q;
	struct err *err;
	unsigned depth;
	bool in_field; /* inside op:( ... ) */
	enum query_op field;
};

/* token.c: reads the next token into p->tok. 0 or -1. */
MUST_CHECK int query_next(struct query_parser *p);

typedef struct query_node *query_value_fn(
    struct query_parser *p, enum query_op op, const struct query_token *v);
/* value.c: a node from an operator and its value. NULL after an
 * error. */
MUST_CHECK struct query_node *query_value_node(
    struct query_parser *p, enum query_op op, const struct query_token *value);

/* The word that asks for this flag, and its operator: every flag that a
 * query can hold has one. */
const char *query_flag_word(int64_t bit, bool set, enum query_op *op_r);

/* value_number.c */
query_value_fn query_date_value, query_age_value, query_bytes_value,
    query_level_value, query_number_value;

/* near.c */
struct query_node *query_word_node(
    struct query_parser *p, const struct query_token *t);
/* The current token is AROUND. NULL after an error. */
struct query_node *query_around(
    struct query_parser *p, struct query_node *left);
/* NULL: it is only a phrase. */
struct query_node *query_quoted_near(
    struct query_parser *p, const struct query_token *t);

/* query.c */
/* A word or an operator with its value, the current token. */
struct query_node *query_leaf(struct query_parser *p);
struct query_node *query_node_new(
    struct query_parser *p, enum query_kind kind, size_t at);
unsigned query_column(const struct query_parser *p, size_t at);
/* Sets the error with its column; returns -1. */
int query_error(struct query_parser *p, size_t at, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
void query_note(struct query_parser *p, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
