/* question.c - reads a question: quotes and the shape of words, time, then the
 * longest phrase of the lexicon at each place, then what is left: terms. */
#include "services/assistant/question/question_part.h"

#define WEAK_SCORE 2 /* an intent that only such a word speaks for is guessed */

static void decide(struct reading *r, const struct when_clock *clock);
static void explain(struct reading *r);

void question_read(struct arena *a, const struct lexicon *l, struct str text,
    const struct when_clock *clock, struct question *q_r)
{
	struct reading *r = ARENA_NEW(a, struct reading);
	size_t pos = 0;

	*q_r = (struct question){0};
	r->a = a;
	r->lex = l;
	r->text = text;
	r->q = q_r;
	r->is_question = str_find(text, "?") >= 0;
	for (size_t i = 0; i < INTENTS_N; i++)
		buf_init(&r->why[i], 400);
	while (r->n < QUESTION_WORDS && word_next(text, &pos, &r->v[r->n]))
		r->n++;
	question_read_quotes(r);
	question_skip_greeting(r);
	question_mend_words(r);
	question_join_verbs(r);
	question_read_time(r, clock);
	question_read_addresses(r);
	question_read_writers(r);
	question_read_phrases(r);
	question_read_terms(r);
	question_soften_told(r);
	decide(r, clock);
	explain(r);
	for (size_t i = 0; i < INTENTS_N; i++)
		buf_deinit(&r->why[i]);
}

/* ---- the intent ---- */

static bool happens(const struct question *q)
{
	for (size_t i = 0; i < q->n_categories; i++) {
		if (streq(q->categories[i], "interview") ||
		    streq(q->categories[i], "event") ||
		    streq(q->categories[i], "travel"))
			return true;
	}
	return false;
}

/* What is to come is looked up by when it happens, not by when it came in. */
static void weigh_time(struct reading *r, const struct when_clock *clock)
{
	const struct question *q = r->q;
	const struct when *w = &q->when;
	int64_t today =
	    calendar_begin(calendar_day_of(clock->now_ms, clock->utc_offset_s),
		clock->utc_offset_s);
	bool ahead = w->set && !w->open_from &&
		     (w->from_ms == today || w->to_ms > clock->now_ms + DAY_MS);

	if (w->future && r->scores[INTENT_TASK] > 0)
		r->scores[INTENT_TASK] += 6;
	else if (w->future)
		r->scores[INTENT_CALENDAR] += 6;
	if (ahead && happens(q) && r->scores[INTENT_SUMMARIZE] == 0)
		r->scores[INTENT_CALENDAR] += w->future ? 4 : 9;
	if ((w->future || ahead) && r->scores[INTENT_CALENDAR] > 0)
		buf_addf(&r->why[INTENT_CALENDAR], "%s\"%s\"",
		    r->why[INTENT_CALENDAR].len > 0 ? ", " : "", q->when_words);
}

/* "On Tuesday", of what is to come: the next one. */
static void look_ahead(struct question *q, const struct when_clock *clock)
{
	if (!q->when.either_way || q->when.future ||
	    q->when.to_ms > clock->now_ms)
		return;
	q->when.from_ms += 7 * DAY_MS;
	q->when.to_ms += 7 * DAY_MS;
	q->when.future = true;
}

/* "When do they need an answer?" asks for a fact, not for what waits. */
static void weigh_asked(struct reading *r)
{
	if (r->q->asked == ASKED_WHEN || r->q->asked == ASKED_WHERE ||
	    r->q->asked == ASKED_AMOUNT)
		r->scores[INTENT_FOLLOW_UP] -=
		    MIN(r->scores[INTENT_FOLLOW_UP], 7);
}

static void decide(struct reading *r, const struct when_clock *clock)
{
	struct question *q = r->q;
	enum intent best = INTENT_UNSUBSCRIBE;

	weigh_time(r, clock);
	weigh_asked(r);
	for (int i = 1; i < INTENTS_N; i++) {
		if (r->scores[i] > r->scores[best])
			best = (enum intent)i;
	}
	q->guessed = r->scores[best] <= WEAK_SCORE;
	if (r->scores[best] == 0)
		best = q->n_terms + q->n_senders + q->n_categories > 0 ||
			       r->is_question
			   ? INTENT_FIND
			   : INTENT_SUMMARIZE;
	q->intent = best;
	if (q->guessed && q->n_terms + q->n_senders + q->n_categories == 0)
		q->goes_on = true;
	if (q->n_except > 0 && q->n_terms + q->n_senders + q->n_categories == 0)
		q->guessed = q->goes_on = true;
	if (best == INTENT_CALENDAR)
		look_ahead(q, clock);
}

static void explain(struct reading *r)
{
	struct question *q = r->q;
	enum intent second = INTENTS_N;
	struct buf b;

	buf_init(&b, 480);
	buf_adds(&b, intent_name(q->intent));
	if (r->scores[q->intent] > 0)
		buf_addf(&b, " by %s", buf_str(&r->why[q->intent]));
	else
		buf_adds(&b, ", because no word asks for anything else");
	for (size_t i = 0; i < q->n_categories; i++)
		buf_addf(&b, "%s%s", i == 0 ? "; categories: " : ", ",
		    q->categories[i]);
	if (q->when_words != NULL)
		buf_addf(&b, "; time: \"%s\"", q->when_words);
	for (int i = 0; i < INTENTS_N; i++) {
		if (i != (int)q->intent && r->scores[i] > WEAK_SCORE &&
		    (second == INTENTS_N || r->scores[i] > r->scores[second]))
			second = (enum intent)i;
	}
	if (second != INTENTS_N)
		buf_addf(&b, "; could also be %s by %s", intent_name(second),
		    buf_str(&r->why[second]));
	q->explanation = arena_strndup(
	    r->a, buf_str(&b), utf8_cut((struct str){buf_str(&b), b.len}, 480));
	buf_deinit(&b);
}

/* ---- what was said before ---- */

static bool speaks_of_moments(
    const struct question *q, const struct question *before);

void question_follow(const struct when_clock *clock,
    const struct question *before, struct question *q)
{
	if (speaks_of_moments(q, before)) {
		q->intent = INTENT_CALENDAR;
		look_ahead(q, clock);
	}
	if (q->guessed)
		q->intent = before->intent;
	if (q->guessed && q->asked == ASKED_NOTHING)
		q->asked = before->asked;
}

/* "Which of those are on Tuesday?", of appointments: they are meant by when
 * they happen. */
static bool speaks_of_moments(
    const struct question *q, const struct question *before)
{
	return q->when.set && q->intent == INTENT_FIND && q->n_senders == 0 &&
	       q->n_terms == 0 && before->intent == INTENT_CALENDAR;
}

void question_carry(struct arena *a, const struct when_clock *clock,
    const struct question *before, struct question *q)
{
	bool any = false;

	if (!q->goes_on)
		return;
	if (q->n_terms == 0 && before->n_terms > 0 &&
	    (q->n_categories == 0 || q->n_senders == 0)) {
		memcpy(q->terms, before->terms, sizeof q->terms);
		q->n_terms = before->n_terms;
		any = true;
	}
	if (q->n_senders == 0 && before->n_senders > 0) {
		memcpy(q->senders, before->senders, sizeof q->senders);
		q->n_senders = before->n_senders;
		any = true;
	}
	if (q->n_categories == 0 && before->n_categories > 0) {
		memcpy(q->categories, before->categories, sizeof q->categories);
		q->n_categories = before->n_categories;
		any = true;
	}
	if (q->day_after && !q->when.set && before->when.set &&
	    !before->when.open_from) {
		q->when = before->when;
		q->when.from_ms = before->when.to_ms;
		q->when.to_ms = before->when.to_ms + DAY_MS;
		q->when_words = "the day after";
		any = true;
	}
	if (!q->when.set && before->when.set) {
		q->when = before->when;
		q->when_words = before->when_words;
		any = true;
	}
	if (q->guessed || speaks_of_moments(q, before)) {
		q->intent = before->intent;
		q->awaiting |= before->awaiting;
		if (q->asked == ASKED_NOTHING)
			q->asked = before->asked;
		if (q->about == ABOUT_NOTHING)
			q->about = before->about;
		if (q->intent == INTENT_CALENDAR)
			look_ahead(q, clock);
	}
	if (any)
		q->explanation = arena_printf(a,
		    "%.*s; goes on with the question before",
		    (int)utf8_cut(str_of(q->explanation), 440), q->explanation);
}
