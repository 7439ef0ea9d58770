/* select.c - which applications are asked for, in which order; pure. */
#include "services/knowledge/applications/tracker.h"

#include <stdlib.h>
#include <strings.h>

enum order { BY_LAST, BY_FIRST, BY_NEXT, BY_COMPANY, BY_STAGE };
static const struct {
	const char *name;
	enum order order;
} orders[] = {
    {"last", BY_LAST},
    {"first", BY_FIRST},
    {"next", BY_NEXT},
    {"company", BY_COMPANY},
    {"stage", BY_STAGE},
};

/* What is compared: small things first. */
struct sortable {
	int64_t number;
	const char *text;
	uint64_t id;
	size_t i;
};

static bool fits_stage(const struct tracker *tr, size_t i, const char *stage)
{
	if (stage == NULL)
		return true;
	if (streq(stage, "ghosted"))
		return tracker_is_ghosted(tr, i);
	if (streq(stage, "open"))
		return tr->v[i].stage < APPLICATION_ACCEPTED;
	return streq(stage, application_stage_name(tr->v[i].stage));
}

static bool has_words(const struct application *ap, const char *q)
{
	struct str rest = str_of(q), word;
	char needle[256];

	while (str_split(&rest, ' ', &word)) {
		(void)str_copy(needle, sizeof needle, word);
		if (str_ifind(str_of(ap->company), needle) < 0 &&
		    str_ifind(str_of(ap->domain), needle) < 0 &&
		    str_ifind(str_of(ap->role), needle) < 0)
			return false;
	}
	return true;
}

static bool fits(
    const struct tracker *tr, size_t i, const struct application_table *f)
{
	const struct application *ap = &tr->v[i];

	return (f->hidden || !ap->hidden) && fits_stage(tr, i, f->stage) &&
	       (f->company == NULL || f->company[0] == '\0' ||
		   company_same(ap->domain, f->company) ||
		   company_same(ap->company, f->company)) &&
	       has_words(ap, f->q);
}

static struct sortable sortable(
    const struct tracker *tr, size_t i, enum order order)
{
	const struct application *ap = &tr->v[i];
	struct sortable s = {.text = "", .id = ap->id, .i = i};

	switch (order) {
	case BY_LAST:
		s.number = -ap->last_ms;
		break;
	case BY_FIRST:
		s.number = -ap->first_ms;
		break;
	case BY_NEXT: /* what has none, or is over, is last */
		s.number = ap->next_ms > tr->now_ms ? ap->next_ms : INT64_MAX;
		break;
	case BY_COMPANY:
		s.text = ap->company[0] != '\0' ? ap->company : ap->domain;
		break;
	case BY_STAGE:
		s.number = ap->stage >= APPLICATION_REJECTED
			       ? (int64_t)ap->stage
			       : -(int64_t)ap->stage;
		break;
	}
	return s;
}

static int compare(const void *x, const void *y)
{
	const struct sortable *a = x, *b = y;
	int texts = strcasecmp(a->text, b->text);

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if (texts != 0)
		return texts;
	return a->id < b->id ? -1 : a->id > b->id;
}

size_t tracker_select(struct arena *a, const struct tracker *tr,
    const struct application_table *f, size_t **v_r)
{
	struct sortable *s = ARENA_ARRAY(a, struct sortable, tr->n + 1);
	size_t *v = ARENA_ARRAY(a, size_t, tr->n + 1);
	enum order order = BY_LAST;
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(orders); i++)
		if (f->sort != NULL && streq(orders[i].name, f->sort))
			order = orders[i].order;
	for (size_t i = 0; i < tr->n; i++)
		if (fits(tr, i, f))
			s[n++] = sortable(tr, i, order);
	qsort(s, n, sizeof *s, compare);
	for (size_t i = 0; i < n; i++)
		v[i] = s[i].i;
	*v_r = v;
	return n;
}
