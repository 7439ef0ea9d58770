/* key.c - object keys can't leave the store, whatever made them. */
#include "common/object/key.h"

#include <string.h>

int object_key_check(const char *key, struct err *err)
{
	size_t n = strlen(key);
	bool segment_begins = true;

	if (n == 0 || n > OBJECT_KEY_MAX)
		return err_set(err, ERR_INVALID,
		    "an object key has 1 to %d bytes", OBJECT_KEY_MAX);
	for (const char *c = key; *c != '\0'; c++) {
		bool word = (*c >= 'a' && *c <= 'z') ||
			    (*c >= 'A' && *c <= 'Z') ||
			    (*c >= '0' && *c <= '9') || *c == '_' || *c == '-';

		if (*c == '/' && !segment_begins)
			segment_begins = true;
		else if (word || (*c == '.' && !segment_begins))
			segment_begins = false;
		else
			return err_set(err, ERR_INVALID,
			    "bad object key at byte %td", c - key + 1);
	}
	if (segment_begins)
		return err_set(err, ERR_INVALID, "object key ends in '/'");
	return 0;
}
