/* score.c - adds up: categories, risk, needs a reply, priority. */
#include "services/triage/score.h"
#include "common/base/die.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/lexicon.h"
#include "services/triage/score_parts.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define REPLY_BASE_MILLI (-1900)
#define REPLY_POINTS 14 /* of priority, for a mail that waits */
#define RISKY 60
/* A person's word outweighs whatever a mail may sum up to. */
#define DECISION_MILLI 1000000
/* A mail that is certainly phishing is risky by that alone; spam needs
 * something odd about its sender, links or files beside it. */
#define PHISHING_POINTS RISKY
#define SPAM_POINTS 46
#define OPEN_SHARE 0.4

struct triage_scorer {
	struct triage_model model;
	struct triage_spam spam;
	char version[24]; /* "lr-" and 12 digits that both models make */
	struct triage_domains *domains;
	struct triage_lexicon *lexicon;
};

static void add_up(struct triage_work *w);
static void decide(struct triage_score *s);
static void judge_risk(struct triage_work *w);
static void judge_reply(struct triage_work *w, const struct triage_mail *m);
static void judge_priority(struct triage_work *w);

static struct triage_scorer *scorer_new(
    const struct triage_model *m, const struct triage_spam *spam)
{
	struct triage_scorer *s = xcalloc(1, sizeof *s);

	s->model = *m;
	s->spam = *spam;
	snprintf(s->version, sizeof s->version, "lr-%012" PRIx64,
	    (m->head->checksum ^ spam->head->checksum * 31) >> 16);
	s->domains = triage_domains_new();
	s->lexicon = triage_lexicon_new();
	return s;
}

int triage_scorer_open(struct triage_scorer **s_r, struct err *err)
{
	struct triage_model m;
	struct triage_spam spam;

	if (triage_model_open(&m, err) < 0 || triage_spam_open(&spam, err) < 0)
		return -1;
	*s_r = scorer_new(&m, &spam);
	return 0;
}

void triage_scorer_close(struct triage_scorer **s)
{
	if (*s == NULL)
		return;
	triage_domains_free(&(*s)->domains);
	triage_lexicon_free(&(*s)->lexicon);
	free(*s);
	*s = NULL;
}

const char *triage_scorer_version(const struct triage_scorer *s)
{
	return s->version;
}

bool triage_scorer_free_mail(const struct triage_scorer *s, struct str addr)
{
	for (size_t i = addr.n; i > 0; i--) {
		if (addr.p[i - 1] == '@')
			return (triage_domains_kinds(s->domains,
				    (struct str){addr.p + i, addr.n - i}) &
				   DOMAIN_FREE_MAIL) != 0;
	}
	return false;
}

void triage_score(const struct triage_scorer *s, struct arena *a,
    const struct triage_mail *m, const struct triage_user *u,
    const struct triage_prior *prior, int64_t now_ms,
    struct triage_score *score_r)
{
	struct triage_work *w = ARENA_NEW(a, struct triage_work);

	memset(score_r, 0, sizeof *score_r);
	w->model = &s->model;
	w->arena = a;
	w->prior = prior;
	w->score = score_r;
	w->parts = ARENA_ARRAY(a, struct triage_part, TRIAGE_PARTS_MAX);
	triage_signals_find(s->domains, s->lexicon, a, m, u, now_ms, &w->seen);
	triage_features_read(
	    a, &w->seen.subject, &w->seen.body, &w->seen.sender, &w->features);
	w->spam = triage_spam_judge(&s->spam, u->learnt, a, m);
	add_up(w);
	decide(score_r);
	triage_reasons_category(w);
	judge_risk(w);
	judge_reply(w, m);
	judge_priority(w);
	score_r->due_ms = w->seen.due_ms;
	score_r->event_ms = w->seen.event_ms;
	triage_reasons_sort(w);
}

void triage_scorer_teach(const struct triage_scorer *s,
    struct triage_learner *l, const struct triage_mail *m, bool spam)
{
	struct arena *scratch = arena_new((size_t)4 << 20);
	struct triage_spam_features f;

	triage_spam_features_read(scratch, m, &f);
	triage_learner_teach(l, &f, triage_spam_prior(&s->spam, &f), spam);
	arena_free(&scratch);
}

/* ---- categories ---- */

static void add_up(struct triage_work *w)
{
	int32_t *milli = w->score->milli;

	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		milli[c] = triage_model_sharpen(
		    w->model, w->model->head->bias_milli[c]);
	for (unsigned b = 0; b < TRIAGE_BLOCKS; b++) {
		triage_model_block(
		    w->model, &w->features, (enum triage_block)b, w->blocks[b]);
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
			milli[c] += w->blocks[b][c];
	}
	milli[CATEGORY_SPAM] += w->spam.shipped + w->spam.learnt;
	for (unsigned i = 0; i < TRIAGE_SIGNALS_N; i++) {
		if (w->seen.evidence[i] == NULL)
			continue;
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
			milli[c] += triage_model_sharpen(w->model,
			    triage_signal_weight((enum triage_signal)i,
				(enum triage_category)c));
	}
	for (unsigned c = 0; w->prior != NULL && c < TRIAGE_CATEGORIES_N; c++)
		milli[c] += w->prior->milli[c] +
			    triage_decision_milli(w, (enum triage_category)c);
}

int32_t triage_decision_milli(
    const struct triage_work *w, enum triage_category c)
{
	return w->prior != NULL && w->prior->decided_category &&
		       w->prior->category_is == c
		   ? DECISION_MILLI
		   : 0;
}

static void decide(struct triage_score *s)
{
	unsigned first = 0, second = 1;
	double sum = 0;

	if (s->milli[1] > s->milli[0]) {
		first = 1;
		second = 0;
	}
	for (unsigned c = 2; c < TRIAGE_CATEGORIES_N; c++) {
		if (s->milli[c] > s->milli[first]) {
			second = first;
			first = c;
		} else if (s->milli[c] > s->milli[second]) {
			second = c;
		}
	}
	s->category = (enum triage_category)first;
	s->runner_up = (enum triage_category)second;
	s->margin_milli = s->milli[first] - s->milli[second];
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		s->p[c] = exp((s->milli[c] - s->milli[first]) / 1000.0);
		sum += s->p[c];
	}
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		s->p[c] /= sum;
}

/* ---- points ---- */

/* Adds what is missing to stay within 0 and 100. */
static int bound(struct triage_work *w, enum triage_part_of of, int points)
{
	if (points > 100)
		triage_part_add(w, of, "at_most_100", 100 - points, "");
	else if (points < 0)
		triage_part_add(w, of, "at_least_0", -points, "");
	return MIN(MAX(points, 0), 100);
}

static void judge_risk(struct triage_work *w)
{
	struct triage_score *s = w->score;
	int points = 0;
	/* Who hides nothing is judged less by how they write. */
	bool open = w->seen.evidence[SIGNAL_CONSISTENT] != NULL ||
		    w->seen.evidence[SIGNAL_BRAND_SENDER] != NULL;
	double share = open ? OPEN_SHARE : 1;
	int wording =
	    (int)lround(share * (PHISHING_POINTS * s->p[CATEGORY_PHISHING] +
				    SPAM_POINTS * s->p[CATEGORY_SPAM]));

	for (unsigned i = 0; i < TRIAGE_SIGNALS_N; i++) {
		int32_t risk = triage_signal((enum triage_signal)i)->risk;

		if (w->seen.evidence[i] == NULL || risk == 0)
			continue;
		points += risk;
		triage_part_add(w, PART_RISK,
		    triage_signal((enum triage_signal)i)->name, risk,
		    w->seen.evidence[i]);
	}
	if (wording > 0) {
		points += wording;
		triage_part_add(w, PART_RISK, "reads_as_junk", wording,
		    triage_category(
			s->p[CATEGORY_PHISHING] > s->p[CATEGORY_SPAM]
			    ? CATEGORY_PHISHING
			    : CATEGORY_SPAM)
			->name);
	}
	s->risk = bound(w, PART_RISK, points);
	s->level = triage_level_of(s->risk);
}

static void judge_reply(struct triage_work *w, const struct triage_mail *m)
{
	struct triage_score *s = w->score;
	int32_t milli = REPLY_BASE_MILLI;

	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		milli += (int32_t)lround(
		    s->p[c] *
		    triage_category((enum triage_category)c)->reply_milli);
	for (unsigned i = 0; i < TRIAGE_SIGNALS_N; i++) {
		if (w->seen.evidence[i] != NULL)
			milli +=
			    triage_signal((enum triage_signal)i)->reply_milli;
	}
	s->needs_reply_p = m->is_outgoing ? 0 : 1 / (1 + exp(-milli / 1000.0));
	s->needs_reply = s->needs_reply_p >= 0.5;
}

static void judge_priority(struct triage_work *w)
{
	struct triage_score *s = w->score;
	const struct triage_category_info *c = triage_category(s->category);
	int points = c->priority;

	triage_part_add(w, PART_PRIORITY, "category", points, c->name);
	for (unsigned i = 0; i < TRIAGE_SIGNALS_N; i++) {
		int32_t add = triage_signal((enum triage_signal)i)->priority;

		if (w->seen.evidence[i] == NULL || add == 0)
			continue;
		/* Junk presses for time too. */
		if (add > 0 && (c->junk || s->risk >= RISKY))
			continue;
		points += add;
		triage_part_add(w, PART_PRIORITY,
		    triage_signal((enum triage_signal)i)->name, add,
		    w->seen.evidence[i]);
	}
	if (s->needs_reply && !c->junk && s->risk < RISKY) {
		points += REPLY_POINTS;
		triage_part_add(
		    w, PART_PRIORITY, "needs_reply", REPLY_POINTS, "");
	}
	if (s->risk >= RISKY && points > 0) {
		triage_part_add(w, PART_PRIORITY, "risky", -points,
		    triage_level_name(s->level));
		points = 0;
	}
	if (w->prior != NULL && w->prior->priority != 0) {
		points += w->prior->priority;
		triage_part_add(w, PART_PRIORITY, "your_corrections",
		    w->prior->priority, w->prior->evidence);
	}
	if (w->prior != NULL && w->prior->decided_priority) {
		triage_part_add(w, PART_PRIORITY, "your_decision",
		    w->prior->priority_is - points, "");
		points = w->prior->priority_is;
	}
	s->priority = bound(w, PART_PRIORITY, points);
	s->band = triage_band_of(s->priority);
}

/* ---- words for numbers ---- */

enum triage_band triage_band_of(int priority)
{
	return priority >= 70   ? BAND_NOW
	       : priority >= 45 ? BAND_TODAY
	       : priority >= 20 ? BAND_LATER
				: BAND_NONE;
}

enum triage_level triage_level_of(int risk)
{
	return risk >= 80   ? LEVEL_CRITICAL
	       : risk >= 60 ? LEVEL_HIGH
	       : risk >= 40 ? LEVEL_MEDIUM
	       : risk >= 20 ? LEVEL_LOW
			    : LEVEL_SAFE;
}

const char *triage_band_name(enum triage_band b)
{
	static const char *const names[] = {[BAND_NOW] = "now",
	    [BAND_TODAY] = "today",
	    [BAND_LATER] = "later",
	    [BAND_NONE] = "none"};

	return names[b];
}

const char *triage_level_name(enum triage_level l)
{
	static const char *const names[] = {[LEVEL_SAFE] = "safe",
	    [LEVEL_LOW] = "low",
	    [LEVEL_MEDIUM] = "medium",
	    [LEVEL_HIGH] = "high",
	    [LEVEL_CRITICAL] = "critical"};

	return names[l];
}

const char *triage_part_of_name(enum triage_part_of of)
{
	static const char *const names[] = {[PART_CATEGORY] = "category",
	    [PART_RISK] = "risk",
	    [PART_PRIORITY] = "priority"};

	return names[of];
}
