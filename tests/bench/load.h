/* load.h - what programs that ask a server share: requests from a file, and
 * the times that they took. */
#ifndef BENCH_LOAD_H
#define BENCH_LOAD_H

#include <stddef.h>
#include <stdint.h>

/* The lines of file, each a request; ends the program where there is none. */
char **load_lines(const char *program, const char *file, size_t *n_r);
void load_lines_free(char **lines, size_t n);

void load_times_sort(uint32_t *us, size_t n);
/* Of sorted times; 0 where there are none. */
uint32_t load_times_quantile(const uint32_t *us, size_t n, double q);

#endif
