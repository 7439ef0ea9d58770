/* topic.c - topics: who reads which log, and what was heard of it. */
#include "services/gateway/streams/part.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "services/gateway/streams/sse.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* What is kept for readers that are about to be ready for it. */
#define TOPIC_EVENTS 1024
#define TOPIC_BYTES ((size_t)65536)

static const struct metric_def defs[] = {STREAM_METRICS(METRICS_DEF)};

struct streams *streams_new(struct gateway *gw)
{
	struct streams *all = xcalloc(1, sizeof *all);

	all->gw = gw;
	all->topics = smap_new();
	all->users = places_new((size_t)gw->opt->streams_per_user);
	list_init(&all->busy);
	for (size_t i = 0; i < STREAM_KINDS; i++)
		list_init(&all->quiet[i]);
	streams_runs_init(all);
	metrics_register(
	    gw->service->metrics, defs, ARRAY_LEN(defs), &all->metrics);
	return all;
}

void streams_free(struct streams **allp)
{
	struct streams *all = *allp;

	if (all == NULL)
		return;
	streams_fan_stop(all);
	MUST(smap_len(all->topics) == 0);
	smap_free(&all->topics);
	places_free(&all->users);
	free(all);
	*allp = NULL;
}

struct stream *streams_next(
    struct streams *all, enum stream_kind kind, const struct stream *s)
{
	struct list *head = &all->quiet[kind];
	struct list *next = s == NULL ? head->next : s->quiet.next;

	return next == head ? NULL : CONTAINER_OF(next, struct stream, quiet);
}

/* ---- topics ---- */

static void topic_name(const struct stream_state *is, char *name, size_t bytes)
{
	switch ((enum stream_kind)is->kind) {
	case STREAM_ANSWER:
		snprintf(name, bytes, "chat.%s", is->log);
		break;
	case STREAM_RUNS:
		snprintf(name, bytes, "runs.%" PRIu64, is->user_id);
		break;
	case STREAM_INCIDENTS:
	case STREAM_KINDS:
		snprintf(name, bytes, "%s", STREAM_INCIDENTS_TOPIC);
		break;
	}
}

static struct stream_topic *topic_get(
    struct streams *all, const struct stream_state *is)
{
	struct stream_topic *t;
	char name[sizeof t->name];

	topic_name(is, name, sizeof name);
	t = smap_get(all->topics, name);
	if (t != NULL)
		return t;
	t = xcalloc(1, sizeof *t);
	memcpy(t->name, name, sizeof name);
	memcpy(t->log, is->log, sizeof t->log);
	list_init(&t->parked);
	list_init(&t->others);
	list_init(&t->events);
	list_init(&t->busy);
	smap_put(all->topics, name, t);
	return t;
}

static void drop_event(struct stream_topic *t)
{
	struct stream_event *e =
	    LIST_FIRST(&t->events, struct stream_event, node);

	list_remove(&e->node);
	t->n_events--;
	t->event_bytes -= e->n;
	free(e);
}

static void drop_events(struct stream_topic *t)
{
	while (!list_empty(&t->events))
		drop_event(t);
}

static void topic_release(struct streams *all, struct stream_topic *t)
{
	if (!list_empty(&t->parked) || !list_empty(&t->others))
		return;
	drop_events(t);
	list_remove(&t->busy);
	(void)smap_take(all->topics, t->name);
	free(t);
}

void stream_topic_prune(struct stream_topic *t)
{
	LIST_EACH (node, &t->others) {
		if (!LIST_ENTRY(node, struct stream, node)->slow)
			return;
	}
	drop_events(t);
}

/* ---- streams ---- */

static void note_open(struct streams *all, enum stream_kind kind)
{
	static const char *const names[STREAM_KINDS] = {
	    "answer", "runs", "incidents"};

	metrics_gauge_set(
	    METRICS_WITH(all->metrics.open, names[kind]), (double)all->n[kind]);
}

struct stream *stream_new(
    struct streams *all, const struct stream_state *is, struct err *err)
{
	struct loop *l = all->gw->service->loop;
	struct stream *s;

	if (!places_take(all->users, is->user_id)) {
		(void)err_set(err, ERR_RATE_LIMITED,
		    "policy \"streams\": %" PRId64
		    " streams of yours are open here; close one",
		    all->gw->opt->streams_per_user);
		return NULL;
	}
	s = xcalloc(1, sizeof *s);
	s->is = *is;
	s->all = all;
	s->wrote_ms = s->progress_ms = loop_now_ms(l);
	s->topic = topic_get(all, is);
	list_append(&s->topic->others, &s->node);
	list_init(&s->quiet);
	all->n[is->kind]++;
	note_open(all, is->kind);
	return s;
}

void stream_free(struct stream **sp)
{
	struct stream *s = *sp;

	if (s == NULL)
		return;
	*sp = NULL;
	list_remove(&s->node);
	list_remove(&s->quiet);
	topic_release(s->all, s->topic);
	places_leave(s->all->users, s->is.user_id);
	s->all->n[s->is.kind]--;
	note_open(s->all, s->is.kind);
	free(s);
}

void stream_sleeps(struct stream *s, struct http_conn *conn)
{
	struct stream_topic *t = s->topic;

	s->conn = conn;
	s->awake = s->slow = false;
	/* Its log may have told it more than was heard. */
	if (streq(s->is.log, t->log))
		t->newest = MAX(t->newest, s->is.sent);
	list_remove(&s->node);
	if (stream_is_behind(s)) /* before the first */
		list_insert_before(t->parked.next, &s->node);
	else
		list_append(&t->parked, &s->node);
	if (stream_is_behind(LIST_FIRST(&t->parked, struct stream, node)) &&
	    !list_linked(&t->busy))
		list_append(&s->all->busy, &t->busy);
	stream_not_quiet(s);
}

void stream_wakes(struct stream *s)
{
	s->awake = true;
	list_remove(&s->node);
	list_append(&s->topic->others, &s->node);
	list_remove(&s->quiet);
}

void stream_not_quiet(struct stream *s)
{
	s->quiet_ms = loop_now_ms(s->all->gw->service->loop);
	list_remove(&s->quiet);
	list_append(&s->all->quiet[s->is.kind], &s->quiet);
}

/* ---- hearing ---- */

static bool is_last(enum stream_kind kind, struct str name)
{
	return kind == STREAM_ANSWER &&
	       (str_eqs(name, "done") || str_eqs(name, "error"));
}

static struct stream_event *event_new(
    const char *log, uint64_t seq, struct str body, enum stream_kind kind)
{
	struct str rest = body, name;
	struct stream_event *e = NULL;
	struct buf b;

	if (!str_split(&rest, '\n', &name))
		return NULL;
	buf_init(&b, STREAM_EVENT_BYTES);
	if (sse_event(&b, log, seq, name, rest) && !buf_failed(&b)) {
		e = xcalloc(1, sizeof *e + b.len);
		e->seq = seq;
		e->n = b.len;
		e->last = is_last(kind, name);
		memcpy(e->text, b.data, b.len);
	}
	buf_deinit(&b);
	return e;
}

/* In the order of numbers; events come in order, but for two publishers. */
static void keep_event(struct stream_topic *t, struct stream_event *e)
{
	struct list *at = &t->events;

	while (at->prev != &t->events &&
	       LIST_ENTRY(at->prev, struct stream_event, node)->seq >= e->seq) {
		at = at->prev;
		if (LIST_ENTRY(at, struct stream_event, node)->seq == e->seq) {
			free(e);
			return;
		}
	}
	list_insert_before(at, &e->node);
	t->n_events++;
	t->event_bytes += e->n;
	while (t->n_events > TOPIC_EVENTS ||
	       (t->event_bytes > TOPIC_BYTES && t->n_events > 1))
		drop_event(t);
}

void streams_heard(struct streams *all, const char *topic, const char *log,
    uint64_t seq, struct str body)
{
	struct stream_topic *t = smap_get(all->topics, topic);
	enum stream_kind kind =
	    str_starts(str_of(topic), "chat.") ? STREAM_ANSWER : STREAM_RUNS;
	struct stream_event *e;

	if (t == NULL)
		return;
	if (!streq(t->log, log)) { /* Redis lost the log before: a new one */
		str_copy(t->log, sizeof t->log, str_of(log));
		t->newest = 0;
		drop_events(t);
	}
	e = event_new(log, seq, body, kind);
	if (e == NULL) {
		log_warn("an event cannot be passed on", LOG_S("topic", topic),
		    LOG_I("seq", seq), LOG_I("bytes", body.n));
		return;
	}
	t->newest = MAX(t->newest, seq);
	keep_event(t, e);
	if (!list_linked(&t->busy))
		list_append(&all->busy, &t->busy);
}
