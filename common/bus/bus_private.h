/* bus_private.h - what the files of the bus share with each other.
 *
 *	bus 1 - n service 1 - 2 group (a lane) 1 - n endpoint (a connection)
 *	bus 1 - n server (a listener) 1 - n bus_conn 1 - n bus_request
 */
#ifndef BUS_BUS_PRIVATE_H
#define BUS_BUS_PRIVATE_H

#include "common/base/list.h"
#include "common/bus/bus.h"
#include "common/bus/bus_endpoint.h"

#define BUS_LANES 2
#define BUS_MAX_ENDPOINTS 64 /* of one lane */
#define BUS_LANE_MOVES 32    /* that are remembered */

struct bus_metrics;
struct metric_series;

/* The endpoints of one lane of a service. */
struct bus_group {
	struct bus_service *service;
	enum lane lane;
	struct bus_endpoint *ends;
	size_t n_ends;
	struct bus_window window;
	struct bus_breaker breaker;
	/* bus_drain.c, canary lanes */
	bool drained, was_up;
	int64_t restored_ms; /* when it came back; 0: never went */
	struct list waiting; /* calls that no endpoint can take now */
	size_t n_waiting;
	struct timer *patience;                 /* NULL until somebody waits */
	struct metric_series *ended[ERR_CODES]; /* NULL until counted */
	struct metric_series *took;             /* the same */
};

struct bus_service {
	struct bus *bus;
	char *name;
	struct bus_group lanes[BUS_LANES];
	unsigned canary; /* hundredths of a percent, 0..10000 */
};

struct bus {
	struct loop *loop;
	char service[sizeof((struct envelope *)NULL)->caller];
	uint8_t lane_key[16];
	size_t max_in_flight;
	int64_t patience_ms;
	size_t max_frame_bytes;
	void (*done)(struct bus_request *r, void *arg); /* or NULL */
	void *done_arg;
	struct sp_names *names;
	struct bus_service **services;
	size_t n_services;
	/* Calls that failed inside bus_call(), which must not call back. */
	struct list failing;
	uint64_t fail_ticket;
	/* Answering. */
	struct list servers;
	size_t n_requests;
	bool draining;
	struct bus_counts counts;
	/* Health. */
	uint64_t dice; /* state of bus_choice.c's chance */
	int64_t ready_ms, slow_start_ms;
	struct timer *ready_tick; /* NULL: nobody is asked */
	struct bus_lane_move moves[BUS_LANE_MOVES];
	uint64_t n_moves;
	struct bus_metrics *metrics; /* or NULL */
};

/* bus_lanes.c */
struct bus_service *bus_service_named(const struct bus *b, const char *name);
struct bus_group *bus_group_for(
    struct bus_service *s, const struct envelope *env);
bool bus_group_is_up(const struct bus_group *g);

/* bus_endpoint.c */
extern const struct sp_dial_events bus_endpoint_events;
/* The bus is closing: ends every call of every service. */
void bus_calls_abort(struct bus *b);

/* bus_patience.c */
int64_t bus_patience_ms(int64_t configured_ms);

/* bus_metrics.c */
void bus_metrics_open(struct bus *b, struct metrics *m);
void bus_metrics_close(struct bus *b);

/* bus_server.c */
void bus_servers_close(struct bus *b);

#endif
