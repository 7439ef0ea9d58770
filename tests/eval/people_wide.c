/* people_wide.c - a second made-up mailbox: names as the world writes them
 * (family name first, other scripts, accents lost or taken apart, short forms
 * of several languages), sentences that give one's own or somebody else's
 * address, lists that show a writer's name, companies that changed their
 * domain. Each name is met at several companies: namesakes. */
#include "tests/eval/people_maker.h"

#include "tests/eval/people_wide.def.h"

#include <stdio.h>

#define LEN(x) (sizeof(x) / sizeof *(x))
#define ROUNDS 4 /* companies at which a name is met */

struct variant {
	const char *local, *other_local, *name, *other_name;
};

struct wide {
	const struct variant *v;
	size_t n;
	const char *const *own, *const *others;
	size_t own_n, others_n;
};

#define X_VARIANT(local, other, name, other_name)                              \
	{local, other, name, other_name},
static const struct variant dev_v[] = {WIDE_DEV_VARIANTS(X_VARIANT)};
static const struct variant test_v[] = {WIDE_TEST_VARIANTS(X_VARIANT)};
static const char *const dev_own[] = {WIDE_DEV_OWN};
static const char *const test_own[] = {WIDE_TEST_OWN};
static const char *const dev_others[] = {WIDE_DEV_OTHERS};
static const char *const test_others[] = {WIDE_TEST_OTHERS};
static const struct wide wides[] = {
    {dev_v, LEN(dev_v), dev_own, dev_others, LEN(dev_own), LEN(dev_others)},
    {test_v, LEN(test_v), test_own, test_others, LEN(test_own),
	LEN(test_others)}};

static const char *fill(struct maker *k, const char *text, const char *addr)
{
	const char *at = strstr(text, "%s");

	return arena_printf(
	    k->a, "Hello,\n\n%.*s%s%s\n", (int)(at - text), text, addr, at + 2);
}

static const char *at_company(
    struct maker *k, const char *local, const struct human *h)
{
	return arena_printf(k->a, "%s@%s", local, h->company);
}

static struct human someone(struct maker *k)
{
	struct human h = make_human_new(k);

	h.company = arena_printf(k->a, "firm%zu.example", h.who);
	return h;
}

/* One person, shown in two ways at one company. */
static void two_ways(struct maker *k, const struct variant *v)
{
	struct human h = someone(k);

	h.name = v->name;
	make_writes(k, &h, at_company(k, v->local, &h), v->name, false, 2);
	h.name = v->other_name; /* signed so, too */
	make_writes(
	    k, &h, at_company(k, v->other_local, &h), v->other_name, false, 2);
}

/* A sentence gives the sender's own address, under a new name or not. */
static void own(struct maker *k, const char *text, bool renamed)
{
	struct human h = someone(k), then = h;
	const char *w = make_work(k, &h, 0), *n;

	if (renamed) {
		then.family = arena_printf(k->a, "%sson", h.family);
		then.name =
		    arena_printf(k->a, "%s %s", make_capital(k->a, h.given),
			make_capital(k->a, then.family));
	} else {
		then.company = arena_printf(k->a, "next%zu.example", h.who);
	}
	n = make_work(k, &then, 0);
	make_writes(k, &h, w, h.name, false, 2);
	make_from(k, w, h.name, fill(k, text, n));
	make_writes(k, &then, n, then.name, false, 2);
}

/* It gives somebody else's, who has the same given name or surname. */
static void others(struct maker *k, const char *text, bool same_given)
{
	struct human h = someone(k), other = someone(k);
	const char *w, *n;

	other.company = h.company;
	if (same_given)
		other.given = h.given;
	else
		other.family = h.family;
	other.name = arena_printf(k->a, "%s %s",
	    make_capital(k->a, other.given), make_capital(k->a, other.family));
	w = make_work(k, &h, 0);
	n = make_work(k, &other, 0);
	make_writes(k, &h, w, h.name, false, 2);
	make_from(k, w, h.name, fill(k, text, n));
	make_writes(k, &other, n, other.name, false, 2);
}

/* A list at the writer's company shows the writer's name. */
static void via_list(struct maker *k)
{
	struct human h = someone(k);
	size_t list = k->m->whos++;
	const char *addr = at_company(k, "design-talk", &h);
	const char *shown = arena_printf(k->a, "%s via Design Talk", h.name);

	make_writes(k, &h, make_work(k, &h, 0), h.name, false, 2);
	make_address(k, addr, shown, list);
	make_from(k, addr, shown, "Hello list,\n\nhow are you all?\n");
	make_from(k, addr, shown, "Hello list,\n\nand thank you.\n");
}

/* The company has a new domain; the telephone is the same. */
static void new_domain(struct maker *k)
{
	struct human h = someone(k), then = h;

	then.company = arena_printf(k->a, "renamed%zu.example", h.who);
	make_writes(k, &h, make_work(k, &h, 0), h.name, true, 2);
	make_writes(k, &then, make_work(k, &then, 0), h.name, true, 2);
}

void people_make_wide(
    struct arena *a, bool test, uint64_t seed, struct made *m_r)
{
	const struct wide *w = &wides[test];
	struct made m = {
	    .addrs = ARENA_ARRAY(a, struct made_addr, MAKE_MAX_ADDRS),
	    .mails = ARENA_ARRAY(a, struct fact_mail, MAKE_MAX_MAILS)};
	struct maker k = {.a = a,
	    .w = make_words[test ? MADE_TEST : MADE_DEV],
	    .seed = seed,
	    .m = &m,
	    .at_ms = INT64_C(1767225600000)};

	for (size_t r = 0; r < ROUNDS; r++) {
		for (size_t i = 0; i < w->n; i++)
			two_ways(&k, &w->v[i]);
		for (size_t i = 0; i < w->own_n; i++) {
			own(&k, w->own[i], r % 2 == 0);
			own(&k, w->own[i], r % 2 == 1);
		}
		for (size_t i = 0; i < w->others_n; i++) {
			others(&k, w->others[i], true);
			others(&k, w->others[i], false);
		}
		for (size_t i = 0; i < 6; i++) {
			via_list(&k);
			new_domain(&k);
		}
	}
	*m_r = m;
}
