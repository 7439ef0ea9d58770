/* bus_server.h - what answers calls: shared by bus_server.c and bus_answer.c. */
#ifndef BUS_BUS_SERVER_H
#define BUS_BUS_SERVER_H

#include "common/bus/bus_private.h"
#include "common/bus/sp_listen.h"

/* bus_server.c */
struct bus_conn;
struct sp_conn *bus_conn_stream(struct bus_conn *c);
/* A request of c began (+1) or ended (-1). */
void bus_conn_count(struct bus_conn *c, int change);
/* c can't take an answer any more: it will be closed soon. */
void bus_conn_give_up(struct bus_conn *c);

struct bus_server {
	struct list node; /* in bus.servers */
	struct bus *bus;
	const struct bus_handler *handlers;
	size_t n_handlers;
	size_t max_requests, n_requests;
	void *daemon;
	/* Private to bus_server.c. */
	struct sp_listener listener;
	struct timer *sweep;
	struct list conns;
	size_t n_conns;
};

/* bus_answer.c */
MUST_CHECK int bus_request_start(struct bus_server *s, struct bus_conn *c,
    struct list *requests, struct str body, struct err *err);
/* The peer has gone: nobody waits for these. */
void bus_requests_cancel(struct list *requests);

#endif
