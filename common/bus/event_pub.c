/* event_pub.c - publishing: every subscriber gets every event, as nng's PUB
 * does it; who is slow loses some. */
#include "common/bus/events.h"

#include "common/base/die.h"
#include "common/base/list.h"
#include "common/base/log.h"
#include "common/bus/event_wire.h"
#include "common/bus/sp_conn.h"
#include "common/bus/sp_listen.h"

#include <stdlib.h>
#include <unistd.h>

#define ACCEPT_PER_TURN 64
#define MAX_SUBSCRIBERS 1024
#define SWEEP_MS 1000
#define HELLO_MS 3000

struct event_pub {
	struct loop *loop;
	struct sp_listener listener;
	struct timer *sweep;
	struct list subscribers;
	size_t n;
};

struct subscriber {
	struct sp_conn stream;
	struct event_pub *pub;
	struct list node; /* in pub.subscribers */
	int64_t opened_ms;
	bool slow; /* and loses events; said once */
};

static void on_accept(void *arg, int fd, unsigned ready);
static void on_sweep(void *arg);
static void sub_up(struct sp_conn *stream);
static int sub_frame(struct sp_conn *stream, struct str body, struct err *err);
static void sub_drained(struct sp_conn *stream);
static void sub_lost(struct sp_conn *stream, const struct err *err);

static const struct sp_conn_events stream_events = {
    .up = sub_up,
    .frame = sub_frame,
    .drained = sub_drained,
    .lost = sub_lost,
};

int event_pub_open(
    struct loop *l, const char *url, struct event_pub **pub_r, struct err *err)
{
	struct event_pub *pub = xcalloc(1, sizeof *pub);

	if (sp_listener_open(&pub->listener, l, url, -1, on_accept, pub, err) <
	    0) {
		free(pub);
		return err_wrap(err, "publish");
	}
	pub->loop = l;
	list_init(&pub->subscribers);
	pub->sweep = timer_new(l, on_sweep, pub);
	timer_every(pub->sweep, SWEEP_MS);
	*pub_r = pub;
	return 0;
}

static void forget(struct subscriber *s)
{
	sp_conn_close(&s->stream);
	list_remove(&s->node);
	s->pub->n--;
	free(s);
}

void event_pub_close(struct event_pub **pubp)
{
	struct event_pub *pub = *pubp;

	if (pub == NULL)
		return;
	sp_listener_close(&pub->listener);
	LIST_EACH (node, &pub->subscribers)
		forget(LIST_ENTRY(node, struct subscriber, node));
	timer_free(&pub->sweep);
	free(pub);
	*pubp = NULL;
}

/* ---- subscribers ---- */

static void on_accept(void *arg, int listener, unsigned ready)
{
	struct event_pub *pub = arg;

	(void)listener;
	(void)ready;
	for (int i = 0; i < ACCEPT_PER_TURN; i++) {
		int fd = sp_listener_accept(&pub->listener);
		struct subscriber *s;

		if (fd < 0)
			return;
		if (pub->n >= MAX_SUBSCRIBERS) {
			log_warn("too many subscribers",
			    LOG_S("url", pub->listener.url.text));
			close(fd);
			continue;
		}
		s = xcalloc(1, sizeof *s);
		s->pub = pub;
		s->opened_ms = loop_now_ms(pub->loop);
		list_append(&pub->subscribers, &s->node);
		pub->n++;
		sp_conn_open(&s->stream, pub->loop, fd,
		    pub->listener.url.transport, SP_PUB, EVENT_WIRE_MAX,
		    &stream_events);
	}
}

/* Who connects and says nothing does not stay. */
static void on_sweep(void *arg)
{
	struct event_pub *pub = arg;
	int64_t oldest = loop_now_ms(pub->loop) - HELLO_MS;

	sp_listener_again(&pub->listener);
	LIST_EACH (node, &pub->subscribers) {
		struct subscriber *s =
		    LIST_ENTRY(node, struct subscriber, node);

		if (s->stream.state == SP_CONN_HELLO && s->opened_ms < oldest)
			forget(s);
	}
}

static void sub_up(struct sp_conn *stream)
{
	(void)stream;
}

static int sub_frame(struct sp_conn *stream, struct str body, struct err *err)
{
	(void)stream;
	return err_set(err, ERR_BAD_PEER,
	    "a subscriber has nothing to say, but sent %zu bytes", body.n);
}

static void sub_drained(struct sp_conn *stream)
{
	CONTAINER_OF(stream, struct subscriber, stream)->slow = false;
}

static void sub_lost(struct sp_conn *stream, const struct err *err)
{
	struct subscriber *s = CONTAINER_OF(stream, struct subscriber, stream);

	if (err->code == ERR_BAD_PEER)
		log_warn("a subscriber sent nonsense",
		    LOG_S("url", s->pub->listener.url.text),
		    LOG_S("error", err->text));
	forget(s);
}

/* ---- events ---- */

static void lose_for(struct subscriber *s)
{
	if (!s->slow)
		log_warn("a subscriber is slow and loses events",
		    LOG_S("url", s->pub->listener.url.text));
	s->slow = true;
}

static void send_to(
    struct subscriber *s, struct str topic, uint64_t seq, struct str body)
{
	size_t bytes = event_wire_bytes(topic, body);
	struct err err = {0};
	struct buf *out;
	char *room;

	if (s->stream.state != SP_CONN_UP)
		return;
	if (sp_conn_unsent(&s->stream) > SP_OUT_HIGH) {
		lose_for(s);
		return;
	}
	out = sp_conn_begin(&s->stream);
	room = buf_room(out, bytes);
	if (room != NULL) {
		event_wire_write(room, topic, seq, body);
		buf_wrote(out, bytes);
	}
	if (sp_conn_end(&s->stream, &err) < 0)
		lose_for(s);
}

void event_publish(
    struct event_pub *pub, const char *topic, uint64_t seq, struct str body)
{
	struct str name = str_of(topic);

	MUST(name.n > 0 && name.n <= EVENT_TOPIC_MAX && seq > 0);
	if (body.n > EVENT_BODY_MAX) {
		log_error("event is too large and dropped",
		    LOG_S("topic", topic), LOG_I("seq", seq),
		    LOG_I("bytes", body.n));
		return;
	}
	LIST_EACH (node, &pub->subscribers)
		send_to(
		    LIST_ENTRY(node, struct subscriber, node), name, seq, body);
}
