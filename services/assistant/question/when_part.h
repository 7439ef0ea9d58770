/* when_part.h - private to when.c and when_read.c: words as the grammar of
 * time sees them. */
#ifndef ASSISTANT_WHEN_PART_H
#define ASSISTANT_WHEN_PART_H

#include "services/assistant/question/when.h"

enum when_token {
	NONE,
	DAY_IS,
	LAST,
	THIS,
	NEXT,
	UNIT_DAY,
	UNIT_WEEK,
	UNIT_MONTH,
	UNIT_YEAR,
	UNIT_QUARTER,
	UNIT_WEEKEND,
	SINCE,
	BEFORE,
	AFTER,
	OLDER,
	AGO,
	IN,
	THAN,
	NUMBER,
	WEEKDAY,
	MONTH
};

#define WHEN_TOKENS_MAX 512

struct when_tok {
	enum when_token is;
	int value;
	const char *fold;
};

/* Days, as numbers; to is the first behind. */
struct when_span {
	int64_t from, to;
	bool future, open_from, either_way;
	size_t n; /* words taken; 0: nothing found */
};

struct when_reader {
	struct str text;
	const struct word *words;
	struct when_tok v[WHEN_TOKENS_MAX];
	size_t n;
	int64_t today;
};

/* What the words from i on say; n == 0: nothing. */
struct when_span when_read(const struct when_reader *r, size_t i);

#endif
