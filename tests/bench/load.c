/* load.c - see load.h. */
#include "tests/bench/load.h"

#include "common/base/base.h"
#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

char **load_lines(const char *program, const char *file, size_t *n_r)
{
	FILE *f = fopen(file, "re");
	char *text = NULL, **lines = NULL;
	size_t alloc = 0;
	ssize_t n;

	*n_r = 0;
	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot read %s", program, file);
	while ((n = getline(&text, &alloc, f)) > 1) {
		if (text[n - 1] == '\n')
			text[n - 1] = '\0';
		lines = xrealloc(lines, (*n_r + 1) * sizeof *lines);
		lines[(*n_r)++] = xstrdup(text);
	}
	free(text);
	fclose(f);
	if (*n_r == 0)
		quit(EX_DATAERR, "%s: %s is empty", program, file);
	return lines;
}

void load_lines_free(char **lines, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(lines[i]);
	free(lines);
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

void load_times_sort(uint32_t *us, size_t n)
{
	qsort(us, n, sizeof *us, by_value);
}

uint32_t load_times_quantile(const uint32_t *us, size_t n, double q)
{
	return n == 0 ? 0 : us[MIN((size_t)((double)n * q), n - 1)];
}
