/* bus_endpoint.h - a connection and a lane's circuit: what is known of them. */
#ifndef BUS_BUS_ENDPOINT_H
#define BUS_BUS_ENDPOINT_H

#include "common/bus/bus_slots.h"
#include "common/bus/bus_window.h"
#include "common/bus/sp_dial.h"

struct bus_call;
struct bus_group;
struct bus_probe;

/* What the peer of a connection said when it was asked (bus_ready.c). */
enum bus_readiness {
	BUS_READY_UNKNOWN, /* not asked yet, or nobody asks */
	BUS_READY_YES,
	BUS_READY_NO,     /* it said so, and why */
	BUS_READY_SILENT, /* nothing, twice running */
};

struct bus_endpoint {
	struct sp_dial dial;
	struct bus_group *group;
	struct bus_slots in_flight;
	unsigned reads; /* the newest envelope that the peer reads */
	struct bus_window window;
	/* bus_choice.c */
	double ewma_us; /* 0: no call has ended yet */
	int64_t ewma_at_us, up_ms;
	/* bus_outlier.c */
	unsigned failed_in_a_row, times_ejected;
	int64_t ejected_until_ms;
	/* bus_ready.c */
	enum bus_readiness readiness;
	unsigned missed; /* questions, since the last answer */
	int64_t ask_at_ms, called_ms;
	struct bus_probe *probe; /* under way, or NULL */
};

enum bus_circuit {
	BUS_CIRCUIT_CLOSED,    /* calls go */
	BUS_CIRCUIT_HALF_OPEN, /* one at a time goes, the others fail at once */
	BUS_CIRCUIT_OPEN,      /* none goes */
};

struct bus_breaker {
	enum bus_circuit state;
	int64_t until_ms;             /* of OPEN */
	const struct bus_call *trial; /* of HALF_OPEN; only compared */
	int64_t trial_ms;
};

#endif
