/* choose.c - extractive answers: every sentence is scored by the question's
 * words it has (weighed by how rare they are among the candidates), by its
 * mail's BM25 score and rank, by its place, and by whether it holds the kind
 * of fact that is asked for; then the best are taken one by one, each
 * weighed down by its likeness to those already taken (MMR). */
#include "services/assistant/compose/choose_part.h"

#include "services/assistant/compose/cues.h"
#include "services/assistant/compose/split.h"

#include <math.h>
#include <stdlib.h>

#define CANDIDATES_MAX 2000
#define PER_MAIL_MAX 100
#define BM25_K 1.2
#define BM25_B 0.75
#define MMR_LIKENESS 0.6
#define FINALISTS 300 /* by words alone; the rest is not looked at closer */

/* ---- words ---- */

static int by_key(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static void read_words(
    const struct question *q, struct candidate *c, struct str text)
{
	struct word w;
	size_t pos = 0, n = 0;

	while (c->n_keys < KEYS_MAX && word_next(text, &pos, &w)) {
		c->keys[c->n_keys++] = w.key;
		c->terms |= choose_term_bit(q, w.key);
	}
	qsort(c->keys, c->n_keys, sizeof *c->keys, by_key);
	for (size_t i = 0; i < c->n_keys; i++) {
		if (i == 0 || c->keys[i] != c->keys[n - 1])
			c->keys[n++] = c->keys[i];
	}
	c->n_keys = n;
}

/* ---- candidates ---- */

/* Sentences are looked for in the mail's own text, which was taken from the
 * body; one that does not stand in the body as it is can't be quoted. */
static void add_mail(struct chooser *ch, size_t mail)
{
	const struct mail *m = &ch->mails[mail];
	struct sentence *v = ARENA_ARRAY(ch->a, struct sentence, SPLIT_MAX);
	struct str own = m->own.n > 0 ? m->own : m->body;
	size_t n = split_sentences(own, v), at = 0;

	for (size_t i = 0; i < MIN(n, PER_MAIL_MAX); i++) {
		struct candidate *c = &ch->v[ch->n];
		struct str s = {own.p + v[i].from, v[i].to - v[i].from};
		const char *found =
		    memmem(m->body.p + at, m->body.n - at, s.p, s.n);

		if (found == NULL)
			found = memmem(m->body.p, m->body.n, s.p, s.n);
		if (found == NULL || ch->n == ch->max)
			continue;
		at = (size_t)(found - m->body.p);
		*c = (struct candidate){.place = i, .text = {found, s.n}};
		c->pick = (struct pick){.mail = mail,
		    .from_byte = at,
		    .to_byte = at + s.n,
		    .cut = v[i].cut};
		at += s.n;
		read_words(ch->q, c, s);
		if (c->n_keys > 0)
			ch->n++;
	}
}

/* ---- how rare, how much ---- */

/* Term counts a mail of the sentences; the head counts double. */
static double bm25_of(struct chooser *ch, size_t mail, double average)
{
	double tf[QUESTION_TERMS] = {0}, words = 0, sum = 0;

	for (size_t i = 0; i < ch->n; i++) {
		if (ch->v[i].pick.mail != mail)
			continue;
		words += (double)ch->v[i].n_keys;
		for (size_t t = 0; t < ch->q->n_terms; t++)
			tf[t] += (ch->v[i].terms >> t) & 1;
	}
	for (size_t t = 0; t < ch->q->n_terms; t++) {
		double f = tf[t] + 2.0 * ((ch->head_terms[mail] >> t) & 1);

		sum += ch->idf[t] * f * (BM25_K + 1) /
		       (f + BM25_K * (1 - BM25_B +
					 BM25_B * words / MAX(average, 1)));
	}
	return sum;
}

static void weigh_mails(struct chooser *ch)
{
	double words = 0, best = 0;

	for (size_t i = 0; i < ch->n; i++)
		words += (double)ch->v[i].n_keys;
	for (size_t i = 0; i < ch->n_mails; i++) {
		ch->bm25[i] =
		    bm25_of(ch, i, words / (double)MAX(ch->n_mails, (size_t)1));
		best = MAX(best, ch->bm25[i]);
	}
	for (size_t i = 0; i < ch->n_mails && best > 0; i++)
		ch->bm25[i] /= best;
}

/* By words, mail and place. */
static void score_words(struct chooser *ch, struct candidate *c)
{
	size_t mail = c->pick.mail;
	double s = choose_share(ch, c->terms);

	/* "What does Acme say of the salary": Acme is the sender. */
	s += 0.5 * choose_share(ch, ch->head_terms[mail] & ~c->terms);
	s += 0.35 * ch->bm25[mail];
	s += 0.25 / (1.0 + (double)mail);
	s += 0.12 / (1.0 + (double)c->place);
	s -= ch->mails[mail].outgoing ? 0.15 : 0;
	if (mail_is_risky(&ch->mails[mail]) && ch->q->intent != INTENT_FLAG)
		s = -10; /* whatever it says, it is not quoted */
	c->pick.covers = c->terms != 0 || ch->q->n_terms == 0;
	c->pick.score = s;
}

/* By what it says. */
static void score_cues(struct chooser *ch, struct candidate *c)
{
	struct cues cues = cues_of(c->text);
	double s = 0;

	c->pick.answers = cues_answer(&cues, ch->q->asked);
	if (c->pick.answers)
		s += 0.5;
	else if (ch->q->asked == ASKED_NOTHING || ch->q->asked == ASKED_TEXT)
		s += cues.amount ? 0.15 : cues.date ? 0.08 : 0;
	if (c->n_keys < 4 && !c->pick.answers)
		s -= 0.4;
	s -= cues.link ? 0.3 : 0;
	s -= cues.boilerplate ? 0.5 : 0;
	s -= cues.greeting ? 0.6 : 0;
	if (cues.title && ch->q->asked != ASKED_WHO &&
	    ch->q->asked != ASKED_WHERE)
		s -= 0.5;
	c->pick.score += s;
}

/* Equal scores: in order of mail and place, so that an answer is the same
 * every time. */
static int by_score(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->pick.score != y->pick.score)
		return x->pick.score > y->pick.score ? -1 : 1;
	if (x->pick.mail != y->pick.mail)
		return x->pick.mail < y->pick.mail ? -1 : 1;
	return x->place < y->place ? -1 : x->place > y->place;
}

static void score_all(struct chooser *ch)
{
	for (size_t i = 0; i < ch->n; i++)
		score_words(ch, &ch->v[i]);
	qsort(ch->v, ch->n, sizeof *ch->v, by_score);
	ch->n = MIN(ch->n, FINALISTS);
	for (size_t i = 0; i < ch->n; i++)
		score_cues(ch, &ch->v[i]);
}

/* ---- taking ---- */

/* Jaccard's, of two sorted lists. */
static double likeness(const struct candidate *a, const struct candidate *b)
{
	size_t i = 0, j = 0, both = 0;

	while (i < a->n_keys && j < b->n_keys) {
		if (a->keys[i] == b->keys[j]) {
			both++;
			i++;
			j++;
		} else if (a->keys[i] < b->keys[j]) {
			i++;
		} else {
			j++;
		}
	}
	return (double)both / (double)(a->n_keys + b->n_keys - both);
}

static bool may_take(const struct chooser *ch, const struct candidate *c,
    const struct choose_how *how, const struct pick *picks, size_t n)
{
	size_t of_mail = 0;

	if (c->taken || c->pick.score <= 0)
		return false;
	if (how->only_covering && ch->q->n_terms > 0 &&
	    (c->terms | ch->mail_terms[c->pick.mail]) == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		of_mail += picks[i].mail == c->pick.mail;
	return of_mail < how->max_per_mail;
}

static double likest(
    const struct chooser *ch, const struct candidate *c, size_t taken)
{
	double like = 0;

	for (size_t i = 0; i < taken; i++)
		like = MAX(like, likeness(c, ch->taken[i]));
	return like;
}

static struct candidate *best_left(struct chooser *ch,
    const struct choose_how *how, const struct pick *picks, size_t n)
{
	struct candidate *best = NULL;
	double best_score = 0;

	for (size_t i = 0; i < ch->n; i++) {
		struct candidate *c = &ch->v[i];
		double like;

		if (!may_take(ch, c, how, picks, n))
			continue;
		like = likest(ch, c, n);
		if (like > 0.8) /* said already */
			continue;
		if (best == NULL ||
		    c->pick.score - MMR_LIKENESS * like > best_score) {
			best = c;
			best_score = c->pick.score - MMR_LIKENESS * like;
		}
	}
	return best;
}

size_t choose_sentences(struct arena *a, const struct question *q,
    const struct mail *v, size_t n, const struct choose_how *how,
    struct pick *picks_r)
{
	struct chooser ch = {.a = a, .q = q, .mails = v, .n_mails = n};
	size_t taken = 0;

	ch.max = MIN((size_t)CANDIDATES_MAX, n * PER_MAIL_MAX);
	ch.v = ARENA_ARRAY(a, struct candidate, ch.max + 1);
	ch.bm25 = ARENA_ARRAY(a, double, n + 1);
	ch.head_terms = ARENA_ARRAY(a, unsigned, n + 1);
	ch.mail_terms = ARENA_ARRAY(a, unsigned, n + 1);
	for (size_t i = 0; i < n; i++) {
		add_mail(&ch, i);
		ch.head_terms[i] = choose_head_terms(q, &v[i]);
		ch.mail_terms[i] = ch.head_terms[i];
	}
	for (size_t i = 0; i < ch.n; i++)
		ch.mail_terms[ch.v[i].pick.mail] |= ch.v[i].terms;
	choose_weigh(&ch);
	weigh_mails(&ch);
	score_all(&ch);
	ch.taken = ARENA_ARRAY(a, const struct candidate *, how->max + 1);
	while (taken < how->max) {
		struct candidate *c = best_left(&ch, how, picks_r, taken);

		if (c == NULL)
			break;
		c->taken = true;
		ch.taken[taken] = c;
		picks_r[taken++] = c->pick;
	}
	return taken;
}
