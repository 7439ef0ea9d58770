/* print.c - the tree as one line for `explain`. */
#include "services/search/query/query.h"

#include "common/base/clock.h"

static void print_node(struct buf *out, const struct query_node *node);

void query_print(struct buf *out, const struct query *q)
{
	print_node(out, q->root);
}

static void print_list(
    struct buf *out, const char *head, const struct query_node *node)
{
	buf_addf(out, "(%s", head);
	for (size_t i = 0; i < node->n_kids; i++) {
		buf_addc(out, ' ');
		print_node(out, node->kids[i]);
	}
	buf_addc(out, ')');
}

static void print_word(struct buf *out, const struct query_node *node)
{
	if (node->in_field)
		buf_addf(out, "%s:", query_op_name(node->op));
	if (node->exact)
		buf_addc(out, '+');
	if (node->phrase)
		buf_addf(out, "\"%s\"", node->text);
	else
		buf_adds(out, node->text);
	if (node->prefix)
		buf_addc(out, '*');
}

static void print_bound(struct buf *out, const struct query_node *node,
    const char *sign, int64_t value)
{
	char when[32];

	if (node->op == QUERY_OP_AFTER) {
		clock_format_utc(value, when, sizeof when);
		buf_addf(out, "date%s%s", sign, when);
	} else {
		buf_addf(out, "%s%s%lld", query_op_name(node->op), sign,
		    (long long)value);
	}
}

static void print_span(struct buf *out, const struct query_node *node)
{
	if (node->lo == node->hi)
		print_bound(out, node, "=", node->lo);
	else if (node->hi == INT64_MAX)
		print_bound(out, node, ">=", node->lo);
	else if (node->lo == INT64_MIN)
		print_bound(out, node, "<=", node->hi);
	else
		buf_addf(out, "%s=%lld..%lld", query_op_name(node->op),
		    (long long)node->lo, (long long)node->hi);
}

#define X_FLAG(id, meaning) #id,
static const char *const flag_names[] = {MAIL_FLAGS(X_FLAG)};
#undef X_FLAG

static void print_flag(struct buf *out, const struct query_node *node)
{
	buf_adds(out, node->set ? "" : "no-");
	for (const char *c = flag_names[node->lo]; *c != '\0'; c++)
		buf_addc(out, (char)(*c == '_' ? '-' : *c | 32));
}

static void print_node(struct buf *out, const struct query_node *node)
{
	switch (node->kind) {
	case QUERY_ALL:
		buf_adds(out, "all");
		break;
	case QUERY_AND:
		print_list(out, "and", node);
		break;
	case QUERY_OR:
		print_list(out, "or", node);
		break;
	case QUERY_NOT:
		print_list(out, "not", node);
		break;
	case QUERY_NEAR:
		buf_addf(out, "(near/%lld ", (long long)node->lo);
		print_word(out, node->kids[0]);
		buf_addc(out, ' ');
		print_word(out, node->kids[1]);
		buf_addc(out, ')');
		break;
	case QUERY_WORD:
		print_word(out, node);
		break;
	case QUERY_FLAG:
		print_flag(out, node);
		break;
	case QUERY_MATCH:
		buf_addf(out, "%s:%s", query_op_name(node->op), node->text);
		break;
	case QUERY_SPAN:
		print_span(out, node);
		break;
	}
}
