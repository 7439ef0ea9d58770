/* listen.c - LISTEN on a connection of its own.
 *
 * What comes while nobody waits is kept, up to a bound; past that, and after
 * every connect, one notification without payload stands for all: the waiter
 * then reads the state anew and has missed nothing.
 */
#include "common/base/die.h"
#include "common/base/log.h"
#include "common/pg/link.h"
#include "common/pg/pg.h"

#include <stdio.h>
#include <stdlib.h>

#define LISTEN_KEPT 256

struct note {
	struct list node;
	char *payload;
};

struct pg_listener {
	struct loop *loop;
	struct pg_link link;
	char *listen_sql;
	bool listening; /* the server has answered the LISTEN */
	bool told_down;
	struct list notes;
	size_t n_notes;
	/* The one waiter. */
	struct op op;
	bool waiting;
	const char **payload_r;
	struct timer *limit;
	uint64_t ticket;
};

static void on_up(void *arg);
static void on_input(void *arg);
static void on_down(void *arg, const char *why);
static void on_limit(void *arg);

static const struct link_events listen_events = {on_up, on_input, on_down};

/* A channel is a plain name: it can't be an argument of LISTEN. */
static bool channel_ok(const char *s)
{
	size_t n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");

	return n > 0 && n < 64 && s[n] == '\0';
}

int pg_listener_open(struct loop *l, const char *url, const char *channel,
    struct pg_listener **lis_r, struct err *err)
{
	struct pg_listener *lis;

	*lis_r = NULL;
	if (pg_link_check_url(url, err) < 0)
		return -1;
	if (!channel_ok(channel))
		return err_set(
		    err, ERR_INVALID, "a channel is 1 to 63 of a-z, 0-9 and _");
	lis = xcalloc(1, sizeof *lis);
	lis->loop = l;
	list_init(&lis->notes);
	lis->listen_sql = xprintf("LISTEN \"%s\"", channel);
	lis->limit = timer_new(l, on_limit, lis);
	pg_link_init(&lis->link, l, url, &listen_events, lis);
	*lis_r = lis;
	return 0;
}

static void drop_notes(struct pg_listener *lis)
{
	LIST_EACH (node, &lis->notes) {
		struct note *n = LIST_ENTRY(node, struct note, node);

		list_remove(&n->node);
		free(n->payload);
		free(n);
	}
	lis->n_notes = 0;
}

void pg_listener_close(struct pg_listener **lisp)
{
	struct pg_listener *lis = *lisp;

	if (lis == NULL)
		return;
	*lisp = NULL;
	if (lis->waiting) /* its task is left to its deadline */
		list_remove(&lis->op.node);
	loop_defer_cancel(lis->loop, lis->ticket);
	pg_link_deinit(&lis->link);
	timer_free(&lis->limit);
	drop_notes(lis);
	free(lis->listen_sql);
	free(lis);
}

/* ---- waiting ---- */

static void stop_waiting(struct pg_listener *lis)
{
	lis->waiting = false;
	timer_disarm(lis->limit);
	loop_defer_cancel(lis->loop, lis->ticket);
	lis->ticket = 0;
}

static void on_cancel(struct op *op)
{
	stop_waiting(CONTAINER_OF(op, struct pg_listener, op));
}

static void on_limit(void *arg)
{
	struct pg_listener *lis = arg;

	stop_waiting(lis);
	op_done(&lis->op, NULL);
}

static void deliver(void *arg)
{
	struct pg_listener *lis = arg;
	struct note *n;

	if (!lis->waiting || list_empty(&lis->notes))
		return;
	n = LIST_FIRST(&lis->notes, struct note, node);
	list_remove(&n->node);
	lis->n_notes--;
	*lis->payload_r = arena_strdup(lis->op.task->arena, n->payload);
	free(n->payload);
	free(n);
	stop_waiting(lis);
	op_done(&lis->op, NULL);
}

void pg_listener_next(struct task *t, struct pg_listener *lis,
    int64_t max_wait_ms, const char **payload_r)
{
	MUST(!lis->waiting);
	op_begin(&lis->op, t, on_cancel);
	lis->waiting = true;
	lis->payload_r = payload_r;
	*payload_r = NULL;
	if (!list_empty(&lis->notes))
		lis->ticket = loop_defer(lis->loop, deliver, lis);
	else
		timer_arm(lis->limit, MAX(max_wait_ms, 0));
}

/* ---- receiving ---- */

static void add_note(struct pg_listener *lis, const char *payload)
{
	struct note *n;

	if (lis->n_notes == LISTEN_KEPT) {
		drop_notes(lis);
		payload = "";
	}
	n = xcalloc(1, sizeof *n);
	n->payload = xstrdup(payload);
	list_append(&lis->notes, &n->node);
	lis->n_notes++;
}

static void on_up(void *arg)
{
	struct pg_listener *lis = arg;

	if (PQsendQuery(lis->link.pg, lis->listen_sql))
		pg_link_flush(&lis->link);
	else
		pg_link_fail(&lis->link, NULL);
}

static void take_answer(struct pg_listener *lis, PGresult *res)
{
	bool ok = PQresultStatus(res) == PGRES_COMMAND_OK;

	PQclear(res);
	if (!ok) {
		pg_link_fail(&lis->link, "LISTEN was refused");
		return;
	}
	lis->listening = true;
	lis->told_down = false;
	pg_link_works(&lis->link);
	drop_notes(lis);
	add_note(lis, "");
}

static void on_input(void *arg)
{
	struct pg_listener *lis = arg;
	PGconn *p = lis->link.pg;
	PGnotify *notify;

	while (!PQisBusy(p)) {
		PGresult *res = PQgetResult(p);

		if (res == NULL)
			break;
		take_answer(lis, res);
		if (lis->link.pg != p)
			return;
	}
	while ((notify = PQnotifies(p)) != NULL) {
		add_note(lis, notify->extra);
		PQfreemem(notify);
	}
	deliver(lis);
}

static void on_down(void *arg, const char *why)
{
	struct pg_listener *lis = arg;

	lis->listening = false;
	if (lis->told_down)
		return;
	lis->told_down = true;
	log_warn("listening on the database is interrupted", LOG_S("why", why));
}
