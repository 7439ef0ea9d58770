/* fuzz_unpack.c - a place in a file: up to the first line end its text, then
 * raw bytes that are fed to it in pieces. What is read is written the same, and
 * what is written can be read; nothing comes out that did not come in, and the
 * end is reached. */
#include "common/mail/unpack.h"

#include "common/mail/message.h"

#include <stdlib.h>
#include <string.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())
#define PIECE 37

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = (const char *)data;
	const char *nl = n == 0 ? NULL : memchr(text, '\n', n);
	size_t head = nl == NULL ? n : (size_t)(nl - text);
	char again[MAIL_UNPACK_TEXT];
	struct mail_unpack u, v;
	struct err err = {0};
	struct buf out;

	if (mail_unpack_load((struct str){text, head}, &u, &err) < 0) {
		MUST_HOLD(err.code == ERR_INVALID);
		return 0;
	}
	mail_unpack_save(&u, again);
	MUST_HOLD(mail_unpack_load(str_of(again), &v, &err) == 0);
	MUST_HOLD(memcmp(&u, &v, sizeof u) == 0);
	buf_init(&out, n + MAIL_TRANSFER_ROOM);
	for (size_t i = MIN(head + 1, n); i < n;) {
		uint64_t left = mail_unpack_left(&u);
		size_t piece = (size_t)MIN(MIN(left, PIECE), n - i);

		if (piece == 0)
			break;
		mail_unpack_feed(&u, (struct str){text + i, piece}, &out);
		MUST_HOLD(u.v[0].left + piece >= left);
		mail_unpack_save(&u, again);
		MUST_HOLD(mail_unpack_load(str_of(again), &v, &err) == 0);
		i += piece;
	}
	MUST_HOLD(out.len <= n + 3 * MAIL_UNPACK_LAYERS);
	buf_deinit(&out);
	return 0;
}
