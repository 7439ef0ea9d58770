/* query.c - the grammar of the query language. See query.h.
 *
 *	all   := or+                       (AND between them may be written)
 *	or    := unary ((OR | "|") unary)*
 *	unary := (- | NOT)* primary
 *	primary := ( all ) | { all } | op:( all ) | op:value
 *	         | word (AROUND number word)?
 */
#include "services/search/query/part.h"

#include <stdio.h>

static struct query_node *parse_all(
    struct query_parser *p, enum query_token_kind until, enum query_kind join);
static struct query_node *parse_or(struct query_parser *p);
static struct query_node *parse_unary(struct query_parser *p);
static struct query_node *parse_primary(struct query_parser *p);
static struct query_node *parse_group(struct query_parser *p, size_t at);

int query_parse(struct arena *a, struct str text,
    const struct query_clock *clock, struct query *q_r, struct err *err)
{
	struct query_parser p = {
	    .a = a, .text = text, .clock = clock, .q = q_r, .err = err};

	*q_r = (struct query){0};
	if (text.n > QUERY_MAX_BYTES)
		return err_field(err, "q",
		    "the query has %zu bytes; at most "
		    "%d are accepted",
		    text.n, QUERY_MAX_BYTES);
	if (!utf8_valid(text))
		return err_field(err, "q", "the query is not valid UTF-8");
	if (query_next(&p) != 0)
		return -1;
	if (p.tok.kind == TOKEN_END)
		q_r->root = query_node_new(&p, QUERY_ALL, 0);
	else
		q_r->root = parse_all(&p, TOKEN_END, QUERY_AND);
	return q_r->root != NULL ? 0 : -1;
}

/* ---- lists ---- */

/* One node of the kids; a single kid stands for itself. */
static struct query_node *join_kids(struct query_parser *p,
    enum query_kind kind, struct query_node **kids, size_t n, size_t at)
{
	struct query_node *node;

	if (n == 1)
		return kids[0];
	node = query_node_new(p, kind, at);
	node->kids = arena_memdup(p->a, kids, n * sizeof *kids);
	node->n_kids = n;
	for (size_t i = 0; i < n; i++)
		node->depth = MAX(node->depth, kids[i]->depth);
	/* The list at the top needs no brackets. */
	if (++node->depth <= QUERY_MAX_DEPTH + 1)
		return node;
	query_error(p, at, "nested deeper than %d", QUERY_MAX_DEPTH);
	return NULL;
}

static bool ends_list(enum query_token_kind kind)
{
	return kind == TOKEN_END || kind == TOKEN_CLOSE ||
	       kind == TOKEN_CLOSE_BRACE;
}

static struct query_node *wrong_end(
    struct query_parser *p, enum query_token_kind until, size_t began)
{
	size_t at = p->tok.at;

	if (p->tok.kind == TOKEN_END)
		query_error(p, began, "the '%s' here is never closed",
		    until == TOKEN_CLOSE ? "(" : "{");
	else if (until == TOKEN_END)
		query_error(p, at, "this '%s' closes nothing",
		    p->tok.kind == TOKEN_CLOSE ? ")" : "}");
	else
		query_error(p, at, "expected '%s' here",
		    until == TOKEN_CLOSE ? ")" : "}");
	return NULL;
}

/* Everything up to `until`, which stays the current token. */
static struct query_node *parse_all(
    struct query_parser *p, enum query_token_kind until, enum query_kind join)
{
	struct query_node *kids[QUERY_MAX_TERMS];
	size_t n = 0, began = p->tok.at;

	while (!ends_list(p->tok.kind)) {
		if (p->tok.kind == TOKEN_AND) {
			size_t at = p->tok.at;

			if (n == 0 || query_next(p) != 0)
				return n == 0 ? (query_error(p, at,
						     "AND needs "
						     "something on its left"),
						    NULL)
					      : NULL;
			if (!ends_list(p->tok.kind))
				continue;
			query_error(p, at, "AND needs something on its right");
			return NULL;
		}
		/* Each kid holds at least one term, and terms are counted. */
		kids[n] = parse_or(p);
		if (kids[n++] == NULL)
			return NULL;
		if (n == ARRAY_LEN(kids))
			break;
	}
	if (!ends_list(p->tok.kind)) {
		query_error(
		    p, p->tok.at, "more than %d terms", QUERY_MAX_TERMS);
		return NULL;
	}
	if (p->tok.kind != until)
		return wrong_end(p, until, began);
	if (n == 0) {
		query_error(p, began, "nothing between the brackets");
		return NULL;
	}
	return join_kids(p, join, kids, n, began);
}

static struct query_node *parse_or(struct query_parser *p)
{
	struct query_node *kids[QUERY_MAX_TERMS];
	size_t n = 0, began = p->tok.at;

	if (p->tok.kind == TOKEN_OR) {
		query_error(p, began, "OR needs something on its left");
		return NULL;
	}
	for (;;) {
		size_t at;

		kids[n] = parse_unary(p);
		if (kids[n++] == NULL)
			return NULL;
		if (p->tok.kind != TOKEN_OR)
			break;
		at = p->tok.at;
		if (query_next(p) != 0)
			return NULL;
		if (ends_list(p->tok.kind) || p->tok.kind == TOKEN_OR ||
		    p->tok.kind == TOKEN_AND) {
			query_error(p, at, "OR needs something on its right");
			return NULL;
		}
		if (n == ARRAY_LEN(kids)) {
			query_error(
			    p, at, "more than %d terms", QUERY_MAX_TERMS);
			return NULL;
		}
	}
	return join_kids(p, QUERY_OR, kids, n, began);
}

static struct query_node *parse_unary(struct query_parser *p)
{
	size_t at = p->tok.at;
	bool not = false;
	struct query_node *node, *kid;

	while (p->tok.kind == TOKEN_NOT) {
		not = !not ;
		at = p->tok.at;
		if (query_next(p) != 0)
			return NULL;
	}
	if (ends_list(p->tok.kind) || p->tok.kind == TOKEN_OR ||
	    p->tok.kind == TOKEN_AND) {
		query_error(p, at, "nothing to exclude after '-' or NOT");
		return NULL;
	}
	kid = parse_primary(p);
	if (kid == NULL || !not )
		return kid;
	if (kid->kind == QUERY_NOT)
		return kid->kids[0];
	node = query_node_new(p, QUERY_NOT, at);
	node->kids = arena_memdup(p->a, &kid, sizeof kid);
	node->n_kids = 1;
	node->depth = kid->depth;
	return node;
}

/* ---- one thing ---- */

static struct query_node *parse_primary(struct query_parser *p)
{
	size_t at = p->tok.at;
	struct query_node *node;

	if (p->tok.kind == TOKEN_AROUND) {
		query_error(p, at, "AROUND needs a word on its left");
		return NULL;
	}
	if (p->tok.kind == TOKEN_OPEN || p->tok.kind == TOKEN_OPEN_BRACE)
		return parse_group(p, at);
	if (p->tok.kind != TOKEN_OP || !p->tok.in_group)
		return query_leaf(p);
	if (p->in_field) {
		query_error(p, at, "an operator inside %s:( )",
		    query_op_name(p->field));
		return NULL;
	}
	p->in_field = true;
	p->field = p->tok.op;
	node = query_next(p) == 0 ? parse_group(p, at) : NULL;
	p->in_field = false;
	return node;
}

/* The current token is the opening bracket. */
static struct query_node *parse_group(struct query_parser *p, size_t at)
{
	bool brace = p->tok.kind == TOKEN_OPEN_BRACE;
	struct query_node *node;

	if (++p->depth > QUERY_MAX_DEPTH) {
		query_error(p, at, "nested deeper than %d", QUERY_MAX_DEPTH);
		return NULL;
	}
	if (query_next(p) != 0)
		return NULL;
	node = parse_all(p, brace ? TOKEN_CLOSE_BRACE : TOKEN_CLOSE,
	    brace ? QUERY_OR : QUERY_AND);
	if (node == NULL || query_next(p) != 0)
		return NULL;
	p->depth--;
	return node;
}

struct query_node *query_leaf(struct query_parser *p)
{
	struct query_token t = p->tok;
	struct query_node *node;

	if (++p->q->n_terms > QUERY_MAX_TERMS ||
	    (t.phrase && p->q->n_terms == QUERY_MAX_TERMS &&
		str_find(t.text, " AROUND ") > 0)) {
		query_error(p, t.at, "more than %d terms", QUERY_MAX_TERMS);
		return NULL;
	}
	if (t.kind == TOKEN_OP && p->in_field) {
		query_error(p, t.at, "an operator inside %s:( )",
		    query_op_name(p->field));
		return NULL;
	}
	node = query_quoted_near(p, &t);
	if (node != NULL)
		p->q->n_terms++;
	else if (t.kind == TOKEN_OP)
		node = query_value_node(p, t.op, &t);
	else if (p->in_field)
		node = query_value_node(p, p->field, &t);
	else
		node = query_word_node(p, &t);
	if (node == NULL || query_next(p) != 0)
		return NULL;
	if (p->tok.kind == TOKEN_AROUND)
		return query_around(p, node);
	return node;
}

/* ---- for the other parts ---- */

struct query_node *query_node_new(
    struct query_parser *p, enum query_kind kind, size_t at)
{
	struct query_node *node = ARENA_NEW(p->a, struct query_node);

	node->kind = kind;
	node->column = query_column(p, at);
	return node;
}

unsigned query_column(const struct query_parser *p, size_t at)
{
	unsigned column = 1;

	for (size_t i = 0; i < at && i < p->text.n; i++)
		column += ((unsigned char)p->text.p[i] & 0xC0) != 0x80;
	return column;
}

int query_error(struct query_parser *p, size_t at, const char *fmt, ...)
{
	char text[200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	/* A cut must not leave half a character. */
	text[utf8_cut(str_of(text), sizeof text - 1)] = '\0';
	return err_field(
	    p->err, "q", "column %u: %s", query_column(p, at), text);
}

void query_note(struct query_parser *p, const char *fmt, ...)
{
	va_list ap;

	if (p->q->n_notes == ARRAY_LEN(p->q->notes))
		return;
	va_start(ap, fmt);
	p->q->notes[p->q->n_notes++] = arena_vprintf(p->a, fmt, ap);
	va_end(ap);
}
