/* bus_bench_nng.c - the meter, and the rival's two ends of bench_bus. */
#include "tests/bench/bus_bench.h"

#include "common/base/clock.h"
#include "common/base/die.h"

#include <nng/nng.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <nng/supplemental/util/platform.h>
#include <stdlib.h>
#include <unistd.h>

#define CONTEXTS 128
#define MAX_LATENCIES 4000000
#define WARM_US 200000

void meter_begin(struct meter *m, double seconds)
{
	m->latency_us = xcalloc(MAX_LATENCIES, sizeof *m->latency_us);
	m->from_us = clock_mono_us() + WARM_US;
	m->until_us = m->from_us + (int64_t)(seconds * 1e6);
}

bool meter_call(struct meter *m, int64_t began_us)
{
	int64_t now = clock_mono_us();

	m->calls++;
	if (now >= m->from_us && now < m->until_us) {
		m->measured++;
		if (m->n < MAX_LATENCIES)
			m->latency_us[m->n++] = (uint32_t)(now - began_us);
	}
	return now < m->until_us;
}

static int by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

void meter_report(struct meter *m, double seconds)
{
	struct result r = {
	    .calls_s = (double)m->measured / seconds, .calls = m->calls};

	qsort(m->latency_us, m->n, sizeof *m->latency_us, by_value);
	if (m->n > 0) {
		r.p50_us = m->latency_us[m->n / 2];
		r.p99_us = m->latency_us[m->n * 99 / 100];
	}
	if (write(STDOUT_FILENO, &r, sizeof r) != sizeof r)
		quit(EX_IOERR, "no result");
	_exit(0);
}

/* ---- the rival ---- */

struct context {
	nng_ctx ctx;
	nng_aio *aio;
	bool sending;
	int64_t began_us;
	struct rival *rival;
};

struct rival {
	struct meter meter;
	const struct work *work;
	nng_mtx *lock; /* completions come on several threads */
	nng_cv *over;
	unsigned active;
};

static void nng_must(int rv)
{
	if (rv != 0)
		quit(EX_UNAVAILABLE, "%s", nng_strerror(rv));
}

static void rep_event(void *arg)
{
	struct context *c = arg;

	if (nng_aio_result(c->aio) != 0 || c->sending) {
		c->sending = false;
		nng_ctx_recv(c->ctx, c->aio);
		return;
	}
	/* The message goes back as it came. */
	c->sending = true;
	nng_ctx_send(c->ctx, c->aio);
}

NORETURN void serve_nng(const struct work *w)
{
	static struct context v[CONTEXTS];
	nng_socket s;

	nng_must(nng_rep0_open(&s));
	for (size_t i = 0; i < CONTEXTS; i++) {
		nng_must(nng_ctx_open(&v[i].ctx, s));
		nng_must(nng_aio_alloc(&v[i].aio, rep_event, &v[i]));
		nng_ctx_recv(v[i].ctx, v[i].aio);
	}
	nng_must(nng_listen(s, w->url, NULL, 0));
	for (;;)
		pause();
}

static void req_send(struct context *c)
{
	nng_msg *m;

	nng_must(nng_msg_alloc(&m, c->rival->work->bytes));
	nng_aio_set_msg(c->aio, m);
	c->sending = true;
	c->began_us = clock_mono_us();
	nng_ctx_send(c->ctx, c->aio);
}

static void req_event(void *arg)
{
	struct context *c = arg;
	struct rival *r = c->rival;
	bool more;

	nng_must(nng_aio_result(c->aio));
	if (c->sending) {
		c->sending = false;
		nng_ctx_recv(c->ctx, c->aio);
		return;
	}
	if (nng_msg_len(nng_aio_get_msg(c->aio)) != r->work->bytes)
		quit(EX_SOFTWARE, "a wrong answer");
	nng_msg_free(nng_aio_get_msg(c->aio));
	nng_mtx_lock(r->lock);
	more = meter_call(&r->meter, c->began_us);
	if (!more && --r->active == 0)
		nng_cv_wake(r->over);
	nng_mtx_unlock(r->lock);
	if (more)
		req_send(c);
}

NORETURN void call_nng(const struct work *w)
{
	struct rival r = {.work = w, .active = w->in_flight};
	struct context *v = xcalloc(w->in_flight, sizeof *v);
	nng_socket s;

	nng_must(nng_req0_open(&s));
	nng_must(nng_mtx_alloc(&r.lock));
	nng_must(nng_cv_alloc(&r.over, r.lock));
	while (nng_dial(s, w->url, NULL, 0) != 0)
		usleep(10000);
	meter_begin(&r.meter, w->seconds);
	for (unsigned i = 0; i < w->in_flight; i++) {
		v[i].rival = &r;
		nng_must(nng_ctx_open(&v[i].ctx, s));
		nng_must(nng_aio_alloc(&v[i].aio, req_event, &v[i]));
		req_send(&v[i]);
	}
	nng_mtx_lock(r.lock);
	while (r.active > 0)
		nng_cv_wait(r.over);
	nng_mtx_unlock(r.lock);
	meter_report(&r.meter, w->seconds);
}
