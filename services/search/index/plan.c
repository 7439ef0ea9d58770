/* plan.c - splits a query between the posting lists and the rows.
 *
 * The top of the tree is a list joined by AND. Members that are only words go
 * into MATCH; members without words become SQL; a member that mixes both (an
 * OR of a word and a label) becomes SQL that asks the full-text table for its
 * words.
 */
#include "services/search/index/build.h"

#include <stdlib.h>

/* Rarer words of an any-word query decide while they have no more matches
 * together. */
#define PLAN_DECIDING_DOCS 3000

enum round { ROUND_YES, ROUND_NO, ROUND_ROWS };

static void compose(
    struct builder *b, const struct query_node *root, int64_t docs);

int index_plan(struct arena *a, struct index_db *db,
    const struct index_ask *ask, int64_t docs, struct plan *p_r,
    struct err *err)
{
	struct builder b = {.p = p_r};

	*p_r = (struct plan){.a = a,
	    .db = db,
	    .ask = ask,
	    .where = "",
	    .low_key = INT64_MIN,
	    .high_key = INT64_MAX};
	buf_init(&b.match, PLAN_MAX_BYTES);
	buf_init(&b.no, PLAN_MAX_BYTES);
	buf_init(&b.where, PLAN_MAX_BYTES);
	compose(&b, ask->query->root, docs);
	if (buf_failed(&b.match) || buf_failed(&b.no) || buf_failed(&b.where))
		b.too_many = true;
	buf_deinit(&b.match);
	buf_deinit(&b.no);
	buf_deinit(&b.where);
	if (b.too_many)
		return err_set(
		    err, ERR_TOO_LARGE, "the query needs too many comparisons");
	return 0;
}

/* ---- the top ---- */

/* Keys tell the date up to the spill: less to scan. */
static void narrow(struct plan *p, int64_t lo_ms, int64_t hi_ms)
{
	if (lo_ms > 0)
		p->low_key = MAX(p->low_key,
		    MIN(lo_ms / 1000, INT64_C(0xffffffff)) << INDEX_KEY_SHIFT);
	if (hi_ms < INT64_C(0xffffffff) * 1000)
		p->high_key = MIN(
		    p->high_key, (MAX(hi_ms, 0) / 1000 + INDEX_MAX_SPILL_S + 1)
				     << INDEX_KEY_SHIFT);
}

/* One member of the top list, in three rounds: phrases must be counted in
 * the order in which they stand, and SQL depends on whether words drive. */
static void add_member(
    struct builder *b, const struct query_node *node, enum round round)
{
	const struct query_node *kid;

	kid = node->kind == QUERY_NOT ? node->kids[0] : NULL;
	if (build_is_words(node)) {
		if (round == ROUND_YES && build_is_searchable(b, node))
			b->yes[b->n_yes++] = node;
	} else if (kid != NULL && build_is_words(kid)) {
		if (round != ROUND_NO || !build_is_searchable(b, kid))
			return;
		buf_adds(&b->no, b->n_no++ > 0 ? " OR " : "");
		build_match(b, &b->no, kid, false);
	} else if (round == ROUND_ROWS && node->kind != QUERY_ALL) {
		if (node->kind == QUERY_SPAN && node->op == QUERY_OP_AFTER)
			narrow(b->p, node->lo, node->hi);
		buf_adds(&b->where, " AND ");
		build_sql(b, node);
	}
}

static void add_members(
    struct builder *b, const struct query_node *root, enum round round)
{
	if (root->kind != QUERY_AND) {
		add_member(b, root, round);
		return;
	}
	for (size_t i = 0; i < root->n_kids; i++)
		add_member(b, root->kids[i], round);
}

static void join_yes(
    struct builder *b, size_t from, size_t to, const char *join, bool scored)
{
	for (size_t i = from; i < to; i++) {
		buf_adds(&b->match, i > from ? join : "");
		build_match(b, &b->match, b->yes[i], scored);
	}
}

struct member {
	const struct query_node *node;
	int64_t df;
};

static int by_df(const void *a, const void *b)
{
	const struct member *x = a, *y = b;

	return x->df < y->df ? -1 : x->df > y->df;
}

/* Sorts the members of an any-word query by rarity; returns how many of them
 * decide. The newest matches of an OR are those of its most common word, so
 * when there are many, a message must have one of the rarer words, and the
 * common ones only add to its score. */
static size_t deciding_words(struct builder *b, int64_t docs)
{
	struct member m[QUERY_MAX_TERMS];
	int64_t sum = 0;
	size_t n = 0;

	for (size_t i = 0; i < b->n_yes; i++) {
		struct buf match;
		size_t phrases = b->p->n_phrases;

		buf_init(&match, PLAN_MAX_BYTES);
		build_match(b, &match, b->yes[i], false);
		b->p->n_phrases = phrases;
		m[i] = (struct member){
		    b->yes[i], index_rank_df(b->p->db, buf_str(&match), docs)};
		buf_deinit(&match);
	}
	qsort(m, b->n_yes, sizeof *m, by_df);
	for (size_t i = 0; i < b->n_yes; i++) {
		b->yes[i] = m[i].node;
		sum += MAX(m[i].df, 0);
		if (sum <= PLAN_DECIDING_DOCS || m[i].df <= 0 ||
		    (i > 0 && m[i - 1].df <= 0))
			n = i + 1;
	}
	return MAX(n, 1);
}

static void compose_yes(struct builder *b, int64_t docs)
{
	size_t deciding = b->n_yes;

	if (!b->p->ask->any_word || b->n_yes < 2) {
		join_yes(b, 0, b->n_yes, " AND ", true);
		return;
	}
	deciding = deciding_words(b, docs);
	if (deciding == b->n_yes) {
		join_yes(b, 0, b->n_yes, " OR ", true);
		return;
	}
	buf_addc(&b->match, '(');
	join_yes(b, 0, deciding, " OR ", true);
	buf_adds(&b->match, ") AND (");
	join_yes(b, 0, deciding, " OR ", false);
	buf_adds(&b->match, " OR ");
	join_yes(b, deciding, b->n_yes, " OR ", true);
	buf_addc(&b->match, ')');
}

static void compose(
    struct builder *b, const struct query_node *root, int64_t docs)
{
	struct plan *p = b->p;

	add_members(b, root, ROUND_YES);
	if (b->n_yes > 0)
		compose_yes(b, docs);
	add_members(b, root, ROUND_NO);
	add_members(b, root, ROUND_ROWS);
	if (b->n_yes > 0 && b->n_no > 0) {
		p->match = arena_printf(
		    p->a, "(%s) NOT (%s)", buf_str(&b->match), buf_str(&b->no));
	} else if (b->n_yes > 0) {
		p->match = arena_strdup(p->a, buf_str(&b->match));
	} else if (b->n_no > 0) {
		buf_adds(&b->where, " AND d.key NOT IN (SELECT rowid FROM fts "
				    "WHERE fts MATCH ?)");
		build_text(b, arena_strdup(p->a, buf_str(&b->no)));
		p->n_phrases = 0;
	}
	if (!p->ask->query->anywhere) {
		buf_adds(&b->where, " AND (d.flags & ?) = 0");
		build_number(b, MAIL_SPAM | MAIL_TRASH);
	}
	if (p->ask->since_ms > 0) {
		narrow(p, p->ask->since_ms, INT64_MAX);
		buf_adds(&b->where, " AND d.date_ms >= ?");
		build_number(b, p->ask->since_ms);
	}
	p->where = arena_strdup(p->a, buf_str(&b->where));
}
