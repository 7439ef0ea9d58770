/* people_eval.c - which addresses are one person: pairs found, missed and
 * wrongly made on made-up mail (people_make.h), beside matching names as they
 * are shown and matching addresses.
 *
 *   people-eval [dev|dev2|dev3|wide-dev|test|wide-test]    (both tests)
 *
 * Pairs are of addresses as mail shows them. Intervals: 2.5th and 97.5th
 * percentile of 1,000 resamples of persons, fixed seed. */
#include "tests/eval/people_make.h"

#include "common/mail/message.h"
#include "services/knowledge/store/fold.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define RESAMPLES 1000
#define TEST_SEED UINT64_C(20261122)
#define DEV_SEED UINT64_C(7)

/* Per person (or desk): pairs of its own that were found and missed, and
 * half of each wrong pair it is in. */
struct score {
	double found, missed, wrong;
};

struct measure {
	double precision, recall, f1;
};

static struct measure measure_of(double found, double missed, double wrong)
{
	struct measure m = {found / MAX(found + wrong, 1e-9),
	    found / MAX(found + missed, 1e-9), 0};

	m.f1 = 2 * m.precision * m.recall / MAX(m.precision + m.recall, 1e-9);
	return m;
}

/* ---- the three ways ---- */

/* A group for each made address. */
typedef void grouping(
    struct arena *a, const struct made *m, const char **group);

static void fold_all(
    struct arena *a, const struct made *m, struct folded *folded)
{
	struct linked *v = ARENA_ARRAY(a, struct linked, m->mails_n);
	struct said said = {0};
	struct change *change = ARENA_NEW(a, struct change);

	for (size_t i = 0; i < m->mails_n; i++) {
		const struct fact_mail *mail = &m->mails[i];
		struct fact *f = ARENA_ARRAY(a, struct fact, FACTS_PER_MAIL);

		v[i] = (struct linked){.email_id = mail->email_id,
		    .at_ms = mail->received_ms,
		    .sender = mail->is_outgoing
				  ? ""
				  : fact_addr_key(a, mail->from.addr),
		    .hearer = "",
		    .is_outgoing = mail->is_outgoing,
		    .facts = f,
		    .n = facts_of(a, mail, f, FACTS_PER_MAIL)};
	}
	change_of(a, NULL, 0, v, m->mails_n, change);
	fold_people(a, change, NULL, &said, folded);
}

static void ours(struct arena *a, const struct made *m, const char **group)
{
	struct folded f;

	fold_all(a, m, &f);
	for (size_t i = 0; i < m->addrs_n; i++) {
		const char *key = fact_addr_key(a, m->addrs[i].addr);
		size_t k = cluster_find(&f.c, key);

		group[i] = k == f.c.n || f.c.v[k].is_role
			       ? arena_printf(a, "desk %s", key)
			       : f.c.v[f.c.v[k].root].addr;
	}
}

static void by_name(struct arena *a, const struct made *m, const char **group)
{
	for (size_t i = 0; i < m->addrs_n; i++) {
		char *name = arena_strdup(a, m->addrs[i].name);

		for (char *p = name; *p != '\0'; p++)
			*p = (char)tolower((unsigned char)*p);
		group[i] = name;
	}
}

static void by_address(
    struct arena *a, const struct made *m, const char **group)
{
	for (size_t i = 0; i < m->addrs_n; i++)
		group[i] =
		    mail_addr_identity(a, m->addrs[i].addr, MAIL_ADDR_FOLD_TAG);
}

/* ---- scoring ---- */

static void score(
    const struct made *m, const char *const *group, struct score *s)
{
	for (size_t i = 0; i < m->addrs_n; i++)
		for (size_t k = i + 1; k < m->addrs_n; k++) {
			bool same = m->addrs[i].who == m->addrs[k].who;
			bool said = streq(group[i], group[k]);

			if (same && said)
				s[m->addrs[i].who].found++;
			else if (same)
				s[m->addrs[i].who].missed++;
			else if (said) {
				s[m->addrs[i].who].wrong += 0.5;
				s[m->addrs[k].who].wrong += 0.5;
			}
		}
}

static int double_order(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static struct measure resample(const struct score *s, size_t n, uint64_t *seed)
{
	double found = 0, missed = 0, wrong = 0;

	for (size_t i = 0; i < n; i++) {
		const struct score *x;

		*seed ^= *seed << 13;
		*seed ^= *seed >> 7;
		*seed ^= *seed << 17;
		x = &s[(size_t)(*seed >> 11) % n];
		found += x->found;
		missed += x->missed;
		wrong += x->wrong;
	}
	return measure_of(found, missed, wrong);
}

static struct measure judge(
    struct arena *a, const struct made *m, grouping *how, double range[2])
{
	const char **group = ARENA_ARRAY(a, const char *, m->addrs_n);
	struct score *s = ARENA_ARRAY(a, struct score, m->whos);
	double f1[RESAMPLES], found = 0, missed = 0, wrong = 0;
	uint64_t seed = 1;

	how(a, m, group);
	score(m, group, s);
	for (size_t i = 0; i < m->whos; i++) {
		found += s[i].found;
		missed += s[i].missed;
		wrong += s[i].wrong;
	}
	for (size_t i = 0; i < RESAMPLES; i++)
		f1[i] = resample(s, m->whos, &seed).f1;
	qsort(f1, RESAMPLES, sizeof *f1, double_order);
	range[0] = f1[RESAMPLES / 40];
	range[1] = f1[RESAMPLES - RESAMPLES / 40];
	if (how == ours && getenv("SHOW_PAIRS") != NULL)
		for (size_t i = 0; i < m->addrs_n; i++)
			for (size_t k = i + 1; k < m->addrs_n; k++)
				if ((m->addrs[i].who == m->addrs[k].who) !=
				    streq(group[i], group[k]))
					printf("# %s: %s (%s) %s (%s)\n",
					    m->addrs[i].who == m->addrs[k].who
						? "missed"
						: "wrong",
					    m->addrs[i].addr, m->addrs[i].name,
					    m->addrs[k].addr, m->addrs[k].name);
	return measure_of(found, missed, wrong);
}

struct world {
	const char *name;
	enum made_words words;
	bool wide, test;
	const char *what;
};

static const struct world worlds[] = {
    {"dev", MADE_DEV, false, false, "development"},
    {"dev2", MADE_DEV2, false, false, "development"},
    {"dev3", MADE_DEV3, false, false, "development"},
    {"wide-dev", MADE_DEV, true, false, "development"},
    {"test", MADE_TEST, false, true,
	"test, frozen: its first result was F1 0.948, with the rules that "
	"were there when it was written"},
    {"wide-test", MADE_TEST, true, true,
	"test, frozen before the rules for it: its first result was F1 0.722, "
	"precision 0.748"},
};

static void measure(struct arena *a, const struct world *w)
{
	struct measure us, name, addr;
	double range[2], unused[2];
	struct made m;

	(w->wide
		? people_make_wide(
		      a, w->test, w->test ? TEST_SEED : DEV_SEED, &m)
		: people_make(a, w->words, w->test ? TEST_SEED : DEV_SEED, &m));
	printf("# %s (%s): %zu addresses of %zu persons and desks, %zu mails\n",
	    w->name, w->what, m.addrs_n, m.whos, m.mails_n);
	us = judge(a, &m, ours, range);
	name = judge(a, &m, by_name, unused);
	addr = judge(a, &m, by_address, unused);
	printf("%-34s %-10.4f %-10.4f [%.4f, %.4f]\n",
	    "pairs of addresses, F1 (same name)", us.f1, name.f1, range[0],
	    range[1]);
	printf("%-34s %-10.4f %-10.4f\n", "  precision", us.precision,
	    name.precision);
	printf("%-34s %-10.4f %-10.4f\n", "  recall", us.recall, name.recall);
	printf(
	    "%-34s %-10.4f %-10.4f\n", "  F1 (same address)", us.f1, addr.f1);
}

int main(int argc, char **argv)
{
	struct arena *a = arena_new((size_t)1 << 30);
	int known = 0;

	mail_init();
	for (size_t i = 0; i < ARRAY_LEN(worlds); i++) {
		if (argc > 1 ? !streq(argv[1], worlds[i].name)
			     : !worlds[i].test)
			continue;
		measure(a, &worlds[i]);
		known++;
	}
	arena_free(&a);
	mail_deinit();
	return known > 0 ? 0 : 64;
}
