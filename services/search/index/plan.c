/* plan.c - from the query's tree to expressions. */
#include "services/search/index/plan.h"

#include "common/base/die.h"

#include <ctype.h>
#include <stdlib.h>

#define MAX_ME 8
#define MAX_NUMS 100000 /* of a thread or a Message-ID */

static struct expr *plan_node(
    struct plan *p, const struct query_node *node, bool scored);

static struct expr *new (struct plan *p, enum expr_kind kind)
{
	struct expr *e = ARENA_NEW(p->a, struct expr);

	e->kind = kind;
	e->window = -1;
	e->cost = (int64_t)p->db->next / 2;
	return e;
}

static struct expr *list_of(struct plan *p, enum expr_kind kind, size_t max)
{
	struct expr *e = new (p, kind);

	e->kids = ARENA_ARRAY(p->a, struct expr *, max + 1);
	e->cost = kind == EXPR_AND ? INT64_MAX : 0;
	return e;
}

static void add(struct expr *list, struct expr *kid)
{
	list->kids[list->n_kids++] = kid;
	list->cost = list->kind == EXPR_AND ? MIN(list->cost, kid->cost)
					    : list->cost + kid->cost;
}

/* ---- words ---- */

#define BIT(column) (1u << INDEX_COLUMN_##column)
#define ALL_COLUMNS ((1u << INDEX_N_COLUMNS) - 1)

static const uint32_t masks[QUERY_OPS_END] = {
    [QUERY_OP_FROM] = BIT(SENDER),
    [QUERY_OP_TO] = BIT(RCPT) | BIT(CC) | BIT(BCC),
    [QUERY_OP_CC] = BIT(CC),
    [QUERY_OP_BCC] = BIT(BCC),
    [QUERY_OP_SUBJECT] = BIT(SUBJECT),
    [QUERY_OP_FILENAME] = BIT(FILES),
    [QUERY_OP_LIST] = BIT(LIST),
    [QUERY_OP_DELIVEREDTO] = BIT(DELIVERED),
};

static uint32_t mask_of(const struct query_node *node)
{
	return node->in_field && masks[node->op] != 0 ? masks[node->op]
						      : ALL_COLUMNS;
}

static void score(
    struct plan *p, const struct query_node *node, struct expr *e, bool scored)
{
	if (!scored || e == NULL || e->kind == EXPR_ALL)
		return;
	if (p->n_phrases == PLAN_MAX_PHRASES) {
		p->many = true;
		return;
	}
	p->phrases[p->n_phrases++] =
	    (struct plan_phrase){.node = node, .expr = e};
}

/* "me" is the user's addresses. */
static struct expr *me(
    struct plan *p, const struct query_node *node, bool scored)
{
	const struct index_ask *ask = p->ask;
	struct expr *any = list_of(p, EXPR_OR, MAX_ME);

	for (size_t i = 0; i < MIN(ask->n_me, MAX_ME); i++) {
		struct expr *e = plan_words(
		    p, ask->me[i], true, false, mask_of(node), false);

		if (e == NULL)
			return NULL;
		add(any, e);
		score(p, node, e, scored);
	}
	return any;
}

static struct expr *word(
    struct plan *p, const struct query_node *node, bool scored, bool places)
{
	struct expr *e;

	if (node->in_field && !node->phrase && p->ask->n_me > 0 &&
	    strieq(node->text, "me"))
		return me(p, node, scored);
	e = plan_words(p, node->text, node->exact || node->phrase, node->prefix,
	    mask_of(node), places);
	score(p, node, e, scored);
	return e;
}

static struct expr *near(
    struct plan *p, const struct query_node *node, bool scored)
{
	struct expr *e = list_of(p, EXPR_NEAR, 2);

	e->cost = INT64_MAX;
	e->lo = node->lo;
	for (size_t i = 0; i < 2; i++) {
		struct expr *kid = word(p, node->kids[i], scored, true);

		if (kid == NULL || kid->kind != EXPR_PHRASE)
			return kid;
		e->kids[e->n_kids++] = kid;
		e->cost = MIN(e->cost, kid->cost);
	}
	return e;
}

/* ---- rows ---- */

static struct expr *nums(struct plan *p, const char *sql, int64_t v)
{
	struct expr *e = new (p, EXPR_NUMS);
	sqlite3_stmt *s = index_stmt(p->db, sql);
	size_t alloc = 0;
	int rc;

	if (s == NULL)
		return NULL;
	sqlite3_bind_int64(s, 1, v);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW && e->n_nums < MAX_NUMS) {
		if (e->n_nums == alloc) {
			uint32_t *more =
			    ARENA_ARRAY(p->a, uint32_t, alloc * 2 + 64);

			if (alloc > 0)
				memcpy(more, e->nums, alloc * sizeof *more);
			e->nums = more;
			alloc = alloc * 2 + 64;
		}
		e->nums[e->n_nums++] = (uint32_t)sqlite3_column_int64(s, 0);
	}
	sqlite3_reset(s);
	e->cost = (int64_t)e->n_nums;
	return rc == SQLITE_ROW || rc == SQLITE_DONE ? e : NULL;
}

static struct expr *label(struct plan *p, const char *name)
{
	struct expr *e = new (p, EXPR_LABEL);
	char key[256];

	index_label_key(name, key, sizeof key);
	e->text = arena_strdup(p->a, key);
	return e;
}

static struct expr *named(struct plan *p, enum query_op op, const char *name)
{
	struct expr *e = new (p, EXPR_NAME);
	char *low = arena_strdup(p->a, name);
	int known;

	for (char *c = low; *c != '\0'; c++)
		*c = (char)tolower((unsigned char)*c);
	known = cols_known(p->db->cols, op == QUERY_OP_CATEGORY ? low : name);
	e->op = op;
	e->lo = known;
	if (known < 0)
		e->kind = EXPR_NONE;
	return e;
}

static struct expr *match(struct plan *p, const struct query_node *node)
{
	struct expr *any;

	switch ((int)node->op) {
	case QUERY_OP_CATEGORY:
		any = list_of(p, EXPR_OR, 2);
		add(any, named(p, node->op, node->text));
		add(any,
		    label(p, arena_printf(p->a, "category_%s", node->text)));
		return any;
	case QUERY_OP_RFC822MSGID:
		return nums(p,
		    "SELECT num FROM docs WHERE msgid_hash = ?1 ORDER BY num",
		    index_msgid_hash(node->text));
	case QUERY_OP_PRIORITY:
	case QUERY_OP_RISK:
		return named(p, node->op, node->text);
	default:
		return label(p, node->text);
	}
}

static struct expr *span(struct plan *p, const struct query_node *node)
{
	struct expr *e;

	if (node->op == QUERY_OP_THREAD)
		return nums(p,
		    "SELECT num FROM docs WHERE thread_id = ?1 ORDER BY num",
		    node->lo);
	e = new (p, EXPR_SPAN);
	e->op = node->op;
	e->lo = node->lo;
	e->hi = node->hi;
	if (plan_is_date(e))
		e->cost = 0; /* cheap, and cuts whole windows off */
	return e;
}

static struct expr *flag(struct plan *p, int64_t bits, bool set)
{
	struct expr *e = new (p, EXPR_FLAG), *no;

	e->lo = bits;
	if (set)
		return e;
	no = list_of(p, EXPR_NOT, 1);
	add(no, e);
	return no;
}

/* ---- the tree ---- */

static bool is_nothing(const struct expr *e)
{
	return e->kind == EXPR_ALL;
}

/* What can't be searched for ("!!!") is left out of its list rather than found
 * nowhere. */
static struct expr *list(
    struct plan *p, const struct query_node *node, bool scored)
{
	struct expr *e = list_of(
	    p, node->kind == QUERY_AND ? EXPR_AND : EXPR_OR, node->n_kids);

	for (size_t i = 0; i < node->n_kids; i++) {
		struct expr *kid = plan_node(p, node->kids[i], scored);

		if (kid == NULL)
			return NULL;
		if (!is_nothing(kid))
			add(e, kid);
	}
	if (e->n_kids == 0)
		e->kind = EXPR_ALL;
	return e;
}

static struct expr *except(struct plan *p, const struct query_node *node)
{
	struct expr *kid = plan_node(p, node->kids[0], false), *e;

	if (kid == NULL || is_nothing(kid))
		return kid;
	e = list_of(p, EXPR_NOT, 1);
	e->kids[e->n_kids++] = kid;
	e->cost = p->db->next;
	return e;
}

static struct expr *plan_node(
    struct plan *p, const struct query_node *node, bool scored)
{
	switch (node->kind) {
	case QUERY_ALL:
		return new (p, EXPR_ALL);
	case QUERY_AND:
	case QUERY_OR:
		return list(p, node, scored);
	case QUERY_NOT:
		return except(p, node);
	case QUERY_WORD:
		return word(p, node, scored, false);
	case QUERY_NEAR:
		return near(p, node, scored);
	case QUERY_FLAG:
		return flag(p, INT64_C(1) << node->lo, node->set);
	case QUERY_MATCH:
		return match(p, node);
	case QUERY_SPAN:
		return span(p, node);
	case QUERY_REGEX:
		return plan_regex(p, node);
	}
	return new (p, EXPR_NONE);
}

static bool is_word(const struct query_node *node)
{
	bool all = node->n_kids > 0;

	if (node->kind == QUERY_WORD || node->kind == QUERY_NEAR)
		return true;
	if (node->kind != QUERY_AND && node->kind != QUERY_OR)
		return false;
	for (size_t i = 0; i < node->n_kids; i++)
		all = all && is_word(node->kids[i]);
	return all;
}

/* An any-word query: words at the top are joined by OR, the rest stays. */
static struct expr *any_word(struct plan *p, const struct query_node *root)
{
	struct expr *any = list_of(p, EXPR_OR, root->n_kids);
	struct expr *all = list_of(p, EXPR_AND, root->n_kids + 1);

	for (size_t i = 0; i < root->n_kids; i++) {
		struct expr *kid = plan_node(p, root->kids[i], true);

		if (kid == NULL)
			return NULL;
		if (!is_nothing(kid))
			add(is_word(root->kids[i]) ? any : all, kid);
	}
	if (any->n_kids > 0)
		add(all, any);
	if (all->n_kids == 0)
		all->kind = EXPR_ALL;
	return all;
}

static int by_cost(const void *a, const void *b)
{
	const struct expr *const *x = a, *const *y = b;

	return (*x)->cost < (*y)->cost ? -1 : (*x)->cost > (*y)->cost;
}

/* Rare ones first, in every AND. */
static void order(struct expr *e)
{
	for (size_t i = 0; i < e->n_kids; i++)
		order(e->kids[i]);
	if (e->kind == EXPR_AND && e->n_kids > 1)
		qsort(e->kids, e->n_kids, sizeof *e->kids, by_cost);
}

int index_plan(struct arena *a, struct index_db *db,
    const struct index_ask *ask, struct plan *p, struct err *err)
{
	const struct query_node *root = ask->query->root;
	struct expr *all, *e;

	*p = (struct plan){.a = a, .db = db, .ask = ask};
	e = ask->any_word && root->kind == QUERY_AND ? any_word(p, root)
						     : plan_node(p, root, true);
	if (e == NULL)
		return -1;
	if (p->many)
		return err_set(
		    err, ERR_TOO_LARGE, "the query needs too many comparisons");
	all = list_of(p, EXPR_AND, 3);
	add(all, e);
	if (!ask->query->anywhere)
		add(all, flag(p, MAIL_SPAM | MAIL_TRASH, false));
	if (ask->since_ms > 0) {
		struct expr *since = new (p, EXPR_SPAN);

		*since = (struct expr){.kind = EXPR_SPAN,
		    .op = QUERY_OP_AFTER,
		    .lo = ask->since_ms,
		    .hi = INT64_MAX};
		add(all, since);
	}
	order(all);
	p->root = all;
	return 0;
}
