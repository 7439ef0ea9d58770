/* upload.h - uploads in progress: one import of one user, chunk by chunk.
 *
 * The state lives in memory only. When it is lost (a restart, an error, too
 * long a silence) the next chunk is ERR_CONFLICT and the upload begins again
 * from the start, which is safe: what is there already is not stored twice.
 * Pure but for memory; the caller gives the time.
 */
#ifndef INGEST_UPLOAD_H
#define INGEST_UPLOAD_H

#include "common/base/err.h"
#include "common/base/str.h"

#define UPLOAD_REJECTS_MAX 100 /* that are told apart */
#define UPLOAD_IDS_MAX 100

struct uploads;

struct upload_limits {
	size_t count;
	size_t held_bytes; /* parts of messages, of all uploads */
	size_t message_bytes;
	int64_t idle_ms;
};

struct upload_chunk {
	uint64_t user_id;
	const char *import_id;
	bool is_mbox;
	uint64_t offset;
	size_t bytes;
	bool last;
};

struct upload_reject {
	uint64_t offset, email_id;
	char *reason;
	bool kept;
};

/* What has become of its messages so far. */
struct upload_report {
	uint64_t received, imported, duplicates, rejected;
	struct upload_reject rejects[UPLOAD_REJECTS_MAX];
	size_t rejects_n;
	uint64_t ids[UPLOAD_IDS_MAX];
	size_t ids_n;
};

struct upload {
	struct upload_report report;
	char **owner; /* the user's addresses; NULL: not yet loaded */
	size_t owner_n;
	struct upload_state *state; /* private */
};

struct upload_item {
	struct str raw, envelope; /* valid until the next call */
	uint64_t offset, bytes;
	bool too_long; /* then raw is empty */
};

struct uploads *uploads_new(const struct upload_limits *limits);
void uploads_free(struct uploads **u);
size_t uploads_len(const struct uploads *u);
/* Forgets those that have been silent for too long. */
void uploads_expire(struct uploads *u, int64_t now_ms);

/* The upload that this chunk goes on with; offset 0 begins (again).
 * *repeat_r: this very chunk is committed already; answer the report again,
 * after uploads_give(). ERR_CONFLICT: interrupted, or another chunk of it is
 * being worked on. ERR_OVERLOADED: too many. */
MUST_CHECK int uploads_take(struct uploads *u, const struct upload_chunk *c,
    int64_t now_ms, struct upload **up_r, bool *repeat_r, struct err *err);
/* done: the chunk is committed. Otherwise the upload is forgotten. */
void uploads_give(
    struct uploads *u, struct upload **up, bool done, int64_t now_ms);

/* The chunk's bytes (they are copied), then its messages: 1, 0 when there is
 * no more, -1 with ERR_INVALID when it is no mbox. */
void upload_feed(struct upload *up, struct str bytes);
MUST_CHECK int upload_next(
    struct upload *up, struct upload_item *item_r, struct err *err);

void upload_set_owner(struct upload *up, const char *const *addrs, size_t n);
void upload_add_reject(struct upload *up, uint64_t offset, const char *reason,
    bool kept, uint64_t email_id);
void upload_add_imported(struct upload *up, uint64_t email_id);

#endif
