/* match.c - words of a query as text for MATCH. */
#include "services/search/index/build.h"

/* Whether the subtree can be said in FTS5: words, with NOT only beside a
 * word in the same AND. */
bool build_is_words(const struct query_node *node)
{
	bool some = false;

	if (node->kind == QUERY_WORD || node->kind == QUERY_NEAR)
		return true;
	if (node->kind != QUERY_AND && node->kind != QUERY_OR)
		return false;
	for (size_t i = 0; i < node->n_kids; i++) {
		const struct query_node *kid = node->kids[i];

		if (build_is_words(kid))
			some = true;
		else if (node->kind == QUERY_OR || kid->kind != QUERY_NOT ||
			 !build_is_words(kid->kids[0]))
			return false;
	}
	return some;
}

const char *index_plan_quote(
    struct arena *a, const char *text, bool exact, bool prefix)
{
	size_t n = strlen(text), at = 0;
	char *out = arena_alloc(a, 2 * n + 8);

	out[at++] = '"';
	if (exact && !prefix)
		out[at++] = INDEX_MARK_EXACT;
	for (size_t i = 0; i < n; i++) {
		/* The mark is ours alone. */
		if (text[i] == INDEX_MARK_EXACT)
			continue;
		if (text[i] == '"')
			out[at++] = '"';
		out[at++] = text[i];
	}
	out[at++] = '"';
	if (prefix)
		memcpy(out + at, " *", 2);
	return out;
}

static const char *const columns[QUERY_OPS_END] = {
    [QUERY_OP_FROM] = "sender : ",
    [QUERY_OP_TO] = "{rcpt cc bcc} : ",
    [QUERY_OP_CC] = "cc : ",
    [QUERY_OP_BCC] = "bcc : ",
    [QUERY_OP_SUBJECT] = "subject : ",
    [QUERY_OP_FILENAME] = "files : ",
    [QUERY_OP_LIST] = "list : ",
    [QUERY_OP_DELIVEREDTO] = "delivered : ",
};

static const char *field_of(const struct query_node *node)
{
	if (!node->in_field || columns[node->op] == NULL)
		return "";
	return columns[node->op];
}

static const char *quote_node(struct builder *b, const struct query_node *node)
{
	return index_plan_quote(
	    b->p->a, node->text, node->exact || node->phrase, node->prefix);
}

static void count_phrase(struct builder *b, const struct query_node *node,
    const char *match, bool scored)
{
	struct plan *p = b->p;

	if (p->n_phrases == PLAN_MAX_PHRASES) {
		b->too_many = true;
		return;
	}
	p->phrases[p->n_phrases++] = (struct plan_phrase){
	    .node = node, .match = match, .scored = scored};
}

/* "me" is the user's addresses. */
static bool add_me(struct builder *b, struct buf *out,
    const struct query_node *node, bool scored)
{
	const struct index_ask *ask = b->p->ask;

	if (!node->in_field || node->phrase || ask->n_me == 0 ||
	    !strieq(node->text, "me"))
		return false;
	buf_addc(out, '(');
	for (size_t i = 0; i < MIN(ask->n_me, 8); i++) {
		const char *match =
		    arena_printf(b->p->a, "%s%s", field_of(node),
			index_plan_quote(b->p->a, ask->me[i], true, false));

		buf_addf(out, "%s%s", i > 0 ? " OR " : "", match);
		count_phrase(b, node, match, scored);
	}
	buf_addc(out, ')');
	return true;
}

/* A single word is its stem, bare or marked: two phrases joined by OR, which
 * FTS5 runs through much faster than one phrase with two forms. False: not a
 * single word with forms. */
static bool add_forms(struct builder *b, struct buf *out,
    const struct query_node *node, bool scored)
{
	char stem[INDEX_MAX_TOKEN + 1];
	const char *match;

	if (node->exact || node->phrase || node->prefix ||
	    !index_token_stem(b->p->db, str_of(node->text), stem))
		return false;
	match = arena_printf(b->p->a, "%s(\"%c%s\" OR \"%c%c%s\")",
	    field_of(node), INDEX_MARK_EXACT, stem, INDEX_MARK_EXACT,
	    INDEX_MARK_STEM, stem);
	buf_adds(out, match);
	count_phrase(b, node, match, scored);
	count_phrase(b, node, match, false);
	b->p->phrases[b->p->n_phrases - 1].more = true;
	return true;
}

static void add_near(struct builder *b, struct buf *out,
    const struct query_node *node, bool scored)
{
	const char *field = field_of(node->kids[0]);
	const char *sides[2];

	for (int i = 0; i < 2; i++) {
		sides[i] = quote_node(b, node->kids[i]);
		count_phrase(b, node->kids[i],
		    arena_printf(b->p->a, "%s%s", field, sides[i]), scored);
	}
	buf_addf(out, "%sNEAR(%s %s, %lld)", field, sides[0], sides[1],
	    (long long)node->lo);
}

static bool has_tokens(struct builder *b, const struct query_node *node)
{
	return index_token_any(b->p->db, str_of(node->text));
}

/* Whether anything in the subtree can be searched for: "!!!" can't, and is
 * left out rather than found nowhere. */
bool build_is_searchable(struct builder *b, const struct query_node *node)
{
	if (node->kind == QUERY_WORD)
		return has_tokens(b, node);
	if (node->kind == QUERY_NEAR)
		return has_tokens(b, node->kids[0]) &&
		       has_tokens(b, node->kids[1]);
	for (size_t i = 0; i < node->n_kids; i++) {
		if (node->kids[i]->kind != QUERY_NOT &&
		    build_is_searchable(b, node->kids[i]))
			return true;
	}
	return false;
}

static void add_match_list(struct builder *b, struct buf *out,
    const struct query_node *node, bool scored)
{
	const char *join = node->kind == QUERY_OR ? " OR " : " AND ";
	size_t n = 0;

	buf_adds(out, "((");
	for (size_t i = 0; i < node->n_kids; i++) {
		if (node->kids[i]->kind == QUERY_NOT ||
		    !build_is_searchable(b, node->kids[i]))
			continue;
		buf_adds(out, n++ > 0 ? join : "");
		build_match(b, out, node->kids[i], scored);
	}
	buf_addc(out, ')');
	for (size_t i = 0; i < node->n_kids; i++) {
		if (node->kids[i]->kind != QUERY_NOT ||
		    !build_is_searchable(b, node->kids[i]->kids[0]))
			continue;
		buf_adds(out, " NOT ");
		build_match(b, out, node->kids[i]->kids[0], false);
	}
	buf_addc(out, ')');
}

/* A subtree of words that build_is_searchable(). */
void build_match(struct builder *b, struct buf *out,
    const struct query_node *node, bool scored)
{
	const char *match;

	if (node->kind == QUERY_NEAR) {
		add_near(b, out, node, scored);
	} else if (node->kind != QUERY_WORD) {
		add_match_list(b, out, node, scored);
	} else if (!add_me(b, out, node, scored) &&
		   !add_forms(b, out, node, scored)) {
		match = arena_printf(
		    b->p->a, "%s%s", field_of(node), quote_node(b, node));
		buf_adds(out, match);
		count_phrase(b, node, match, scored);
	}
}
