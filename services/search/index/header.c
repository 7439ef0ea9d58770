/* header.c - regular expressions over the headers of messages.
 *
 * No index helps here: the messages that everything else of the query leaves
 * are looked at one by one, newest first. One page looks at PLAN_MAX_LOOKS of
 * them; where it stops, the next page goes on.
 */
#include "services/search/index/eval.h"

#include "common/base/die.h"
#include "common/regex/regex.h"
#include "services/search/index/texts.h"

#include <string.h>

struct expr *plan_regex(struct plan *p, const struct query_node *node)
{
	struct expr *e = ARENA_NEW(p->a, struct expr);
	struct err ignored;
	size_t at;

	*e = (struct expr){.kind = EXPR_REGEX,
	    .op = node->op,
	    .cost = INT32_MAX}; /* after everything else */
	e->re = regex_new(p->a, str_of(node->text), &at, &ignored);
	MUST(e->re != NULL); /* the parser compiled it */
	return e;
}

static struct str text_of(
    struct arena *a, enum query_op op, const struct texts *t)
{
	static const enum index_column columns[QUERY_OPS_END] = {
	    [QUERY_OP_FROM] = INDEX_COLUMN_SENDER,
	    [QUERY_OP_CC] = INDEX_COLUMN_CC,
	    [QUERY_OP_BCC] = INDEX_COLUMN_BCC,
	    [QUERY_OP_SUBJECT] = INDEX_COLUMN_SUBJECT,
	    [QUERY_OP_FILENAME] = INDEX_COLUMN_FILES,
	    [QUERY_OP_LIST] = INDEX_COLUMN_LIST,
	    [QUERY_OP_DELIVEREDTO] = INDEX_COLUMN_DELIVERED,
	};

	if (op != QUERY_OP_TO)
		return t->column[columns[op]];
	return str_of(
	    arena_printf(a, "%s\n%s\n%s", t->column[INDEX_COLUMN_RCPT].p,
		t->column[INDEX_COLUMN_CC].p, t->column[INDEX_COLUMN_BCC].p));
}

/* Looks at one message: 1, 0, -1. */
static int look(struct plan *p, struct expr *e, struct arena *a, uint32_t num)
{
	uint32_t at = num % PLAN_WINDOW;
	struct texts t;

	p->looks.n++;
	if (texts_get(p->db, a, num, &t) != 0)
		return -1;
	switch (regex_match(e->re, text_of(a, e->op, &t))) {
	case REGEX_NO:
		break;
	case REGEX_YES:
		return 1;
	case REGEX_GAVE_UP:
		p->looks.gave_up++;
		p->looks.unknown[at / 64] |= UINT64_C(1) << at % 64;
		break;
	}
	return 0;
}

static bool may_look(struct plan *p, uint32_t num)
{
	if (p->looks.n < PLAN_MAX_LOOKS && p->looks.gave_up < PLAN_MAX_GIVEN_UP)
		return true;
	p->looks.stopped = true;
	p->looks.stop_num = MAX(p->looks.stop_num, num + 1);
	return false;
}

int plan_eval_regex(struct plan *p, struct expr *e, uint32_t lo,
    const uint64_t *within, uint64_t *out)
{
	struct arena *a = arena_new(TEXTS_MAX * 2);
	int rc = 0;

	memset(out, 0, PLAN_WINDOW / 8);
	for (uint32_t i = PLAN_WORDS; i-- > 0 && rc >= 0;) {
		for (uint64_t left = within[i]; left != 0 && rc >= 0;) {
			uint32_t bit = 63 - (uint32_t)__builtin_clzll(left);

			left &= ~(UINT64_C(1) << bit);
			if (!may_look(p, lo + i * 64 + bit))
				goto out;
			arena_reset(a);
			rc = look(p, e, a, lo + i * 64 + bit);
			if (rc == 1)
				out[i] |= UINT64_C(1) << bit;
		}
	}
out:
	arena_free(&a);
	return rc < 0 ? -1 : 0;
}
