/* fuzz_proto_decode.c - every message: what is decoded is in its bounds, and can
 * be encoded and decoded again. The first byte chooses the message. */
#include "common/base/die.h"
#include "proto/proto.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_encoding(
    struct arena *a, const struct record_desc *d, const void *msg)
{
	void *again = arena_alloc(a, d->bytes);
	struct err err = {0};
	struct buf b;

	buf_init(&b, 32 << 20);
	proto_encode(&b, d, msg);
	MUST(!buf_failed(&b));
	if (proto_decode(a, d, (struct str){b.data, b.len}, again, &err) < 0)
		die("%s: not decoded again: %s %s in %s", d->name, err.field,
		    err.text, buf_str(&b));
	buf_deinit(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a;
	const struct msg_desc *all;
	const struct record_desc *d;
	struct err err = {0};
	char *copy;
	void *msg;
	size_t n;

	if (size == 0)
		return 0;
	all = proto_messages(&n);
	d = &all[data[0] % n].rec;
	a = arena_new(1 << 20);
	msg = arena_alloc(a, d->bytes);
	/* A copy of its own shows every byte read beyond the end. */
	copy = malloc(size);
	memcpy(copy, data + 1, size - 1);
	if (proto_decode(a, d, (struct str){copy, size - 1}, msg, &err) == 0)
		check_encoding(a, d, msg);
	else
		MUST(err.code == ERR_INVALID && err.text[0] != '\0');
	arena_free(&a);
	free(copy);
	return 0;
}
