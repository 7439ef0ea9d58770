/* fuzz_json.c - what is taken can be written, and is then taken and written
 * the same. */
#include "common/base/die.h"
#include "proto/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* false: the text is refused. */
static bool rewrite(struct arena *a, struct str text, struct buf *out)
{
	const struct json *j;
	struct err err = {0};
	struct jsonw w;

	if (json_parse(a, text, &j, &err) < 0) {
		MUST(err.code == ERR_INVALID && err.text[0] != '\0');
		return false;
	}
	jsonw_init(&w, out);
	json_write(&w, j);
	MUST(!buf_failed(out) && utf8_valid((struct str){out->data, out->len}));
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of its own shows every byte read beyond the end. */
	char *copy = malloc(size == 0 ? 1 : size);
	struct arena *a = arena_new(1 << 20);
	struct buf once, twice;

	memcpy(copy, data, size);
	buf_init(&once, 32 * size + 64);
	buf_init(&twice, 32 * size + 64);
	if (rewrite(a, (struct str){copy, size}, &once)) {
		MUST(rewrite(a, (struct str){once.data, once.len}, &twice));
		MUST(streq(buf_str(&once), buf_str(&twice)));
	}
	buf_deinit(&once);
	buf_deinit(&twice);
	arena_free(&a);
	free(copy);
	return 0;
}
