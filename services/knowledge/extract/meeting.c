/* meeting.c - meetings: events of a calendar part, and moments that the text
 * proposes or confirms for one. */
#include "services/knowledge/extract/reading.h"

#define MEETINGS 8 /* of the text of one mail */

static const char nouns[] =
    "meet|meeting|call|workshop|appointment|session|sync|lunch|coffee|dinner|"
    "breakfast|demo|kickoff|kick|standup|catch|conversation|chat|visit|"
    "interview|onsite|see|presentation|walkthrough|training|webinar|"
    "videocall|zoom|teams|termin|besprechung|treffen|gespräch|telefonat";
static const char past[] =
    "met|was|were|went|had|spoke|talked|missed|discussed|yesterday|said|"
    "hatten|war|waren";
static const char no_meeting[] = "nice|great|good|lovely|pleasure|enjoyed";

/* Does the sentence speak of a meeting to come? */
static bool is_meeting(
    const struct tokens *t, const struct sentence *s, const struct when *w)
{
	size_t noun = s->to;

	for (size_t i = s->from; i < s->to; i++) {
		if (token_in(&t->v[i], past) && i < w->first)
			return false;
		if (noun == s->to && token_in(&t->v[i], nouns) &&
		    !(i > s->from && token_in(&t->v[i - 1], no_meeting)) &&
		    !(token_is(&t->v[i], "meeting") && i + 1 < s->to &&
			token_in(&t->v[i + 1], "our|the|all|your|their")) &&
		    !(token_is(&t->v[i], "see") && i + 1 < s->to &&
			!token_is(&t->v[i + 1], "you")))
			noun = i;
	}
	return noun < s->to && !around_negated(t, noun, noun + 1) &&
	       !around_hypothetical(t, MIN(noun, w->first), w->behind);
}

static void read_text(struct reading *r)
{
	const struct tokens *t = &r->body;
	unsigned n = 0;

	if (r->is_list)
		return;
	for (size_t k = 0; k < r->whens_n && n < MEETINGS; k++) {
		const struct when *w = &r->whens[k];
		size_t sentence = t->v[w->first].sentence;
		const struct sentence *s = &t->sentences[sentence];
		struct str text = around_text(t, s->from, sentence);

		if (!w->has_time || w->vague || w->at_ms < r->m->received_ms ||
		    !is_meeting(t, s, w))
			continue;
		n += facts_add(r->f,
		    &(struct fact){.kind = FACT_MEETING,
			.part = FACT_PART_BODY,
			.from = (uint32_t)(text.p - t->text.p),
			.to = (uint32_t)(text.p - t->text.p) + (uint32_t)text.n,
			.key = "",
			.value = arena_strndup(r->a, text.p, text.n),
			.true_ms = w->at_ms,
			.until_ms = w->until_ms,
			.confidence_milli = w->has_zone ? 800 : 600});
	}
}

void read_meetings(struct reading *r)
{
	for (size_t i = 0; i < r->events_n; i++) {
		const struct ics_event *e = &r->events[i];

		facts_add(
		    r->f, &(struct fact){.kind = FACT_MEETING,
			      .part = FACT_PART_CALENDAR,
			      .from = e->from,
			      .to = e->to,
			      .key = e->uid,
			      .value = e->cancelled ? "cancelled" : e->summary,
			      .true_ms = e->begin_ms,
			      .until_ms = e->until_ms,
			      .confidence_milli = 1000});
	}
	if (r->events_n == 0)
		read_text(r);
}
