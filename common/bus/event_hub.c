/* event_hub.c - one SUB socket of libnng, and who hears which topic. */
#include "common/bus/event_private.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/event_wire.h"
#include "common/bus/sp_url.h"

#include <nng/protocol/pubsub0/sub.h>
#include <stdlib.h>

#define DRAIN_PER_TURN 512
/* libnng walks its subscriptions for each message under a lock. */
#define MAX_NNG_TOPICS 32
#define RECONNECT_MIN_MS 10
#define RECONNECT_MAX_MS 200

static void on_readable(void *arg, int fd, unsigned ready);

/* ---- topics ---- */

/* An exact topic is subscribed with its NUL, which makes it exact. */
static void nng_filter(const struct event_topic *t, const char *option)
{
	size_t n = strlen(t->name) + (t->is_prefix ? 0 : 1);

	MUST(nng_socket_set(t->hub->socket, option, t->name, n) == 0);
}

struct event_topic *event_topic_get(struct event_hub *hub, const char *name)
{
	size_t n = strlen(name);
	bool is_prefix = n > 0 && name[n - 1] == '*';
	struct event_topic *t;

	MUST(n > 0 && n <= EVENT_TOPIC_MAX + (is_prefix ? 1 : 0));
	if (!is_prefix && (t = smap_get(hub->topics, name)) != NULL)
		return t;
	t = xcalloc(1, sizeof *t);
	t->hub = hub;
	t->is_prefix = is_prefix;
	memcpy(t->name, name, is_prefix ? n - 1 : n);
	list_init(&t->subs);
	if (is_prefix)
		list_append(&hub->prefixes, &t->node);
	else
		smap_put(hub->topics, name, t);
	hub->n_topics++;
	if (!hub->takes_all && hub->n_topics > MAX_NNG_TOPICS) {
		hub->takes_all = true;
		MUST(nng_socket_set(
			 hub->socket, NNG_OPT_SUB_SUBSCRIBE, "", 0) == 0);
	} else if (!hub->takes_all) {
		nng_filter(t, NNG_OPT_SUB_SUBSCRIBE);
	}
	return t;
}

/* Two prefix readers of one name have a topic each, and libnng one
 * subscription for both: it goes with the last. */
static bool is_shared(const struct event_topic *t)
{
	if (!t->is_prefix)
		return false;
	LIST_EACH (node, &t->hub->prefixes) {
		const struct event_topic *other =
		    LIST_ENTRY(node, struct event_topic, node);

		if (other != t && streq(other->name, t->name))
			return true;
	}
	return false;
}

void event_topic_release(struct event_topic *t)
{
	if (!list_empty(&t->subs))
		return;
	if (!t->hub->takes_all && !is_shared(t))
		nng_filter(t, NNG_OPT_SUB_UNSUBSCRIBE);
	if (t->is_prefix)
		list_remove(&t->node);
	else
		(void)smap_take(t->hub->topics, t->name);
	t->hub->n_topics--;
	free(t);
}

/* ---- messages ---- */

void event_msg_unref(struct event_msg *m)
{
	if (m == NULL || --m->refs > 0)
		return;
	nng_msg_free(m->nng);
	free(m);
}

static void give(const struct event_topic *t, struct event_msg *m)
{
	LIST_EACH (node, &t->subs)
		event_sub_push(LIST_ENTRY(node, struct event_sub, node), m);
}

static void dispatch(struct event_hub *hub, nng_msg *nng)
{
	struct event_msg *m = xcalloc(1, sizeof *m);
	struct str in = {nng_msg_body(nng), nng_msg_len(nng)};
	const struct event_topic *t;

	m->refs = 1;
	m->nng = nng;
	if (event_wire_read(in, &m->topic, &m->seq, &m->body) < 0) {
		log_warn("a publisher sent nonsense", LOG_I("bytes", in.n));
		event_msg_unref(m);
		return;
	}
	t = smap_getn(hub->topics, m->topic.p, m->topic.n);
	if (t != NULL)
		give(t, m);
	LIST_EACH (node, &hub->prefixes) {
		t = LIST_ENTRY(node, struct event_topic, node);
		if (str_starts(m->topic, t->name))
			give(t, m);
	}
	event_msg_unref(m);
}

static void on_readable(void *arg, int fd, unsigned ready)
{
	struct event_hub *hub = arg;
	nng_msg *m;

	(void)fd;
	(void)ready;
	/* The descriptor stays readable while more is there. */
	for (int i = 0; i < DRAIN_PER_TURN; i++) {
		if (nng_recvmsg(hub->socket, &m, NNG_FLAG_NONBLOCK) != 0)
			return;
		dispatch(hub, m);
	}
}

/* ---- handing over ---- */

/* Tasks run in here: they may open, read and close any reader. */
static void hand_over(void *arg)
{
	struct event_hub *hub = arg;
	struct list now;

	hub->ticket = 0;
	/* Only those of this moment: who reads again waits for the next turn,
	 * so a flood of events can't keep the loop. */
	list_init(&now);
	while (!list_empty(&hub->ready)) {
		struct list *node = hub->ready.next;

		list_remove(node);
		list_append(&now, node);
	}
	while (!list_empty(&now)) {
		struct event_sub *sub =
		    LIST_FIRST(&now, struct event_sub, ready);

		list_remove(&sub->ready);
		event_sub_deliver(sub);
	}
}

void event_hub_ready(struct event_hub *hub, struct event_sub *sub)
{
	if (list_linked(&sub->ready))
		return;
	list_append(&hub->ready, &sub->ready);
	if (hub->ticket == 0)
		hub->ticket = loop_defer(hub->loop, hand_over, hub);
}

/* ---- opening ---- */

static int check_urls(const char *urls, struct err *err)
{
	struct str rest = str_of(urls), part;
	struct sp_url url;

	while (str_split(&rest, ',', &part)) {
		if (str_trim(part).n > 0 &&
		    sp_url_parse(str_trim(part), &url, err) < 0)
			return err_wrap(err, "subscribe");
	}
	return 0;
}

static int tune(nng_socket s)
{
	int rv = nng_socket_set_int(s, NNG_OPT_RECVBUF, EVENT_QUEUE);

	if (rv == 0)
		rv = nng_socket_set_ms(s, NNG_OPT_RECONNMINT, RECONNECT_MIN_MS);
	if (rv == 0)
		rv = nng_socket_set_ms(s, NNG_OPT_RECONNMAXT, RECONNECT_MAX_MS);
	if (rv == 0)
		rv = nng_socket_set_size(s, NNG_OPT_RECVMAXSZ, EVENT_WIRE_MAX);
	return rv;
}

static int dial_all(nng_socket s, const char *urls)
{
	struct str rest = str_of(urls), part;
	int rv = 0;

	while (rv == 0 && str_split(&rest, ',', &part)) {
		char text[SP_URL_MAX];

		part = str_trim(part);
		if (part.n == 0)
			continue;
		str_copy(text, sizeof text, part);
		rv = nng_dial(s, text, NULL, NNG_FLAG_NONBLOCK);
	}
	return rv;
}

int event_hub_open(
    struct loop *l, const char *urls, struct event_hub **hub_r, struct err *err)
{
	struct event_hub *hub;
	nng_socket socket;
	sigset_t old;
	int rv, fd = -1;

	if (check_urls(urls, err) < 0)
		return -1;
	event_nng_enter(&old);
	rv = nng_sub0_open(&socket);
	if (rv == 0)
		rv = tune(socket);
	if (rv == 0)
		rv = dial_all(socket, urls);
	if (rv == 0)
		rv = nng_socket_get_int(socket, NNG_OPT_RECVFD, &fd);
	event_nng_leave(&old);
	if (rv != 0) {
		(void)event_nng_fail(err, rv, urls);
		return err_wrap(err, "subscribe");
	}
	hub = xcalloc(1, sizeof *hub);
	hub->loop = l;
	hub->socket = socket;
	hub->topics = smap_new();
	list_init(&hub->prefixes);
	list_init(&hub->ready);
	hub->watch = watch_new(l, fd, on_readable, hub);
	watch_set(hub->watch, WATCH_READ);
	*hub_r = hub;
	return 0;
}

/* Every reader is closed. The socket is left to the end of the process: in
 * libnng 1.5.2 nng_close() can hang for good. */
void event_hub_close(struct event_hub **hubp)
{
	struct event_hub *hub = *hubp;

	if (hub == NULL)
		return;
	MUST(hub->n_topics == 0);
	if (hub->ticket != 0)
		loop_defer_cancel(hub->loop, hub->ticket);
	watch_free(&hub->watch);
	smap_free(&hub->topics);
	free(hub);
	*hubp = NULL;
}
