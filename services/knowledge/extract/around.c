/* around.c - what the words around a phrase make of it: a condition, a denial,
 * a quotation; and the moments beside it. */
#include "services/knowledge/extract/reading.h"

#define DENIAL_REACH 3

static size_t clause_from(const struct tokens *t, size_t i)
{
	size_t from = t->sentences[t->v[i].sentence].from;

	while (i > from && !t->v[i].breaks)
		i--;
	return i;
}

/* "If you are still interested, we would like to ...": no condition. */
static bool is_courtesy(const struct tokens *t, size_t i, size_t end)
{
	return i + 2 < end && token_is(&t->v[i + 1], "you") &&
	       token_in(&t->v[i + 2], "are|would|agree|wish|like") &&
	       i + 3 < end &&
	       (token_in(&t->v[i + 3],
		    "interested|still|available|happy|like|open|free|prefer") ||
		   t->v[i + 3].comma);
}

static bool is_condition(const struct tokens *t, size_t i, size_t end)
{
	const struct token *w = &t->v[i], *next = w + 1;
	bool more = i + 1 < end;

	if (token_in(w, "if|falls|wenn|sollten"))
		return !is_courtesy(t, i, end);
	if (token_in(w, "whether|unless|suppose|assuming|provided|usually|"
			"typically|normally|generally|hypothetically|never|"
			"ob|normalerweise"))
		return true;
	if (token_in(w, "once|after"))
		return more && token_in(next, "you|we|your") &&
		       token_is(w, "once");
	if (token_is(w, "as"))
		return i + 2 < end && token_is(next, "soon");
	if (token_is(w, "in"))
		return more && token_is(next, "case");
	if (token_in(w, "should"))
		return more && (i == clause_from(t, i) || w->comma) &&
		       token_in(
			   next, "we|you|your|things|the|this|they|i|he|she");
	if (token_in(w, "may|might"))
		return !w->capital; /* the month */
	if (token_is(w, "how"))
		return more && token_is(next, "to");
	return false;
}

bool around_hypothetical(const struct tokens *t, size_t i, size_t j)
{
	const struct sentence *s = &t->sentences[t->v[i].sentence];
	bool future = false;

	if (t->v[i].quoted)
		return true;
	for (size_t k = clause_from(t, i); k < j; k++) {
		if (is_condition(t, k, s->to))
			return true;
		future |= token_in(&t->v[k], "will|would|follow");
	}
	/* "We will invite you if your test goes well." */
	for (size_t k = j; future && k + 1 < s->to && !t->v[k].breaks; k++)
		if (token_in(&t->v[k], "if|once|should") &&
		    token_in(&t->v[k + 1],
			"we|your|selected|successful|shortlisted|the|things"))
			return true;
	return false;
}

bool around_negated(const struct tokens *t, size_t i, size_t j)
{
	size_t from = t->sentences[t->v[i].sentence].from;
	size_t k = i;

	while (k > from && i - k < DENIAL_REACH && !t->v[k].comma &&
	       !t->v[k].breaks)
		k--;
	for (; k < j; k++)
		if (token_in(&t->v[k], "not|never|no|nor|without|neither|nicht|"
				       "kein|keine|nie"))
			return !(token_is(&t->v[k], "no") && k + 1 < j &&
				 token_is(&t->v[k + 1], "doubt"));
	return false;
}

static const struct when *whens_of(
    const struct reading *r, const struct tokens *t, size_t *n_r)
{
	*n_r = t == &r->subject ? r->subject_whens_n : r->whens_n;
	return t == &r->subject ? r->subject_whens : r->whens;
}

const struct when *around_when(
    const struct reading *r, const struct tokens *t, size_t i, bool last)
{
	size_t n;
	const struct when *v = whens_of(r, t, &n), *found = NULL;

	for (size_t k = 0; k < n; k++) {
		if (t->v[v[k].first].sentence != t->v[i].sentence)
			continue;
		if (found == NULL || last ||
		    (v[k].has_time && !found->has_time))
			found = &v[k];
	}
	return found;
}

/* "by", "no later than", "expires on", "by close of business on", ... before
 * the moment, with few words between. */
static bool is_due(const struct tokens *t, const struct when *w)
{
	size_t from = t->sentences[t->v[w->first].sentence].from;

	for (size_t k = w->first, left = 7; k > from && left > 0; left--) {
		k--;
		if (token_in(&t->v[k],
			"by|until|till|before|deadline|expires|expire|due|"
			"latest|within|bis|spätestens|frist"))
			return true;
		if (token_is(&t->v[k], "than") && k > from &&
		    token_is(&t->v[k - 1], "later"))
			return true;
		if (!token_in(&t->v[k],
			"the|end|of|on|day|close|business|cob|eod|this|coming|"
			"next|is|at|latest|zum|den|dem|no|am|week"))
			return false;
	}
	return token_in(&t->v[w->first], "within|end");
}

const struct when *around_due(
    const struct reading *r, const struct tokens *t, size_t sentence)
{
	size_t n;
	const struct when *v = whens_of(r, t, &n);

	for (size_t k = 0; k < n; k++)
		if (t->v[v[k].first].sentence == sentence && is_due(t, &v[k]))
			return &v[k];
	return NULL;
}

struct str around_text(const struct tokens *t, size_t from, size_t sentence)
{
	const struct sentence *s = &t->sentences[sentence];

	return str_trim((struct str){
	    t->text.p + t->v[from].from, s->end - t->v[from].from});
}
