/* event_pub.c - publishing: one listening PUB socket of libnng. */
#include "common/bus/events.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/event_nng.h"
#include "common/bus/event_wire.h"
#include "common/bus/sp_url.h"

#include <nng/protocol/pubsub0/pub.h>
#include <stdlib.h>

struct event_pub {
	nng_socket socket;
};

static int listen_on(nng_socket socket, const struct sp_url *url)
{
	nng_listener listener;
	int rv = nng_socket_set_int(socket, NNG_OPT_SENDBUF, EVENT_QUEUE);

	if (rv == 0)
		rv = nng_listener_create(&listener, socket, url->text);
	if (rv == 0 && url->transport == SP_IPC)
		rv = nng_listener_set_int(
		    listener, NNG_OPT_IPC_PERMISSIONS, 0600);
	if (rv == 0)
		rv = nng_listener_start(listener, 0);
	return rv;
}

int event_pub_open(const char *url, struct event_pub **pub_r, struct err *err)
{
	struct event_pub *pub;
	struct sp_url parsed;
	nng_socket socket;
	sigset_t old;
	int rv;

	if (sp_url_parse(str_of(url), &parsed, err) < 0)
		return err_wrap(err, "publish");
	event_nng_enter(&old);
	rv = nng_pub0_open(&socket);
	if (rv == 0) {
		rv = listen_on(socket, &parsed);
		/* Nobody is connected: closing can't hang. */
		if (rv != 0)
			nng_close(socket);
	}
	event_nng_leave(&old);
	if (rv != 0) {
		(void)event_nng_fail(err, rv, url);
		return err_wrap(err, "publish");
	}
	pub = xcalloc(1, sizeof *pub);
	pub->socket = socket;
	*pub_r = pub;
	return 0;
}

/* The socket is left to the end of the process: in libnng 1.5.2 nng_close()
 * can hang for good while peers come and go. */
void event_pub_close(struct event_pub **pub)
{
	free(*pub);
	*pub = NULL;
}

void event_publish(
    struct event_pub *pub, const char *topic, uint64_t seq, struct str body)
{
	struct str name = str_of(topic);
	nng_msg *m;

	MUST(name.n > 0 && name.n <= EVENT_TOPIC_MAX && seq > 0);
	if (body.n > EVENT_BODY_MAX) {
		log_error("event is too large and dropped",
		    LOG_S("topic", topic), LOG_I("seq", seq),
		    LOG_I("bytes", body.n));
		return;
	}
	if (nng_msg_alloc(&m, event_wire_bytes(name, body)) != 0)
		die("out of memory");
	event_wire_write(nng_msg_body(m), name, seq, body);
	/* PUB takes everything; what a slow reader can't take is dropped. */
	if (nng_sendmsg(pub->socket, m, NNG_FLAG_NONBLOCK) != 0)
		nng_msg_free(m);
}
