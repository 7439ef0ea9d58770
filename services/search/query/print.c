/* print.c - the tree as a query again. */
#include "services/search/query/part.h"

#include "common/base/clock.h"

static void print_node(
    struct buf *out, const struct query_node *node, bool is_inner);

void query_print(struct buf *out, const struct query *q)
{
	if (q->root->kind != QUERY_ALL || q->anywhere)
		print_node(out, q->root, false);
}

static void print_list(
    struct buf *out, const struct query_node *node, bool is_inner)
{
	const char *join = node->kind == QUERY_OR ? " OR " : " ";

	buf_adds(out, is_inner ? "(" : "");
	for (size_t i = 0; i < node->n_kids; i++) {
		buf_adds(out, i > 0 ? join : "");
		print_node(out, node->kids[i], true);
	}
	buf_adds(out, is_inner ? ")" : "");
}

/* A word that only looks like a regular expression came from a group. */
static void print_word(struct buf *out, const struct query_node *node)
{
	bool group = node->in_field && !node->phrase && !node->exact &&
		     node->text[0] == '/';

	if (node->in_field)
		buf_addf(out, "%s:", query_op_name(node->op));
	buf_addf(out, "%s%s%s%s%s%s%s", group ? "(" : "",
	    node->exact ? "+" : "", node->phrase ? "\"" : "", node->text,
	    node->phrase ? "\"" : "", node->prefix ? "*" : "",
	    group ? ")" : "");
}

static void print_moment(struct buf *out, const char *op, int64_t ms)
{
	char when[32];

	clock_format_utc(ms, when, sizeof when);
	buf_addf(out, "%s%s", op, when);
}

static void print_dates(struct buf *out, const struct query_node *node)
{
	if (node->hi == INT64_MAX) {
		print_moment(out, "after:", node->lo);
	} else if (node->lo == INT64_MIN) {
		print_moment(out, "before:", node->hi + 1);
	} else {
		print_moment(out, "during:", node->lo);
		print_moment(out, "..", node->hi);
	}
}

static void print_span(struct buf *out, const struct query_node *node)
{
	const char *name = query_op_name(node->op);
	long long lo = node->lo, hi = node->hi;

	if (node->op == QUERY_OP_AFTER)
		print_dates(out, node);
	else if (node->op == QUERY_OP_SIZE && node->hi == INT64_MAX)
		buf_addf(out, "larger:%lld", lo - 1);
	else if (node->op == QUERY_OP_SIZE)
		buf_addf(out, "smaller:%lld", hi + 1);
	else if (lo == hi)
		buf_addf(out, "%s:%lld", name, lo);
	else if (lo > 100)
		buf_addf(out, "%s:>100", name);
	else if (hi < 0)
		buf_addf(out, "%s:<0", name);
	else
		buf_addf(out, "%s:%lld..%lld", name, lo, hi);
}

static void print_flag(struct buf *out, const struct query_node *node)
{
	enum query_op op = QUERY_OP_IS;
	const char *word = query_flag_word(node->lo, node->set, &op);

	buf_addf(out, "%s:%s", query_op_name(op), word);
}

static void print_match(struct buf *out, const struct query_node *node)
{
	size_t n = strlen(node->text);
	bool plain = node->text[n - 1] != '*';

	for (size_t i = 0; i < n; i++)
		plain = plain && (unsigned char)node->text[i] > ' ' &&
			strchr("(){}\x7f", node->text[i]) == NULL;
	buf_addf(out, plain ? "%s:%s" : "%s:\"%s\"", query_op_name(node->op),
	    node->text);
}

static void print_node(
    struct buf *out, const struct query_node *node, bool is_inner)
{
	switch (node->kind) {
	case QUERY_ALL:
		buf_adds(out, "in:anywhere");
		break;
	case QUERY_AND:
	case QUERY_OR:
		print_list(out, node, is_inner);
		break;
	case QUERY_NOT:
		buf_addc(out, '-');
		print_node(out, node->kids[0], true);
		break;
	case QUERY_NEAR:
		print_word(out, node->kids[0]);
		buf_addf(out, " AROUND %lld ", (long long)node->lo);
		print_word(out, node->kids[1]);
		break;
	case QUERY_WORD:
		print_word(out, node);
		break;
	case QUERY_FLAG:
		print_flag(out, node);
		break;
	case QUERY_MATCH:
		print_match(out, node);
		break;
	case QUERY_REGEX:
		buf_addf(out, "%s:/%s/", query_op_name(node->op), node->text);
		break;
	case QUERY_SPAN:
		print_span(out, node);
		break;
	}
}
