/* regex.h - regular expressions that people type, over one line or a few.
 *
 * PCRE2's syntax without what has no bound: no back-references, no \C, at most
 * REGEX_MAX_BYTES of pattern. Case is ignored, . is any character, ^ and $
 * are line ends, \w is any script's. A match that needs more than
 * REGEX_MAX_STEPS is given up, so that one line costs at most some hundred
 * microseconds whatever the pattern.
 */
#ifndef REGEX_REGEX_H
#define REGEX_REGEX_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define REGEX_MAX_BYTES 256
#define REGEX_MAX_STEPS 20000     /* of the matcher, for one text */
#define REGEX_MAX_HEAP_KB 256     /* the same */
#define REGEX_MAX_TEXT (16 << 10) /* bytes looked at */
#define REGEX_MAX_NESTING 32      /* brackets in brackets */

struct regex;

enum regex_result {
	REGEX_NO,
	REGEX_YES,
	REGEX_GAVE_UP, /* too many steps: nobody knows */
};

/* The expression lives as long as the arena. NULL with ERR_INVALID and the
 * byte of the pattern that is wrong. */
struct regex *regex_new(
    struct arena *a, struct str pattern, size_t *at_r, struct err *err);

/* Whether it matches somewhere in the text. */
enum regex_result regex_match(struct regex *re, struct str text);

#endif
