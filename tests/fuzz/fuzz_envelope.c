/* fuzz_envelope.c - what is read can be written and read again, the same. */
#include "common/base/die.h"
#include "proto/envelope.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A copy of its own shows every byte read beyond the end. */
	char *copy = malloc(size == 0 ? 1 : size);
	struct envelope env, again;
	struct str json, blob, json2, blob2;
	struct err err = {0};
	struct buf b;

	memcpy(copy, data, size);
	if (envelope_read((struct str){copy, size}, &env, &json, &blob, &err) <
	    0) {
		MUST(err.code == ERR_BAD_PEER && err.text[0] != '\0');
		free(copy);
		return 0;
	}
	MUST(json.n + blob.n <= size);
	buf_init(&b, ENVELOPE_MAX_BYTES);
	envelope_write(&b, &env, json, blob);
	/* Extras that we do not know, or that say nothing, are not kept. */
	MUST(!buf_failed(&b) && b.len <= size);
	MUST(size > 2 && (copy[2] != 1 || b.len == size));
	MUST(envelope_read((struct str){b.data, b.len}, &again, &json2, &blob2,
		 &err) == 0);
	MUST(memcmp(&env, &again, sizeof env) == 0);
	MUST(str_eq(json, json2) && str_eq(blob, blob2));
	buf_deinit(&b);
	free(copy);
	return 0;
}
