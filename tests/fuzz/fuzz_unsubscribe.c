/* fuzz_unsubscribe.c - List-Unsubscribe and a DKIM-Signature: what comes out
 * is one https URL of printable ASCII within its bound. The first byte says
 * where the input is cut in two. */
#include "common/mail/unsubscribe.h"

#include <stdlib.h>
#include <string.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const char *text = (const char *)data + 1, *url = NULL;
	struct mail_unsubscribe h = {
	    .list_unsubscribe_post = STR(MAIL_UNSUBSCRIBE_BODY)};
	struct arena *a;
	struct str dkim;
	struct err err = {0};
	size_t cut;

	if (n < 2)
		return 0;
	cut = (n - 1) * data[0] / 255;
	h.list_unsubscribe = (struct str){text, cut};
	dkim = (struct str){text + cut, n - 1 - cut};
	h.dkim = &dkim;
	h.n_dkim = 1;
	a = arena_new(1 << 20);
	if (mail_unsubscribe_url(a, &h, false, &url, &err) == 0) {
		MUST_HOLD(strncasecmp(url, "https://", 8) == 0);
		MUST_HOLD(strlen(url) <= MAIL_UNSUBSCRIBE_URL_MAX);
		for (; *url != '\0'; url++)
			MUST_HOLD(*url > ' ' && *url <= '~');
	} else {
		MUST_HOLD(err.code == ERR_UNPROCESSABLE);
	}
	arena_free(&a);
	return 0;
}
