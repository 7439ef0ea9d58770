/* stem.h - English words to their stems: Porter's algorithm of 1980. */
#ifndef SEARCH_STEM_H
#define SEARCH_STEM_H

#include "common/base/base.h"

#define STEM_MAX_BYTES 64

/* Shortens the n bytes of lower-case word w in place; returns the new length
 * (never longer). Words with anything but a-z, shorter than 3 or longer than
 * STEM_MAX_BYTES stay as they are. */
size_t stem_english(char *w, size_t n);

#endif
