/* employer.c - which employer a mail is from, though a service sent it, and
 * the title of the job that it is about. */
#include "services/knowledge/extract/employer.def.h"
#include "services/knowledge/extract/reading.h"

#include "services/knowledge/people/name.h"

#include <ctype.h>

#define TITLE_WORDS 8
#define NAME_BYTES 60

/* Tokens [from, to) of a text. */
struct run {
	const struct tokens *t;
	size_t from, to;
};

static bool listed(const char *words, struct str word)
{
	struct token token = {.word = word};

	return word.n > 0 && token_in(&token, words);
}

static struct str run_text(const struct run *run)
{
	const struct tokens *t = run->t;
	size_t from = t->v[run->from].from, to = t->v[run->to - 1].to;

	/* "Backend Developer (Go)" */
	if (to < t->text.n && t->text.p[to] == ')' &&
	    memchr(t->text.p + from, '(', to - from) != NULL)
		to++;
	return (struct str){t->text.p + from, to - from};
}

/* Whether token i is joined to the one before it in a name. */
static bool goes_on(const struct tokens *t, size_t i, size_t first)
{
	const struct token *w = &t->v[i];

	if (i >= t->n || w->sentence != t->v[first].sentence || w->breaks ||
	    w->comma || w->quoted != t->v[first].quoted)
		return false;
	for (size_t k = t->v[i - 1].to; k < w->from; k++)
		if (strchr(" (&/-+.\n", t->text.p[k]) == NULL)
			return false;
	return true;
}

/* The capitalised words from token i on; "of", "and" between two. */
static struct run capitals(const struct tokens *t, size_t i, size_t max)
{
	struct run run = {t, i, i};

	while (run.to < t->n && run.to - i < max && t->v[run.to].capital &&
	       (run.to == i || goes_on(t, run.to, i))) {
		run.to++;
		if (run.to + 1 < t->n && run.to + 1 - i < max &&
		    token_in(&t->v[run.to], "of|and|for|und|in") &&
		    goes_on(t, run.to, i) && goes_on(t, run.to + 1, i) &&
		    t->v[run.to + 1].capital &&
		    token_in(&t->v[run.to], "of|and|und"))
			run.to++;
	}
	return run;
}

/* The capitalised words that end before token i. */
static struct run capitals_before(const struct tokens *t, size_t i)
{
	struct run run = {t, i, i};
	size_t from = t->sentences[t->v[i].sentence].from;

	while (run.from > from && i - run.from < TITLE_WORDS) {
		const struct token *w = &t->v[run.from - 1];

		if (!goes_on(t, run.from, run.from - 1))
			break;
		if (!w->capital || token_in(w, "the|our|your|a|an|this|re|fwd"))
			break;
		run.from--;
	}
	return run;
}

static bool has_role_noun(const struct run *run)
{
	for (size_t i = run->from; i < run->to; i++)
		if (token_in(&run->t->v[i], ROLE_NOUNS))
			return true;
	return false;
}

/* ---- the title ---- */

/* "the Data Analyst position", "the position of Data Analyst", "apply for
 * Data Analyst", "as our next Data Analyst". */
static bool role_in(const struct tokens *t, struct run *run_r)
{
	for (size_t i = 1; i < t->n; i++) {
		if (!token_in(&t->v[i], ROLE_BEHIND))
			continue;
		*run_r = capitals_before(t, i);
		if (run_r->from < run_r->to && has_role_noun(run_r))
			return true;
	}
	for (size_t i = 1; i < t->n; i++) {
		if (!t->v[i].capital || t->v[i - 1].capital ||
		    t->v[i].sentence != t->v[i - 1].sentence ||
		    !token_in(&t->v[i - 1], ROLE_BEFORE))
			continue;
		*run_r = capitals(t, i, TITLE_WORDS);
		if (run_r->from < run_r->to && has_role_noun(run_r))
			return true;
	}
	return false;
}

/* A part of the subject between colons, dashes and bars. */
static bool role_in_subject(const struct tokens *t, struct run *run_r)
{
	for (size_t i = 0; i < t->n; i++) {
		if (!t->v[i].capital ||
		    (i > 0 && goes_on(t, i, i - 1) && t->v[i - 1].capital &&
			!token_in(&t->v[i - 1], "your|re")))
			continue;
		*run_r = capitals(t, i, TITLE_WORDS);
		while (run_r->from < run_r->to &&
		       token_in(&t->v[run_r->from], "your|re|fwd|interview"))
			run_r->from++;
		while (run_r->to > run_r->from &&
		       token_in(&t->v[run_r->to - 1], ROLE_BEHIND))
			run_r->to--;
		if (run_r->from < run_r->to && has_role_noun(run_r))
			return true;
	}
	return false;
}

static void set_role(
    const struct reading *r, const struct run *run, struct employer *e)
{
	struct str text = run_text(run);

	if (text.n > FACT_VALUE_BYTES)
		return;
	e->role = arena_strndup(r->a, text.p, text.n);
	e->role_part =
	    run->t == &r->subject ? FACT_PART_SUBJECT : FACT_PART_BODY;
	e->role_from = (uint32_t)(text.p - run->t->text.p);
	e->role_to = e->role_from + (uint32_t)text.n;
}

/* ---- the employer ---- */

static const char *lower(struct arena *a, struct str s)
{
	char *low = arena_strndup(a, s.p, s.n);

	for (size_t i = 0; low[i] != '\0'; i++)
		low[i] = (char)tolower((unsigned char)low[i]);
	return low;
}

static void set_name(const struct reading *r, struct employer *e,
    enum fact_part part, struct str whole, struct str name)
{
	name = str_trim(name);
	if (name.n < 2 || name.n > NAME_BYTES)
		return;
	e->name = arena_strndup(r->a, name.p, name.n);
	e->part = part;
	e->from = (uint32_t)(name.p - whole.p);
	e->to = e->from + (uint32_t)name.n;
	if (e->key[0] == '\0')
		e->key = lower(r->a, name);
}

/* What is left of a display name without the words of desks and services:
 * "Acme Hiring Team", "Anna from Acme", "Acme via Lever". */
static void name_from_sender(const struct reading *r, struct employer *e)
{
	struct str whole = r->m->from_text, name = str_of(r->from.name);
	ptrdiff_t at = str_find(whole, r->from.name);
	struct tokens *t;
	size_t from = 0, to;

	if (name.n == 0 || at < 0 || r->relayed)
		return;
	t = ARENA_NEW(r->a, struct tokens);
	tokens_init(r->a, whole, t);
	tokens_add(r->a, t, (size_t)at, (size_t)at + name.n);
	for (size_t i = 0; i < t->n; i++) {
		if (token_in(&t->v[i], "at|from") && i + 1 < t->n)
			from = i + 1;
		else if (token_is(&t->v[i], "via") && i > from) {
			t->n = i;
		}
	}
	while (from < t->n && token_in(&t->v[from], EMPLOYER_DESK_WORDS))
		from++;
	to = t->n;
	while (to > from && token_in(&t->v[to - 1], EMPLOYER_DESK_WORDS))
		to--;
	if (from == to)
		return;
	whole.n = t->v[to - 1].to;
	name = (struct str){
	    whole.p + t->v[from].from, t->v[to - 1].to - t->v[from].from};
	if (from == 0 && to == t->n && name_is_likely(name) &&
	    !addr_is_role(r->from.addr))
		return; /* a person of whom nothing else is said */
	set_name(r, e, FACT_PART_FROM, r->m->from_text, name);
}

static const char *const employer_before[] = {
    "applying|application|applied|apply to|at|with|for",
    "interest|interested in", "working|work at|for|with",
    "position|role|job|opening|opportunity|team|career|interview|offer|life "
    "at|with|from",
    "joining|join", "offer from", "welcome to"};

/* A capitalised name behind such words. */
static bool name_from_text(
    const struct reading *r, const struct tokens *t, struct employer *e)
{
	for (size_t p = 0; p < ARRAY_LEN(employer_before); p++) {
		const struct pattern *pattern =
		    pattern_new(r->a, employer_before[p]);

		for (size_t i = 0; i < t->n; i++) {
			size_t next = pattern_match(pattern, t, i);
			struct run run;

			if (next == 0 || next >= t->n || t->v[next].breaks ||
			    t->v[next].sentence != t->v[i].sentence)
				continue;
			run = capitals(t, next, 5);
			if (run.from == run.to || has_role_noun(&run) ||
			    token_in(&t->v[run.from], "the|our|this|your|i|us"))
				continue;
			set_name(r, e,
			    t == &r->subject ? FACT_PART_SUBJECT
					     : FACT_PART_BODY,
			    t->text, run_text(&run));
			if (e->name[0] != '\0')
				return true;
		}
	}
	return false;
}

static struct str sender_domain(const struct reading *r)
{
	const char *addr = r->from.addr;

	if (r->outgoing) {
		addr = "";
		for (size_t i = 0; i < r->m->to.n && addr[0] == '\0'; i++)
			if (!fact_is_own(
				r->m, fact_addr_key(r->a, r->m->to.v[i].addr)))
				addr = r->m->to.v[i].addr;
	}
	return mail_domain_registrable(mail_addr_domain(addr));
}

void employer_find(const struct reading *r, struct employer *e)
{
	struct str domain = sender_domain(r);
	const char *low = lower(r->a, domain);
	struct run run;

	*e = (struct employer){.key = "", .name = "", .role = ""};
	if (listed(EMPLOYER_SERVICES, str_of(low)))
		e->is_ats = true;
	else if (domain.n > 0 && !listed(EMPLOYER_FREE_MAIL, str_of(low)))
		e->key = low;
	if (!r->outgoing)
		name_from_sender(r, e);
	if (e->name[0] == '\0' && !name_from_text(r, &r->subject, e))
		(void)name_from_text(r, &r->body, e);
	if (role_in(&r->subject, &run) || role_in(&r->body, &run) ||
	    role_in_subject(&r->subject, &run))
		set_role(r, &run, e);
}
