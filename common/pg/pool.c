/* pool.c - the pool: queue, choice of connection, up and down. */
#include "common/pg/pool.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <stdlib.h>

/* Without a server what waits is looked at often; with one it is enough to see
 * one that is stuck. */
#define AWAY_LOOK_MS 250
#define STUCK_LOOK_MS 5000

static void on_pump(void *arg);
static void on_sweep(void *arg);

static void sweep_later(struct pg *pg)
{
	timer_arm(pg->sweep, pg->n_ready == 0 ? AWAY_LOOK_MS : STUCK_LOOK_MS);
}

int pg_open(struct loop *l, const struct pg_config *c, struct pg **pg_r,
    struct err *err)
{
	struct pg *pg;

	*pg_r = NULL;
	if (pg_link_check_url(c->url, err) < 0)
		return -1;
	if (c->connections == 0 || c->connections > 256)
		return err_set(
		    err, ERR_INVALID, "database connections must be 1 to 256");
	pg = xcalloc(1, sizeof *pg);
	pg->loop = l;
	pg->max_waiting = c->max_waiting;
	list_init(&pg->waiting);
	list_init(&pg->refused);
	pg->down_since_ms = loop_now_ms(l);
	pg->n_conns = c->connections;
	pg->conns = xcalloc(pg->n_conns, sizeof *pg->conns);
	for (size_t i = 0; i < pg->n_conns; i++)
		pg_conn_init(&pg->conns[i], pg, c->url);
	pg->sweep = timer_new(l, on_sweep, pg);
	sweep_later(pg);
	pg->meter = pg_meter_new(c->metrics);
	*pg_r = pg;
	return 0;
}

/* Tasks that still wait are left to their deadlines. */
static void abandon(struct list *reqs)
{
	LIST_EACH (node, reqs) {
		struct pg_req *r = LIST_ENTRY(node, struct pg_req, node);

		if (r->attached)
			list_remove(&r->op.node);
		pg_req_free(r);
	}
}

void pg_close(struct pg **pg)
{
	struct pg *p = *pg;

	if (p == NULL)
		return;
	*pg = NULL;
	loop_defer_cancel(p->loop, p->ticket);
	for (size_t i = 0; i < p->n_conns; i++) {
		abandon(&p->conns[i].sent);
		pg_conn_deinit(&p->conns[i]);
	}
	timer_free(&p->sweep);
	abandon(&p->waiting);
	abandon(&p->refused);
	pg_meter_free(&p->meter);
	free(p->conns);
	free(p);
}

bool pg_is_up(const struct pg *pg)
{
	return pg->n_ready > 0;
}

/* ---- queueing ---- */

void pg_kick(struct pg *pg)
{
	if (pg->ticket == 0)
		pg->ticket = loop_defer(pg->loop, on_pump, pg);
}

static void refuse(
    struct pg *pg, struct pg_req *r, enum err_code code, const char *text)
{
	r->state = REQ_REFUSED;
	if (code != ERR_OK)
		err_set(&r->err, code, "%s", text);
	list_append(&pg->refused, &r->node);
	pg_kick(pg);
}

static bool is_away(const struct pg *pg)
{
	return pg->n_ready == 0 &&
	       loop_now_ms(pg->loop) - pg->down_since_ms >= PG_AWAY_MS;
}

void pg_enqueue(struct pg *pg, struct pg_req *r)
{
	if (r->state == REQ_REFUSED) { /* its arguments were wrong */
		refuse(pg, r, ERR_OK, NULL);
	} else if (is_away(pg)) {
		refuse(pg, r, ERR_UNAVAILABLE, "the database is away");
	} else if (pg->n_waiting >= pg->max_waiting) {
		refuse(pg, r, ERR_OVERLOADED,
		    "too many database requests are waiting");
	} else {
		r->state = REQ_WAITING;
		list_append(&pg->waiting, &r->node);
		pg->n_waiting++;
		pg_kick(pg);
	}
}

void pg_requeue(struct pg *pg, struct pg_req *r)
{
	r->state = REQ_WAITING;
	list_insert_before(pg->waiting.next, &r->node);
	pg->n_waiting++;
	pg_kick(pg);
}

/* ---- sending ---- */

/* The one with the least to do; one that chews on something slow only when
 * all others are full. */
static struct pg_conn *choose(struct pg *pg)
{
	struct pg_conn *best = NULL;
	size_t best_load = SIZE_MAX;
	int64_t now = loop_now_ms(pg->loop);

	for (size_t i = 0; i < pg->n_conns; i++) {
		struct pg_conn *c = &pg->conns[i];
		size_t load = c->n_sent;

		if (c->state != CONN_READY || load >= PG_PIPELINE_DEPTH)
			continue;
		if (load > 0 &&
		    now - LIST_FIRST(&c->sent, struct pg_req, node)->sent_ms >
			PG_SLOW_MS)
			load += PG_PIPELINE_DEPTH;
		if (load < best_load) {
			best = c;
			best_load = load;
		}
	}
	return best;
}

static void flush(struct pg *pg)
{
	for (size_t i = 0; i < pg->n_conns; i++) {
		struct pg_conn *c = &pg->conns[i];

		if (c->unflushed) {
			c->unflushed = false;
			pg_link_flush(&c->link);
		}
	}
}

/* Only those that stand there now: a task may come back with another one. */
static void fail_refused(struct pg *pg)
{
	struct list now = {&now, &now};

	LIST_EACH (node, &pg->refused) {
		list_remove(node);
		list_append(&now, node);
	}
	while (!list_empty(&now)) {
		struct pg_req *r = LIST_FIRST(&now, struct pg_req, node);

		list_remove(&r->node);
		pg_req_settle(r);
	}
}

static void on_pump(void *arg)
{
	struct pg *pg = arg;
	struct pg_conn *c;

	pg->ticket = 0;
	fail_refused(pg);
	while (!list_empty(&pg->waiting) && (c = choose(pg)) != NULL) {
		struct pg_req *r =
		    LIST_FIRST(&pg->waiting, struct pg_req, node);

		list_remove(&r->node);
		pg->n_waiting--;
		pg_conn_send(c, r);
	}
	flush(pg);
	pg_meter_level(pg->meter, pg->n_ready, pg->n_waiting);
}

/* ---- up, down and stuck ---- */

void pg_conn_changed(struct pg *pg, const char *why)
{
	pg_meter_level(pg->meter, pg->n_ready, pg->n_waiting);
	sweep_later(pg);
	if (pg->n_ready > 0) {
		if (pg->down_since_ms != 0)
			log_info("database is there",
			    LOG_I("after_ms",
				loop_now_ms(pg->loop) - pg->down_since_ms));
		pg->down_since_ms = 0;
		pg->told_down = false;
		return;
	}
	if (pg->down_since_ms == 0)
		pg->down_since_ms = loop_now_ms(pg->loop);
	if (why != NULL && !pg->told_down) {
		pg->told_down = true;
		log_warn("database is away, trying again", LOG_S("why", why));
	}
}

static void refuse_waiting(struct pg *pg)
{
	while (!list_empty(&pg->waiting)) {
		struct pg_req *r =
		    LIST_FIRST(&pg->waiting, struct pg_req, node);

		list_remove(&r->node);
		pg->n_waiting--;
		refuse(pg, r, ERR_UNAVAILABLE, "the database is away");
	}
}

/* A server that is connected but says nothing for longer than any statement
 * may take is gone, whatever the socket says. */
static void on_sweep(void *arg)
{
	struct pg *pg = arg;
	int64_t now = loop_now_ms(pg->loop);

	if (is_away(pg))
		refuse_waiting(pg);
	for (size_t i = 0; i < pg->n_conns; i++) {
		struct pg_conn *c = &pg->conns[i];

		if (list_empty(&c->sent))
			continue;
		if (now - LIST_FIRST(&c->sent, struct pg_req, node)->sent_ms >
		    PG_STUCK_MS)
			pg_link_fail(&c->link, "the server does not answer");
	}
	sweep_later(pg);
}
