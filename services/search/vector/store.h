/* store.h - what vector.c and scan.c share. */
#ifndef SEARCH_VECTOR_STORE_H
#define SEARCH_VECTOR_STORE_H

#include "common/base/map.h"
#include "services/search/vector/file.h"

struct vectors {
	char *dir;
	size_t max_open;
	struct map *by_user;
	struct list used;
	const struct vector_kernel *kernel;
};

/* The user's file, mapped as far as its head counts. With a model not NULL
 * one of that model is made when there is none. NULL: none, or an error. */
struct vector_file *vectors_acquire(
    struct vectors *v, uint64_t user_id, const char *model, struct err *err);

#endif
