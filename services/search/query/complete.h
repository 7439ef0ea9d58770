/* complete.h - values that can stand behind an operator, for who is typing. */
#ifndef SEARCH_QUERY_COMPLETE_H
#define SEARCH_QUERY_COMPLETE_H

#include "services/search/query/query.h"

#define COMPLETE_MAX 40

/* Values of op that begin so (case ignored), in the order of their tables:
 * the words of is:, has:, in:, priority: and risk:, and usual ones for
 * dates, ages, sizes, categories and kinds of files. Constant strings; at most
 * COMPLETE_MAX. */
size_t query_complete(
    enum query_op op, struct str part, const char *out[COMPLETE_MAX]);

/* Whether a word names one thing only, so that another spelling of it would
 * be another thing: it has a digit or one of @ / _ . : in it. */
bool query_is_identifier(struct str word);

#endif
