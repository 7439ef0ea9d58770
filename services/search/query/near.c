/* near.c - a word AROUND n another: between them, or inside quotes. */
#include "services/search/query/part.h"

struct query_node *query_word_node(
    struct query_parser *p, const struct query_token *t)
{
	struct query_node *node = query_node_new(p, QUERY_WORD, t->at);

	node->text = arena_strndup(p->a, t->text.p, t->text.n);
	node->text_at = t->text_at;
	node->phrase = t->phrase;
	node->exact = t->exact;
	node->prefix = t->prefix;
	return node;
}

/* One side of an AROUND inside quotes. */
static struct query_node *near_side(
    struct query_parser *p, const struct query_token *t, struct str side)
{
	struct query_token word = *t;
	struct query_node *node;

	word.text = str_trim(side);
	word.text_at = (size_t)(word.text.p - p->text.p);
	node = query_word_node(p, &word);
	node->in_field = p->in_field || t->kind == TOKEN_OP;
	if (node->in_field)
		node->op = t->kind == TOKEN_OP ? t->op : p->field;
	return node;
}

/* Gmail's "secret AROUND 25 birthday", all in quotes; NULL: only a phrase. */
struct query_node *query_quoted_near(
    struct query_parser *p, const struct query_token *t)
{
	ptrdiff_t at = str_find(t->text, " AROUND ");
	struct str left, right, number;
	struct query_node *node;
	int64_t apart;

	if (!t->phrase || at <= 0)
		return NULL;
	left = (struct str){t->text.p, (size_t)at};
	right = str_trim(
	    (struct str){t->text.p + at + 8, t->text.n - (size_t)at - 8});
	if (!str_split(&right, ' ', &number) || str_trim(right).n == 0 ||
	    str_trim(left).n == 0 || str_find(right, " AROUND ") >= 0 ||
	    str_to_i64(number, 0, QUERY_MAX_NEAR, &apart) != 0)
		return NULL;
	node = query_node_new(p, QUERY_NEAR, t->at);
	node->lo = apart;
	node->kids = ARENA_ARRAY(p->a, struct query_node *, 2);
	node->kids[0] = near_side(p, t, left);
	node->kids[1] = near_side(p, t, right);
	node->n_kids = 2;
	return query_op_value(node->kids[0]->op) == QUERY_TEXT ? node : NULL;
}

struct query_node *query_around(struct query_parser *p, struct query_node *left)
{
	size_t at = p->tok.at;
	struct query_node *node, *right;
	int64_t apart;

	if (query_next(p) != 0)
		return NULL;
	if (p->tok.kind != TOKEN_WORD || p->tok.phrase ||
	    str_to_i64(p->tok.text, 0, QUERY_MAX_NEAR, &apart) != 0) {
		query_error(p, at,
		    "AROUND needs a number from 0 to %d after "
		    "it, as in: holiday AROUND 10 spain",
		    QUERY_MAX_NEAR);
		return NULL;
	}
	if (query_next(p) != 0)
		return NULL;
	if (p->tok.kind != TOKEN_WORD && p->tok.kind != TOKEN_OP) {
		query_error(p, at, "AROUND needs a word on its right");
		return NULL;
	}
	right = query_leaf(p);
	if (right == NULL)
		return NULL;
	if (left->kind != QUERY_WORD || right->kind != QUERY_WORD ||
	    left->in_field != right->in_field ||
	    (left->in_field && left->op != right->op)) {
		query_error(p, at,
		    "AROUND stands between two words or phrases "
		    "of the same field");
		return NULL;
	}
	node = query_node_new(p, QUERY_NEAR, at);
	node->lo = apart;
	node->kids = ARENA_ARRAY(p->a, struct query_node *, 2);
	node->kids[0] = left;
	node->kids[1] = right;
	node->n_kids = 2;
	return node;
}
