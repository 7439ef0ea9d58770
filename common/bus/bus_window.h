/* bus_window.h - what became of calls in the last ten seconds. */
#ifndef BUS_BUS_WINDOW_H
#define BUS_BUS_WINDOW_H

#include "common/base/base.h"

#define BUS_WINDOW_S 10

struct bus_second {
	int64_t second; /* of the loop's clock */
	uint32_t calls; /* that said something of the peer */
	uint32_t failures;
	uint32_t retries;
};

struct bus_window {
	struct bus_second v[BUS_WINDOW_S];
};

/* The present second, to add to. */
struct bus_second *bus_window_now(struct bus_window *w, int64_t now_ms);
/* All that is not older; .second is of no meaning. */
struct bus_second bus_window_sum(const struct bus_window *w, int64_t now_ms);

#endif
