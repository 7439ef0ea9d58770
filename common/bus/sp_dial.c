/* sp_dial.c - one connection to one URL, kept up. See sp_dial.h. */
#include "common/bus/sp_dial.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/log.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#define BACKOFF_FIRST_MS 10
#define BACKOFF_MAX_IPC_MS 200 /* a try costs microseconds */
#define BACKOFF_MAX_TCP_MS 1000
#define TRY_MS 3000 /* lookup, connect and hello together */

static void try_now(void *arg);
static void on_timer(void *arg);
static void conn_up(struct sp_conn *c);
static int conn_frame(struct sp_conn *c, struct str body, struct err *err);
static void conn_drained(struct sp_conn *c);
static void conn_lost(struct sp_conn *c, const struct err *err);

static const struct sp_conn_events conn_events = {
    .up = conn_up,
    .frame = conn_frame,
    .drained = conn_drained,
    .lost = conn_lost,
};

void sp_dial_open(struct sp_dial *d, struct loop *l, struct sp_names *names,
    const struct sp_url *url, enum sp_proto ours, size_t max_body_bytes,
    const struct sp_dial_events *events)
{
	memset(d, 0, sizeof *d);
	d->events = events;
	d->loop = l;
	d->names = names;
	d->url = *url;
	d->ours = ours;
	d->max_body_bytes = max_body_bytes;
	d->backoff_ms = BACKOFF_FIRST_MS;
	d->fd = -1;
	d->timer = timer_new(l, on_timer, d);
	d->state = SP_DIAL_WAITING;
	timer_arm(d->timer, 0);
}

/* Back to nothing, whatever was under way. */
static void drop(struct sp_dial *d)
{
	sp_lookup_cancel(&d->lookup);
	watch_free(&d->connecting);
	if (d->fd >= 0)
		close(d->fd);
	d->fd = -1;
	sp_conn_close(&d->conn);
}

void sp_dial_close(struct sp_dial *d)
{
	if (d->state == SP_DIAL_STOPPED)
		return;
	d->state = SP_DIAL_STOPPED;
	drop(d);
	timer_free(&d->timer);
}

/* Half of the back-off is chance, so that many clients of one restarted
 * server do not come back in step. */
static int64_t jittered(int64_t ms)
{
	uint16_t dice;

	ids_random(&dice, sizeof dice);
	return ms / 2 + (ms - ms / 2) * dice / UINT16_MAX;
}

static void try_later(struct sp_dial *d, const struct err *err)
{
	int64_t most = d->url.transport == SP_IPC ? BACKOFF_MAX_IPC_MS
						  : BACKOFF_MAX_TCP_MS;

	drop(d);
	if (d->last.code == ERR_OK)
		log_info("bus peer is away", LOG_S("url", d->url.text),
		    LOG_S("error", err->text));
	d->last = *err;
	d->state = SP_DIAL_WAITING;
	timer_arm(d->timer, jittered(d->backoff_ms));
	d->backoff_ms = MIN(d->backoff_ms * 2, most);
}

static void fail_errno(struct sp_dial *d, const char *what, int number)
{
	struct err err = {0};

	err_set(&err, ERR_UNAVAILABLE, "%s: %s", what, strerror(number));
	try_later(d, &err);
}

/* ---- connecting ---- */

static void connected(struct sp_dial *d)
{
	int fd = d->fd;

	watch_free(&d->connecting);
	d->fd = -1;
	d->state = SP_DIAL_GREETING;
	d->proven = false;
	sp_conn_open(&d->conn, d->loop, fd, d->url.transport, d->ours,
	    d->max_body_bytes, &conn_events);
}

static void on_connecting(void *arg, int fd, unsigned ready)
{
	struct sp_dial *d = arg;
	int number = 0;
	socklen_t n = sizeof number;

	(void)ready;
	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &number, &n) < 0)
		number = errno;
	if (number != 0)
		fail_errno(d, "connect", number);
	else
		connected(d);
}

static void tune_tcp(int fd)
{
	int on = 1, idle_s = 10, every_s = 5, times = 3;
	unsigned silent_ms = 15000;

	/* A peer whose machine vanished is noticed within half a minute. */
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &every_s, sizeof every_s);
	setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &times, sizeof times);
	setsockopt(
	    fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &silent_ms, sizeof silent_ms);
}

static void connect_to(
    struct sp_dial *d, const struct sockaddr *addr, socklen_t addr_bytes)
{
	d->fd = socket(
	    addr->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (d->fd < 0) {
		fail_errno(d, "socket", errno);
		return;
	}
	if (d->url.transport == SP_TCP)
		tune_tcp(d->fd);
	d->state = SP_DIAL_CONNECTING;
	if (connect(d->fd, addr, addr_bytes) == 0) {
		connected(d);
	} else if (errno == EINPROGRESS) {
		d->connecting = watch_new(d->loop, d->fd, on_connecting, d);
		watch_set(d->connecting, WATCH_WRITE);
	} else {
		fail_errno(d, "connect", errno);
	}
}

static void looked_up(void *arg, const struct sockaddr *addr,
    socklen_t addr_bytes, const struct err *err)
{
	struct sp_dial *d = arg;

	d->lookup = NULL;
	if (addr == NULL)
		try_later(d, err);
	else
		connect_to(d, addr, addr_bytes);
}

static void try_now(void *arg)
{
	struct sp_dial *d = arg;

	timer_arm(d->timer, TRY_MS);
	if (d->url.is_name) {
		d->state = SP_DIAL_LOOKING_UP;
		d->lookup = sp_lookup_start(d->names, &d->url, looked_up, d);
		return;
	}
	connect_to(d, (const struct sockaddr *)&d->url.addr, d->url.addr_bytes);
}

static void on_timer(void *arg)
{
	struct sp_dial *d = arg;
	struct err err = {0};

	if (d->state == SP_DIAL_WAITING) {
		try_now(d);
		return;
	}
	err_set(&err, ERR_UNAVAILABLE, "%s within %d ms",
	    d->state == SP_DIAL_GREETING ? "no hello" : "not connected",
	    TRY_MS);
	try_later(d, &err);
}

/* ---- connected ---- */

static void conn_up(struct sp_conn *c)
{
	struct sp_dial *d = CONTAINER_OF(c, struct sp_dial, conn);

	timer_disarm(d->timer);
	d->state = SP_DIAL_UP;
	if (d->last.code != ERR_OK)
		log_info("bus peer is up", LOG_S("url", d->url.text));
	err_clear(&d->last);
	d->events->up(d);
}

static int conn_frame(struct sp_conn *c, struct str body, struct err *err)
{
	struct sp_dial *d = CONTAINER_OF(c, struct sp_dial, conn);

	/* Only a peer that works resets the back-off: one that accepts and
	 * dies at once is not asked a hundred times a second. */
	if (!d->proven) {
		d->proven = true;
		d->backoff_ms = BACKOFF_FIRST_MS;
	}
	return d->events->frame(d, body, err);
}

static void conn_drained(struct sp_conn *c)
{
	struct sp_dial *d = CONTAINER_OF(c, struct sp_dial, conn);

	d->events->drained(d);
}

static void conn_lost(struct sp_conn *c, const struct err *err)
{
	struct sp_dial *d = CONTAINER_OF(c, struct sp_dial, conn);
	bool was_up = d->state == SP_DIAL_UP;
	struct err why = *err;

	try_later(d, &why);
	if (was_up)
		d->events->down(d, &why);
}
