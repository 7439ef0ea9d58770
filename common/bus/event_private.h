/* event_private.h - what hub and readers share.
 *
 * One message is held once and counted; readers hold rings of pointers. The
 * hub hands over in a deferred call, so that no task runs while the hub walks
 * its lists. */
#ifndef BUS_EVENT_PRIVATE_H
#define BUS_EVENT_PRIVATE_H

#include "common/base/list.h"
#include "common/base/map.h"
#include "common/bus/events.h"
#include "common/bus/sp_dial.h"

struct event_msg {
	unsigned refs;
	struct str topic, body; /* in bytes */
	uint64_t seq;
	char bytes[];
};
void event_msg_unref(struct event_msg *m); /* or NULL */

/* Readers of one exact topic or of one prefix. */
struct event_topic {
	struct event_hub *hub;
	char name[84];
	bool is_prefix;
	struct list node; /* in hub.prefixes, for prefixes */
	struct list subs;
};

/* One publisher. */
struct event_source {
	struct sp_dial dial;
	struct event_hub *hub;
	struct list node; /* in hub.sources */
};

struct event_hub {
	struct loop *loop;
	struct sp_names *names;
	struct list sources;
	struct smap *topics;  /* exact ones: name -> struct event_topic * */
	struct list prefixes; /* struct event_topic */
	size_t n_topics;
	struct list ready; /* subs that wait and have something */
	uint64_t ticket;
};

struct event_sub {
	struct event_topic *topic;
	struct list node;  /* in topic.subs */
	struct list ready; /* in hub.ready */
	/* The ring: n events from position first on. */
	struct event_msg **ring;
	size_t places, first, n, max;
	struct event_msg *current; /* given out last */
	/* The waiting reader, if any. */
	struct op op;
	struct event *ev_r;
	bool waiting;
	struct timer *timer;
};

/* event_hub.c */
struct event_topic *event_topic_get(struct event_hub *hub, const char *name);
void event_topic_release(struct event_topic *t); /* when it has no subs */
void event_hub_ready(struct event_hub *hub, struct event_sub *sub);
/* event_sub.c */
void event_sub_push(struct event_sub *sub, struct event_msg *m);
void event_sub_deliver(struct event_sub *sub);

#endif
