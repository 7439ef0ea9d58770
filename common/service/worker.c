/* worker.c - the worker's end of the channel to its keeper. See worker.h. */
#include "common/service/worker.h"

#include "common/base/die.h"
#include "common/base/fdpass.h"
#include "common/base/log.h"
#include "common/http/handoff.h"
#include "common/service/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define LOOK_MS 10

struct worker {
	struct service_frame *frame;
	int fds[4]; /* channel, HTTP, bus, settings */
	struct watch *watch;
	struct timer *look; /* until ready; then until all is given */
	bool ready, leaving;
	char said[WORKER_TEXT_MAX]; /* the last "waiting" */
};

static void on_word(void *arg, int fd, unsigned ready);
static void on_look(void *arg);

struct worker *worker_open(const char *spec)
{
	struct worker *w = xcalloc(1, sizeof *w);
	struct str rest = str_of(spec), part;

	for (size_t i = 0; i < ARRAY_LEN(w->fds); i++) {
		int64_t fd;

		bool may_miss = i == ARRAY_LEN(w->fds) - 1;

		if (!str_split(&rest, ',', &part) ||
		    str_to_i64(part, may_miss ? -1 : 3, INT32_MAX, &fd) < 0 ||
		    (fd >= 0 && fcntl((int)fd, F_SETFD, FD_CLOEXEC) < 0)) {
			free(w);
			return NULL;
		}
		w->fds[i] = (int)fd;
	}
	return w;
}

void worker_close(struct worker **wp)
{
	struct worker *w = *wp;

	if (w == NULL)
		return;
	watch_free(&w->watch);
	timer_free(&w->look);
	close(w->fds[0]);
	if (w->fds[3] >= 0)
		close(w->fds[3]);
	free(w);
	*wp = NULL;
}

int worker_http_fd(const struct worker *w)
{
	return w->fds[1];
}

int worker_bus_fd(const struct worker *w)
{
	return w->fds[2];
}

int worker_settings_fd(const struct worker *w)
{
	return w->fds[3];
}

/* ---- said ---- */

static void say(struct worker *w, const char *word, const char *text)
{
	char packet[WORKER_TEXT_MAX + 16];
	int n = snprintf(
	    packet, sizeof packet, "%s%.*s", word, WORKER_TEXT_MAX - 1, text);

	if (fdpass_send(w->fds[0], packet, (size_t)n, -1) < 0)
		log_warn("the keeper does not hear",
		    LOG_S("error", strerror(errno)));
}

void worker_say_failed(struct worker *w, const char *why)
{
	if (w != NULL)
		say(w, "failed ", why);
}

static void say_readiness(struct worker *w)
{
	const char *why = frame_not_ready(w->frame);

	if (why == NULL) {
		w->ready = true;
		say(w, "ready", "");
	} else if (!streq(why, w->said)) {
		str_copy(w->said, sizeof w->said, str_of(why));
		say(w, "waiting ", w->said);
	}
}

void worker_begin(struct worker *w, struct service_frame *f)
{
	w->frame = f;
	w->watch = watch_new(f->service.loop, w->fds[0], on_word, w);
	watch_set(w->watch, WATCH_READ);
	w->look = timer_new(f->service.loop, on_look, w);
	timer_every(w->look, LOOK_MS);
	say(w, "hello ", WORKER_VERSION);
}

/* ---- the end of one that passes everything on ---- */

static void on_look(void *arg)
{
	struct worker *w = arg;
	struct service_frame *f = w->frame;
	bool bus;

	if (!w->ready && !w->leaving)
		say_readiness(w);
	if (!w->leaving) {
		if (w->ready)
			timer_disarm(w->look);
		return;
	}
	bus = bus_drained(f->service.bus, true);
	if (bus && http_server_given(f->health) &&
	    !http_server_taking(f->health))
		loop_stop(f->service.loop);
}

/* ---- heard ---- */

static void hear(struct worker *w, struct str word, int fd)
{
	struct service_frame *f = w->frame;

	if (str_eqs(word, "serve")) {
		http_server_serve(f->health);
	} else if (str_eqs(word, "take") && fd >= 0) {
		http_server_take(f->health, fd);
		return;
	} else if (str_eqs(word, "give") && fd >= 0) {
		log_info("leaving");
		w->leaving = true;
		http_server_give(f->health, fd);
		timer_every(w->look, LOOK_MS);
		return;
	} else if (str_eqs(word, "drain")) {
		frame_drain(f);
	} else if (str_eqs(word, "end")) {
		loop_stop(f->service.loop);
	} else {
		log_error("the keeper talks nonsense", LOG_I("bytes", word.n));
	}
	if (fd >= 0)
		close(fd);
}

static void on_word(void *arg, int sock, unsigned ready)
{
	struct worker *w = arg;
	char text[32];
	int fd;
	ssize_t n = fdpass_recv(sock, text, sizeof text, &fd);

	(void)ready;
	if (n > 0) {
		hear(w, (struct str){text, (size_t)n}, fd);
	} else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) {
		log_warn("the keeper is gone");
		watch_free(&w->watch);
		loop_stop(w->frame->service.loop);
	}
}
