/* test_index_block.c - the codec of postings: what goes in comes out, what is
 * damaged is refused, bounds bound. */
#include "services/search/index/block.h"
#include "tests/unit/search/index_check.h"

#include <math.h>

#define BODY 5

struct rnd {
	uint64_t random;
};

static uint32_t below(struct rnd *r, uint32_t n)
{
	r->random = r->random * UINT64_C(6364136223846793005) + 1;
	return (uint32_t)((r->random >> 33) % n);
}

/* n postings with gaps up to `gap`; numbers into doc. */
static void make(struct block_maker *m, struct rnd *r, uint32_t n, uint32_t gap,
    uint32_t *doc)
{
	uint32_t at = below(r, gap);

	block_maker_init(m);
	for (uint32_t i = 0; i < n; i++, at += 1 + below(r, gap)) {
		struct block_freq f = {.mask = 1u << BODY};

		f.count[BODY] = f.total = 1 + below(r, 3);
		if (below(r, 4) == 0) {
			f.mask |= 1;
			f.count[0] = 2;
			f.total += 2;
		}
		block_put_freq(&m->freqs, BODY, &f);
		for (uint32_t k = 0; k < f.total; k++)
			bytes_varint(&m->pos, below(r, 300));
		doc[i] = at;
		block_maker_add(m, at,
		    (struct block_pair){
			block_quantize_f(f.total), block_quantize_len(100)});
	}
	block_maker_flush(m);
}

/* Reads everything; how many postings, -1 when refused. */
static int64_t read_all(const uint8_t *p, size_t n, uint32_t *doc_r)
{
	const uint8_t *end = p + n;
	int64_t total = 0;

	while (p < end) {
		uint32_t doc[BLOCK_DOCS];
		const uint8_t *f, *pos;
		struct block b;

		if (block_open(&p, end, &b) != 0 || block_docs(&b, doc) != 0)
			return -1;
		f = b.freqs;
		pos = b.pos;
		for (uint32_t i = 0; i < b.n; i++) {
			struct block_freq freq;

			if (block_freq(&f, b.pos, BODY, &freq) != 0 ||
			    block_skip(&pos, b.end, freq.total) != 0)
				return -1;
			if (doc_r != NULL)
				doc_r[total] = doc[i];
			total++;
		}
		if (f != b.pos || pos != b.end)
			return -1;
	}
	return total;
}

static void what_goes_in_comes_out(void **state)
{
	static const uint32_t gaps[] = {1, 2, 7, 100, 70000, 1u << 24};
	struct rnd r = {1};

	(void)state;
	for (uint32_t n = 1; n <= 300; n += 1 + n / 7) {
		for (size_t g = 0; g < ARRAY_LEN(gaps); g++) {
			uint32_t want[300], got[300];
			uint32_t gap = n > 100 && g == 5 ? 1u << 20 : gaps[g];
			struct block_maker m;

			make(&m, &r, n, gap, want);
			assert_int_equal(read_all(m.out.p, m.out.n, got), n);
			assert_memory_equal(got, want, n * sizeof *got);
			block_maker_deinit(&m);
		}
	}
}

/* Close neighbours are a bitmap; windows begin and end anywhere in it. */
static void bits_are_those_of_the_numbers(void **state)
{
	struct rnd r = {7};

	(void)state;
	for (uint32_t gap = 1; gap < 40; gap += 1 + gap / 8) {
		uint32_t doc[BLOCK_DOCS];
		struct block_maker m;
		const uint8_t *p;
		struct block b;

		make(&m, &r, BLOCK_DOCS, gap, doc);
		p = m.out.p;
		assert_int_equal(block_open(&p, p + m.out.n, &b), 0);
		if (gap <= 3)
			assert_int_equal(b.width, BLOCK_BITMAP);
		for (uint32_t lo = 0; lo < doc[BLOCK_DOCS - 1] + 70; lo += 23) {
			uint64_t want[4] = {0}, got[4] = {0};

			for (size_t i = 0; i < BLOCK_DOCS; i++) {
				if (doc[i] - lo < 256)
					want[(doc[i] - lo) / 64] |=
					    UINT64_C(1) << (doc[i] - lo) % 64;
			}
			assert_int_equal(block_bits(&b, lo, 256, got), 0);
			assert_memory_equal(got, want, sizeof got);
		}
		block_maker_deinit(&m);
	}
}

static void a_list_that_ends_early_is_refused(void **state)
{
	struct rnd r = {2};
	struct block_maker m;
	uint32_t doc[200];

	(void)state;
	make(&m, &r, 100, 50, doc); /* one block */
	for (size_t n = 1; n < m.out.n; n++) {
		/* A copy of its own: reading past it is an error of the test
		 * run. */
		uint8_t *cut = malloc(n);

		assert_non_null(cut);
		memcpy(cut, m.out.p, n);
		assert_int_equal(read_all(cut, n, NULL), -1);
		free(cut);
	}
	block_maker_deinit(&m);
}

static void damaged_bytes_never_lead_outside(void **state)
{
	struct rnd r = {3};
	struct block_maker m;
	uint32_t doc[200];
	size_t refused = 0;

	(void)state;
	make(&m, &r, 200, 500, doc);
	for (size_t i = 0; i < 20000; i++) {
		uint8_t *bad = malloc(m.out.n);

		assert_non_null(bad);
		memcpy(bad, m.out.p, m.out.n);
		for (uint32_t k = 0; k < 1 + below(&r, 4); k++)
			bad[below(&r, (uint32_t)m.out.n)] =
			    (uint8_t)below(&r, 256);
		refused += read_all(bad, m.out.n, NULL) < 0;
		free(bad);
	}
	assert_true(refused > 0);
	block_maker_deinit(&m);
}

static void quantized_bounds_bound(void **state)
{
	(void)state;
	for (unsigned len = 0; len < 65536; len += 1 + len / 50)
		assert_true(block_len(block_quantize_len(len)) <= len);
	for (double f = 0; f < 100; f += 0.1)
		assert_true(block_f(block_quantize_f(f)) >= f);
	assert_true(isinf(block_f(block_quantize_f(1e9))));
}

static void impacts_dominate_every_posting(void **state)
{
	struct rnd r = {4};

	(void)state;
	for (size_t round = 0; round < 200; round++) {
		struct block_pair in[BLOCK_DOCS];
		struct block_maker m;
		const uint8_t *p;
		struct block b;

		block_maker_init(&m);
		for (uint32_t i = 0; i < BLOCK_DOCS; i++) {
			in[i] = (struct block_pair){
			    (uint8_t)below(&r, 40), (uint8_t)below(&r, 100)};
			bytes_varint(&m.freqs, 3);
			bytes_varint(&m.pos, 0);
			block_maker_add(&m, i * 3, in[i]);
		}
		p = m.out.p;
		assert_int_equal(block_open(&p, p + m.out.n, &b), 0);
		assert_in_range(b.n_pairs, 1, BLOCK_PAIRS);
		for (uint32_t i = 0; i < BLOCK_DOCS; i++) {
			bool dominated = false;

			for (unsigned k = 0; k < b.n_pairs; k++)
				dominated = dominated ||
					    (b.pair[k].f >= in[i].f &&
						b.pair[k].len <= in[i].len);
			assert_true(dominated);
		}
		block_maker_deinit(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_goes_in_comes_out),
	    cmocka_unit_test(bits_are_those_of_the_numbers),
	    cmocka_unit_test(a_list_that_ends_early_is_refused),
	    cmocka_unit_test(damaged_bytes_never_lead_outside),
	    cmocka_unit_test(quantized_bounds_bound),
	    cmocka_unit_test(impacts_dominate_every_posting),
	};

	return cmocka_run_group_tests_name("index block", tests, NULL, NULL);
}
