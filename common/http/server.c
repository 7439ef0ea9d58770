/* server.c - the server: its limits, accepting, the sweep, draining. */
#include "common/http/internal.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/http/listen.h"
#include "common/metrics/metrics.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define ACCEPT_BURST 64

#define HTTP_METRICS(X)                                                        \
	X(GAUGE, connections, "applylens_http_connections", "", "",            \
	    "open HTTP connections")                                           \
	X(GAUGE, in_flight, "applylens_http_requests_in_flight", "", "",       \
	    "HTTP requests being worked on")                                   \
	X(COUNTER, turned_away, "applylens_http_turned_away_total", "", "",    \
	    "connections answered 503 since too many were open")

METRICS_STRUCT(http_metrics, HTTP_METRICS);
static const struct metric_def http_metric_defs[] = {HTTP_METRICS(METRICS_DEF)};

static void expired(struct http_conn *c);
static void on_peer(void *arg, int fd, unsigned ready);
static void on_accept_again(void *arg);
static void on_sweep(void *arg);
static void open_metrics(struct http_server *s);

static void fill_in(struct http_server_config *c)
{
	if (c->request_bytes == 0)
		c->request_bytes = sizeof(struct http_request);
	if (c->arena_bytes == 0)
		c->arena_bytes = (size_t)1 << 20;
	if (c->max_connections == 0)
		c->max_connections = 20000;
	if (c->max_head_bytes == 0)
		c->max_head_bytes = 16384;
	if (c->head_timeout_ms == 0)
		c->head_timeout_ms = 10000;
	if (c->body_timeout_ms == 0)
		c->body_timeout_ms = 30000;
	if (c->idle_timeout_ms == 0)
		c->idle_timeout_ms = 75000;
	/* A whole head must fit into what is read ahead. */
	c->max_head_bytes = MIN(c->max_head_bytes, HTTP_AHEAD_BYTES / 2);
}

/* Often enough for the shortest limit, at most ten times a second. */
static int64_t sweep_every_ms(const struct http_server_config *c)
{
	int64_t shortest = MIN(c->head_timeout_ms, c->body_timeout_ms);

	shortest = MIN(shortest, c->idle_timeout_ms);
	return MIN(MAX(shortest / 4, 10), 1000);
}

int http_server_open(struct loop *l, const struct http_server_config *config,
    struct http_server **s_r, struct err *err)
{
	struct http_server *s = xcalloc(1, sizeof *s);

	MUST(config->request_bytes == 0 ||
	     config->request_bytes >= sizeof(struct http_request));
	s->loop = l;
	s->config = *config;
	s->fd = -1;
	list_init(&s->takes);
	fill_in(&s->config);
	for (size_t i = 0; i < WAITS; i++)
		list_init(&s->waiting[i]);
	s->peers = peers_new(s->config.max_peer_connections);
	buf_init(&s->answer, 131072);
	if (routes_new(config->routes, config->n_routes, &s->routes, err) < 0 ||
	    listen_open(s, err) < 0) {
		http_server_close(&s);
		return -1;
	}
	open_metrics(s);
	s->watch = watch_new(l, s->fd, on_peer, s);
	watch_set(s->watch, config->paused ? WATCH_NONE : WATCH_READ);
	s->accept_again = timer_new(l, on_accept_again, s);
	s->sweep = timer_new(l, on_sweep, s);
	timer_every(s->sweep, sweep_every_ms(&s->config));
	*s_r = s;
	return 0;
}

static void open_metrics(struct http_server *s)
{
	struct http_metrics of;

	if (s->config.metrics == NULL)
		return;
	metrics_register(s->config.metrics, http_metric_defs,
	    ARRAY_LEN(http_metric_defs), &of);
	s->connections = METRICS_ONLY(of.connections);
	s->in_flight = METRICS_ONLY(of.in_flight);
	s->turned_away = METRICS_ONLY(of.turned_away);
}

/* Gauges are brought up to date by the sweep, not by every request. */
static void note_gauges(const struct http_server *s)
{
	if (s->config.metrics == NULL)
		return;
	metrics_gauge_set(s->connections, (double)s->n_conns);
	metrics_gauge_set(s->in_flight, (double)s->n_requests);
}

void server_stop_accepting(struct http_server *s)
{
	watch_free(&s->watch);
	timer_free(&s->accept_again);
	listen_close(s);
}

void http_server_close(struct http_server **sp)
{
	struct http_server *s = *sp;

	if (s == NULL)
		return;
	server_stop_accepting(s);
	handoff_end(&s->gives);
	handoff_end_takes(s);
	for (size_t i = 0; i < WAITS; i++) {
		while (!list_empty(&s->waiting[i]))
			conn_free(
			    LIST_FIRST(&s->waiting[i], struct http_conn, node));
	}
	timer_free(&s->sweep);
	while (s->n_spare > 0)
		arena_free(&s->spare[--s->n_spare]);
	peers_free(&s->peers);
	routes_free(&s->routes);
	buf_deinit(&s->answer);
	free(s);
	*sp = NULL;
}

void http_server_serve(struct http_server *s)
{
	if (s->watch != NULL)
		watch_set(s->watch, WATCH_READ);
}

unsigned http_server_port(const struct http_server *s)
{
	return s->port;
}

size_t http_server_in_flight(const struct http_server *s)
{
	return s->n_requests;
}

/* ---- accepting ---- */

static void turn_away(struct http_server *s, int fd)
{
	static const char busy[] =
	    "HTTP/1.1 503 Service Unavailable\r\n"
	    "Content-Type: application/problem+json\r\n"
	    "Content-Length: 97\r\n"
	    "Cache-Control: no-store\r\n"
	    "Retry-After: 1\r\nConnection: close\r\n\r\n"
	    "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\","
	    "\"status\":503,\"detail\":\"too many connections\"}";

	if (s->n_turned_away++ % 1000 == 0)
		log_warn("too many connections",
		    LOG_I("connections", s->n_conns),
		    LOG_I("turned_away", s->n_turned_away));
	if (s->config.metrics != NULL)
		metrics_counter_inc(s->turned_away);
	(void)!send(fd, busy, sizeof busy - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
	close(fd);
}

/* When all places are taken, who has kept one idle for longest leaves, else who
 * has not sent a head in a second: a few slow machines must not hold all. */
static void make_room(struct http_server *s)
{
	struct list *idle = &s->waiting[WAIT_IDLE];
	struct list *heads = &s->waiting[WAIT_HEAD];
	struct http_conn *slow;

	if (!list_empty(idle)) {
		expired(LIST_FIRST(idle, struct http_conn, node));
	} else if (!list_empty(heads)) {
		slow = LIST_FIRST(heads, struct http_conn, node);
		if (slow->since_ms + HTTP_YIELD_MS <= loop_now_ms(s->loop))
			conn_free(slow);
	}
}

static bool may_enter(struct http_server *s, const char *peer)
{
	if (s->n_conns >= s->config.max_connections)
		make_room(s);
	return s->n_conns < s->config.max_connections &&
	       peers_enter(s->peers, peer);
}

static void on_peer(void *arg, int lfd, unsigned ready)
{
	struct http_server *s = arg;
	char peer[48];

	(void)ready;
	for (int i = 0; i < ACCEPT_BURST; i++) {
		int fd = listen_accept(lfd, peer, sizeof peer);

		if (fd >= 0 && may_enter(s, peer)) {
			(void)conn_new(s, fd, peer);
		} else if (fd >= 0) {
			turn_away(s, fd);
		} else if (errno == EMFILE || errno == ENFILE ||
			   errno == ENOBUFS || errno == ENOMEM) {
			/* The peer stays queued: don't spin on it. */
			log_error("can't accept: descriptors or memory ran out",
			    LOG_I("connections", s->n_conns));
			watch_set(s->watch, WATCH_NONE);
			timer_arm(s->accept_again, 200);
			return;
		} else if (errno != ECONNABORTED && errno != EINTR) {
			return;
		}
	}
}

static void on_accept_again(void *arg)
{
	struct http_server *s = arg;

	watch_set(s->watch, WATCH_READ);
}

/* ---- limits of time ---- */

static int64_t limit_ms(const struct http_server *s, enum conn_wait wait)
{
	switch (wait) {
	case WAIT_IDLE:
		return s->config.idle_timeout_ms;
	case WAIT_HEAD:
		return s->config.head_timeout_ms;
	case WAIT_BODY:
		return s->config.body_timeout_ms;
	case WAIT_WRITE:
		return HTTP_STALL_MS;
	case WAIT_LINGER:
		return HTTP_LINGER_MS;
	case WAIT_TASK:
	case WAITS:
		break;
	}
	return INT64_MAX / 2;
}

/* Its limit of time is reached. */
static void expired(struct http_conn *c)
{
	const struct http_server_config *config = &c->server->config;
	uint64_t due = (uint64_t)config->body_timeout_ms * 1024 / 1000;

	switch (c->wait) {
	case WAIT_HEAD:
		if (c->rx.n > 0)
			request_refuse(
			    c, (struct http_refusal){408,
				   "the request head did not arrive in time"});
		else
			c->broken = true;
		break;
	case WAIT_BODY:
		c->progressed = true;
		if (c->window_bytes >= due)
			break;
		if (c->state == CONN_BODY)
			request_refuse(
			    c, (struct http_refusal){
				   408, "the request body arrives too slowly"});
		else if (c->state == CONN_BUSY)
			body_expired(c);
		else
			c->broken = true;
		break;
	case WAIT_IDLE:
	case WAIT_WRITE:
	case WAIT_LINGER:
	case WAIT_TASK:
	case WAITS:
		c->broken = true;
		break;
	}
	conn_advance(c);
}

/* Each list is ordered by age, so only what is due is looked at. */
static void on_sweep(void *arg)
{
	struct http_server *s = arg;
	int64_t now = loop_now_ms(s->loop);

	note_gauges(s);
	for (enum conn_wait w = WAIT_IDLE; w < WAITS; w++) {
		struct list *list = &s->waiting[w];

		while (!list_empty(list)) {
			struct http_conn *c =
			    LIST_FIRST(list, struct http_conn, node);

			if (c->since_ms + limit_ms(s, w) > now)
				break;
			expired(c);
		}
	}
}

/* ---- draining ---- */

/* Who is in the queue has a connection, as far as they know. */
static void accept_last(struct http_server *s)
{
	char peer[48];
	int fd;

	while (
	    s->fd >= 0 && (fd = listen_accept(s->fd, peer, sizeof peer)) >= 0) {
		if (may_enter(s, peer))
			conn_new(s, fd, peer);
		else
			turn_away(s, fd);
	}
}

static bool has_unread(const struct http_conn *c)
{
	char byte;

	return recv(c->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

/* A request may be on its way to a connection that looks idle, and would be
 * lost with it: the young ones are left open a little longer (as nginx does
 * with keepalive_min_timeout), and the next answer says that it is the last.
 * Returns how many such there are. */
static size_t close_idle(struct http_server *s, enum conn_wait wait)
{
	int64_t old = loop_now_ms(s->loop) - HTTP_LAST_IDLE_MS;
	size_t young = 0;

	LIST_EACH (node, &s->waiting[wait]) {
		struct http_conn *c = LIST_ENTRY(node, struct http_conn, node);

		if (c->rx.n > 0 || conn_queued(c) > 0 || c->advancing)
			continue;
		if (c->since_ms > old || has_unread(c))
			young++;
		else
			conn_free(c);
	}
	return young;
}

bool http_server_drained(struct http_server *s, bool begin_draining)
{
	size_t young = 0;

	if (begin_draining && !s->draining) {
		s->draining = true;
		accept_last(s);
		server_stop_accepting(s);
	}
	if (s->draining)
		young = close_idle(s, WAIT_IDLE) + close_idle(s, WAIT_HEAD);
	return young == 0 && s->n_requests == 0 && s->n_parked == 0 &&
	       list_empty(&s->waiting[WAIT_WRITE]);
}
