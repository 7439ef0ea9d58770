/* compose_keep.c - keeps some of the mail, in an order that is always the
 * same. */
#include "services/assistant/compose/compose.h"

#include <stdlib.h>

void compose_keep(struct draft *d, const struct material *m, keep_fn *fn,
    int64_t from_ms, int64_t to_ms, order_fn *order)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_mails; i++) {
		if (fn(&m->mails[i], from_ms, to_ms))
			m->mails[n++] = m->mails[i];
	}
	qsort(m->mails, n, sizeof *m->mails, order);
	d->n_mails = n;
}

static int compare(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int newest(const struct mail *x, const struct mail *y)
{
	int c = compare(y->received_ms, x->received_ms);

	return c != 0 ? c : x->id < y->id ? -1 : x->id > y->id;
}

int compose_by_date(const void *a, const void *b)
{
	return newest(a, b);
}

int compose_by_event(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(x->event_ms, y->event_ms);

	return c != 0 ? c : newest(x, y);
}

int compose_by_due(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(x->due_ms, y->due_ms);

	return c != 0 ? c : newest(x, y);
}

int compose_by_priority(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(y->priority, x->priority);

	return c != 0 ? c : newest(x, y);
}

int compose_by_risk(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = compare(y->risk, x->risk);

	return c != 0 ? c : newest(x, y);
}

int compose_by_sender(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int c = strcmp(x->from_addr, y->from_addr);

	return c != 0 ? c : newest(x, y);
}
