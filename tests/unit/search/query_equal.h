/* query_equal.h - whether two trees ask for the same. */
#ifndef TEST_QUERY_EQUAL_H
#define TEST_QUERY_EQUAL_H

#include "services/search/query/query.h"

/* Everything but where it stood: columns, and which word named a flag. */
static inline bool trees_equal(
    const struct query_node *a, const struct query_node *b)
{
	bool flag = a->kind == QUERY_FLAG || a->kind == QUERY_ALL;

	if (a->kind != b->kind || a->n_kids != b->n_kids || a->lo != b->lo ||
	    a->hi != b->hi || a->set != b->set || a->phrase != b->phrase ||
	    a->exact != b->exact || a->prefix != b->prefix ||
	    a->in_field != b->in_field || (a->op != b->op && !flag) ||
	    !streq(a->text, b->text))
		return false;
	for (size_t i = 0; i < a->n_kids; i++) {
		if (!trees_equal(a->kids[i], b->kids[i]))
			return false;
	}
	return true;
}

#endif
