/* people_mail.c - made-up people, their addresses, and the mail they write. */
#include "tests/eval/people_maker.h"

#include "tests/eval/people_words.def.h"

#include <ctype.h>
#include <stdio.h>

#define LEN(x) (sizeof(x) / sizeof *(x))
#define ME "me@mail.example"

#define WORDS(set)                                                             \
	static const char *const set##_given[] = {set##_GIVEN};                \
	static const char *const set##_family[] = {set##_FAMILY};              \
	static const char *const set##_common[] = {set##_COMMON};              \
	static const char *const set##_nick[] = {set##_NICK};                  \
	static const char *const set##_companies[] = {set##_COMPANIES};        \
	static const char *const set##_closings[] = {set##_CLOSINGS};          \
	static const char *const set##_titles[] = {set##_TITLES};              \
	static const char *const set##_moved[] = {set##_MOVED};                \
	static const char *const set##_desks[] = {set##_DESKS};                \
	static const char *const set##_shared[] = {set##_SHARED};              \
	static const struct words set##_words = {set##_given, set##_family,    \
	    set##_common, set##_nick, set##_companies, set##_closings,         \
	    set##_titles, set##_moved, set##_desks, set##_shared,              \
	    LEN(set##_given), LEN(set##_family), LEN(set##_common),            \
	    LEN(set##_nick), LEN(set##_companies), LEN(set##_closings),        \
	    LEN(set##_titles), LEN(set##_moved), LEN(set##_desks),             \
	    LEN(set##_shared)};
WORDS(DEV)
WORDS(DEV2)
WORDS(DEV3)
WORDS(TEST)

size_t make_pick(struct maker *k, size_t n)
{
	k->seed ^= k->seed << 13;
	k->seed ^= k->seed >> 7;
	k->seed ^= k->seed << 17;
	return (size_t)(k->seed >> 11) % n;
}

const char *make_capital(struct arena *a, const char *s)
{
	char *out = arena_strdup(a, s);
	bool start = true;

	for (char *p = out; *p != '\0'; p++) {
		if (start)
			*p = (char)toupper((unsigned char)*p);
		start = *p == ' ' || *p == '-';
	}
	return out;
}

/* ---- persons and addresses ---- */

struct human make_human_new(struct maker *k)
{
	size_t i = k->names++;
	struct human h = {
	    .given = k->w->given[(i * 7 + i / k->w->family_n) % k->w->given_n],
	    .family = k->w->family[i % k->w->family_n],
	    .company = arena_printf(k->a, "%s.example", ONE_OF(k, companies)),
	    .who = k->m->whos++,
	    .phone = arena_printf(k->a, "+49 30 %zu",
		1000000 + (k->names * 7919 + make_pick(k, 97)) % 9000000),
	};

	h.name = arena_printf(k->a, "%s %s", make_capital(k->a, h.given),
	    make_capital(k->a, h.family));
	return h;
}

const char *make_address(
    struct maker *k, const char *addr, const char *name, size_t who)
{
	struct made *m = k->m;

	for (size_t i = 0; i < m->addrs_n; i++)
		if (streq(m->addrs[i].addr, addr))
			return addr;
	if (m->addrs_n < MAKE_MAX_ADDRS)
		m->addrs[m->addrs_n++] = (struct made_addr){addr, name, who};
	return addr;
}

const char *make_work(struct maker *k, const struct human *h, int form)
{
	const char *local =
	    form == 0   ? arena_printf(k->a, "%s.%s", h->given, h->family)
	    : form == 1 ? arena_printf(k->a, "%c%s", h->given[0], h->family)
	    : form == 2 ? arena_printf(k->a, "%s.%c", h->given, h->family[0])
			: arena_printf(k->a, "%s", h->family);

	const char *addr = arena_printf(k->a, "%s@%s", local, h->company);

	for (size_t i = 0; i < k->m->addrs_n; i++)
		if (streq(k->m->addrs[i].addr, addr) &&
		    k->m->addrs[i].who != h->who)
			return arena_printf(
			    k->a, "%s_%s@%s", h->family, h->given, h->company);
	return addr;
}

const char *make_private_of(struct maker *k, const struct human *h)
{
	static const char *const providers[] = {
	    "gmail.com", "outlook.com", "gmx.de", "yahoo.com"};

	return arena_printf(k->a, "%s%s%s@%s", h->given,
	    make_pick(k, 2) == 0 ? "." : "", h->family,
	    providers[make_pick(k, 4)]);
}

const char *make_variant(struct maker *k, const struct human *h)
{
	switch (make_pick(k, 4)) {
	case 0:
		return arena_printf(k->a, "%s, %s",
		    make_capital(k->a, h->family),
		    make_capital(k->a, h->given));
	case 1:
		for (size_t i = 0; i < k->w->nick_n; i++) {
			const char *colon = strchr(k->w->nick[i], ':');

			if (strncmp(k->w->nick[i], h->given,
				(size_t)(colon - k->w->nick[i])) == 0)
				return arena_printf(k->a, "%s %s",
				    make_capital(k->a, colon + 1),
				    make_capital(k->a, h->family));
		}
		return h->name;
	case 2:
		return arena_printf(k->a, "%s (%s)", h->name, h->company);
	default:
		return h->name;
	}
}

/* ---- mail ---- */

static struct fact_mail *make_mail(struct maker *k, const char *body)
{
	struct fact_mail *m = &k->m->mails[k->m->mails_n];
	static const char *const own[] = {ME};

	if (k->m->mails_n + 1 < MAKE_MAX_MAILS)
		k->m->mails_n++;
	k->at_ms += 3600 * 1000;
	*m = (struct fact_mail){.email_id = k->m->mails_n,
	    .message_id = "",
	    .received_ms = k->at_ms,
	    .subject = STR("about it"),
	    .body = str_of(body),
	    .list_id = "",
	    .precedence = "",
	    .auto_submitted = "",
	    .list_unsubscribe = "",
	    .category = "",
	    .own_addrs = own,
	    .own_addrs_n = 1};
	mail_text_spans(k->a, m->body, FACT_SPANS, &m->spans);
	return m;
}

void make_set_list(struct maker *k, struct mail_addrs *to, struct str *text,
    const char *name, const char *addr)
{
	struct mail_addr *v = ARENA_NEW(k->a, struct mail_addr);

	*v = (struct mail_addr){name, addr};
	*to = (struct mail_addrs){v, 1};
	*text = str_of(arena_printf(k->a, "%s <%s>", name, addr));
}

struct fact_mail *make_from(
    struct maker *k, const char *addr, const char *name, const char *body)
{
	struct fact_mail *m = make_mail(k, body);

	m->from = (struct mail_addr){name, addr};
	m->from_text = str_of(arena_printf(k->a, "%s <%s>", name, addr));
	make_set_list(k, &m->to, &m->to_text, "", ME);
	return m;
}

void make_to(struct maker *k, const char *addr, const char *name)
{
	struct fact_mail *m = make_mail(k, "Hello,\n\nhere it is.\n");

	m->is_outgoing = true;
	m->from = (struct mail_addr){"", ME};
	m->from_text = STR(ME);
	make_set_list(k, &m->to, &m->to_text, name, addr);
}

const char *make_signed_body(struct maker *k, const struct human *h, bool phone)
{
	return arena_printf(k->a,
	    "Hello,\n\nplease see the notes of %zu.\n\n%s\n%s\n%s%s%s\n",
	    make_pick(k, 900), ONE_OF(k, closings), h->name, ONE_OF(k, titles),
	    phone ? "\nTel. " : "", phone ? h->phone : "");
}

void make_writes(struct maker *k, const struct human *h, const char *addr,
    const char *name, bool phone, unsigned times)
{
	make_address(k, addr, name, h->who);
	for (unsigned i = 0; i < times; i++)
		make_from(k, addr, name, make_signed_body(k, h, phone));
}

/* A sentence that gives another address in the place of %s. */
const char *make_moved_to(struct maker *k, const char *addr)
{
	const char *text = ONE_OF(k, moved), *at = strstr(text, "%s");

	return arena_printf(
	    k->a, "%.*s%s%s", (int)(at - text), text, addr, at + 2);
}

const struct words *const make_words[] = {
    &DEV_words, &DEV2_words, &DEV3_words, &TEST_words};
