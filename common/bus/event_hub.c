/* event_hub.c - one connection to each publisher, and who hears which topic.
 *
 * As with nng's SUB, a publisher sends everything and the reader chooses. */
#include "common/bus/event_private.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/event_wire.h"

#include <stdlib.h>

static void pub_quiet(struct sp_dial *d);
static int pub_frame(struct sp_dial *d, struct str body, struct err *err);
static void pub_down(struct sp_dial *d, const struct err *err);

static const struct sp_dial_events dial_events = {
    .up = pub_quiet,
    .frame = pub_frame,
    .drained = pub_quiet,
    .down = pub_down,
};

/* ---- topics ---- */

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
	return t;
}

void event_topic_release(struct event_topic *t)
{
	if (!list_empty(&t->subs))
		return;
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
	free(m);
}

/* The first one who wants it makes the copy that all of them share. */
static void give(const struct event_topic *t, struct event_msg **m,
    struct str topic, uint64_t seq, struct str body)
{
	LIST_EACH (node, &t->subs) {
		if (*m == NULL) {
			*m = xcalloc(1, sizeof **m + topic.n + body.n);
			(*m)->refs = 1;
			(*m)->seq = seq;
			memcpy((*m)->bytes, topic.p, topic.n);
			memcpy((*m)->bytes + topic.n, body.p, body.n);
			(*m)->topic = (struct str){(*m)->bytes, topic.n};
			(*m)->body =
			    (struct str){(*m)->bytes + topic.n, body.n};
		}
		event_sub_push(LIST_ENTRY(node, struct event_sub, node), *m);
	}
}

static int pub_frame(struct sp_dial *d, struct str in, struct err *err)
{
	struct event_hub *hub = CONTAINER_OF(d, struct event_source, dial)->hub;
	struct event_msg *m = NULL;
	const struct event_topic *t;
	struct str topic, body;
	uint64_t seq;

	(void)err;
	if (event_wire_read(in, &topic, &seq, &body) < 0) {
		log_warn("a publisher sent nonsense", LOG_S("url", d->url.text),
		    LOG_I("bytes", in.n));
		return 0;
	}
	t = smap_getn(hub->topics, topic.p, topic.n);
	if (t != NULL)
		give(t, &m, topic, seq, body);
	LIST_EACH (node, &hub->prefixes) {
		t = LIST_ENTRY(node, struct event_topic, node);
		if (str_starts(topic, t->name))
			give(t, &m, topic, seq, body);
	}
	event_msg_unref(m);
	return 0;
}

/* What was missed meanwhile shows as a gap, or in the log. */
static void pub_quiet(struct sp_dial *d)
{
	(void)d;
}

static void pub_down(struct sp_dial *d, const struct err *err)
{
	(void)d;
	(void)err;
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

static void add_source(struct event_hub *hub, const struct sp_url *url)
{
	struct event_source *s = xcalloc(1, sizeof *s);

	s->hub = hub;
	list_append(&hub->sources, &s->node);
	sp_dial_open(&s->dial, hub->loop, hub->names, url, SP_SUB,
	    EVENT_WIRE_MAX, &dial_events);
}

static int add_sources(struct event_hub *hub, const char *urls, struct err *err)
{
	struct str rest = str_of(urls), part;
	struct sp_url url;

	while (str_split(&rest, ',', &part)) {
		part = str_trim(part);
		if (part.n == 0)
			continue;
		if (sp_url_parse(part, &url, err) < 0)
			return err_wrap(err, "subscribe");
		add_source(hub, &url);
	}
	return 0;
}

int event_hub_open(
    struct loop *l, const char *urls, struct event_hub **hub_r, struct err *err)
{
	struct event_hub *hub = xcalloc(1, sizeof *hub);

	hub->loop = l;
	hub->names = sp_names_new(l);
	hub->topics = smap_new();
	list_init(&hub->sources);
	list_init(&hub->prefixes);
	list_init(&hub->ready);
	if (add_sources(hub, urls, err) < 0) {
		event_hub_close(&hub);
		return -1;
	}
	*hub_r = hub;
	return 0;
}

void event_hub_close(struct event_hub **hubp)
{
	struct event_hub *hub = *hubp;

	if (hub == NULL)
		return;
	MUST(hub->n_topics == 0);
	if (hub->ticket != 0)
		loop_defer_cancel(hub->loop, hub->ticket);
	LIST_EACH (node, &hub->sources) {
		struct event_source *s =
		    LIST_ENTRY(node, struct event_source, node);

		sp_dial_close(&s->dial);
		free(s);
	}
	sp_names_free(&hub->names);
	smap_free(&hub->topics);
	free(hub);
	*hubp = NULL;
}
