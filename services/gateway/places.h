/* places.h - how many of something each user has open at once, and may. */
#ifndef GATEWAY_PLACES_H
#define GATEWAY_PLACES_H

#include "common/base/base.h"

struct places;

struct places *places_new(size_t most); /* of one user */
void places_free(struct places **p);
/* One more, or false. */
MUST_CHECK bool places_take(struct places *p, uint64_t user_id);
/* One that was taken. */
void places_leave(struct places *p, uint64_t user_id);

#endif
