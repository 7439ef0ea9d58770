/* fuzz_pii.c - finds are in order, whole and apart; a masked text is put back
 * as it was, but for the case and grouping of values seen before; no find is
 * left in a masked one. */
#include "common/base/die.h"
#include "common/pii/pii_mask.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_finds(struct str text)
{
	bool valid = utf8_valid(text);
	struct pii_scan s;
	struct pii_span r;
	size_t last = 0;

	pii_scan_init(&s, text, PII_ALL);
	while (pii_scan_next(&s, &r)) {
		MUST(r.from >= last && r.to > r.from && r.to <= text.n);
		MUST(r.to - r.from <= PII_LOOK_MAX);
		if (valid)
			MUST(utf8_valid(
			    (struct str){text.p + r.from, r.to - r.from}));
		last = r.to;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = {(const char *)data, n};
	struct arena *a = arena_new(16 << 20);
	struct pii_table *t = pii_table_new(a);
	struct buf masked, back, again;
	char log[256];
	char *line = arena_strndup(a, text.p, text.n);

	check_finds(text);
	pii_redact(line, log, sizeof log);
	MUST(memchr(log, '\0', sizeof log) != NULL);
	buf_init(&masked, 1 << 24);
	buf_init(&back, 1 << 24);
	buf_init(&again, 1 << 24);
	pii_mask(t, text, PII_ALL, &masked);
	pii_unmask(t, (struct str){buf_str(&masked), masked.len}, &back);
	pii_mask(t, (struct str){buf_str(&back), back.len}, PII_ALL, &again);
	if (pii_table_count(t) < PII_TABLE_MAX && back.len == n &&
	    memcmp(buf_str(&back), text.p, n) == 0)
		MUST(again.len == masked.len);
	buf_deinit(&again);
	buf_deinit(&back);
	buf_deinit(&masked);
	arena_free(&a);
	return 0;
}
