/* fuzz_html_text.c - any UTF-8 as HTML: bounded, valid text. */
#include "common/base/die.h"
#include "common/mail/charset.h"
#include "common/mail/html.h"
#include "common/mail/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new(16 << 20);
	struct buf utf8, text;
	struct mail_html h = {.text = &text, .links_max = 5};

	buf_init(&utf8, 4 * size + 16);
	(void)mail_charset_utf8(
	    &utf8, (struct str){(const char *)data, size}, STR("utf-8"));
	buf_init(&text, 2000);
	mail_html_text(a, (struct str){buf_str(&utf8), utf8.len}, &h);
	MUST(text.len <= 2000);
	MUST(text.len == 0 ||
	     utf8_valid((struct str){buf_str(&text), text.len}));
	MUST(h.links_n <= 5 && h.links_n <= h.links_total);
	for (size_t i = 0; i < h.links_n; i++) {
		MUST(utf8_valid(str_of(h.links[i].href)) ||
		     *h.links[i].href == '\0');
		MUST(utf8_valid(str_of(h.links[i].text)) ||
		     *h.links[i].text == '\0');
	}
	buf_deinit(&text);
	buf_deinit(&utf8);
	arena_free(&a);
	return 0;
}
