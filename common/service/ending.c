/* ending.c - signals, and the orderly end of a process. */
#include "common/service/frame.h"

#include "common/base/log.h"
#include "common/http/handoff.h"

#include <signal.h>

#define DRAIN_LOOK_MS 20

static void drain_look(void *arg);

static bool is_drained(struct service_frame *f)
{
	bool bus = bus_drained(f->service.bus, true);
	bool http = http_server_drained(f->health, true);
	const struct service_desc *d = f->service.desc;

	return bus && http && (d->busy == NULL || !d->busy(f->daemon));
}

static void drain_look(void *arg)
{
	struct service_frame *f = arg;
	int64_t left_ms = f->drain_until_ms - loop_now_ms(f->service.loop);

	/* Whoever reads a stream comes back for the rest to somebody else. */
	if (left_ms <= f->common.drain_ms / 2)
		http_server_end_streams(f->health);
	if (!is_drained(f) && left_ms > 0) {
		timer_arm(f->drain, DRAIN_LOOK_MS);
		return;
	}
	if (left_ms <= 0)
		log_warn("gave up waiting for requests in flight",
		    LOG_I("bus", bus_requests_in_flight(f->service.bus)),
		    LOG_I("http", http_server_in_flight(f->health)));
	loop_stop(f->service.loop);
}

void frame_drain(struct service_frame *f)
{
	if (f->drain_until_ms != 0)
		return;
	f->drain_until_ms = loop_now_ms(f->service.loop) + f->common.drain_ms;
	f->drain = timer_new(f->service.loop, drain_look, f);
	timer_arm(f->drain, 0);
}

/* The first signal drains, the second ends at once. A terminal tells all
 * processes of a group; a worker hears of it from its keeper. */
static void on_term(void *arg, int signo)
{
	struct service_frame *f = arg;

	if (f->worker != NULL && signo == SIGINT)
		return;
	if (f->drain_until_ms != 0 && f->worker == NULL) {
		loop_stop(f->service.loop);
		return;
	}
	log_info("draining", LOG_I("signal", signo));
	frame_drain(f);
}

static void on_hangup(void *arg, int signo)
{
	struct service_frame *f = arg;

	log_info("reload", LOG_I("signal", signo));
	if (f->service.desc->reload != NULL)
		f->service.desc->reload(f->daemon);
}

void frame_watch_signals(struct service_frame *f)
{
	struct loop *l = f->service.loop;

	f->term = signal_watch_new(l, SIGTERM, on_term, f);
	f->interrupt = signal_watch_new(l, SIGINT, on_term, f);
	f->hangup = signal_watch_new(l, SIGHUP, on_hangup, f);
}
