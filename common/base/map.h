/* map.h - open-addressing hash maps: 64-bit keys or strings to pointers.
 *
 * Keys are hashed with SipHash under a per-map random key, so mail cannot
 * choose collisions. String keys are copied. Iteration order is unspecified;
 * removing the current entry while iterating is allowed, adding is not.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "common/base/base.h"

struct map; /* uint64_t -> void * */

struct map *map_new(void);
void map_free(struct map **m);                    /* values are not freed */
void *map_get(const struct map *m, uint64_t key); /* NULL: absent */
/* Sets key to value (not NULL); returns the old value or NULL. */
void *map_put(struct map *m, uint64_t key, void *value);
void *map_take(struct map *m, uint64_t key); /* removes and returns */
size_t map_len(const struct map *m);
/* Start with *pos = 0; false at the end. */
bool map_each(
    const struct map *m, size_t *pos, uint64_t *key_r, void **value_r);

struct smap; /* string -> void * */

struct smap *smap_new(void);
void smap_free(struct smap **m);
void *smap_get(const struct smap *m, const char *key);
void *smap_getn(const struct smap *m, const char *key, size_t n);
void *smap_put(struct smap *m, const char *key, void *value);
void *smap_take(struct smap *m, const char *key);
size_t smap_len(const struct smap *m);
bool smap_each(
    const struct smap *m, size_t *pos, const char **key_r, void **value_r);

#endif
