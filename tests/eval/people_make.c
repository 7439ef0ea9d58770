/* people_make.c - made-up mail of people whose addresses are known.
 *
 * Kinds of people: one address; aliases at one company, with names turned
 * round and shortened; tags and dots; private and work; changed jobs, with a
 * word of it, the same telephone, or nothing at all; a new surname. And what
 * must stay apart: namesakes at two companies, numbered at one, with common
 * names at free providers; forged display names, also with Reply-To; shared
 * mailboxes; desks that sign with a name. */
#include "tests/eval/people_maker.h"

#define LEN(x) (sizeof(x) / sizeof *(x))

static void plain(struct maker *k)
{
	struct human h = make_human_new(k);
	const char *addr = make_work(k, &h, (int)make_pick(k, 4));

	make_writes(k, &h, addr, h.name, make_pick(k, 2) == 0, 2);
	make_to(k, addr, h.name);
}

static void aliases(struct maker *k)
{
	struct human h = make_human_new(k);

	make_writes(k, &h, make_work(k, &h, 0), h.name, false, 2);
	make_writes(k, &h, make_work(k, &h, 1), make_variant(k, &h), false, 2);
	if (make_pick(k, 2) == 0)
		make_writes(k, &h,
		    arena_printf(
			k->a, "%s%zu@mail.%s", h.given, h.who, h.company),
		    make_variant(k, &h), false, 1);
}

static void tags(struct maker *k)
{
	struct human h = make_human_new(k);
	const char *g = h.given, *f = h.family;

	make_writes(k, &h, arena_printf(k->a, "%s.%s@gmail.com", g, f), h.name,
	    false, 1);
	make_writes(k, &h, arena_printf(k->a, "%s%s+jobs@gmail.com", g, f),
	    h.name, false, 1);
	make_writes(k, &h, arena_printf(k->a, "%s%s@googlemail.com", g, f), g,
	    false, 1);
}

static void private_too(struct maker *k)
{
	struct human h = make_human_new(k);
	const char *w = make_work(k, &h, 0), *p = make_private_of(k, &h);
	size_t how = make_pick(k, 3);

	make_writes(k, &h, w, h.name, how == 1, 2);
	make_writes(k, &h, p, make_variant(k, &h), how == 1, 2);
	if (how == 0) {
		make_to(k, w, h.name);
		make_to(k, p, h.name);
	} else if (how == 2) {
		make_from(k, w, h.name,
		    arena_printf(k->a, "Hi,\n\n%s\n", make_moved_to(k, p)));
	}
}

static void changed_job(struct maker *k)
{
	struct human h = make_human_new(k), then = h;
	const char *w = make_work(k, &h, 0), *n;
	size_t how = make_pick(k, 10);

	then.company = arena_printf(k->a, "%s.example", ONE_OF(k, companies));
	n = make_work(k, &then, (int)make_pick(k, 2));
	make_writes(k, &h, w, h.name, how >= 5, 2);
	if (how < 5)
		make_from(k, w, h.name,
		    arena_printf(k->a, "Dear all,\n\n%s\n\n%s\n%s\n",
			make_moved_to(k, n), ONE_OF(k, closings), h.name));
	/* how 9: nothing tells; nobody could know. */
	make_writes(k, &then, n, h.name, how >= 5 && how < 9, 2);
}

static void new_surname(struct maker *k)
{
	struct human h = make_human_new(k), then = h;
	const char *w = make_work(k, &h, 0), *n;

	then.family = arena_printf(k->a, "%ston", ONE_OF(k, family));
	then.name = arena_printf(k->a, "%s %s", make_capital(k->a, h.given),
	    make_capital(k->a, then.family));
	n = make_work(k, &then, 0);
	make_writes(k, &h, w, h.name, false, 2);
	make_from(k, w, h.name,
	    arena_printf(k->a, "Hi,\n\n%s\n", make_moved_to(k, n)));
	make_writes(k, &then, n, then.name, false, 2);
}

static void namesakes(struct maker *k)
{
	struct human h = make_human_new(k), other = h;
	bool numbered = make_pick(k, 3) == 0;

	other.who = k->m->whos++;
	other.phone = arena_printf(k->a, "%s1", h.phone);
	if (!numbered)
		other.company = arena_printf(
		    k->a, "%s-group.example", ONE_OF(k, companies));
	make_writes(k, &h, make_work(k, &h, 0), h.name, true, 2);
	make_writes(k, &other,
	    numbered
		? arena_printf(k->a, "%s.%s2@%s", h.given, h.family, h.company)
		: make_work(k, &other, 0),
	    h.name, true, 2);
}

/* A common name: at a company, and somebody else at a free provider. */
static void common(struct maker *k)
{
	const char *full = ONE_OF(k, common), *space = strchr(full, ' ');
	struct human h = make_human_new(k), other;

	h.given = arena_strndup(k->a, full, (size_t)(space - full));
	h.family = space + 1;
	h.name = make_capital(k->a, full);
	h.company = arena_printf(k->a, "c%zu.example", h.who);
	other = h;
	other.who = k->m->whos++;
	make_writes(k, &h, make_work(k, &h, 0), h.name, false, 2);
	make_to(k, make_work(k, &h, 0), h.name);
	make_writes(k, &other,
	    arena_printf(
		k->a, "%s.%s%zu@gmail.com", h.given, h.family, other.who),
	    h.name, false, 2);
	if (make_pick(k, 2) == 0)
		make_to(k, k->m->addrs[k->m->addrs_n - 1].addr, h.name);
}

static void forged(struct maker *k)
{
	struct human h = make_human_new(k);
	size_t liar = k->m->whos++;
	const char *w = make_work(k, &h, 0), *bad;
	struct fact_mail *m;

	make_writes(k, &h, w, h.name, true, 2);
	make_to(k, w, h.name);
	bad = make_pick(k, 2) == 0
		  ? arena_printf(k->a, "office%zu@gmail.com", liar)
		  : arena_printf(k->a, "%s.%s@%s-mail.test", h.given, h.family,
			h.company);
	make_address(k, bad, h.name, liar);
	m = make_from(
	    k, bad, h.name, "Are you at your desk? I need a favour.\n");
	(void)m;
	if (make_pick(k, 2) == 0) {
		const char *drop = arena_printf(
		    k->a, "%s.%s.private@outlook.com", h.given, h.family);

		make_address(k, drop, h.name, k->m->whos++);
		m = make_from(k, w, h.name, "Please answer soon.\n");
		make_set_list(k, &m->reply_to, &m->reply_to_text, h.name, drop);
		make_from(k, drop, h.name, "Did you see my mail?\n");
	}
}

static void shared(struct maker *k)
{
	struct human h = make_human_new(k), other = make_human_new(k);
	const char *box =
	    arena_printf(k->a, "%s@%s", ONE_OF(k, shared), h.company);
	size_t who = k->m->whos++;

	other.company = h.company;
	make_writes(k, &h, make_work(k, &h, 0), h.name, false, 2);
	make_writes(k, &other, make_work(k, &other, 0), other.name, false, 2);
	make_address(k, box, h.name, who);
	for (int i = 0; i < 2; i++) {
		make_from(k, box, h.name, make_signed_body(k, &h, false));
		make_from(
		    k, box, other.name, make_signed_body(k, &other, false));
	}
}

static void desk(struct maker *k)
{
	struct human h = make_human_new(k);
	const char *box = arena_printf(
	    k->a, "%s@%s%zu.example", ONE_OF(k, desks), "firm", h.who);
	size_t who = k->m->whos++;

	h.company = arena_printf(k->a, "firm%zu.example", h.who);
	make_writes(k, &h, make_work(k, &h, 0), h.name, false, 2);
	make_address(k, box, h.name, who);
	make_from(k, box, h.name, make_signed_body(k, &h, false));
}

void people_make(
    struct arena *a, enum made_words words, uint64_t seed, struct made *m_r)
{
	static void (*const kinds[])(struct maker * k) = {plain, plain, aliases,
	    aliases, tags, private_too, private_too, changed_job, changed_job,
	    new_surname, namesakes, common, forged, shared, desk};
	struct made m = {
	    .addrs = ARENA_ARRAY(a, struct made_addr, MAKE_MAX_ADDRS),
	    .mails = ARENA_ARRAY(a, struct fact_mail, MAKE_MAX_MAILS)};
	struct maker k = {.a = a,
	    .w = make_words[words],
	    .seed = seed,
	    .m = &m,
	    .at_ms = INT64_C(1767225600000)};

	/* Every full name of the tables once: 600 at most. */
	for (size_t i = 0; i < 400; i++)
		kinds[i % LEN(kinds)](&k);
	*m_r = m;
}
