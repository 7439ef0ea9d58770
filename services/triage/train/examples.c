/* examples.c - composed, whole and real mails become examples. */
#include "services/triage/train/examples.h"
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/lexicon.h"
#include "services/triage/signals/signals.h"
#include <stdlib.h>

#define NOW_MS INT64_C(1700000000000)

void examples_init(struct examples *e, size_t max)
{
	memset(e, 0, sizeof *e);
	e->arena = arena_new((size_t)8 << 30);
	e->domains = triage_domains_new();
	e->lexicon = triage_lexicon_new();
	MUST(triage_spam_open(&e->spam, NULL) == 0);
	e->v = xcalloc(max, sizeof *e->v);
	e->max = max;
}

void examples_deinit(struct examples *e)
{
	arena_free(&e->arena);
	triage_domains_free(&e->domains);
	triage_lexicon_free(&e->lexicon);
	free(e->v);
}

static void add(struct examples *l, const struct triage_mail *m,
    const struct triage_user *u, int category)
{
	struct arena *scratch = arena_new((size_t)64 << 20);
	struct triage_seen *seen = ARENA_NEW(scratch, struct triage_seen);
	struct example *e = &l->v[l->n++];

	MUST(l->n <= l->max);
	triage_signals_find(
	    l->domains, l->lexicon, scratch, m, u, m->at_ms, seen);
	triage_features_read(
	    l->arena, &seen->subject, &seen->body, &seen->sender, &e->features);
	e->spam =
	    (float)triage_spam_judge(&l->spam, NULL, scratch, m).shipped / 1000;
	for (unsigned s = 0; s < TRIAGE_SIGNALS_N; s++) {
		for (unsigned c = 0;
		     seen->evidence[s] != NULL && c < TRIAGE_CATEGORIES_N; c++)
			e->offset[c] +=
			    (float)triage_signal_weight((enum triage_signal)s,
				(enum triage_category)c) /
			    1000;
	}
	e->category = category;
	arena_free(&scratch);
}

/* How often mail of a category comes from somebody known. */
static void relate(struct rng *r, enum triage_category c, struct triage_mail *m,
    struct triage_user *u)
{
	bool people = c == CATEGORY_PERSONAL || c == CATEGORY_WORK;

	bool talks = c == CATEGORY_INTERVIEW || c == CATEGORY_RECRUITER ||
		     c == CATEGORY_OFFER || c == CATEGORY_REJECTION;

	u->knows_sender = rng_chance(r, people                ? 0.5
					: talks               ? 0.35
					: c == CATEGORY_EVENT ? 0.15
							      : 0.02);
	m->replies_to_user = rng_chance(r, people ? 0.3 : talks ? 0.3 : 0.01);
}

/* The mail as the scorer sees it. */
static struct triage_mail mail_of(struct arena *a, const struct made_mail *m)
{
	return (struct triage_mail){
	    .subject = str_of(arena_strdup(a, buf_str(&m->subject))),
	    .body = str_of(arena_strdup(a, buf_str(&m->body))),
	    .from_name = str_of(arena_strdup(a, buf_str(&m->from_name))),
	    .from_addr = str_of(arena_printf(
		a, "%s@%s", buf_str(&m->local), buf_str(&m->domain))),
	    .list_unsubscribe =
		m->list ? STR("<https://l.example/u>") : (struct str){NULL, 0},
	    .auto_submitted =
		m->automatic ? STR("auto-generated") : (struct str){NULL, 0},
	    .is_outgoing = m->own,
	    .at_ms = NOW_MS,
	};
}

void examples_add_composed(
    struct examples *e, const struct templates *t, unsigned per_category)
{
	struct rng r = {.state = TRAIN_SEED};
	struct made_mail m;

	made_mail_init(&m);
	for (unsigned i = 0; i < per_category * TRIAGE_CATEGORIES_N; i++) {
		enum triage_category c =
		    (enum triage_category)(i % TRIAGE_CATEGORIES_N);
		/* What is new, says a signal. */
		struct triage_user user = {.heard_before = true};
		struct triage_mail mail;

		templates_make(t, &r, c, TEMPLATES_ALL, &m);
		mail = mail_of(e->arena, &m);
		relate(&r, c, &mail, &user);
		add(e, &mail, &user, (int)c);
	}
	made_mail_deinit(&m);
}

void examples_add_whole(struct examples *e, const struct templates *t,
    const struct whole *w, char without, unsigned readings)
{
	struct rng r = {.state = TRAIN_SEED + 3};
	struct made_mail m;

	made_mail_init(&m);
	for (size_t i = 0; i < w->n * readings; i++) {
		const struct whole_mail *from = &w->v[i / readings];
		struct triage_user user = {.heard_before = true};
		struct triage_mail mail;

		if (from->writer == without)
			continue;
		whole_make(w, &r, from, &m);
		templates_dress(t, &r, from->category, &m);
		/* The user writes such mail, too. */
		m.own = (from->category == CATEGORY_WORK ||
			    from->category == CATEGORY_PERSONAL) &&
			rng_chance(&r, 0.2);
		mail = mail_of(e->arena, &m);
		relate(&r, from->category, &mail, &user);
		add(e, &mail, &user, (int)from->category);
	}
	made_mail_deinit(&m);
}

void examples_add_writer(struct examples *e, const struct templates *t,
    const struct whole *w, char writer)
{
	struct rng r = {.state = TRAIN_SEED + 5};
	struct triage_user user = {.heard_before = true};
	struct made_mail m;

	made_mail_init(&m);
	for (size_t i = 0; i < w->n; i++) {
		struct triage_mail mail;

		if (w->v[i].writer != writer)
			continue;
		whole_make(w, &r, &w->v[i], &m);
		templates_dress(t, &r, w->v[i].category, &m);
		mail = mail_of(e->arena, &m);
		add(e, &mail, &user, (int)w->v[i].category);
	}
	made_mail_deinit(&m);
}

void examples_add_corpus(
    struct examples *e, const struct corpus *c, enum templates_part part)
{
	struct triage_user user = {.heard_before = true};

	for (size_t i = 0; i < c->n; i++) {
		struct mail_message m;
		struct triage_mail mail;
		bool held = c->v[i].key % 10 == 0;

		if (!c->v[i].train ||
		    (part != TEMPLATES_ALL && held != (part == TEMPLATES_HELD)))
			continue;
		if (mail_parse(e->arena, c->v[i].raw, NULL, &m, NULL) < 0)
			continue;
		triage_mail_from_message(e->arena, &m, &user, "", &mail);
		mail.at_ms = NOW_MS;
		add(e, &mail, &user,
		    c->v[i].spam ? CATEGORY_SPAM : EXAMPLE_HAM);
	}
}
