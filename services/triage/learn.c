/* learn.c - corrections of other mail as log-odds and points for one mail. */
#include "services/triage/learn.h"
#include "common/mail/addr.h"
#include <stdio.h>

#define FULL_MILLI 3200 /* of the first correction of the same sender */
#define AWAY_MILLI 1600 /* taken from what the verdict was */
#define DOMAIN_DIVISOR 4
#define MAX_MILLI 7000
#define MAX_PRIORITY 40

struct tally {
	int32_t milli[TRIAGE_CATEGORIES_N];
	unsigned seen[TRIAGE_CATEGORIES_N]; /* corrections towards it */
	int priority_sum;
	unsigned priorities, corrections;
};

static struct str domain_of(struct str addr)
{
	for (size_t i = addr.n; i > 0; i--) {
		if (addr.p[i - 1] == '@')
			return (struct str){addr.p + i, addr.n - i};
	}
	return (struct str){"", 0};
}

/* 1 for the same sender or list, DOMAIN_DIVISOR for the same organisation, 0
 * for strangers: what the correction's weight is divided by. */
static int likeness(const struct triage_correction *c, struct str from_addr,
    struct str list_id, bool free_mail)
{
	struct str a, b;

	if (list_id.n > 0 && str_ieq(c->list_id, list_id))
		return 1;
	if (from_addr.n > 0 && str_ieq(c->from_addr, from_addr))
		return 1;
	if (free_mail)
		return 0;
	a = mail_domain_registrable(domain_of(c->from_addr));
	b = mail_domain_registrable(domain_of(from_addr));
	return a.n > 0 && str_ieq(a, b) ? DOMAIN_DIVISOR : 0;
}

static void count(
    struct tally *t, const struct triage_correction *c, int divisor)
{
	t->corrections++;
	if (c->category >= 0) {
		int32_t nth = (int32_t)++t->seen[c->category];

		t->milli[c->category] += FULL_MILLI / divisor / nth;
		if (c->was_category >= 0 && c->was_category != c->category)
			t->milli[c->was_category] -= AWAY_MILLI / divisor / nth;
	}
	if (c->priority >= 0 && divisor == 1) {
		t->priority_sum += c->priority - c->was_priority;
		t->priorities++;
	}
}

/* The newest word on the mail itself; corrections come newest first. */
static void find_decision(const struct triage_correction *v, size_t n,
    uint64_t email_id, struct triage_prior *p)
{
	for (size_t i = 0; i < n; i++) {
		if (v[i].email_id != email_id)
			continue;
		if (v[i].category >= 0 && !p->decided_category) {
			p->decided_category = true;
			p->category_is = (enum triage_category)v[i].category;
		}
		if (v[i].priority >= 0 && !p->decided_priority) {
			p->decided_priority = true;
			p->priority_is = v[i].priority;
		}
	}
}

bool triage_learn_prior(const struct triage_correction *v, size_t n,
    uint64_t email_id, struct str from_addr, struct str list_id, bool free_mail,
    struct triage_prior *prior_r)
{
	struct tally t = {.corrections = 0};

	memset(prior_r, 0, sizeof *prior_r);
	find_decision(v, n, email_id, prior_r);
	for (size_t i = 0; i < n; i++) {
		int divisor = likeness(&v[i], from_addr, list_id, free_mail);

		if (divisor != 0 && v[i].email_id != email_id)
			count(&t, &v[i], divisor);
	}
	if (t.corrections == 0)
		return prior_r->decided_category || prior_r->decided_priority;
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		prior_r->milli[c] = MAX(MIN(t.milli[c], MAX_MILLI), -MAX_MILLI);
	if (t.priorities > 0)
		prior_r->priority =
		    MAX(MIN(t.priority_sum / (int)t.priorities, MAX_PRIORITY),
			-MAX_PRIORITY);
	snprintf(prior_r->evidence, sizeof prior_r->evidence,
	    "%u of your corrections", t.corrections);
	return true;
}
