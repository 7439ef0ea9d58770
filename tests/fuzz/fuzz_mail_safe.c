/* fuzz_mail_safe.c - any bytes as the HTML of a mail: what comes out is
 * bounded, the same when it goes in again, and to another parser nothing but
 * harmless elements. The first byte chooses HTML or plain text. */
#include "common/base/die.h"
#include "common/mail/charset.h"
#include "common/mail/safe/safe.h"
#include "tests/unit/mail/page_oracle.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void make(
    struct arena *a, struct str in, bool text, bool marks, struct buf *out)
{
	struct safe_mail m = {.a = a, .marks = marks, .out = out};

	buf_init(out, SAFE_BUF_BYTES);
	if (text)
		mail_safe_text(&m, in);
	else
		mail_safe_html(&m, in);
	MUST(!buf_failed(out));
	MUST(m.links_n <= SAFE_LINKS && m.links_n <= m.links_total);
	MUST(m.trackers <= m.remote_images);
	MUST(out->len == 0 || utf8_valid((struct str){out->data, out->len}));
}

static void judge(const struct buf *out)
{
	char why[200];

	if (page_oracle((struct str){buf_str(out), out->len}, why) != NULL)
		die("not harmless: %s", why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(16 << 20);
	struct buf utf8, marked, once, twice;
	bool text = size > 0 && (data[0] & 7) == 7;

	buf_init(&utf8, 4 * size + 16);
	if (size > 0)
		(void)mail_charset_utf8(&utf8,
		    (struct str){(const char *)data + 1, size - 1},
		    STR("utf-8"));
	struct str in = {buf_str(&utf8), utf8.len};
	make(a, in, text, true, &marked);
	judge(&marked);
	make(a, in, text, false, &once);
	judge(&once);
	if (!text) {
		make(a, (struct str){buf_str(&once), once.len}, false, false,
		    &twice);
		MUST(twice.len == once.len &&
		     memcmp(buf_str(&twice), buf_str(&once), once.len) == 0);
		buf_deinit(&twice);
	}
	buf_deinit(&once);
	buf_deinit(&marked);
	buf_deinit(&utf8);
	arena_free(&a);
	return 0;
}
