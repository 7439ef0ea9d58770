/* change.c - what linking some mails changes in what is counted. */
#include "services/knowledge/store/change.h"

#include "services/knowledge/people/name.h"

#include <ctype.h>
#include <stdlib.h>

#define PHONE_TAIL 9 /* digits that are the same however one dials */

static void *grown(struct arena *a, void *v, size_t n, size_t *max, size_t size)
{
	void *more;

	if (n < *max)
		return v;
	*max = MAX((size_t)64, *max * 2);
	more = arena_array(a, size, *max);
	if (n > 0)
		memcpy(more, v, n * size);
	return more;
}

/* ---- counting ---- */

static const char *phone_norm(struct arena *a, const char *phone)
{
	char digits[FACT_VALUE_BYTES + 1];
	size_t n = 0;

	for (; *phone != '\0' && n < FACT_VALUE_BYTES; phone++)
		if (isdigit((unsigned char)*phone))
			digits[n++] = *phone;
	digits[n] = '\0';
	return arena_printf(
	    a, "p:%s", digits + (n > PHONE_TAIL ? n - PHONE_TAIL : 0));
}

/* "Anna Keller via Design": a list's or a service's address, not Anna's. */
static const char *name_norm(struct arena *a, const char *name)
{
	const char *key = str_ifind(str_of(name), " via ") > 0
			      ? ""
			      : name_key(a, str_of(name));

	return key[0] == '\0' ? "" : arena_printf(a, "n:%s", key);
}

static const char *link_norm(struct arena *a, const char *addr)
{
	return arena_printf(a, "a:%s", addr);
}

void change_count_part(struct change *c, const char *addr, enum fact_part part,
    bool is_outgoing, int64_t n)
{
	struct addr_delta d = {.addr = addr};

	if (is_outgoing)
		d.asked = n;
	else if (part == FACT_PART_FROM)
		d.wrote = n;
	else
		d.got = n;
	c->addrs = grown(
	    c->arena, c->addrs, c->addrs_n, &c->addrs_max, sizeof *c->addrs);
	c->addrs[c->addrs_n++] = d;
}

/* What is counted of a fact. Others are only kept. */
static const struct {
	const char *kind; /* NULL: nothing */
	const char *(*norm)(struct arena *a, const char *value);
	bool is_link;  /* key is another address of the speaker */
	bool needs_it; /* without norm it is not counted */
} counted[FACT_KINDS_N] = {
    [FACT_PARTICIPANT] = {"name", name_norm, false, false},
    [FACT_SIGNATURE_NAME] = {"name", name_norm, false, true},
    [FACT_SIGNATURE_PHONE] = {"phone", phone_norm, false, true},
    [FACT_SIGNATURE_TITLE] = {"title", NULL, false, false},
    [FACT_SIGNATURE_COMPANY] = {"company", NULL, false, false},
    [FACT_ADDRESS_ALSO] = {"also", link_norm, true, true},
    [FACT_REPLY_TO] = {"reply_to", link_norm, true, true},
};

void change_count(
    struct change *c, const struct linked *m, const struct fact *f, int64_t n)
{
	struct value_delta d = {
	    .addr = f->key, .value = f->value, .norm = "", .n = n};

	if (f->kind >= FACT_KINDS_N || counted[f->kind].kind == NULL)
		return;
	if (f->kind == FACT_PARTICIPANT)
		change_count_part(c, f->key, f->part, m->is_outgoing, n);
	d.kind = counted[f->kind].kind;
	if (counted[f->kind].is_link) {
		d.addr = m->sender;
		d.value = f->key;
	}
	if (d.addr[0] == '\0' || d.value[0] == '\0' || addr_is_role(d.addr))
		return;
	if (counted[f->kind].norm != NULL)
		d.norm = counted[f->kind].norm(c->arena, d.value);
	if (counted[f->kind].needs_it && d.norm[0] == '\0')
		return;
	c->values = grown(c->arena, c->values, c->values_n, &c->values_max,
	    sizeof *c->values);
	c->values[c->values_n++] = d;
}

static void count_mail(struct change *c, const struct linked *m, int64_t n)
{
	for (size_t i = 0; i < m->n; i++)
		change_count(c, m, &m->facts[i], n);
	if (m->thread_id == 0)
		return;
	c->threads = grown(c->arena, c->threads, c->threads_n, &c->threads_max,
	    sizeof *c->threads);
	c->threads[c->threads_n++] = m->thread_id;
}

/* ---- adding up ---- */

static int value_order(const void *a, const void *b)
{
	const struct value_delta *x = a, *y = b;
	int d = strcmp(x->addr, y->addr);

	if (d == 0)
		d = strcmp(x->kind, y->kind);
	return d != 0 ? d : strcmp(x->value, y->value);
}

static int addr_order(const void *a, const void *b)
{
	const struct addr_delta *x = a, *y = b;

	return strcmp(x->addr, y->addr);
}

static int id_order(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void settle_values(struct change *c)
{
	size_t n = 0;

	qsort(c->values, c->values_n, sizeof *c->values, value_order);
	for (size_t i = 0, k; i < c->values_n; i = k) {
		struct value_delta sum = c->values[i];

		for (k = i + 1;
		     k < c->values_n && value_order(&sum, &c->values[k]) == 0;
		     k++)
			sum.n += c->values[k].n;
		if (sum.n != 0)
			c->values[n++] = sum;
	}
	c->values_n = n;
}

/* Addresses whose counts stay stay in the list: their times may change. */
static void settle_addrs(struct change *c)
{
	size_t n = 0;

	qsort(c->addrs, c->addrs_n, sizeof *c->addrs, addr_order);
	for (size_t i = 0, k; i < c->addrs_n; i = k) {
		struct addr_delta sum = c->addrs[i];

		for (k = i + 1;
		     k < c->addrs_n && streq(sum.addr, c->addrs[k].addr); k++) {
			sum.wrote += c->addrs[k].wrote;
			sum.got += c->addrs[k].got;
			sum.asked += c->addrs[k].asked;
		}
		c->addrs[n++] = sum;
	}
	c->addrs_n = n;
}

void change_settle(struct change *c)
{
	size_t n = 0;

	if (c->values_n > 0)
		settle_values(c);
	if (c->addrs_n > 0)
		settle_addrs(c);
	if (c->threads_n > 0)
		qsort(c->threads, c->threads_n, sizeof *c->threads, id_order);
	for (size_t i = 0; i < c->threads_n; i++)
		if (n == 0 || c->threads[n - 1] != c->threads[i])
			c->threads[n++] = c->threads[i];
	c->threads_n = n;
}

/* ---- old and new ---- */

static bool same_fact(const struct fact *a, const struct fact *b)
{
	return a->kind == b->kind && a->part == b->part && a->from == b->from &&
	       a->to == b->to && a->true_ms == b->true_ms &&
	       a->until_ms == b->until_ms &&
	       a->confidence_milli == b->confidence_milli &&
	       streq(a->key, b->key) && streq(a->value, b->value);
}

static bool same_mail(const struct linked *a, const struct linked *b)
{
	if (a->thread_id != b->thread_id || a->at_ms != b->at_ms ||
	    a->learnt_ms != b->learnt_ms || !streq(a->sender, b->sender) ||
	    !streq(a->hearer, b->hearer) || a->n != b->n ||
	    a->is_outgoing != b->is_outgoing || a->is_bulk != b->is_bulk ||
	    a->asks != b->asks)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!same_fact(&a->facts[i], &b->facts[i]))
			return false;
	return true;
}

void change_of(struct arena *a, const struct linked *old, size_t old_n,
    const struct linked *new, size_t new_n, struct change *c_r)
{
	struct change c = {.arena = a};
	size_t o = 0, n = 0;

	c.mails = ARENA_ARRAY(a, const struct linked *, new_n + 1);
	c.emails = ARENA_ARRAY(a, uint64_t, old_n + new_n + 1);
	while (o < old_n || n < new_n) {
		bool has_old = o < old_n && (n == new_n || old[o].email_id <=
							       new[n].email_id);
		bool has_new = n < new_n && (o == old_n || new[n].email_id <=
							       old[o].email_id);
		const struct linked *was = has_old ? &old[o++] : NULL;
		const struct linked *is = has_new ? &new[n++] : NULL;

		if (was != NULL && is != NULL && same_mail(was, is))
			continue;
		c.emails[c.emails_n++] =
		    is != NULL ? is->email_id : was->email_id;
		if (was != NULL)
			count_mail(&c, was, -1);
		if (is != NULL) {
			count_mail(&c, is, 1);
			c.mails[c.mails_n++] = is;
		}
	}
	change_settle(&c);
	*c_r = c;
}
