/* fuzz_reindex_cursor.c - a cursor that is taken is written as the same
 * place; all others are refused by name. */
#include "common/base/die.h"
#include "common/base/str.h"
#include "services/search/reindex.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1), text[2][REINDEX_CURSOR_BYTES];
	struct reindex_place p, again;
	struct err err = {0};

	memcpy(copy, data, size);
	copy[size] = '\0';
	if (reindex_cursor_read(copy, &p, &err) == 0) {
		MUST(p.step < REINDEX_STEPS);
		MUST(p.walk.term_n <= sizeof p.walk.term);
		reindex_cursor_write(&p, text[0]);
		MUST(reindex_cursor_read(text[0], &again, &err) == 0);
		reindex_cursor_write(&again, text[1]);
		MUST(streq(text[0], text[1]));
	} else {
		MUST(err.code == ERR_INVALID && streq(err.field, "cursor"));
	}
	free(copy);
	return 0;
}
