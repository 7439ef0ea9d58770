/* stage.c - which stage of a job application a mail states, if any. */
#include "services/knowledge/extract/reading.h"
#include "services/knowledge/extract/stage.h"

enum {
	IN = 1,     /* what others write */
	OUT = 2,    /* what the user writes */
	JOB = 4,    /* the mail must be about a job */
	NOT = 8,    /* the phrase denies by itself */
	ASK = 16,   /* may be a question */
	DATED = 32, /* needs a moment in the sentence */
};

struct phrase {
	enum stage_word stage;
	unsigned flags;
	const char *text;
};
#define P(stage, flags, text) {STAGE_##stage, flags, text},
static const struct phrase phrases[] = {STAGE_PHRASES(P)};
#undef P
#define C(text) text,
static const char *const cold[] = {STAGE_COLD_PHRASES(C)};
#undef C

static const struct {
	const char *name, *stage;
	int rank;
} words[] = {
#define X(code, name, stage, rank) {#name, #stage, rank},
    STAGE_WORDS(X)
#undef X
};

/* Of inbox.triage: they speak for a job, though not for a stage. */
static const char *const job_categories[] = {
    "application_receipt", "interview", "offer", "rejection", "recruiter"};

/* What the mail is about, in half words. */
struct context {
	unsigned job, other;
	bool cold; /* an unasked approach */
	bool own;  /* "your application" is said */
};

struct found {
	const struct phrase *phrase;
	const struct tokens *t;
	size_t from, behind; /* tokens */
	enum stage_word stage;
};

const char *stage_word_name(enum stage_word w)
{
	return words[w].name;
}

const char *stage_word_stage(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (streq(words[i].name, name))
			return words[i].stage;
	return NULL;
}

/* ---- what the mail is about ---- */

static void count_pairs(const struct tokens *t, size_t i, struct context *c)
{
	struct str rest = str_of(STAGE_OTHER_PAIRS), pair, first;

	if (i + 1 >= t->n)
		return;
	while (str_split(&rest, '|', &pair))
		if (str_split(&pair, ' ', &first) &&
		    str_eq(t->v[i].word, first) &&
		    str_eq(t->v[i + 1].word, pair))
			c->other += 4;
}

/* "loan application", "application for the loan". */
static bool is_other_application(const struct tokens *t, size_t i)
{
	if (!token_in(&t->v[i], "application|bewerbung|antrag"))
		return false;
	if (i > 0 && token_in(&t->v[i - 1], STAGE_OTHER_WORDS "|card"))
		return true;
	for (size_t k = i + 1; k < t->n && k < i + 5; k++)
		if (t->v[k].sentence != t->v[i].sentence || t->v[k].breaks)
			return false;
		else if (token_in(&t->v[k], STAGE_OTHER_WORDS))
			return true;
	return false;
}

static void count_words(
    struct arena *a, const struct tokens *t, struct context *c)
{
	const struct word_set *job = word_set_new(a, STAGE_JOB_WORDS);
	const struct word_set *weak = word_set_new(a, STAGE_WEAK_WORDS);
	const struct word_set *other = word_set_new(a, STAGE_OTHER_WORDS);

	for (size_t i = 0; i < t->n; i++) {
		if (word_set_has(job, &t->v[i]))
			c->job += 2;
		else if (word_set_has(weak, &t->v[i]))
			c->job++;
		else if (word_set_has(other, &t->v[i]))
			c->other += 2;
		if (is_other_application(t, i))
			c->other += 8;
		count_pairs(t, i, c);
		if (i > 0 &&
		    token_in(&t->v[i], "application|candidacy|"
				       "interview|interviews|"
				       "bewerbung") &&
		    token_in(&t->v[i - 1], "your|ihre|deine"))
			c->own = true;
		c->own |= token_in(&t->v[i], "applied|applying");
	}
}

static void read_context(
    const struct reading *r, const struct employer *e, struct context *c_r)
{
	const struct tokens *t = &r->body;

	*c_r = (struct context){0};
	count_words(r->a, &r->subject, c_r);
	count_words(r->a, t, c_r);
	if (e->is_ats)
		c_r->job += 4;
	for (size_t i = 0; i < ARRAY_LEN(job_categories); i++)
		if (streq(r->m->category, job_categories[i]))
			c_r->job += 4;
	for (size_t p = 0; p < ARRAY_LEN(cold) && !c_r->cold; p++) {
		const struct pattern *pattern = pattern_new(r->a, cold[p]);

		for (size_t i = 0; i < t->n && !c_r->cold; i++)
			c_r->cold = pattern_match(pattern, t, i) > 0;
	}
	c_r->cold &= !c_r->own;
}

static bool is_wanted(const struct phrase *p, const struct reading *r)
{
	return (p->flags & (r->outgoing ? OUT : IN)) != 0;
}

/* ---- one phrase ---- */

static bool says_future(const struct tokens *t, size_t i)
{
	const struct sentence *s = &t->sentences[t->v[i].sentence];

	for (size_t k = i; k < s->to; k++)
		if (token_in(&t->v[k], "future") ||
		    (token_in(&t->v[k], "another|other") && k + 1 < s->to &&
			token_in(&t->v[k + 1],
			    "position|positions|role|roles|job|opportunities")))
			return true;
	return false;
}

/* What a list may say of the reader's own application. */
static bool is_personal(const struct tokens *t, size_t i)
{
	const struct sentence *s = &t->sentences[t->v[i].sentence];

	if (s->question)
		return false;
	for (size_t k = s->from; k + 1 < s->to; k++)
		if (token_is(&t->v[k], "your") &&
		    token_in(&t->v[k + 1],
			"application|candidacy|interview|resume|offer"))
			return true;
	return false;
}

static bool holds(const struct reading *r, const struct context *c,
    const struct employer *e, const struct found *found)
{
	const struct phrase *p = found->phrase;
	const struct tokens *t = found->t;
	const struct sentence *s = &t->sentences[t->v[found->from].sentence];
	enum stage_word w = p->stage;

	if ((p->flags & JOB) != 0 && (c->job == 0 || c->other >= c->job))
		return false;
	if (c->other > c->job)
		return false;
	if (s->question && (p->flags & ASK) == 0)
		return false;
	if ((p->flags & DATED) != 0 &&
	    around_when(r, t, found->from, false) == NULL)
		return false;
	if (c->cold && w >= STAGE_SCREENING && w <= STAGE_INVITED)
		return false;
	if (around_hypothetical(t, found->from, found->behind))
		return false;
	if ((p->flags & NOT) == 0 &&
	    around_negated(t, found->from, found->behind))
		return false;
	if ((w == STAGE_INVITED || w == STAGE_SCREENING) &&
	    says_future(t, found->from))
		return false;
	return !r->is_list || e->is_ats || is_personal(t, found->from);
}

static void look(const struct reading *r, const struct context *c,
    const struct employer *e, const struct tokens *t,
    const struct phrase_book *book, struct found *best)
{
	for (size_t i = 0; i < t->n; i++) {
		size_t n;
		const uint16_t *p = phrase_book_at(book, &t->v[i], &n);

		for (; n > 0; n--, p++) {
			struct found found = {
			    &phrases[*p], t, i, 0, phrases[*p].stage};

			if (best->phrase != NULL &&
			    words[found.stage].rank <= words[best->stage].rank)
				continue;
			found.behind = phrase_book_match(book, *p, t, i);
			if (found.behind > 0 && holds(r, c, e, &found))
				*best = found;
		}
	}
}

/* ---- the facts ---- */

static int64_t date_of(const struct reading *r, struct found *found)
{
	const struct tokens *t = found->t;
	size_t sentence = t->v[found->from].sentence;
	const struct when *w = NULL;

	switch (found->stage) {
	case STAGE_SCREENING:
	case STAGE_INVITED:
	case STAGE_SCHEDULED:
	case STAGE_RESCHEDULED:
		w = around_when(
		    r, t, found->from, found->stage == STAGE_RESCHEDULED);
		for (size_t k = 0;
		     k < r->whens_n && (w == NULL || !w->has_time); k++)
			if (r->whens[k].has_time &&
			    r->body.v[r->whens[k].first].sentence <=
				sentence + 4)
				w = &r->whens[k];
		if (w == NULL || !w->has_time)
			return 0;
		if (found->stage == STAGE_INVITED)
			found->stage = STAGE_SCHEDULED;
		return w->at_ms;
	case STAGE_ASSESSMENT:
	case STAGE_OFFER:
		w = around_due(r, t, sentence);
		for (size_t k = 0; k < r->body.sentences_n && w == NULL; k++)
			w = around_due(r, &r->body, k);
		return w == NULL ? 0 : when_due_ms(w);
	case STAGE_APPLIED:
	case STAGE_CANCELLED:
	case STAGE_ACCEPTED:
	case STAGE_CLOSED:
	case STAGE_REJECTED:
	case STAGE_WITHDRAWN:
		break;
	}
	return 0;
}

/* An invitation in the calendar part is the surest date of an interview. */
static void add_calendar(
    const struct reading *r, struct found *found, int64_t *next_ms)
{
	const struct ics_event *e = &r->events[0];

	if (r->events_n == 0 || found->stage < STAGE_SCREENING ||
	    found->stage > STAGE_CANCELLED || found->stage == STAGE_ASSESSMENT)
		return;
	if (e->cancelled) {
		if (found->stage != STAGE_RESCHEDULED)
			found->stage = STAGE_CANCELLED;
		return;
	}
	*next_ms = e->begin_ms;
	if (found->stage == STAGE_INVITED)
		found->stage = STAGE_SCHEDULED;
}

static void add_facts(
    struct reading *r, struct found *found, const struct employer *e)
{
	const struct tokens *t = found->t;
	int64_t next_ms = date_of(r, found);
	bool in_subject = t == &r->subject;
	bool junk =
	    streq(r->m->category, "spam") || streq(r->m->category, "phishing");

	add_calendar(r, found, &next_ms);
	facts_add(
	    r->f, &(struct fact){.kind = FACT_STAGE,
		      .part = in_subject ? FACT_PART_SUBJECT : FACT_PART_BODY,
		      .from = t->v[found->from].from,
		      .to = t->v[found->behind - 1].to,
		      .key = e->key,
		      .value = words[found->stage].name,
		      .until_ms = next_ms,
		      .confidence_milli = junk         ? STAGE_DOUBTFUL
					  : in_subject ? 600
						       : 900});
	if (e->role[0] != '\0')
		facts_add(r->f, &(struct fact){.kind = FACT_ROLE_TITLE,
				    .part = e->role_part,
				    .from = e->role_from,
				    .to = e->role_to,
				    .key = e->key,
				    .value = e->role,
				    .confidence_milli = 800});
	if (e->name[0] != '\0')
		facts_add(r->f, &(struct fact){.kind = FACT_COMPANY_NAME,
				    .part = e->part,
				    .from = e->from,
				    .to = e->to,
				    .key = e->key,
				    .value = e->name,
				    .confidence_milli = e->is_ats ? 800 : 500});
}

void read_stage(struct reading *r)
{
	const char *texts[ARRAY_LEN(phrases)] = {NULL};
	const struct phrase_book *book;
	struct found best = {0};
	struct employer e;
	struct context c;

	employer_find(r, &e);
	read_context(r, &e, &c);
	if (c.job == 0)
		return;
	for (size_t p = 0; p < ARRAY_LEN(phrases); p++)
		if (is_wanted(&phrases[p], r))
			texts[p] = phrases[p].text;
	book = phrase_book_new(r->a, texts, ARRAY_LEN(phrases));
	look(r, &c, &e, &r->body, book, &best);
	if (best.phrase == NULL && !r->relayed)
		look(r, &c, &e, &r->subject, book, &best);
	if (best.phrase != NULL)
		add_facts(r, &best, &e);
}
