/* die.h - the end of the process: bugs, exhausted memory, hopeless starts. */
#ifndef BASE_DIE_H
#define BASE_DIE_H

#include "common/base/base.h"
#include <sysexits.h>

/* Logs the text at error level with the place and aborts (core, exit by
 * SIGABRT). For what can only be our bug. */
NORETURN void die_at(const char *file, int line, const char *fmt, ...)
    PRINTF_LIKE(3, 4);
#define die(...) die_at(__FILE__, __LINE__, __VA_ARGS__)

/* An assertion that stays in production. */
#define MUST(cond) ((cond) ? (void)0 : die("broken: %s", #cond))

/* Ends a start-up that cannot work: text on the log, exit code of sysexits.h
 * (EX_USAGE, EX_CONFIG, EX_UNAVAILABLE, ...). */
NORETURN void quit(int exit_code, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* malloc and kin that never return NULL and always zero; size 0 is 1. */
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *p, size_t size); /* new bytes are not zeroed */
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
char *xprintf(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
