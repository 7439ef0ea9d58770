/* triage_hardham.c - wanted mail that a fraud would imitate, in today's dress:
 * what of it is taken for risky.
 *
 * Today's dress: SPF, DKIM and DMARC pass for the sender's domain, HTML, links
 * through the click counters of mail services, List-Unsubscribe with one
 * click where it is bulk.
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/signals/host.h"
#include "services/triage/train/templates.h"
#include "tests/eval/triage_eval.h"
#include <stdio.h>
#include <stdlib.h>

#define RISKY 60
#define COMPOSED 400 /* a category */
#define SEED 20261122

static const struct str me = STR("me@home.example");

/* Mail services' counters. */
static const char *const counters[] = {"https://u4410.ct.sendgrid.net/ls/click",
    "https://click.mlsend.com/link/c/aa1", "https://t.dripemail2.com/c/ey1",
    "https://links.mail.example-esp.net/e/c/1", "https://email.mg.example/c/9"};

struct tally {
	size_t n, risky, junk;
};

static void dress(struct arena *a, struct triage_mail *m, struct str domain,
    bool bulk, struct rng *r)
{
	struct triage_link *l = ARENA_ARRAY(a, struct triage_link, 4);

	l[0] = (struct triage_link){
	    str_of(counters[rng_below(r, ARRAY_LEN(counters))]),
	    STR("Details")};
	l[1] = (struct triage_link){
	    str_of(counters[rng_below(r, ARRAY_LEN(counters))]), STR("")};
	l[2] = (struct triage_link){
	    str_of(arena_printf(
		a, "https://www.%.*s/account", (int)domain.n, domain.p)),
	    STR("Your account")};
	m->links = l;
	m->n_links = 3;
	m->has_html = true;
	m->n_images = 4;
	m->spf = m->dkim = m->dmarc = AUTH_PASS;
	m->aligned = true;
	m->to_user = true;
	if (bulk) {
		m->list_unsubscribe = STR("<https://u.example/1>");
		m->list_unsubscribe_post = STR("List-Unsubscribe=One-Click");
	}
}

static void judge(const struct triage_scorer *sc, struct arena *a,
    const struct triage_mail *m, struct tally *t)
{
	struct triage_user u = {.addresses = &me, .n_addresses = 1};
	struct triage_score s;

	triage_score(sc, a, m, &u, NULL, m->at_ms, &s);
	t->n++;
	t->risky += s.risk >= RISKY;
	t->junk += triage_category(s.category)->junk;
}

static void print(const char *what, const struct tally *t)
{
	char name[64], a[64], b[64];

	eval_line(eval_text(name, "%s: risk 60 or more", what),
	    eval_text(a, "%zu of %zu", t->risky, t->n), "-",
	    eval_text(b, "%.2f %%, goal 0.5; called junk %zu",
		100.0 * (double)t->risky / (double)MAX(t->n, (size_t)1),
		t->junk));
}

/* "amazon.*" is any country's: .com will do. */
static struct str brand_domain(struct arena *a, const struct triage_brand *b)
{
	struct str rest = str_of(b->domains), one = {"", 0};

	(void)str_split(&rest, ' ', &one);
	if (one.n > 1 && one.p[one.n - 1] == '*')
		return str_of(
		    arena_printf(a, "%.*scom", (int)one.n - 1, one.p));
	return one;
}

/* Composed mail of companies that frauds imitate, from their own domains. */
static void composed(const struct triage_scorer *sc, const char *training,
    enum triage_category c, struct rng *r)
{
	struct templates *tp;
	struct made_mail made;
	struct tally t = {0};
	struct err err;
	char what[64];
	size_t n_brands;
	const struct triage_brand *brands = triage_brands(&n_brands);

	if (templates_read(training, &tp, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
	made_mail_init(&made);
	for (int i = 0; i < COMPOSED; i++) {
		struct arena *a = arena_new((size_t)4 << 20);
		const struct triage_brand *b =
		    &brands[rng_below(r, (uint32_t)n_brands)];
		struct str domain = brand_domain(a, b);
		struct triage_mail m;

		templates_make(tp, r, c, TEMPLATES_ALL, &made);
		m = (struct triage_mail){
		    .subject = str_of(buf_str(&made.subject)),
		    .body = str_of(buf_str(&made.body)),
		    .from_name = b->key,
		    .from_addr = str_of(arena_printf(
			a, "no-reply@mail.%.*s", (int)domain.n, domain.p)),
		    .at_ms = INT64_C(1795262400000)};
		dress(a, &m, domain,
		    c == CATEGORY_PROMOTION || c == CATEGORY_NEWSLETTER, r);
		judge(sc, a, &m, &t);
		arena_free(&a);
	}
	print(eval_text(
		  what, "%s in the name of a brand", triage_category(c)->name),
	    &t);
	made_mail_deinit(&made);
	templates_free(&tp);
}

/* The corpus's test part, as if it had come today. */
static void corpus_today(
    const struct triage_scorer *sc, const struct corpus *c, struct rng *r)
{
	struct tally t = {0};

	for (size_t i = 0; i < c->n; i++) {
		struct arena *a = arena_new((size_t)64 << 20);
		struct mail_message m;
		struct triage_mail mail;
		struct triage_user u = {.n_addresses = 0};

		memset(&m, 0, sizeof m);
		if (!c->v[i].train && !c->v[i].spam &&
		    mail_parse(a, c->v[i].raw, NULL, &m, NULL) == 0) {
			const struct triage_link *own;
			size_t n_own;

			triage_mail_from_message(a, &m, &u, "", &mail);
			own = mail.links;
			n_own = mail.n_links;
			dress(a, &mail, STR("sender.example"), i % 2 == 0, r);
			if (n_own > 0) { /* its own links, today's checks */
				mail.links = own;
				mail.n_links = n_own;
			}
			judge(sc, a, &mail, &t);
		}
		arena_free(&a);
	}
	print("SpamAssassin ham, re-headed", &t);
}

void eval_hardham(const struct triage_scorer *sc, const char *training,
    const struct corpus *corpus)
{
	static const enum triage_category hard[] = {CATEGORY_SECURITY,
	    CATEGORY_BILL, CATEGORY_RECEIPT, CATEGORY_PROMOTION,
	    CATEGORY_NEWSLETTER, CATEGORY_TRAVEL, CATEGORY_SOCIAL};
	struct rng r = {.state = SEED};

	printf("protocol: %d composed mails a category in the names of the "
	       "companies of brands.def.h, from their domains, in\n"
	       "          today's dress (SPF, DKIM, DMARC pass, HTML, counted "
	       "links); the phrases are those of training\n",
	    COMPOSED);
	for (size_t i = 0; i < ARRAY_LEN(hard); i++)
		composed(sc, training, hard[i], &r);
	if (corpus != NULL)
		corpus_today(sc, corpus, &r);
}
