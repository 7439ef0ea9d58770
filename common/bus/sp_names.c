/* sp_names.c - names by libevent's resolver, made when first needed.
 *
 * A foreign callback may come before evdns_getaddrinfo() returns or long
 * after a cancel, so each lookup is an object of its own that is freed when
 * both sides have let go of it. */
#include "common/bus/sp_names.h"

#include "common/base/die.h"

#include <event2/dns.h>
#include <event2/util.h>
#include <stdio.h>
#include <stdlib.h>

struct sp_names {
	struct loop *loop;
	struct evdns_base *base; /* NULL until a name is looked up */
};

struct sp_lookup {
	struct loop *loop;
	sp_lookup_fn *fn; /* NULL: cancelled */
	void *arg;
	struct evdns_getaddrinfo_request *request;
	bool answered; /* libevent has called back */
	uint64_t ticket;
	struct sockaddr_storage addr;
	socklen_t addr_bytes; /* 0: not found */
	struct err err;
};

struct sp_names *sp_names_new(struct loop *l)
{
	struct sp_names *n = xcalloc(1, sizeof *n);

	n->loop = l;
	return n;
}

void sp_names_free(struct sp_names **np)
{
	struct sp_names *n = *np;

	if (n == NULL)
		return;
	if (n->base != NULL)
		evdns_base_free(n->base, 1);
	free(n);
	*np = NULL;
}

static void hand_over(void *arg)
{
	struct sp_lookup *q = arg;
	bool found = q->addr_bytes > 0;

	q->ticket = 0;
	q->fn(q->arg, found ? (const struct sockaddr *)&q->addr : NULL,
	    q->addr_bytes, &q->err);
	free(q);
}

static void answered(int rc, struct evutil_addrinfo *found, void *arg)
{
	struct sp_lookup *q = arg;

	q->answered = true;
	if (rc == 0 && found != NULL && found->ai_addrlen <= sizeof q->addr) {
		memcpy(&q->addr, found->ai_addr, found->ai_addrlen);
		q->addr_bytes = found->ai_addrlen;
	} else {
		err_set(&q->err, ERR_UNAVAILABLE, "name lookup: %s",
		    evutil_gai_strerror(rc));
	}
	if (found != NULL)
		evutil_freeaddrinfo(found);
	if (q->fn == NULL)
		free(q);
	else
		q->ticket = loop_defer(q->loop, hand_over, q);
}

/* Without a resolv.conf there is still /etc/hosts. */
static struct evdns_base *base_of(struct sp_names *n)
{
	struct event_base *loop = loop_base(n->loop);

	if (n->base != NULL)
		return n->base;
	n->base = evdns_base_new(loop, EVDNS_BASE_INITIALIZE_NAMESERVERS |
					   EVDNS_BASE_DISABLE_WHEN_INACTIVE);
	if (n->base != NULL)
		return n->base;
	n->base = evdns_base_new(loop, EVDNS_BASE_DISABLE_WHEN_INACTIVE);
	if (n->base != NULL)
		(void)evdns_base_load_hosts(n->base, NULL);
	return n->base;
}

struct sp_lookup *sp_lookup_start(
    struct sp_names *n, const struct sp_url *url, sp_lookup_fn *fn, void *arg)
{
	struct evutil_addrinfo hints = {
	    .ai_family = AF_UNSPEC,
	    .ai_socktype = SOCK_STREAM,
	    .ai_flags = EVUTIL_AI_ADDRCONFIG,
	};
	struct sp_lookup *q = xcalloc(1, sizeof *q);
	struct evdns_base *base = base_of(n);
	char port[8];

	q->loop = n->loop;
	q->fn = fn;
	q->arg = arg;
	snprintf(port, sizeof port, "%u", (unsigned)url->port);
	if (base == NULL) {
		answered(EVUTIL_EAI_FAIL, NULL, q);
		return q;
	}
	q->request =
	    evdns_getaddrinfo(base, url->host, port, &hints, answered, q);
	return q;
}

void sp_lookup_cancel(struct sp_lookup **qp)
{
	struct sp_lookup *q = *qp;

	if (q == NULL)
		return;
	*qp = NULL;
	q->fn = NULL;
	if (q->answered) {
		loop_defer_cancel(q->loop, q->ticket);
		free(q);
		return;
	}
	/* Frees q by answered(), now or in a later turn. */
	evdns_getaddrinfo_cancel(q->request);
}
