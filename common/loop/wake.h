/* wake.h - the one door by which foreign threads enter the loop.
 *
 * A locked queue and an eventfd written only when the queue was empty. */
#ifndef LOOP_WAKE_H
#define LOOP_WAKE_H

#include "common/loop/loop.h"

struct wake;
struct wake *wake_new(struct loop *l);
/* No thread may call wake_post any more. Pending calls are dropped. */
void wake_free(struct wake **w);
/* From any thread: fn(arg) will run on the loop's thread, in order. */
void wake_post(struct wake *w, loop_fn *fn, void *arg);

#endif
