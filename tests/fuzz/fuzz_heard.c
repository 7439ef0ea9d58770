/* fuzz_heard.c - PagerDuty's webhook: a header up to the first line end, then
 * the body. What is read is within its bounds; who does not know the secret has
 * no signature. */
#include "services/oncall/page/heard.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str rest = {(const char *)data, n}, header;
	struct arena *a;
	struct heard h;

	if (!str_split(&rest, '\n', &header))
		return 0;
	MUST_HOLD(!heard_is_signed("a secret that is not here", rest, header));
	a = arena_new(16 << 20);
	if (heard_read(a, rest, &h, NULL) == 0) {
		MUST_HOLD(h.id[0] != '\0' && strlen(h.id) <= HEARD_ID_MAX);
		MUST_HOLD(strlen(h.who) <= HEARD_WHO_MAX);
		MUST_HOLD(strlen(h.email) <= HEARD_WHO_MAX);
		MUST_HOLD(strlen(h.text) <= HEARD_TEXT_MAX);
		MUST_HOLD(h.incident_id >= 0 && h.at_ms > 0);
		MUST_HOLD(h.deed != HEARD_NOTE || h.text[0] != '\0');
	}
	arena_free(&a);
	return 0;
}
