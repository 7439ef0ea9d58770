/* distance.c - edit distance with swaps, three rows at a time. */
#include "services/search/query/distance.h"

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	return MIN(MIN(a, b), c);
}

unsigned distance_typos(struct str a, struct str b, unsigned max)
{
	unsigned rows[3][DISTANCE_MAX_BYTES + 1];

	if (a.n > DISTANCE_MAX_BYTES || b.n > DISTANCE_MAX_BYTES ||
	    a.n > b.n + max || b.n > a.n + max)
		return max + 1;
	for (size_t j = 0; j <= b.n; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= a.n; i++) {
		unsigned *cur = rows[i % 3], *up = rows[(i - 1) % 3];
		unsigned best = cur[0] = (unsigned)i;

		for (size_t j = 1; j <= b.n; j++) {
			unsigned char x = lower(a.p[i - 1]);
			unsigned char y = lower(b.p[j - 1]);

			cur[j] = min3(
			    up[j] + 1, cur[j - 1] + 1, up[j - 1] + (x != y));
			if (i > 1 && j > 1 && x == lower(b.p[j - 2]) &&
			    y == lower(a.p[i - 2]))
				cur[j] =
				    MIN(cur[j], rows[(i - 2) % 3][j - 2] + 1);
			best = MIN(best, cur[j]);
		}
		if (best > max)
			return max + 1;
	}
	return MIN(rows[a.n % 3][b.n], max + 1);
}

unsigned distance_allowed(size_t bytes)
{
	return bytes < 3 ? 0 : bytes < 5 ? 1 : 2;
}
