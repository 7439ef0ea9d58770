/* api_page.h - docs/api.md, from the gateway's routes and the messages. */
#ifndef TESTS_DOCS_API_PAGE_H
#define TESTS_DOCS_API_PAGE_H

#include "common/base/buf.h"

void api_page(struct buf *out);
/* docs/query.md: operators of a search. */
void query_page(struct buf *out);
/* docs/objectives.md; and its thresholds as lines for programs. */
void objectives_page(struct buf *out);
void burns_list(struct buf *out);
/* infra/prometheus/rules/objectives.yml. */
void objectives_rules(struct buf *out);

/* Is a message the body or query of that route of the gateway's own? */
struct msg_desc;
bool api_message_is_of(
    const struct msg_desc *m, const char *method, const char *path);

/* routes_list.c: a line a route, for tests. */
void routes_list(struct buf *out);

#endif
