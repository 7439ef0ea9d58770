/* fuzz_lane_override.c - what is read is signed anew and verified; nothing
 * that the key did not sign is. */
#include "common/base/die.h"
#include "common/bus/lane_override.h"

#include <stdlib.h>

#define NOW 1790000000

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint8_t key[16] = "fuzz";
	/* A copy of its own shows every byte read beyond the end. */
	char *copy = malloc(size == 0 ? 1 : size);
	char lanes[LANE_OVERRIDE_LANES], text[LANE_OVERRIDE_BYTES];
	struct err err = {0};
	enum lane lane;

	memcpy(copy, data, size);
	if (lane_override_verify(
		key, (struct str){copy, size}, NOW, lanes, &err) < 0)
		MUST((err.code == ERR_INVALID || err.code == ERR_FORBIDDEN) &&
		     err.text[0] != '\0');
	if (lane_override_check((struct str){copy, size}, NULL) == 0) {
		MUST(size < sizeof lanes);
		memcpy(lanes, copy, size);
		lanes[size] = '\0';
		(void)lane_override_of(lanes, "search", &lane);
		lane_override_sign(key, lanes, NOW + 60, text);
		MUST(lane_override_verify(
			 key, str_of(text), NOW, lanes, &err) == 0);
	}
	free(copy);
	return 0;
}
