/* batch.h - messages that are received together: parsed, packed, stored.
 *
 * One object holds the raw bytes of all new ones; one transaction makes all
 * their rows. Pure: the statements are in receive.c.
 */
#ifndef INGEST_BATCH_H
#define INGEST_BATCH_H

#include "common/base/buf.h"
#include "services/ingest/record.h"

struct batch {
	struct arena *a; /* its own: records, and what is made of them */
	struct record *v;
	size_t n, max;
	size_t raw_bytes, max_bytes;
	struct smap *keys;
	struct buf pack;
	char raw_key[96];
	size_t at;       /* records before it are stored or settled */
	bool one_by_one; /* the database refused them together */
};

struct batch *batch_new(size_t max, size_t max_bytes);
void batch_free(struct batch **b);

bool batch_full(const struct batch *b);
/* Parses; a second one of the same key is a FATE_DUPLICATE at once. */
void batch_add(struct batch *b, const struct record_owner *owner,
    struct str raw, struct str envelope, uint64_t offset, int64_t now_ms);

/* What the database says of a key of ours. */
void batch_known(struct batch *b, const char *key, uint64_t email_id,
    bool same_import, uint64_t import_offset);

/* Puts the raw bytes of the open records one behind the other and names the
 * object. Returns how many are open. */
size_t batch_pack(struct batch *b, uint64_t user_id);

/* The open records from b->at on, into v (room for b->n): all of them, or
 * one. Moves nothing. */
size_t batch_window(const struct batch *b, struct record **v);

#endif
