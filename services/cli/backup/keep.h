/* keep.h - the object store, call by call, for a command that waits. */
#ifndef CLI_BACKUP_KEEP_H
#define CLI_BACKUP_KEEP_H

#include "common/object/object.h"

struct keep {
	struct loop *loop;
	struct object_store *store;
};

MUST_CHECK int keep_open(struct keep *k, const char *url, struct err *err);
void keep_close(struct keep *k);
MUST_CHECK int keep_put(
    struct keep *k, const char *key, struct str bytes, struct err *err);
/* The first n bytes, in the arena. ERR_NOT_FOUND. */
MUST_CHECK int keep_get(struct keep *k, struct arena *a, const char *key,
    size_t n, struct str *bytes_r, struct err *err);
/* Everything under it. */
MUST_CHECK int keep_remove(
    struct keep *k, const char *prefix, size_t *removed_r, struct err *err);

#endif
