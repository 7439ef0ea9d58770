/* clock.h - the only place that asks the system for the time.
 *
 * clock_mono_us and clock_unix_us are weak symbols, and the _ms ones call
 * them: a test that must steer time defines its own two.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "common/base/arena.h"

int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);
int64_t clock_unix_ms(void);
int64_t clock_unix_us(void);

#define CLOCK_UTC_CHARS 24
/* "2026-11-21T19:04:05.123Z" into out (at least 25 bytes). Times outside the
 * years 0 to 9999 are written as the first or last moment of those. */
void clock_format_utc(int64_t unix_ms, char *out, size_t out_bytes);
/* The same, in the arena. */
char *clock_utc_text(struct arena *a, int64_t unix_ms);
/* How long, for people, at least 0: "40 s", "12 min", "1 h 30 min"; out has
 * CLOCK_SPAN_CHARS. Returns out. */
#define CLOCK_SPAN_CHARS 40
const char *clock_span(int64_t ms, char *out);
/* RFC 3339 date (midnight UTC) or date-time (with its offset, which it must
 * have) to Unix ms. Returns 0 or -1. */
MUST_CHECK int clock_parse_utc(const char *s, int64_t *unix_ms_r);

#endif
