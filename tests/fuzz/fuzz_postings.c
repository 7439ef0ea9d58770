/* fuzz_postings.c - a page of the dictionary and its lists, from anybody.
 *
 * The bytes are a leaf; every list in it is read to its end, and a word is
 * looked up.
 */
#include "services/search/index/seg.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void read_list(const uint8_t *p, size_t n)
{
	const uint8_t *end = p + n;

	while (p < end) {
		uint32_t doc[BLOCK_DOCS];
		uint64_t bits[4] = {0};
		const uint8_t *f, *pos;
		struct block b;

		if (block_open(&p, end, &b) != 0 ||
		    block_bits(&b, b.first - 17, 256, bits) != 0 ||
		    block_docs(&b, doc) != 0)
			return;
		f = b.freqs;
		pos = b.pos;
		for (uint32_t i = 0; i < b.n; i++) {
			struct block_freq freq;

			if (block_freq(&f, b.pos, INDEX_COLUMN_BODY, &freq) !=
				0 ||
			    block_skip(&pos, b.end, freq.total) != 0)
				return;
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const uint8_t word[] = "interview";
	const struct seg s = {.id = 1, .hi = UINT32_MAX};
	struct arena *a = arena_new(1 << 20);
	struct leaf leaf;

	if (leaf_open(&leaf, data, n) == 0) {
		while (leaf_next(&leaf) == 1) {
			struct plist l;

			if (list_of_leaf(a, &s, &leaf, &l) == 0 &&
			    l.n_parts == 0)
				read_list(l.p, l.n);
		}
	}
	if (leaf_open(&leaf, data, n) == 0)
		(void)leaf_seek(&leaf, word, sizeof word - 1);
	arena_free(&a);
	read_list(data, n);
	return 0;
}
