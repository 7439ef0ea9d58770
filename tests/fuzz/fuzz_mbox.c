/* fuzz_mbox.c - an mbox cut at any places gives the same messages. */
#include "common/base/die.h"
#include "common/mail/mbox.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MESSAGE_MAX 300

/* Feeds in steps of chunk; a digest of all that came out. */
static uint64_t run(struct str in, size_t chunk)
{
	struct mbox_reader *r = mbox_reader_new(MESSAGE_MAX, 0);
	struct mbox_item it;
	uint64_t h = 14695981039346656037U, last = 0;
	size_t at = 0;
	bool ended = false;

	for (;;) {
		int got = mbox_reader_next(r, &it, NULL);
		if (got < 0) {
			h ^= 77;
			break;
		}
		if (got == 0 && ended)
			break;
		if (got == 0) {
			size_t n = MIN(chunk, in.n - at);
			if (n == 0) {
				mbox_reader_end(r);
				ended = true;
			} else {
				mbox_reader_feed(r, (struct str){in.p + at, n});
				at += n;
			}
			continue;
		}
		MUST(it.raw.n <= MESSAGE_MAX && it.next <= in.n);
		MUST(it.offset < it.next && it.offset >= last);
		MUST(memcmp(in.p + it.offset, "From ", 5) == 0);
		last = it.next;
		for (size_t i = 0; i < it.raw.n; i++)
			h = (h ^ (uint8_t)it.raw.p[i]) * 1099511628211U;
		h = (h ^ it.next ^ it.too_long) * 1099511628211U;
	}
	mbox_reader_free(&r);
	return h;
}

static void round_trip(struct str in)
{
	struct buf out;
	struct mbox_reader *r = mbox_reader_new(0, 0);
	struct mbox_item it;

	buf_init(&out, 4 * in.n + 4096);
	mail_mbox_write(&out, in, "a@example.org", 1700000000000);
	mail_mbox_write(&out, in, "", 0);
	MUST(!buf_failed(&out));
	mbox_reader_feed(r, (struct str){out.data, out.len});
	mbox_reader_end(r);
	MUST(mbox_reader_next(r, &it, NULL) == 1);
	MUST(mbox_reader_next(r, &it, NULL) == 1);
	MUST(mbox_reader_next(r, &it, NULL) == 0);
	mbox_reader_free(&r);
	buf_deinit(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str in = {(const char *)data, size};
	uint64_t whole = run(in, size + 1);

	MUST(run(in, 1) == whole);
	MUST(run(in, 7) == whole);
	round_trip(in);
	return 0;
}
