/* stages_world.c - applications and their mail, true by construction: each
 * story goes through stages, with mails between that state none. */
#include "common/base/die.h"
#include "tests/eval/stages_eval.h"
#include <stdlib.h>

#define DAY_MS INT64_C(86400000)
#define PER_STORY 14

static const char *const keys[] = {
#define X(code, name, stage, rank) #stage,
    STAGE_WORDS(X)
#undef X
};

struct story {
	size_t n;
	uint64_t thread;
	struct cast cast;
	const char *final;
	const char *last_said; /* what a reply quotes */
};

static const char *them_header(struct world *w, const struct cast *c)
{
	static const char *const desks[] = {
	    " Hiring Team", " Careers", " Recruiting", ""};
	const char *local;

	if (c->ats != NULL)
		return arena_printf(w->a,
		    "From: \"%s%s\" <no-reply@%s>\r\nTo: " STAGES_USER,
		    c->company, desks[random_below(&w->r, 4)], c->ats);
	local = arena_strndup(w->a, c->them, strcspn(c->them, " "));
	return arena_printf(w->a, "From: %s <%c@%s>\r\nTo: " STAGES_USER,
	    c->them, local[0] | 32, c->domain);
}

static const char *me_header(struct world *w, const struct cast *c)
{
	return arena_printf(w->a,
	    "From: Jordan Doe <" STAGES_USER ">\r\nTo: jobs@%s", c->domain);
}

/* ---- stages ---- */

static const char *section_of(struct world *w, enum stage_word word)
{
	static const char *const interviews[] = {
	    "invited", "scheduled", "rescheduled", "cancelled"};

	if (word >= STAGE_INVITED && word <= STAGE_CANCELLED)
		return arena_printf(
		    w->a, "key.interview.%s", interviews[word - STAGE_INVITED]);
	return arena_printf(w->a, "key.%s", keys[word]);
}

static bool has_slot(const char *line, const char *slot)
{
	return strstr(line, slot) != NULL;
}

/* The statement, sometimes between sentences that only look like one. */
static const char *say(struct world *w, enum stage_word word, const char *key)
{
	const char *fillers = arena_printf(w->a, "filler.%s", keys[word]);
	const char *before = "", *behind = "";

	if (wording_n(w->w, fillers) == 0)
		return key;
	if (random_below(&w->r, 5) < 2)
		before = arena_printf(w->a, "%s ", world_line(w, fillers));
	if (random_below(&w->r, 2) == 0)
		behind = arena_printf(w->a, " %s", world_line(w, fillers));
	return arena_printf(w->a, "%s%s%s", before, key, behind);
}

static void step(struct world *w, struct story *s, enum stage_word word)
{
	const char *key = world_line(w, section_of(w, word)), *subject, *sender;
	const char *quoted = "", *body;
	struct mail_made *m;
	bool out = key[0] == '>';

	s->cast.sent_ms += DAY_MS * (1 + random_below(&w->r, 9));
	world_moments(w, &s->cast);
	if (out)
		key += 2;
	if (s->last_said != NULL && random_below(&w->r, 3) == 0)
		quoted = s->last_said;
	sender = out ? me_header(w, &s->cast) : them_header(w, &s->cast);
	subject = world_fill(w, &s->cast,
	    world_line(w, arena_printf(w->a, "subject.%s", keys[word])));
	body = world_letter(w, &s->cast, out ? key : say(w, word, key), quoted);
	m = world_add(w, &s->cast, s->thread, sender, subject, body, NULL);
	m->truth.word = (int)word;
	m->truth.story = s->n;
	m->truth.role = has_slot(key, "{role}") || strstr(subject, s->cast.role)
			    ? s->cast.role
			    : NULL;
	m->truth.domain = s->cast.domain;
	m->truth.company = s->cast.company;
	if (word == STAGE_OFFER || word == STAGE_ASSESSMENT)
		m->truth.date_ms = has_slot(key, "{due}") ? s->cast.due.ms : 0;
	else if (has_slot(key, "{when}"))
		m->truth.date_ms = s->cast.when.ms;
	s->last_said = world_fill(w, &s->cast, key);
	s->final = keys[word];
	if (random_below(&w->r, 4) == 0)
		s->thread = w->n + 1000000; /* goes on in another thread */
}

/* A mail of the company that tells of no stage. */
static void aside(struct world *w, struct story *s)
{
	const char *said;
	struct mail_made *m;

	s->cast.sent_ms += DAY_MS;
	world_moments(w, &s->cast);
	said = world_line(w, "neutral");
	m = world_add(w, &s->cast, s->thread, them_header(w, &s->cast),
	    world_fill(w, &s->cast, "Re: {role} at {company}"),
	    world_letter(w, &s->cast, said, ""), NULL);
	m->truth.story = s->n;
}

static void tell(struct world *w, struct story *s)
{
	struct random *r = &w->r;

	step(w, s, STAGE_APPLIED);
	if (random_below(r, 3) == 0)
		aside(w, s);
	if (random_below(r, 2) == 0)
		step(w, s, STAGE_SCREENING);
	if (random_below(r, 3) == 0)
		step(w, s, STAGE_ASSESSMENT);
	if (random_below(r, 3) > 0) {
		step(w, s, STAGE_INVITED);
		if (random_below(r, 4) > 0)
			step(w, s, STAGE_SCHEDULED);
		if (random_below(r, 4) == 0)
			step(w, s, STAGE_RESCHEDULED);
		if (random_below(r, 6) == 0)
			step(w, s, STAGE_CANCELLED);
	}
	switch (random_below(r, 10)) {
	case 0:
	case 1:
	case 2:
	case 3:
		step(w, s, STAGE_REJECTED);
		break;
	case 4:
	case 5:
		step(w, s, STAGE_OFFER);
		if (random_below(r, 2) == 0)
			step(w, s, STAGE_ACCEPTED);
		break;
	case 6:
		step(w, s, STAGE_WITHDRAWN);
		break;
	case 7:
		step(w, s, STAGE_CLOSED);
		break;
	default:
		break;
	}
}

/* ---- mails of no story ---- */

static const char *stranger(struct world *w, const char *kind)
{
	const bool list = streq(kind, "newsletter") || streq(kind, "shop") ||
			  streq(kind, "alert");
	const char *name = world_line(w, "person");
	const char *host = streq(kind, "friend") ? "gmail.com"
			   : streq(kind, "alert")
			       ? "linkedin.com"
			       : arena_printf(w->a, "%s-example.com", kind);

	return arena_printf(w->a, "From: %s <%s@%s>\r\nTo: " STAGES_USER "%s",
	    name, kind, host,
	    list ? "\r\nList-Unsubscribe: <https://x.test/u>" : "");
}

static void trap(struct world *w, struct cast *c)
{
	const char *line = world_line(w, "trap");
	const char *bar = strchr(line, '|'), *end = strchr(line, '\n');
	const char *kind, *subject, *sender;

	kind = arena_strndup(w->a, line, strcspn(line, " "));
	subject = arena_strndup(w->a, bar + 2, (size_t)(end - bar - 2));
	world_moments(w, c);
	c->ats = NULL;
	sender = streq(kind, "person") ? them_header(w, c) : stranger(w, kind);
	(void)world_add(w, c, w->n + 2000000, sender, world_fill(w, c, subject),
	    world_fill(w, c,
		arena_printf(w->a, "Hello,\n\n%s\n\n%s\n{them}\n", end + 1,
		    world_line(w, "closing"))),
	    NULL);
}

static void promise(struct world *w, struct cast *c)
{
	static const char *const sections[] = {"commitment.them",
	    "commitment.me", "request", "nocommitment", "meeting", "nomeeting"};
	uint32_t which = random_below(&w->r, 6);
	const char *said = world_line(w, sections[which]);
	bool out = said[0] == '>';
	struct mail_made *m;

	world_moments(w, c);
	c->ats = NULL;
	m = world_add(w, c, w->n + 3000000,
	    out ? me_header(w, c) : them_header(w, c), "Our project",
	    world_letter(w, c, out ? said + 2 : said, ""), NULL);
	m->truth.domain = c->domain;
	m->truth.commitment = which < 2;
	m->truth.request = which == 2 ? 1 : which == 3 ? 0 : -1;
	m->truth.meeting = which == 4 ? 1 : which == 5 ? 0 : -1;
	if (which > 3)
		m->truth.commitment = -1;
	m->truth.due_ms = strstr(said, "{due}") != NULL ? c->due.ms : 0;
	m->truth.begin_ms = c->when.ms;
	m->truth.owes = out || which == 2 ? STAGES_USER : NULL;
}

struct world *world_new(
    const struct wording *wording, uint64_t seed, size_t stories)
{
	struct world *w = xcalloc(1, sizeof *w);

	w->a = arena_new(SIZE_MAX / 2);
	w->w = wording;
	w->r.state = seed;
	w->max = stories * PER_STORY;
	w->v = xcalloc(w->max, sizeof *w->v);
	w->stories = stories;
	w->finals = xcalloc(stories, sizeof *w->finals);
	for (size_t i = 0; i < stories; i++) {
		struct story s = {.n = i, .thread = 5000000 + i};
		struct cast c;

		world_cast(w, &s.cast);
		s.cast.sent_ms = INT64_C(1772442000000) + /* 2026-03-02 */
				 DAY_MS * random_below(&w->r, 200) +
				 3600000 * random_below(&w->r, 9);
		c = s.cast;
		tell(w, &s);
		w->finals[i] = s.final;
		world_cast(w, &c);
		trap(w, &c);
		promise(w, &c);
		promise(w, &c);
	}
	return w;
}

void world_free(struct world **w)
{
	arena_free(&(*w)->a);
	free((*w)->v);
	free((*w)->finals);
	free(*w);
	*w = NULL;
}
