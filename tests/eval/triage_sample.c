/* triage_sample.c - the sample mailbox beside what its mails are said to be. */
#include "common/base/die.h"
#include "common/base/map.h"
#include "common/mail/mbox.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "tests/eval/triage_eval.h"
#include <stdio.h>
#include <stdlib.h>

#define CONTACTS_MAX 500

struct sample {
	struct arena *arena;
	struct mail_message *v;
	size_t n;
	struct smap *category; /* Message-ID to name */
	struct smap *reply;    /* Message-ID to "reply" or "-" */
	struct str own;
};

/* ---- the sample mailbox ---- */

static void read_expected(struct sample *s, const char *path)
{
	struct str all = eval_read(s->arena, path), line;

	s->category = smap_new();
	s->reply = smap_new();
	while (str_split(&all, '\n', &line)) {
		struct str f[4];
		size_t n = 0;
		char id[512];

		while (n < 4 && str_split(&line, '\t', &f[n]))
			n++;
		if (n < 4 || f[0].n < 3 || f[0].p[0] != '<')
			continue;
		(void)str_copy(
		    id, sizeof id, (struct str){f[0].p + 1, f[0].n - 2});
		smap_put(
		    s->category, id, arena_strndup(s->arena, f[1].p, f[1].n));
		smap_put(s->reply, id, arena_strndup(s->arena, f[3].p, f[3].n));
	}
}

struct sample *sample_open(const char *mbox, const char *expected)
{
	struct sample *s = xcalloc(1, sizeof *s);
	struct mbox_reader *r = mbox_reader_new(0, 0);
	struct mbox_item item;
	struct err err;
	int rc;

	s->arena = arena_new((size_t)1 << 30);
	s->v = ARENA_ARRAY(s->arena, struct mail_message, 5000);
	s->n = 0;
	mbox_reader_feed(r, eval_read(s->arena, mbox));
	mbox_reader_end(r);
	while ((rc = mbox_reader_next(r, &item, &err)) == 1 && s->n < 5000)
		s->n += mail_parse(
			    s->arena, item.raw, NULL, &s->v[s->n], NULL) == 0;
	if (rc < 0)
		quit(EX_DATAERR, "%s: %s", mbox, err.text);
	mbox_reader_free(&r);
	read_expected(s, expected);
	s->own = STR("");
	for (size_t i = 0; i < s->n && s->own.n == 0; i++)
		s->own = str_of(s->v[i].delivered_to);
	return s;
}

void sample_close(struct sample **s)
{
	smap_free(&(*s)->category);
	smap_free(&(*s)->reply);
	arena_free(&(*s)->arena);
	free(*s);
	*s = NULL;
}

/* What the user had written before mail i: people and Message-IDs. */
static void known_before(const struct sample *s, size_t i, struct arena *a,
    struct triage_user *u, bool *replies_r)
{
	struct triage_contact *v =
	    ARENA_ARRAY(a, struct triage_contact, CONTACTS_MAX);
	const struct mail_message *m = &s->v[i];

	u->contacts = v;
	*replies_r = false;
	for (size_t k = 0; k < s->n; k++) {
		const struct mail_message *o = &s->v[k];

		u->heard_before |= strieq(o->from.addr, m->from.addr) &&
				   o->date_ms < m->date_ms - 43200000;
		if (k == i || !str_ieqs(s->own, o->from.addr) ||
		    o->date_ms > m->date_ms)
			continue;
		*replies_r |= o->message_id[0] != '\0' &&
			      streq(o->message_id, m->in_reply_to);
		for (size_t t = 0; t < o->to.n && u->n_contacts < CONTACTS_MAX;
		     t++) {
			v[u->n_contacts++] = (struct triage_contact){
			    str_of(o->to.v[t].name), str_of(o->to.v[t].addr)};
			u->knows_sender |=
			    strieq(o->to.v[t].addr, m->from.addr);
		}
	}
}

void sample_judge(const struct triage_scorer *sc, const struct sample *s,
    struct judged_list *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct mail_message *m = &s->v[i];
		const char *name = smap_get(s->category, m->message_id);
		struct arena *a = arena_new((size_t)64 << 20);
		struct triage_user u = {.addresses = &s->own,
		    .n_addresses = 1,
		    .tz_offset_min = 60};
		struct triage_mail mail;
		struct triage_score score;
		enum triage_category c;

		if (name != NULL && triage_category_parse(name, &c) == 0) {
			bool replies;

			known_before(s, i, a, &u, &replies);
			triage_mail_from_message(
			    a, m, &u, "mx.mail.example", &mail);
			mail.replies_to_user = replies;
			triage_score(
			    sc, a, &mail, &u, NULL, mail.at_ms, &score);
			judged_add(out, &score,
			    (struct judged){.expected = (int)c,
				.expected_reply = streq(
				    smap_get(s->reply, m->message_id), "reply"),
				.positive = triage_category(c)->junk,
				.outgoing = mail.is_outgoing});
		}
		arena_free(&a);
	}
}

static void measure_reply(const struct judged_list *l)
{
	size_t both = 0, said = 0, truly = 0;
	char a[64], b[64];

	for (size_t i = 0; i < l->n; i++) {
		both += l->v[i].needs_reply && l->v[i].expected_reply;
		said += l->v[i].needs_reply;
		truly += l->v[i].expected_reply;
	}
	eval_line("needs a reply: precision, recall",
	    eval_text(a, "%.3f, %.3f",
		(double)both / (double)MAX(said, (size_t)1),
		(double)both / (double)MAX(truly, (size_t)1)),
	    "-",
	    eval_text(
		b, "F1 %.3f", 2.0 * (double)both / (double)(said + truly)));
}

static void measure_quality(
    const char *what, const struct judged_list *all, bool received_only)
{
	struct judged_list l = {NULL, 0, 0};
	struct quality q, low, high;
	const struct judged **v = xcalloc(all->n + 1, sizeof *v);
	char a[64], b[64], name[64];

	l.v = xcalloc(all->n + 1, sizeof *l.v);
	for (size_t i = 0; i < all->n; i++) {
		if (received_only && all->v[i].outgoing)
			continue;
		l.v[l.n] = all->v[i];
		v[l.n] = &l.v[l.n];
		l.n++;
	}
	q = stat_quality(v, l.n);
	stat_bootstrap(&l, &low, &high);
	eval_line(eval_text(name, "category accuracy, %s (%zu)", what, l.n),
	    eval_text(a, "%.4f", q.accuracy), "-",
	    eval_text(b, "[%.3f, %.3f]", low.accuracy, high.accuracy));
	eval_line(eval_text(name, "category macro-F1, %s (%zu)", what, l.n),
	    eval_text(a, "%.4f", q.macro_f1), "-",
	    eval_text(b, "[%.3f, %.3f]", low.macro_f1, high.macro_f1));
	free(v);
	free(l.v);
}

int eval_sample(const char *mbox, const char *expected)
{
	struct triage_scorer *sc = eval_scorer();
	struct judged_list l = {NULL, 0, 0};
	struct sample *s = sample_open(mbox, expected);

	sample_judge(sc, s, &l);
	printf(
	    "protocol: sample mailbox, 18 categories; written by other hands "
	    "than the training text, never trained on;\n"
	    "          NOT untouched: its confusion table was seen twice in "
	    "development; the rule for the user's own mail and\n"
	    "          the weights of acquaintance followed from it, so these "
	    "figures flatter; the first look, before that,\n"
	    "          was 0.647 over all mail; intervals: 95 %% of 2,000 "
	    "bootstrap resamples\n");
	measure_quality("all mail", &l, false);
	measure_quality("received", &l, true);
	measure_reply(&l);
	free(l.v);
	sample_close(&s);
	triage_scorer_close(&sc);
	return EX_OK;
}
