/* clock.h - what time it is for the user who asks. */
#ifndef SEARCH_QUERY_CLOCK_H
#define SEARCH_QUERY_CLOCK_H

#include "common/base/base.h"

/* From this moment on the user's clock shows so much more than UTC. */
struct query_clock_change {
	int64_t at_s; /* Unix */
	int32_t utc_offset_s;
};

struct query_clock {
	int64_t now_ms; /* Unix; ages count back from here */
	int32_t utc_offset_s;
	/* Of the user's zone, oldest first; none: the offset holds for
	 * ever. */
	const struct query_clock_change *changes;
	size_t n_changes;
};

#endif
