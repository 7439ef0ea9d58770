/* bench_vector.c - search by vectors: each kernel, and two stages beside one.
 *
 *	bench_vector [ROWS]     1,000,000 unless given
 *
 * Times are of the processor, so that a busy machine does little to them.
 */
#include "services/search/vector/vector.h"
#include "tests/bench/vector_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define QUERIES 30
#define TOP 200
#define BATCH 5000
#define USER 1

static double cpu_ms(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1e3 +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e3;
}

static void fill(struct vectors *v, size_t rows)
{
	uint64_t *ids = calloc(BATCH, sizeof *ids);
	int8_t *data = calloc(BATCH, VECTOR_DIM);
	struct err err = {0};

	if (ids == NULL || data == NULL)
		exit(70);
	for (size_t at = 0; at < rows; at += BATCH) {
		size_t n = MIN(rows - at, BATCH);

		for (size_t i = 0; i < n; i++) {
			ids[i] = at + i + 1;
			bench_vector_row(ids[i], data + i * VECTOR_DIM);
		}
		if (vectors_add(v, USER, "bench", ids, data, n, &err) != 0) {
			fprintf(stderr, "%s\n", err.text);
			exit(70);
		}
	}
	free(ids);
	free(data);
}

static int by_number(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static size_t ask(struct vectors *v, uint64_t seed, size_t exact_rows,
    struct vector_hit *hits, double *ms_r)
{
	int8_t q[VECTOR_DIM];
	struct vector_ask a = {
	    .model = "bench", .q = q, .max = TOP, .exact_rows = exact_rows};
	struct err err = {0};
	double began;
	size_t n;

	bench_vector_row(seed + (UINT64_C(1) << 40), q);
	began = cpu_ms();
	if (vectors_search(v, USER, &a, hits, &n, NULL, &err) != 0)
		exit(70);
	*ms_r = cpu_ms() - began;
	return n;
}

static void compare(struct vectors *v, size_t rows)
{
	struct vector_hit one[TOP], two[TOP];
	double exact[QUERIES], fast[QUERIES];
	size_t same = 0, all = 0;

	for (uint64_t k = 0; k < QUERIES; k++) {
		size_t n = ask(v, k, rows, one, &exact[k]);
		size_t m = ask(v, k, 1, two, &fast[k]);

		all += n;
		for (size_t i = 0; i < n; i++) {
			for (size_t j = 0; j < m; j++)
				same += one[i].id == two[j].id;
		}
	}
	qsort(exact, QUERIES, sizeof *exact, by_number);
	qsort(fast, QUERIES, sizeof *fast, by_number);
	printf("%-44s %-22.2f %-22.2f %.2fx\n",
	    "vectors: two stages, exact scan, ms p50", fast[QUERIES / 2],
	    exact[QUERIES / 2], exact[QUERIES / 2] / fast[QUERIES / 2]);
	printf("%-44s %-22.2f %-22.2f %.2fx\n",
	    "vectors: two stages, exact scan, ms largest", fast[QUERIES - 1],
	    exact[QUERIES - 1], exact[QUERIES - 1] / fast[QUERIES - 1]);
	printf("%-44s %-22.4f %-22s of the exact %d\n",
	    "vectors: recall of two stages", (double)same / (double)all, "1",
	    TOP);
}

/* GB a second of one kernel's two loops, over 8 MB. */
static void kernel(const char *name)
{
	const struct vector_kernel *k = vector_kernel_named(name);
	size_t rows = 8192, rounds = 40, groups = rows / VECTOR_LANES;
	int8_t *data = calloc(rows, VECTOR_DIM);
	uint64_t *bits = calloc(groups, VECTOR_WORDS * VECTOR_LANES * 8);
	int16_t *est = calloc(rows, sizeof *est);
	int32_t *dots = calloc(rows, sizeof *dots);
	struct vector_planes p;
	double began, bit_ms, dot_ms;

	if (data == NULL || bits == NULL || est == NULL || dots == NULL)
		exit(70);
	if (k == NULL) {
		printf("%-44s absent: this processor has none\n", name);
		goto done;
	}
	for (size_t i = 0; i < rows; i++)
		bench_vector_row(i + 1, data + i * VECTOR_DIM);
	vector_planes_of(data, &p);
	began = cpu_ms();
	for (size_t i = 0; i < rounds; i++)
		k->estimate(&p, bits, groups, est);
	bit_ms = cpu_ms() - began;
	began = cpu_ms();
	for (size_t i = 0; i < rounds; i++)
		k->dots(data, data, rows, dots);
	dot_ms = cpu_ms() - began;
	printf("vectors: %-35s %-22.2f %-22.2f GB/s of bits, of bytes\n", name,
	    (double)(rows * rounds * VECTOR_DIM / 8) / MAX(bit_ms, 0.01) / 1e6,
	    (double)(rows * rounds * VECTOR_DIM) / MAX(dot_ms, 0.01) / 1e6);
done:
	free(data);
	free(bits);
	free(est);
	free(dots);
}

int main(int argc, char **argv)
{
	size_t rows = argc > 1 ? strtoul(argv[1], NULL, 10) : 1000000;
	char dir[] = "/tmp/bench-vector.XXXXXX";
	struct vectors *v;
	struct err err = {0};

	kernel("avx512");
	kernel("avx2");
	kernel("scalar");
	if (rows == 0 || rows > 10000000 || mkdtemp(dir) == NULL ||
	    vectors_open(dir, 1, &v, &err) != 0)
		return 70;
	fill(v, rows);
	printf("# %zu vectors, kernel %s\n", rows, vector_kernel_best()->name);
	compare(v, rows);
	if (vectors_erase(v, USER, &err) != 0)
		return 70;
	vectors_close(&v);
	rmdir(dir);
	return 0;
}
