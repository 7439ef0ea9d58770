/* plan_query.h - pieces of a query in the search language, as plan.c joins
 * them. What a person said stays words: nothing in it becomes an operator. */
#ifndef ASSISTANT_PLAN_QUERY_H
#define ASSISTANT_PLAN_QUERY_H

#include "common/base/buf.h"
#include "services/assistant/question/question.h"

#define QUERY_BYTES 1000 /* the query language takes 1024 */

/* op and the value in quotes, without those of its own. A piece that does not
 * fit is left out whole: the query finds more then, never something else. */
void query_add(struct buf *b, const char *op, const char *value);
/* Text of ours. */
void query_add_raw(struct buf *b, const char *text);
/* The word, or any of those that are the same thing elsewhere; any: words are
 * joined by OR anyway. */
void query_add_term(struct buf *b, const struct term *t, bool any);

#endif
