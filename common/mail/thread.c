/* thread.c - which messages are one conversation. */
#include "common/mail/thread.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "common/mail/message.h"
#include <stdlib.h>

#define DAY_MS INT64_C(86400000)
#define CLIMB_MAX 1000 /* ancestors looked at: no real thread is deeper */

/* A message, or an id that is only referred to. */
struct node {
	struct node *parent;
	struct node *root; /* known when the tree is complete */
	size_t item;       /* MAIL_THREAD_NONE: not here */
	bool has_child;
	size_t first; /* of a root: earliest item */
	int64_t last_ms;
};

struct forest {
	const struct mail_thread_item *items;
	size_t n;
	struct smap *by_id;
	struct node **nodes; /* all, for freeing */
	size_t nodes_n, nodes_alloc;
	struct node **of_item;
};

static struct node *node_new(struct forest *f)
{
	struct node *nd = xcalloc(1, sizeof *nd);

	if (f->nodes_n == f->nodes_alloc) {
		f->nodes_alloc = f->nodes_alloc == 0 ? 64 : 2 * f->nodes_alloc;
		f->nodes =
		    xrealloc(f->nodes, f->nodes_alloc * sizeof(struct node *));
	}
	f->nodes[f->nodes_n++] = nd;
	nd->item = MAIL_THREAD_NONE;
	nd->first = MAIL_THREAD_NONE;
	return nd;
}

static struct node *node_of(struct forest *f, const char *id)
{
	struct node *nd = smap_get(f->by_id, id);

	if (nd == NULL) {
		nd = node_new(f);
		smap_put(f->by_id, id, nd);
	}
	return nd;
}

/* Each node is climbed from once: a chain of n costs n, not n squared. */
static struct node *root_of(struct node *nd)
{
	struct node *root = nd;

	while (root->root == NULL && root->parent != NULL)
		root = root->parent;
	root = root->root == NULL ? root : root->root;
	while (nd != root && nd->root == NULL) {
		struct node *up = nd->parent;
		nd->root = root;
		nd = up;
	}
	return root;
}

/* The thread a root has been joined to. */
static struct node *joined(struct node *root)
{
	while (root->parent != NULL)
		root = root->parent;
	return root;
}

/* Only what has children can be its new parent's ancestor. */
static bool may_link(const struct node *child, const struct node *parent)
{
	if (child == parent)
		return false;
	if (!child->has_child)
		return true;
	size_t climbed = 0;
	for (const struct node *up = parent; up != NULL; up = up->parent)
		if (up == child || ++climbed > CLIMB_MAX)
			return false;
	return true;
}

static void link_to(struct node *child, struct node *parent)
{
	if (!may_link(child, parent))
		return;
	child->parent = parent;
	parent->has_child = true;
}

/* JWZ step 1: A. the message's own node, B. the chain of its references,
 * C. its parent is the last of them. */
static void item_add(struct forest *f, size_t i)
{
	const struct mail_thread_item *it = &f->items[i];
	struct node *own = NULL, *prev = NULL;

	if (*it->message_id != '\0')
		own = node_of(f, it->message_id);
	if (own == NULL || own->item != MAIL_THREAD_NONE) {
		struct node *twin = own;
		own = node_new(f); /* no id, or the same message twice */
		own->parent = twin;
		if (twin != NULL)
			twin->has_child = true;
	}
	own->item = i;
	f->of_item[i] = own;
	for (size_t k = 0; k < it->references_n; k++) {
		struct node *ref = node_of(f, it->references[k]);
		if (prev != NULL && ref->parent == NULL)
			link_to(ref, prev);
		prev = ref;
	}
	if (prev == NULL && *it->in_reply_to != '\0')
		prev = node_of(f, it->in_reply_to);
	/* What the message says of itself beats what others said. */
	if (prev != NULL && prev != own && may_link(own, prev)) {
		own->parent = NULL;
		link_to(own, prev);
	}
}

static bool earlier(const struct forest *f, size_t a, size_t b)
{
	if (b == MAIL_THREAD_NONE)
		return true;
	return f->items[a].date_ms < f->items[b].date_ms ||
	       (f->items[a].date_ms == f->items[b].date_ms && a < b);
}

static void roots_measure(struct forest *f, struct node **roots)
{
	for (size_t i = 0; i < f->n; i++) {
		struct node *r = roots[i] = root_of(f->of_item[i]);
		if (earlier(f, i, r->first))
			r->first = i;
		r->last_ms = MAX(r->last_ms, f->items[i].date_ms);
	}
}

struct by_date {
	int64_t date_ms;
	size_t item;
};

static int date_cmp(const void *a, const void *b)
{
	const struct by_date *x = a, *y = b;

	if (x->date_ms != y->date_ms)
		return x->date_ms < y->date_ms ? -1 : 1;
	return x->item < y->item ? -1 : 1;
}

/* JWZ step 5, in order of time: a reply that names no message joins the last
 * thread of its subject. */
static void join_subjects(struct forest *f, struct node **roots)
{
	struct by_date *order = xcalloc(f->n, sizeof *order);
	struct smap *last = smap_new(); /* subject to root */

	for (size_t i = 0; i < f->n; i++)
		order[i] = (struct by_date){f->items[i].date_ms, i};
	qsort(order, f->n, sizeof *order, date_cmp);
	for (size_t k = 0; k < f->n; k++) {
		size_t i = order[k].item;
		const struct mail_thread_item *it = &f->items[i];
		struct node *root = joined(roots[i]), *other;
		bool orphan = it->is_reply && it->references_n == 0 &&
			      *it->in_reply_to == '\0';
		if (*it->subject_base == '\0')
			continue;
		other = smap_get(last, it->subject_base);
		other = other == NULL ? NULL : joined(other);
		if (orphan && other != NULL && other != root &&
		    it->date_ms - other->last_ms <=
			MAIL_THREAD_SUBJECT_DAYS * DAY_MS &&
		    root->first == i) {
			root->parent = other;
			other->has_child = true;
			root = other;
		}
		root->last_ms = it->date_ms;
		smap_put(last, it->subject_base, root);
	}
	smap_free(&last);
	free(order);
}

static size_t nearest(const struct node *nd)
{
	for (size_t i = 0; i < CLIMB_MAX && (nd = nd->parent) != NULL; i++)
		if (nd->item != MAIL_THREAD_NONE)
			return nd->item;
	return MAIL_THREAD_NONE;
}

void mail_threads(const struct mail_thread_item *items, size_t n,
    struct mail_thread_place *out)
{
	struct forest f = {.items = items, .n = n, .by_id = smap_new()};
	struct node **roots = xcalloc(n, sizeof *roots);

	f.of_item = xcalloc(n, sizeof *f.of_item);
	for (size_t i = 0; i < n; i++)
		item_add(&f, i);
	roots_measure(&f, roots);
	join_subjects(&f, roots);
	for (size_t i = 0; i < n; i++) {
		struct node *r = joined(roots[i]);
		if (earlier(&f, i, r->first))
			r->first = i;
	}
	for (size_t i = 0; i < n; i++)
		out[i] = (struct mail_thread_place){
		    .root = joined(roots[i])->first,
		    .parent = nearest(f.of_item[i]),
		};
	for (size_t i = 0; i < f.nodes_n; i++)
		free(f.nodes[i]);
	free(f.nodes);
	free(f.of_item);
	free(roots);
	smap_free(&f.by_id);
}

const char *mail_thread_key(const struct mail_message *m)
{
	const char *id = m->content_sha256;

	(void)mail_thread_ids(m, &id, 1);
	return id;
}

size_t mail_thread_ids(
    const struct mail_message *m, const char **ids, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < m->references_n && n < max; i++)
		ids[n++] = m->references[i];
	if (*m->in_reply_to != '\0' && n < max &&
	    (n == 0 || !streq(ids[n - 1], m->in_reply_to)))
		ids[n++] = m->in_reply_to;
	if (*m->message_id != '\0' && n < max)
		ids[n++] = m->message_id;
	if (n == 0 && max > 0)
		ids[n++] = m->content_sha256;
	return n;
}
