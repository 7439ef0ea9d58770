/* link.h - one connection that is made again for ever: PQconnectPoll on loop
 * watches, back-off with jitter, input and output by readiness. Pool and
 * listener put their own talk on top. Inside common/pg only. */
#ifndef PG_LINK_H
#define PG_LINK_H

#include "common/base/err.h"
#include "common/loop/loop.h"

#include <libpq-fe.h>

#define LINK_CONNECT_MS 10000  /* an attempt may take this long */
#define LINK_BACKOFF_MIN_MS 25 /* doubled by each failure in a row */
#define LINK_BACKOFF_MAX_MS 500

enum link_state {
	LINK_DOWN,       /* waits for its back-off to end */
	LINK_CONNECTING, /* PQconnectPoll goes on */
	LINK_UP,         /* connected; the owner talks on it */
};

struct link_events {
	void (*up)(void *arg);    /* send the set-up */
	void (*input)(void *arg); /* something was read: take the results */
	/* The connection is gone and the next attempt is set. */
	void (*down)(void *arg, const char *why);
};

struct pg_link {
	struct loop *loop;
	char *url;
	const struct link_events *events;
	void *arg;
	PGconn *pg; /* NULL while LINK_DOWN */
	struct watch *watch;
	struct timer *timer; /* back-off or limit of the attempt */
	unsigned failures;   /* attempts in a row without pg_link_works() */
	enum link_state state;
};

/* Is this a URL that libpq understands? The text never repeats it: it may
 * hold a password. */
MUST_CHECK int pg_link_check_url(const char *url, struct err *err);

void pg_link_init(struct pg_link *l, struct loop *loop, const char *url,
    const struct link_events *events, void *arg); /* begins to connect */
void pg_link_deinit(struct pg_link *l);
/* The owner has seen the server answer: the back-off starts anew. */
void pg_link_works(struct pg_link *l);
/* Sends what libpq has buffered, now or when the socket can take it. May end
 * in down(). */
void pg_link_flush(struct pg_link *l);
/* Drops the connection; calls down(). why NULL: libpq's own message. */
void pg_link_fail(struct pg_link *l, const char *why);

#endif
