/* event_nng.h - what both ends of libnng's pub/sub need: quiet calls.
 *
 * libnng makes its threads at the first call in a process. They must not
 * take our signals, so they are born with all of them blocked. */
#ifndef BUS_EVENT_NNG_H
#define BUS_EVENT_NNG_H

#include "common/base/err.h"

#include <nng/nng.h>
#include <signal.h>

/* The largest that libnng takes; small ones lose events under bursts. */
#define EVENT_QUEUE 8192

/* Around every call that may make threads. */
void event_nng_enter(sigset_t *old);
void event_nng_leave(const sigset_t *old);

/* libnng's error number to ours; returns -1. */
int event_nng_fail(struct err *err, int rv, const char *url);

#endif
