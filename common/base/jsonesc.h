/* jsonesc.h - how text becomes the inside of a JSON string.
 *
 * For the two writers of JSON text, jsonw.c and log.c: they alternate between
 * copying a plain run and writing what replaces the byte behind it.
 */
#ifndef BASE_JSONESC_H
#define BASE_JSONESC_H

#include "common/base/str.h"

/* Bytes at the start of s that may be copied as they are. */
size_t jsonesc_plain(struct str s);

#define JSONESC_CHARS 6
/* Writes what stands for the first byte of s (not empty, and not plain) and
 * returns how many bytes that took. Control characters and quotes are
 * escaped; a NUL or a byte that is not UTF-8 becomes U+FFFD. */
size_t jsonesc_one(struct str s, char out[JSONESC_CHARS]);

#endif
