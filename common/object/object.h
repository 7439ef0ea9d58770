/* object.h - raw mail and exports as objects: a directory now, S3 by URL.
 *
 * Keys are path-like: [A-Za-z0-9._/-], no "..", at most 200 bytes. An object
 * is written once, whole, durably (fsync) and never changed; putting the same
 * key again replaces it. Many small messages go into one object (a "pack"):
 * who reads one gives offset and length.
 */
#ifndef OBJECT_OBJECT_H
#define OBJECT_OBJECT_H

#include "common/base/str.h"
#include "common/loop/task.h"

struct object_store;

/* url: file:///dir, or a directory path. s3:// is refused with a text that
 * says so. Creates the directory. */
MUST_CHECK int object_open(struct loop *l, const char *url,
    struct object_store **s_r, struct err *err);
void object_close(struct object_store **s);

/* A step's operation. When it is over the object is durable. */
void object_put(
    struct task *t, struct object_store *s, const char *key, struct str bytes);
/* n bytes from offset, or ERR_NOT_FOUND; bytes in the arena. */
void object_get(struct task *t, struct object_store *s, const char *key,
    uint64_t offset, size_t n, struct str *bytes_r);
/* Removes every object whose key begins with prefix (a whole segment); none is
 * well. ERR_UNAVAILABLE: the store is away, or some are there still. */
void object_remove(struct task *t, struct object_store *s, const char *prefix,
    size_t *removed_r);

#endif
