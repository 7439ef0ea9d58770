/* loop.c - libevent behind loop.h: the turn, timers, descriptors, signals. */
#include "common/loop/loop.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/list.h"
#include "common/base/log.h"

#include <event2/event.h>
#include <signal.h>
#include <stdlib.h>

struct deferred {
	struct list node;
	uint64_t ticket;
	loop_fn *fn;
	void *arg;
};

struct loop {
	struct event_base *base;
	struct list deferred;
	uint64_t next_ticket;
	int64_t now_ms;  /* monotonic, taken once a turn */
	int64_t unix_ms; /* the same moment */
	bool stopping;
};

void loop_touch(struct loop *l)
{
	l->now_ms = clock_mono_ms();
	l->unix_ms = clock_unix_ms();
}

struct loop *loop_new(void)
{
	struct loop *l = xcalloc(1, sizeof *l);
	struct event_config *config = event_config_new();

	MUST(config != NULL);
	/* Precise timers cost a clock call a turn; the coarse clock is off by
	 * up to 4 ms, which is too much for deadlines of 20 ms. */
	event_config_set_flag(config, EVENT_BASE_FLAG_PRECISE_TIMER);
	event_config_set_flag(config, EVENT_BASE_FLAG_NOLOCK);
	l->base = event_base_new_with_config(config);
	event_config_free(config);
	MUST(l->base != NULL);
	list_init(&l->deferred);
	/* Writing to a peer that has gone is an error code, not a death. */
	signal(SIGPIPE, SIG_IGN);
	loop_touch(l);
	return l;
}

void loop_free(struct loop **lp)
{
	struct loop *l = *lp;

	if (l == NULL)
		return;
	LIST_EACH (node, &l->deferred) {
		list_remove(node);
		free(LIST_ENTRY(node, struct deferred, node));
	}
	event_base_free(l->base);
	free(l);
	*lp = NULL;
}

struct event_base *loop_base(struct loop *l)
{
	return l->base;
}

/* ---- the turn ---- */

/* Runs what was deferred before this moment; what those defer waits for the
 * next round, so that a chain of deferrals can't starve the descriptors. */
static void run_deferred(struct loop *l)
{
	uint64_t until = l->next_ticket;

	while (!list_empty(&l->deferred)) {
		struct deferred *d =
		    LIST_FIRST(&l->deferred, struct deferred, node);

		if (d->ticket > until)
			return;
		list_remove(&d->node);
		d->fn(d->arg);
		free(d);
	}
}

static void turn(struct loop *l, int flags)
{
	event_base_loop(l->base, flags);
	loop_touch(l);
	run_deferred(l);
	log_flush();
}

void loop_run(struct loop *l)
{
	l->stopping = false;
	loop_touch(l);
	while (!l->stopping) {
		bool busy = !list_empty(&l->deferred);

		turn(l, EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY |
			    (busy ? EVLOOP_NONBLOCK : 0));
	}
}

void loop_stop(struct loop *l)
{
	l->stopping = true;
	event_base_loopbreak(l->base);
}

static void nothing(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
}

void loop_turn(struct loop *l, int64_t max_wait_ms)
{
	struct timeval tv = {max_wait_ms / 1000, (max_wait_ms % 1000) * 1000};
	int flags = EVLOOP_ONCE | EVLOOP_NO_EXIT_ON_EMPTY;

	if (!list_empty(&l->deferred) || max_wait_ms <= 0)
		flags |= EVLOOP_NONBLOCK;
	else
		event_base_once(l->base, -1, EV_TIMEOUT, nothing, NULL, &tv);
	loop_touch(l);
	turn(l, flags);
}

int64_t loop_now_ms(const struct loop *l)
{
	return l->now_ms;
}

int64_t loop_unix_ms(const struct loop *l)
{
	return l->unix_ms;
}

int64_t loop_now_us(const struct loop *l)
{
	(void)l;
	return clock_mono_us();
}

uint64_t loop_defer(struct loop *l, loop_fn *fn, void *arg)
{
	struct deferred *d = xcalloc(1, sizeof *d);

	d->ticket = ++l->next_ticket;
	d->fn = fn;
	d->arg = arg;
	list_append(&l->deferred, &d->node);
	return d->ticket;
}

void loop_defer_cancel(struct loop *l, uint64_t ticket)
{
	LIST_EACH (node, &l->deferred) {
		struct deferred *d = LIST_ENTRY(node, struct deferred, node);

		if (d->ticket == ticket) {
			list_remove(node);
			free(d);
			return;
		}
	}
}

/* ---- timers ---- */

struct timer {
	struct loop *loop;
	struct event *ev;
	loop_fn *fn;
	void *arg;
	int64_t every_ms;
};

static void timer_fired(evutil_socket_t fd, short what, void *arg)
{
	struct timer *t = arg;

	(void)fd;
	(void)what;
	loop_touch(t->loop);
	if (t->every_ms > 0)
		timer_arm(t, t->every_ms);
	t->fn(t->arg);
}

struct timer *timer_new(struct loop *l, loop_fn *fn, void *arg)
{
	struct timer *t = xcalloc(1, sizeof *t);

	t->loop = l;
	t->fn = fn;
	t->arg = arg;
	t->ev = evtimer_new(l->base, timer_fired, t);
	MUST(t->ev != NULL);
	return t;
}

void timer_free(struct timer **tp)
{
	struct timer *t = *tp;

	if (t == NULL)
		return;
	event_free(t->ev);
	free(t);
	*tp = NULL;
}

void timer_arm(struct timer *t, int64_t in_ms)
{
	struct timeval tv;

	in_ms = MAX(in_ms, 0);
	tv.tv_sec = in_ms / 1000;
	tv.tv_usec = (in_ms % 1000) * 1000;
	event_add(t->ev, &tv);
}

void timer_every(struct timer *t, int64_t every_ms)
{
	t->every_ms = every_ms;
	timer_arm(t, every_ms);
}

void timer_disarm(struct timer *t)
{
	t->every_ms = 0;
	event_del(t->ev);
}

bool timer_armed(const struct timer *t)
{
	return evtimer_pending(t->ev, NULL) != 0;
}

/* ---- descriptors ---- */

struct watch {
	struct loop *loop;
	struct event *ev;
	int fd;
	unsigned mask;
	watch_fn *fn;
	void *arg;
};

static void watch_fired(evutil_socket_t fd, short what, void *arg)
{
	struct watch *w = arg;
	unsigned ready = 0;

	if (what & EV_READ)
		ready |= WATCH_READ;
	if (what & EV_WRITE)
		ready |= WATCH_WRITE;
	loop_touch(w->loop);
	w->fn(w->arg, fd, ready);
}

struct watch *watch_new(struct loop *l, int fd, watch_fn *fn, void *arg)
{
	struct watch *w = xcalloc(1, sizeof *w);

	w->loop = l;
	w->fd = fd;
	w->fn = fn;
	w->arg = arg;
	w->ev = event_new(l->base, fd, EV_PERSIST, watch_fired, w);
	MUST(w->ev != NULL);
	return w;
}

void watch_free(struct watch **wp)
{
	struct watch *w = *wp;

	if (w == NULL)
		return;
	event_free(w->ev);
	free(w);
	*wp = NULL;
}

void watch_set(struct watch *w, unsigned mask)
{
	short events = EV_PERSIST;

	if (mask == w->mask)
		return;
	w->mask = mask;
	event_del(w->ev);
	if (mask == WATCH_NONE)
		return;
	if (mask & WATCH_READ)
		events |= EV_READ;
	if (mask & WATCH_WRITE)
		events |= EV_WRITE;
	event_assign(w->ev, w->loop->base, w->fd, events, watch_fired, w);
	event_add(w->ev, NULL);
}

/* ---- signals ---- */

struct signal_watch {
	struct loop *loop;
	struct event *ev;
	signal_fn *fn;
	void *arg;
};

static void signal_fired(evutil_socket_t signo, short what, void *arg)
{
	struct signal_watch *s = arg;

	(void)what;
	loop_touch(s->loop);
	s->fn(s->arg, (int)signo);
}

struct signal_watch *signal_watch_new(
    struct loop *l, int signo, signal_fn *fn, void *arg)
{
	struct signal_watch *s = xcalloc(1, sizeof *s);

	s->loop = l;
	s->fn = fn;
	s->arg = arg;
	s->ev = evsignal_new(l->base, signo, signal_fired, s);
	MUST(s->ev != NULL);
	event_add(s->ev, NULL);
	return s;
}

void signal_watch_free(struct signal_watch **sp)
{
	struct signal_watch *s = *sp;

	if (s == NULL)
		return;
	event_free(s->ev);
	free(s);
	*sp = NULL;
}
