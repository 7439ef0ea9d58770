/* load.h - emails of the database as documents of the index. */
#ifndef SEARCH_LOAD_H
#define SEARCH_LOAD_H

#include "common/loop/task.h"
#include "common/pg/pg.h"
#include "services/search/index/doc.h"

struct search;

#define SEARCH_LOAD_PAGE 200

/* Starts to read these emails of the user. */
void search_load(struct task *t, struct search *d, uint64_t user_id,
    const uint64_t *ids, size_t n, struct pg_result **rows_r);
/* As search_load, in order of id; the column `pending` says of each
 * whether the pipeline has yet to bring it to the index. */
void search_load_again(struct task *t, struct search *d, uint64_t user_id,
    const uint64_t *ids, size_t n, struct pg_result **rows_r);
/* The user's emails with ids above `after` that the pipeline has brought as
 * far as the index, in order of id, `limit` at most. */
void search_load_page(struct task *t, struct search *d, uint64_t user_id,
    uint64_t after, size_t limit, struct pg_result **rows_r);
/* One a row, in the task's arena. */
struct search_doc *search_load_docs(
    struct task *t, const struct pg_result *rows);
/* Mail before this moment (Unix) is not indexed; 0: all of it is. */
int64_t search_kept_from(const struct search *d);
/* Drops the older ones; returns how many are left. */
size_t search_keep_docs(
    const struct search *d, struct search_doc *docs, size_t n);

#endif
