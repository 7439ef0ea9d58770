/* fuzz_query_json.c - any query string becomes JSON or is refused. The first
 * byte chooses the message. */
#include "common/base/die.h"
#include "proto/json.h"
#include "services/gateway/bring.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct msg_desc *all;
	const struct record_desc *d;
	const struct json *tree;
	struct err err = {0};
	struct arena *a;
	struct str with;
	struct buf b;
	char *copy;
	size_t n;

	if (size == 0)
		return 0;
	all = proto_messages(&n);
	d = &all[data[0] % n].rec;
	a = arena_new(1 << 20);
	copy = malloc(size);
	memcpy(copy, data + 1, size - 1);
	/* A number of the query has at most 60 bytes, written up to 310. */
	buf_init(&b, 400 * size + 64);
	if (bring_query(a, (struct str){copy, size - 1}, d, &b, &err) < 0) {
		MUST(err.code == ERR_INVALID && err.text[0] != '\0');
	} else {
		struct str json = {b.data, b.len};

		MUST(json_parse(a, json, &tree, &err) == 0);
		MUST(bring_field(a, json, "path_", "\"}", &with, &err) == 0);
		MUST(json_parse(a, with, &tree, &err) == 0);
		MUST(streq(json_str(json_get(tree, "path_"), ""), "\"}"));
	}
	buf_deinit(&b);
	arena_free(&a);
	free(copy);
	return 0;
}
