/* link.c - the life of one connection. See link.h. */
#include "common/pg/link.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/str.h"

#include <errno.h>
#include <stdlib.h>

static void begin(void *arg);
static void on_connecting(void *arg, int fd, unsigned ready);
static void on_ready(void *arg, int fd, unsigned ready);

int pg_link_check_url(const char *url, struct err *err)
{
	PQconninfoOption *parsed;

	if (url == NULL || *url == '\0')
		return err_set(err, ERR_INVALID, "no database URL");
	parsed = PQconninfoParse(url, NULL);
	if (parsed == NULL)
		return err_set(err, ERR_INVALID,
		    "not a PostgreSQL URL (postgresql://user@host/name or "
		    "key=value words)");
	PQconninfoFree(parsed);
	return 0;
}

static void on_timer(void *arg)
{
	struct pg_link *l = arg;

	if (l->state == LINK_DOWN)
		begin(l);
	else
		pg_link_fail(l, "the server did not answer in time");
}

void pg_link_init(struct pg_link *l, struct loop *loop, const char *url,
    const struct link_events *events, void *arg)
{
	*l = (struct pg_link){
	    .loop = loop, .url = xstrdup(url), .events = events, .arg = arg};
	l->timer = timer_new(loop, on_timer, l);
	timer_arm(l->timer, 0); /* never calls back inside init */
}

static void drop(struct pg_link *l)
{
	watch_free(&l->watch);
	if (l->pg != NULL)
		PQfinish(l->pg);
	l->pg = NULL;
}

void pg_link_deinit(struct pg_link *l)
{
	drop(l);
	timer_free(&l->timer);
	free(l->url);
	l->url = NULL;
}

/* ---- connecting ---- */

/* libpq prints notices on stderr unless told otherwise. */
static void ignore_notice(void *arg, const PGresult *res)
{
	(void)arg;
	(void)res;
}

/* What stands before dbname the URL may override; what follows it may not. The
 * server's lists of sessions have the daemon's name.
 * A peer that is gone without a word is noticed in about 20 seconds. */
static PGconn *start(const char *url)
{
	const char *const names[] = {"fallback_application_name", "gssencmode",
	    "keepalives_idle", "keepalives_interval", "keepalives_count",
	    "tcp_user_timeout", "dbname", "client_encoding", NULL};
	const char *const values[] = {program_invocation_short_name, "disable",
	    "20", "5", "3", "20000", url, "UTF8", NULL};

	return PQconnectStartParams(names, values, 1);
}

static void begin(void *arg)
{
	struct pg_link *l = arg;

	l->pg = start(l->url);
	if (l->pg == NULL)
		die("out of memory");
	l->state = LINK_CONNECTING;
	PQsetNoticeReceiver(l->pg, ignore_notice, NULL);
	if (PQstatus(l->pg) == CONNECTION_BAD) {
		pg_link_fail(l, NULL);
		return;
	}
	timer_arm(l->timer, LINK_CONNECT_MS);
	l->watch = watch_new(l->loop, PQsocket(l->pg), on_connecting, l);
	watch_set(l->watch, WATCH_WRITE);
}

static void connected(struct pg_link *l)
{
	l->state = LINK_UP;
	if (PQsetnonblocking(l->pg, 1) != 0) {
		pg_link_fail(l, NULL);
		return;
	}
	l->watch = watch_new(l->loop, PQsocket(l->pg), on_ready, l);
	watch_set(l->watch, WATCH_READ);
	l->events->up(l->arg);
}

/* PQconnectPoll may close the socket and open another one, perhaps of the
 * same number: so no watch outlives a call of it. */
static void on_connecting(void *arg, int fd, unsigned ready)
{
	struct pg_link *l = arg;
	PostgresPollingStatusType next;

	(void)fd;
	(void)ready;
	watch_free(&l->watch);
	next = PQconnectPoll(l->pg);
	if (next == PGRES_POLLING_OK) {
		connected(l);
		return;
	}
	if (next != PGRES_POLLING_READING && next != PGRES_POLLING_WRITING) {
		pg_link_fail(l, NULL);
		return;
	}
	l->watch = watch_new(l->loop, PQsocket(l->pg), on_connecting, l);
	watch_set(
	    l->watch, next == PGRES_POLLING_READING ? WATCH_READ : WATCH_WRITE);
}

void pg_link_works(struct pg_link *l)
{
	timer_disarm(l->timer);
	l->failures = 0;
}

/* ---- talking ---- */

void pg_link_flush(struct pg_link *l)
{
	int more = PQflush(l->pg);

	if (more < 0)
		pg_link_fail(l, NULL);
	else
		watch_set(
		    l->watch, more ? WATCH_READ | WATCH_WRITE : WATCH_READ);
}

/* On a lost connection the answers that came before it still count. */
static void on_ready(void *arg, int fd, unsigned ready)
{
	struct pg_link *l = arg;
	bool lost = (ready & WATCH_READ) && !PQconsumeInput(l->pg);

	(void)fd;
	if (ready & WATCH_READ)
		l->events->input(l->arg);
	if (l->state != LINK_UP)
		return;
	if (lost || PQstatus(l->pg) == CONNECTION_BAD)
		pg_link_fail(l, NULL);
	else
		pg_link_flush(l);
}

/* ---- failing ---- */

/* Half of the wait is chance, so that a hundred clients of a restarted
 * server do not come back in the same millisecond. */
static int64_t backoff_ms(unsigned failures)
{
	int64_t ms = LINK_BACKOFF_MIN_MS;
	uint16_t chance;

	while (failures-- > 1 && ms < LINK_BACKOFF_MAX_MS)
		ms *= 2;
	ms = MIN(ms, LINK_BACKOFF_MAX_MS);
	ids_random(&chance, sizeof chance);
	return ms / 2 + ms * chance / (2 * UINT16_MAX);
}

/* libpq's messages have several lines, of which the first says it. They name
 * hosts and users but no passwords. */
static void first_line(char *out, size_t out_bytes, const char *text)
{
	str_copy(out, out_bytes, (struct str){text, strcspn(text, "\n")});
}

void pg_link_fail(struct pg_link *l, const char *why)
{
	char text[200];

	first_line(
	    text, sizeof text, why != NULL ? why : PQerrorMessage(l->pg));
	drop(l);
	l->state = LINK_DOWN;
	l->failures++;
	timer_arm(l->timer, backoff_ms(l->failures));
	l->events->down(l->arg, text);
}
