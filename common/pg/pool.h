/* pool.h - inside of the pool: requests, connections, and who calls whom.
 *
 * A request is queued by its step (query.c), given to a connection at the end
 * of the loop's turn (pool.c), sent and answered there (conn.c), and settled:
 * handed to its task or dropped (request.c). No function here is called from
 * a step but those of query.c, so operations never end inside the call that
 * began them. */
#ifndef PG_POOL_H
#define PG_POOL_H

#include "common/base/map.h"
#include "common/pg/link.h"
#include "common/pg/meter.h"
#include "common/pg/request.h"

#define PG_PIPELINE_DEPTH 16  /* requests outstanding a connection */
#define PG_SLOW_MS 100        /* others avoid a connection busy so long */
#define PG_STATEMENT_MS 60000 /* statement_timeout of every connection */
#define PG_STUCK_MS 65000     /* unanswered so long: connection is dead */
#define PG_AWAY_MS 1000       /* requests wait so long for a server */

enum conn_state {
	CONN_AWAY,       /* its link is not up */
	CONN_SETTING_UP, /* session settings are on their way */
	CONN_READY,      /* takes requests */
};

struct pg_conn {
	struct pg *pg;
	struct pg_link link;
	enum conn_state state;
	bool setup_failed;
	bool unflushed;
	struct list sent; /* pg_req, oldest first */
	size_t n_sent;
	struct map *prepared; /* address of the SQL -> struct prepared */
	unsigned next_number;
};

struct pg {
	struct loop *loop;
	struct pg_conn *conns;
	size_t n_conns;
	size_t n_ready;
	struct list waiting;
	size_t n_waiting, max_waiting;
	struct list refused;
	uint64_t ticket; /* of the pump at the end of this turn */
	struct timer *sweep;
	struct pg_meter *meter;
	int64_t down_since_ms;
	bool told_down, told_role;
};

/* pool.c */
void pg_kick(struct pg *pg);
void pg_enqueue(struct pg *pg, struct pg_req *r);
void pg_requeue(struct pg *pg, struct pg_req *r); /* to the front */
void pg_conn_changed(struct pg *pg, const char *why);

/* conn.c */
void pg_conn_init(struct pg_conn *c, struct pg *pg, const char *url);
void pg_conn_deinit(struct pg_conn *c);
void pg_conn_send(struct pg_conn *c, struct pg_req *r);

/* prepared.c */
#define PREPARED_NAME_BYTES 16
void prepared_name(char name[PREPARED_NAME_BYTES], unsigned number);
/* The number under which this connection knows sql, or 0. */
unsigned prepared_find(const struct pg_conn *c, const char *sql);
unsigned prepared_add(struct pg_conn *c, const char *sql);
/* Forgets sql, if it still is that number. */
void prepared_forget(struct pg_conn *c, const char *sql, unsigned number);
void prepared_forget_all(struct pg_conn *c);

#endif
