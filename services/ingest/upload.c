/* upload.c - see upload.h. */
#include "services/ingest/upload.h"

#include "common/base/buf.h"
#include "common/base/die.h"
#include "common/base/map.h"
#include "common/mail/mbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct upload_state {
	struct upload up;
	char *name; /* in the map */
	bool is_mbox, ended, too_long;
	bool busy; /* a chunk is being worked on */
	struct mbox_reader *mbox;
	struct buf message; /* of an upload that is one message */
	uint64_t message_bytes;
	uint64_t expected;               /* offset of the next chunk */
	struct upload_chunk now, before; /* import_id is not kept */
	bool has_before;
	uint64_t consumed; /* bytes of messages that were handed out */
	uint64_t held;     /* in memory, when it was last given back */
	int64_t used_ms;
};

struct uploads {
	struct upload_limits limits;
	struct smap *of;
	uint64_t held; /* in memory, of all */
};

struct uploads *uploads_new(const struct upload_limits *limits)
{
	struct uploads *u = xcalloc(1, sizeof *u);

	u->limits = *limits;
	u->of = smap_new();
	return u;
}

static void forget(struct uploads *u, struct upload_state *s)
{
	struct upload_report *report = &s->up.report;

	MUST(smap_take(u->of, s->name) == s);
	u->held -= s->held;
	for (size_t i = 0; i < report->rejects_n; i++)
		free(report->rejects[i].reason);
	for (size_t i = 0; i < s->up.owner_n; i++)
		free(s->up.owner[i]);
	free(s->up.owner);
	mbox_reader_free(&s->mbox);
	buf_deinit(&s->message);
	free(s->name);
	free(s);
}

void uploads_free(struct uploads **up)
{
	struct uploads *u = *up;
	const char *name;
	void *s;

	if (u == NULL)
		return;
	for (size_t pos = 0; smap_each(u->of, &pos, &name, &s);)
		forget(u, s);
	smap_free(&u->of);
	free(u);
	*up = NULL;
}

size_t uploads_len(const struct uploads *u)
{
	return smap_len(u->of);
}

void uploads_expire(struct uploads *u, int64_t now_ms)
{
	const char *name;
	void *p;

	for (size_t pos = 0; smap_each(u->of, &pos, &name, &p);) {
		struct upload_state *s = p;

		if (!s->busy && now_ms - s->used_ms > u->limits.idle_ms)
			forget(u, s);
	}
}

/* ---- taking ---- */

static struct upload_state *begin(
    struct uploads *u, char *name, const struct upload_chunk *c)
{
	struct upload_state *s = xcalloc(1, sizeof *s);

	s->name = xstrdup(name);
	s->is_mbox = c->is_mbox;
	if (c->is_mbox)
		s->mbox = mbox_reader_new(u->limits.message_bytes, 0);
	buf_init(&s->message, u->limits.message_bytes);
	s->up.state = s;
	smap_put(u->of, name, s);
	return s;
}

static bool is_same(const struct upload_chunk *a, const struct upload_chunk *b)
{
	return a->offset == b->offset && a->bytes == b->bytes &&
	       a->last == b->last && a->is_mbox == b->is_mbox;
}

/* Room for one more, if need be by forgetting who has been silent. */
static int make_room(struct uploads *u, int64_t now_ms, struct err *err)
{
	if (smap_len(u->of) >= u->limits.count ||
	    u->held >= u->limits.held_bytes)
		uploads_expire(u, now_ms);
	if (smap_len(u->of) >= u->limits.count)
		return err_set(err, ERR_OVERLOADED,
		    "%zu uploads are in progress; try again later",
		    smap_len(u->of));
	if (u->held >= u->limits.held_bytes)
		return err_set(err, ERR_OVERLOADED,
		    "the uploads in progress fill the memory set aside for "
		    "them; try again later");
	return 0;
}

static int check(
    const struct upload_state *s, const struct upload_chunk *c, struct err *err)
{
	if (s == NULL && c->offset != 0)
		return err_set(err, ERR_CONFLICT,
		    "upload interrupted: send it again from the start");
	if (s != NULL && s->busy)
		return err_set(err, ERR_CONFLICT,
		    "another part of this import is being stored; wait for "
		    "its answer");
	if (s == NULL || c->offset == 0 ||
	    (s->has_before && is_same(&s->before, c)))
		return 0;
	if (c->offset != s->expected || c->is_mbox != s->is_mbox || s->ended)
		return err_set(err, ERR_CONFLICT,
		    "upload interrupted: send it again from the start");
	return 0;
}

int uploads_take(struct uploads *u, const struct upload_chunk *c,
    int64_t now_ms, struct upload **up_r, bool *repeat_r, struct err *err)
{
	char name[128];
	struct upload_state *s;

	snprintf(name, sizeof name, "%" PRIu64 "/%s", c->user_id, c->import_id);
	s = smap_get(u->of, name);
	if (check(s, c, err) < 0)
		return -1;
	*repeat_r = s != NULL && c->offset != 0 && s->has_before &&
		    is_same(&s->before, c);
	if (s != NULL && c->offset == 0) {
		forget(u, s);
		s = NULL;
	}
	if (s == NULL) {
		if (make_room(u, now_ms, err) < 0)
			return -1;
		s = begin(u, name, c);
	}
	s->busy = true;
	s->now = *c;
	*up_r = &s->up;
	return 0;
}

void uploads_give(
    struct uploads *u, struct upload **up, bool done, int64_t now_ms)
{
	struct upload_state *s = (*up)->state;

	*up = NULL;
	/* The end of a short upload is not worth remembering: its repeat
	 * begins at 0. */
	if (!done || (s->now.last && s->now.offset == 0)) {
		forget(u, s);
		return;
	}
	s->busy = false;
	s->used_ms = now_ms;
	s->before = s->now;
	s->has_before = true;
	u->held -= s->held;
	s->held = MIN(s->expected - s->consumed, u->limits.message_bytes);
	u->held += s->held;
}

/* ---- messages ---- */

void upload_feed(struct upload *up, struct str bytes)
{
	struct upload_state *s = up->state;

	s->expected += bytes.n;
	s->ended = s->now.last;
	if (s->is_mbox) {
		mbox_reader_feed(s->mbox, bytes);
		if (s->ended)
			mbox_reader_end(s->mbox);
		return;
	}
	s->message_bytes += bytes.n;
	if (s->too_long)
		return;
	buf_add(&s->message, bytes.p, bytes.n);
	if (buf_failed(&s->message)) {
		s->too_long = true;
		buf_deinit(&s->message);
	}
}

static int next_message(struct upload_state *s, struct upload_item *item_r)
{
	if (!s->ended || s->message_bytes == 0)
		return 0;
	*item_r = (struct upload_item){
	    .bytes = s->message_bytes,
	    .too_long = s->too_long,
	};
	if (!item_r->too_long)
		item_r->raw =
		    (struct str){buf_str(&s->message), s->message.len};
	s->message_bytes = 0;
	return 1;
}

int upload_next(struct upload *up, struct upload_item *item_r, struct err *err)
{
	struct upload_state *s = up->state;
	struct mbox_item item;
	int got;

	if (!s->is_mbox)
		return next_message(s, item_r);
	got = mbox_reader_next(s->mbox, &item, err);
	if (got != 1)
		return got;
	s->consumed = item.next;
	*item_r = (struct upload_item){
	    .raw = item.raw,
	    .envelope = item.envelope,
	    .offset = item.offset,
	    .bytes = item.bytes,
	    .too_long = item.too_long,
	};
	return 1;
}

/* ---- the report ---- */

void upload_set_owner(struct upload *up, const char *const *addrs, size_t n)
{
	up->owner = xcalloc(n + 1, sizeof *up->owner);
	for (size_t i = 0; i < n; i++)
		up->owner[i] = xstrdup(addrs[i]);
	up->owner_n = n;
}

void upload_add_reject(struct upload *up, uint64_t offset, const char *reason,
    bool kept, uint64_t email_id)
{
	struct upload_report *r = &up->report;

	r->rejected++;
	if (r->rejects_n == UPLOAD_REJECTS_MAX)
		return;
	r->rejects[r->rejects_n++] = (struct upload_reject){
	    .offset = offset,
	    .email_id = email_id,
	    .reason = xstrdup(reason),
	    .kept = kept,
	};
}

void upload_add_imported(struct upload *up, uint64_t email_id)
{
	struct upload_report *r = &up->report;

	r->imported++;
	if (r->ids_n < UPLOAD_IDS_MAX)
		r->ids[r->ids_n++] = email_id;
}
