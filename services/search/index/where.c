/* where.c - what is not words, as conditions on rows. */
#include "services/search/index/build.h"

void build_number(struct builder *b, int64_t v)
{
	if (b->p->n_binds == PLAN_MAX_BINDS) {
		b->too_many = true;
		return;
	}
	b->p->binds[b->p->n_binds++].number = v;
}

void build_text(struct builder *b, const char *text)
{
	if (b->p->n_binds == PLAN_MAX_BINDS) {
		b->too_many = true;
		return;
	}
	b->p->binds[b->p->n_binds++].text = text;
}

void build_pointer(struct builder *b, struct plan_regex *x)
{
	if (b->p->n_binds == PLAN_MAX_BINDS) {
		b->too_many = true;
		return;
	}
	b->p->binds[b->p->n_binds++].regex = x;
}

static void add_words_sql(struct builder *b, const struct query_node *node)
{
	size_t phrases = b->p->n_phrases;
	struct buf match;

	buf_init(&match, PLAN_MAX_BYTES);
	build_match(b, &match, node, false);
	/* Its phrases are of another MATCH: they do not count in ours. */
	b->p->n_phrases = phrases;
	buf_adds(
	    &b->where, "d.key IN (SELECT rowid FROM fts WHERE fts MATCH ?)");
	build_text(b, arena_strdup(b->p->a, buf_str(&match)));
	buf_deinit(&match);
}

static void add_label_sql(struct builder *b, const char *label)
{
	char key[256];

	index_label_key(label, key, sizeof key);
	/* From the label's side when nothing else drives the query. */
	buf_adds(&b->where,
	    b->n_yes > 0
		? "EXISTS (SELECT 1 FROM labels l WHERE l.label = ? AND "
		  "l.key = d.key)"
		: "d.key IN (SELECT key FROM labels WHERE label = ?)");
	build_text(b, arena_strdup(b->p->a, key));
}

static void add_match_sql(struct builder *b, const struct query_node *node)
{
	if (node->op == QUERY_OP_CATEGORY) {
		buf_adds(&b->where, "(d.category = lower(?) OR ");
		build_text(b, node->text);
		add_label_sql(
		    b, arena_printf(b->p->a, "category_%s", node->text));
		buf_addc(&b->where, ')');
	} else if (node->op == QUERY_OP_RFC822MSGID) {
		buf_adds(&b->where, "d.msgid_hash = ?");
		build_number(b, index_msgid_hash(node->text));
	} else if (node->op == QUERY_OP_PRIORITY || node->op == QUERY_OP_RISK) {
		buf_adds(&b->where,
		    node->op == QUERY_OP_RISK ? "d.level = ?" : "d.band = ?");
		build_text(b, node->text);
	} else {
		add_label_sql(b, node->text);
	}
}

static const char *const columns[QUERY_OPS_END] = {
    [QUERY_OP_AFTER] = "d.date_ms",
    [QUERY_OP_SIZE] = "d.size",
    [QUERY_OP_PRIORITY] = "d.priority",
    [QUERY_OP_RISK] = "d.risk",
    [QUERY_OP_THREAD] = "d.thread_id",
};

static void add_span_sql(struct builder *b, const struct query_node *node)
{
	const char *column = columns[node->op];

	if (node->lo == node->hi) {
		buf_addf(&b->where, "%s = ?", column);
		build_number(b, node->lo);
		return;
	}
	buf_addf(&b->where, "(%s >= ? AND %s <= ?)", column, column);
	build_number(b, node->lo);
	build_number(b, node->hi);
}

static void add_list_sql(struct builder *b, const struct query_node *node)
{
	buf_addc(&b->where, '(');
	for (size_t i = 0; i < node->n_kids; i++) {
		if (i > 0)
			buf_adds(&b->where,
			    node->kind == QUERY_OR ? " OR " : " AND ");
		build_sql(b, node->kids[i]);
	}
	buf_addc(&b->where, ')');
}

void build_sql(struct builder *b, const struct query_node *node)
{
	if (build_is_words(node)) {
		if (build_is_searchable(b, node))
			add_words_sql(b, node);
		else
			buf_addc(&b->where, '1');
		return;
	}
	switch (node->kind) {
	case QUERY_AND:
	case QUERY_OR:
		add_list_sql(b, node);
		break;
	case QUERY_NOT:
		buf_adds(&b->where, "NOT ");
		build_sql(b, node->kids[0]);
		break;
	case QUERY_FLAG:
		buf_adds(&b->where,
		    node->set ? "(d.flags & ?) <> 0" : "(d.flags & ?) = 0");
		build_number(b, INT64_C(1) << node->lo);
		break;
	case QUERY_MATCH:
		add_match_sql(b, node);
		break;
	case QUERY_SPAN:
		add_span_sql(b, node);
		break;
	case QUERY_REGEX:
		build_regex(b, node);
		break;
	case QUERY_ALL:
	case QUERY_WORD:
	case QUERY_NEAR:
		buf_addc(&b->where, '1');
		break;
	}
}
