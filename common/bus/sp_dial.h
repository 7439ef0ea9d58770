/* sp_dial.h - keeps one connection to one URL: looks up, connects, says
 * hello, and begins again with jittered back-off when it is lost. */
#ifndef BUS_SP_DIAL_H
#define BUS_SP_DIAL_H

#include "common/bus/sp_conn.h"
#include "common/bus/sp_names.h"
#include "common/bus/sp_url.h"

struct sp_dial;

struct sp_dial_events {
	void (*up)(struct sp_dial *d);
	/* As in sp_conn_events. */
	int (*frame)(struct sp_dial *d, struct str body, struct err *err);
	void (*drained)(struct sp_dial *d);
	/* It was up and is not any more; a new try is under way. */
	void (*down)(struct sp_dial *d, const struct err *err);
};

enum sp_dial_state {
	SP_DIAL_STOPPED,    /* not started, or closed */
	SP_DIAL_WAITING,    /* for the back-off */
	SP_DIAL_LOOKING_UP, /* the host's name */
	SP_DIAL_CONNECTING, /* connect() is under way */
	SP_DIAL_GREETING,   /* connected, no hello yet */
	SP_DIAL_UP,
};

struct sp_dial {
	const struct sp_dial_events *events;
	struct loop *loop;
	struct sp_url url;
	enum sp_dial_state state;
	struct sp_conn conn;
	struct err last; /* why it is not up; code OK before the first try */
	/* Private to sp_dial.c. */
	struct sp_names *names;
	struct sp_lookup *lookup;
	struct timer *timer; /* of the back-off and of each try */
	struct watch *connecting;
	int fd;
	int64_t backoff_ms;
	enum sp_proto ours;
	size_t max_body_bytes;
	bool proven; /* a frame came on this connection */
};

/* names is borrowed, for d's life. The first try begins in the next turn. */
void sp_dial_open(struct sp_dial *d, struct loop *l, struct sp_names *names,
    const struct sp_url *url, enum sp_proto ours, size_t max_body_bytes,
    const struct sp_dial_events *events);
/* No event comes after it. Nothing to do for a zeroed d. */
void sp_dial_close(struct sp_dial *d);

#endif
