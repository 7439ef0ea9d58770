/* expand.h - the notation of the training text: (a|b) is one of them, [a] there
 * or not, {name} a value of slots.txt. The same seed gives the same text.
 */
#ifndef TRIAGE_TRAIN_EXPAND_H
#define TRIAGE_TRAIN_EXPAND_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

struct rng {
	uint64_t state;
};
uint32_t rng_below(struct rng *r, uint32_t n);
bool rng_chance(struct rng *r, double p);

/* DIR/NAME.txt, at most 1 MB of it; in a. ERR_NOT_FOUND, ERR_INVALID. */
MUST_CHECK int training_file(struct arena *a, const char *dir, const char *name,
    struct str *text_r, struct err *err);

struct slots;
MUST_CHECK int slots_read(const char *dir, struct slots **s_r, struct err *err);
void slots_free(struct slots **s);

/* One of the alternatives of s, split at | outside brackets. */
struct str expand_pick(struct rng *r, struct str s);
/* Appends one reading of s. Ends the process when a slot is unknown. */
void expand(
    const struct slots *t, struct rng *r, struct str s, struct buf *out);

#endif
