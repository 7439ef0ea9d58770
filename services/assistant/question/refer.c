/* refer.c - see refer.h. */
#include "services/assistant/question/refer.h"

static bool has_own_words(const struct question *q)
{
	return q->n_terms + q->n_senders + q->n_categories > 0;
}

/* What is to be done with "it" or "them" is done with what was shown. */
static bool acts(const struct question *q)
{
	bool makes = q->intent == INTENT_TASK || q->intent == INTENT_CALENDAR ||
		     q->intent == INTENT_FOLLOW_UP;

	return q->intent == INTENT_CLEAN || q->intent == INTENT_UNSUBSCRIBE ||
	       (q->intent == INTENT_FLAG && q->quarantine) ||
	       (makes && q->make);
}

static int place_of(const struct question *q)
{
	if (q->place != PLACE_NONE)
		return q->place;
	if (has_own_words(q) || !q->goes_on || !acts(q) || q->n_except > 0)
		return PLACE_NONE;
	return q->it ? PLACE_FOCUS : PLACE_ALL;
}

static enum refer_to give(
    const struct refer *before, size_t i, uint64_t *ids_r, size_t *n_r)
{
	if (i >= before->n)
		return REFER_TOO_FAR;
	ids_r[0] = before->v[i];
	*n_r = 1;
	return REFER_MAILS_OF;
}

enum refer_to refer_read(const struct question *q, const struct refer *before,
    uint64_t *ids_r, size_t *n_r)
{
	int place = place_of(q);

	*n_r = 0;
	if (place == PLACE_NONE || (q->n_senders > 0 && place != PLACE_ALL))
		return REFER_NOTHING;
	if (before->n == 0)
		return has_own_words(q) || place == PLACE_ALL ? REFER_NOTHING
							      : REFER_UNKNOWN;
	if (place == PLACE_FOCUS)
		return give(before, before->focus, ids_r, n_r);
	if (place > 0)
		return give(before, (size_t)place - 1, ids_r, n_r);
	memcpy(ids_r, before->v, before->n * sizeof *ids_r);
	*n_r = before->n;
	return REFER_MAILS_OF;
}

size_t refer_by_date(
    const int64_t *at_ms, size_t n, size_t focus, enum place place)
{
	size_t best = n;

	for (size_t i = 0; i < n; i++) {
		if (focus < n && place == PLACE_OLDER &&
		    (i == focus || at_ms[i] > at_ms[focus]))
			continue;
		if (focus < n && place == PLACE_NEWER &&
		    (i == focus || at_ms[i] < at_ms[focus]))
			continue;
		if (best == n ||
		    (place == PLACE_NEWER ? at_ms[i] < at_ms[best]
					  : at_ms[i] > at_ms[best]))
			best = i;
	}
	return best;
}
