/* header.c - regular expressions over the headers of messages.
 *
 * No index helps here: the rows that everything else of the query leaves are
 * looked at one by one, newest first. One page looks at PLAN_MAX_LOOKS of
 * them; where it stops, the next page goes on.
 */
#include "common/base/die.h"
#include "common/regex/regex.h"
#include "services/search/index/build.h"

static const char *const texts[QUERY_OPS_END] = {
    [QUERY_OP_FROM] = "sender",
    [QUERY_OP_TO] = "rcpt || char(10) || cc || char(10) || bcc",
    [QUERY_OP_CC] = "cc",
    [QUERY_OP_BCC] = "bcc",
    [QUERY_OP_SUBJECT] = "subject",
    [QUERY_OP_FILENAME] = "files",
    [QUERY_OP_LIST] = "list",
    [QUERY_OP_DELIVEREDTO] = "delivered",
};

void build_regex(struct builder *b, const struct query_node *node)
{
	struct plan *p = b->p;
	struct plan_regex *x = ARENA_NEW(p->a, struct plan_regex);
	struct err ignored;
	size_t at;

	x->looks = &p->looks;
	x->re = regex_new(p->a, str_of(node->text), &at, &ignored);
	MUST(x->re != NULL); /* the parser compiled it */
	buf_addf(&b->where,
	    "mail_regex(?, d.key, (SELECT %s FROM texts x WHERE x.key = "
	    "d.key))",
	    texts[node->op]);
	build_pointer(b, x);
}

/* mail_regex(expression, key, text): 1, 0, or NULL when it was too much. */
static void mail_regex(sqlite3_context *ctx, int n, sqlite3_value **v)
{
	struct plan_regex *x = sqlite3_value_pointer(v[0], PLAN_POINTER);
	const char *text = (const char *)sqlite3_value_text(v[2]);

	(void)n;
	MUST(x != NULL);
	if (x->looks->n >= PLAN_MAX_LOOKS ||
	    x->looks->gave_up >= PLAN_MAX_GIVEN_UP) {
		x->looks->stopped = true;
		x->looks->stop_key = sqlite3_value_int64(v[1]);
		sqlite3_result_error_code(ctx, SQLITE_INTERRUPT);
		return;
	}
	x->looks->n++;
	switch (regex_match(x->re, str_of(text))) {
	case REGEX_NO:
		sqlite3_result_int(ctx, 0);
		break;
	case REGEX_YES:
		sqlite3_result_int(ctx, 1);
		break;
	case REGEX_GAVE_UP:
		x->looks->gave_up++;
		break;
	}
}

int index_regex_init(struct index_db *db)
{
	return sqlite3_create_function(db->db, "mail_regex", 3, SQLITE_UTF8,
		   NULL, mail_regex, NULL, NULL) == SQLITE_OK
		   ? 0
		   : -1;
}
