/* receive.h - the statements that receive a batch. */
#ifndef INGEST_RECEIVE_H
#define INGEST_RECEIVE_H

#include "common/pg/pg.h"
#include "services/ingest/batch.h"

/* Which of the batch's keys are there already? */
void receive_probe(struct task *t, struct pg *pg, uint64_t user_id,
    const struct batch *b, struct pg_result **rows_r);
void receive_probed(
    struct batch *b, const struct pg_result *rows, const char *import_id);

/* Stores the n records v of batch b in one transaction. claimer NULL: the
 * sweeper will find them. Repeating it after an unknown end is safe. */
struct receive {
	uint64_t user_id;
	const char *import_id;
	const char *claimer;
	int64_t lease_ms;
};
void receive_store(struct task *t, struct pg *pg, const struct receive *how,
    struct batch *b, struct record *const *v, size_t n,
    struct pg_result **rows_r);
/* Sets fate and email_id of the n records. Returns how many are new. */
size_t receive_stored(
    struct record *const *v, size_t n, const struct pg_result *rows);

#endif
