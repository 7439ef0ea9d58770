/* explain.c - the tree as JSON, for people and programs that ask how a query
 * was understood. */
#include "services/search/query/part.h"

static void explain_node(struct jsonw *w, const struct query_node *node);

void query_explain(struct jsonw *w, const struct query *q)
{
	explain_node(w, q->root);
}

static void explain_list(struct jsonw *w, const struct query_node *node)
{
	jsonw_karr(w, "of");
	for (size_t i = 0; i < node->n_kids; i++)
		explain_node(w, node->kids[i]);
	jsonw_end(w);
}

static void explain_word(struct jsonw *w, const struct query_node *node)
{
	jsonw_ks(w, "text", node->text);
	if (node->in_field)
		jsonw_ks(w, "field", query_op_name(node->op));
	if (node->exact)
		jsonw_kb(w, "exact", true);
	if (node->prefix)
		jsonw_kb(w, "prefix", true);
}

static void explain_span(struct jsonw *w, const struct query_node *node)
{
	bool is_date = node->op == QUERY_OP_AFTER;

	jsonw_ks(w, "field", is_date ? "date" : query_op_name(node->op));
	if (is_date) {
		if (node->lo != INT64_MIN)
			jsonw_ktime(w, "from", MAX(node->lo, 1));
		if (node->hi != INT64_MAX)
			jsonw_ktime(w, "to", MAX(node->hi, 1));
		return;
	}
	jsonw_ki(w, "from", node->lo);
	if (node->hi != INT64_MAX)
		jsonw_ki(w, "to", node->hi);
}

static void explain_flag(struct jsonw *w, const struct query_node *node)
{
	enum query_op op = QUERY_OP_IS;

	jsonw_ks(w, "text", query_flag_word(node->lo, node->set, &op));
	jsonw_ks(w, "field", query_op_name(op));
}

static const char *kind_name(const struct query_node *node)
{
	switch (node->kind) {
	case QUERY_ALL:
		return "all";
	case QUERY_AND:
		return "and";
	case QUERY_OR:
		return "or";
	case QUERY_NOT:
		return "not";
	case QUERY_WORD:
		return node->phrase ? "phrase" : "word";
	case QUERY_NEAR:
		return "near";
	case QUERY_FLAG:
		return "state";
	case QUERY_MATCH:
		return "equal";
	case QUERY_REGEX:
		return "regex";
	case QUERY_SPAN:
		return "range";
	}
	return "";
}

static void explain_node(struct jsonw *w, const struct query_node *node)
{
	jsonw_obj(w);
	jsonw_ks(w, "kind", kind_name(node));
	jsonw_ki(w, "column", node->column);
	if (node->kind == QUERY_WORD) {
		explain_word(w, node);
	} else if (node->kind == QUERY_SPAN) {
		explain_span(w, node);
	} else if (node->kind == QUERY_FLAG) {
		explain_flag(w, node);
	} else if (node->text != NULL) {
		jsonw_ks(w, "text", node->text);
		jsonw_ks(w, "field", query_op_name(node->op));
	}
	if (node->kind == QUERY_NEAR)
		jsonw_ki(w, "within", node->lo);
	if (node->n_kids > 0)
		explain_list(w, node);
	jsonw_end(w);
}
