/* try.h - when what failed is tried again. Pure but for the dice. */
#ifndef PAGE_TRY_H
#define PAGE_TRY_H

#include "common/base/base.h"

#define TRY_FIRST_MS INT64_C(1000)
#define TRY_LIMITED_MS INT64_C(60000) /* PagerDuty asks for minutes */
#define TRY_MOST_MS INT64_C(300000)   /* our own patience */
#define TRY_ASKED_MOST_MS INT64_C(3600000)

/* The wait behind the nth attempt (from 1): it doubles, and half of it is
 * left to chance (dice in 0..1), so that not all come back at once; never
 * less than what the peer asked for, of which an hour is heeded. */
int64_t try_wait_ms(
    int64_t attempt, bool limited, int64_t asked_ms, double dice);
/* Retry-After (RFC 9110, 10.2.3): seconds, or a date against now. 0: none, or
 * none that can be read. */
int64_t try_after_ms(const char *retry_after, int64_t now_ms);

#endif
