/* client.c - curl's multi interface on the loop: curl says which descriptors
 * and which moment it waits for, the loop tells it when they come. */
#include "common/http/client_private.h"

#include "common/base/die.h"

#include <stdlib.h>

static int on_socket(
    CURL *easy, curl_socket_t fd, int what, void *arg, void *watch);
static int on_timeout(CURLM *multi, long in_ms, void *arg);
static void on_timer(void *arg);
static void on_ready(void *arg, int fd, unsigned ready);
static void reap(struct http_client *c);

/* ---- the client ---- */

int http_client_open(struct loop *l, size_t max_connections,
    struct http_client **c_r, struct err *err)
{
	struct http_client *c = xcalloc(1, sizeof *c);

	/* Counted by curl: each open has its close. */
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
		free(c);
		return err_set(err, ERR_INTERNAL, "libcurl does not start");
	}
	c->loop = l;
	c->multi = curl_multi_init();
	MUST(c->multi != NULL);
	c->timer = timer_new(l, on_timer, c);
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(c->multi, CURLMOPT_SOCKETDATA, c);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERFUNCTION, on_timeout);
	curl_multi_setopt(c->multi, CURLMOPT_TIMERDATA, c);
	if (max_connections > 0) {
		curl_multi_setopt(c->multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
		    (long)max_connections);
		curl_multi_setopt(
		    c->multi, CURLMOPT_MAXCONNECTS, (long)max_connections);
	}
	*c_r = c;
	return 0;
}

void http_client_close(struct http_client **cp)
{
	struct http_client *c = *cp;

	if (c == NULL)
		return;
	MUST(c->n_calls == 0);
	while (c->n_spare > 0)
		curl_easy_cleanup(c->spare[--c->n_spare]);
	/* Closes kept connections, which still calls on_socket. */
	curl_multi_cleanup(c->multi);
	timer_free(&c->timer);
	free(c);
	curl_global_cleanup();
	*cp = NULL;
}

/* ---- curl and the loop ---- */

static int on_socket(
    CURL *easy, curl_socket_t fd, int what, void *arg, void *watch)
{
	struct http_client *c = arg;
	struct watch *w = watch;
	unsigned mask = WATCH_NONE;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (w != NULL)
			curl_multi_assign(c->multi, fd, NULL);
		watch_free(&w);
		return 0;
	}
	if (w == NULL) {
		w = watch_new(c->loop, fd, on_ready, c);
		curl_multi_assign(c->multi, fd, w);
	}
	if (what != CURL_POLL_OUT)
		mask |= WATCH_READ;
	if (what != CURL_POLL_IN)
		mask |= WATCH_WRITE;
	watch_set(w, mask);
	return 0;
}

static int on_timeout(CURLM *multi, long in_ms, void *arg)
{
	struct http_client *c = arg;

	(void)multi;
	if (in_ms < 0)
		timer_disarm(c->timer);
	else
		timer_arm(c->timer, in_ms);
	return 0;
}

static void on_timer(void *arg)
{
	struct http_client *c = arg;
	int running;

	curl_multi_socket_action(c->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	reap(c);
}

static void on_ready(void *arg, int fd, unsigned ready)
{
	struct http_client *c = arg;
	int what = 0, running;

	if (ready & WATCH_READ)
		what |= CURL_CSELECT_IN;
	if (ready & WATCH_WRITE)
		what |= CURL_CSELECT_OUT;
	curl_multi_socket_action(c->multi, fd, what, &running);
	reap(c);
}

/* Finished transfers, one at a time: what op_done() starts or cancels may
 * change the list. */
static void reap(struct http_client *c)
{
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(c->multi, &left)) != NULL) {
		struct transfer *t;
		char *private = NULL;

		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &private);
		t = (struct transfer *)(void *)private;
		t->finished(t, m->data.result);
	}
}
