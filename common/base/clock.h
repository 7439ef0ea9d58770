/* clock.h - the only place that asks the system for the time. Tests replace
 * it by defining clock_source_set's source. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "common/base/base.h"

int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);
int64_t clock_unix_ms(void);
int64_t clock_unix_us(void);

/* "2026-11-21T19:04:05.123Z" into out (at least 25 bytes). */
void clock_format_utc(int64_t unix_ms, char *out, size_t out_bytes);
/* RFC 3339 date or date-time to Unix ms. Returns 0 or -1. */
MUST_CHECK int clock_parse_utc(const char *s, int64_t *unix_ms_r);

#endif
