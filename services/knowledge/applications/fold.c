/* fold.c - facts to mails, mails to applications, and the stage of each. */
#include "services/knowledge/applications/fold_part.h"

#include "services/knowledge/extract/stage.h"

#include <stdlib.h>

#define DAY_MS INT64_C(86400000)

static const struct {
	const char *name;
	int rank;
} stages[] = {
#define X(code, name, rank) {#name, rank},
    APPLICATION_STAGES(X)
#undef X
};

const char *application_stage_name(enum application_stage s)
{
	return stages[s].name;
}

int application_stage_of(const char *name)
{
	for (size_t i = 0; i < APPLICATION_STAGES_N; i++)
		if (streq(stages[i].name, name))
			return (int)i;
	return -1;
}

enum application_stage fold_stage_of(const char *word)
{
	const char *stage = stage_word_stage(word);

	return (enum application_stage)application_stage_of(
	    stage == NULL ? word : stage);
}

bool fold_is_end(enum application_stage s)
{
	return s >= APPLICATION_ACCEPTED;
}

/* ---- facts to mails ---- */

static int fact_order(const void *x, const void *y)
{
	const struct fold_fact *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	if (a->email_id != b->email_id)
		return a->email_id < b->email_id ? -1 : 1;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	return a->from < b->from ? -1 : a->from > b->from;
}

static void read_mails(struct fold *f, const struct fold_fact *facts, size_t n)
{
	struct fold_fact *v = arena_memdup(f->a, facts, n * sizeof *v);
	struct fold_mail *m = NULL;

	qsort(v, n, sizeof *v, fact_order);
	f->mails = ARENA_ARRAY(f->a, struct fold_mail, n + 1);
	for (size_t i = 0; i < n; i++) {
		if (m == NULL || m->email_id != v[i].email_id) {
			m = &f->mails[f->mails_n++];
			*m = (struct fold_mail){.email_id = v[i].email_id,
			    .thread_id = v[i].thread_id,
			    .at_ms = v[i].at_ms,
			    .key = v[i].key,
			    .name = "",
			    .role = ""};
		}
		if (v[i].kind == FACT_ROLE_TITLE) {
			m->role = v[i].value;
		} else if (v[i].kind == FACT_COMPANY_NAME) {
			m->name = v[i].value;
		} else if (v[i].kind == FACT_STAGE && m->word == NULL &&
			   stage_word_stage(v[i].value) != NULL) {
			m->word = v[i].value;
			m->key = v[i].key;
			m->next_ms = v[i].until_ms;
			m->part = v[i].part;
			m->from = v[i].from;
			m->to = v[i].to;
			m->confidence = v[i].confidence_milli;
		}
	}
}

static int correction_order(const void *x, const void *y)
{
	const struct fold_correction *a = x, *b = y;

	return a->id < b->id ? -1 : a->id > b->id;
}

/* ---- the stage of each ---- */

static int mail_order(const void *x, const void *y)
{
	const struct fold_mail *a = x, *b = y;

	if (a->at_ms != b->at_ms)
		return a->at_ms < b->at_ms ? -1 : 1;
	if (a->email_id != b->email_id)
		return a->email_id < b->email_id ? -1 : 1;
	return a->correction_id < b->correction_id
		   ? -1
		   : a->correction_id > b->correction_id;
}

static void advance(
    struct application *ap, const struct fold_mail *m, bool first)
{
	enum application_stage s = fold_stage_of(m->word);

	/* A repeated receipt or an earlier step does not lead back; what comes
	 * after the end opens it again; a person's word holds. */
	if (first || m->correction_id != 0 || fold_is_end(s) ||
	    stages[s].rank >= stages[ap->stage].rank ||
	    (fold_is_end(ap->stage) && s != APPLICATION_APPLIED))
		ap->stage = s;
	if (m->next_ms != 0)
		ap->next_ms = m->next_ms;
	else if (fold_is_end(s) || streq(m->word, "interview_cancelled"))
		ap->next_ms = 0;
}

static void tell(struct fold *f, const struct fold_mail *m,
    struct application_event *events, const size_t *from)
{
	struct fold_group *g = fold_root(f, m->group);
	struct application_event *e;

	e = &events[from[g - f->groups] + g->events];
	*e = (struct application_event){.word = m->word,
	    .at_ms = m->at_ms,
	    .next_ms = m->next_ms,
	    .email_id = m->email_id,
	    .thread_id = m->thread_id,
	    .correction_id = m->correction_id,
	    .part = m->part,
	    .from = m->from,
	    .to = m->to,
	    .confidence_milli = m->confidence};
	e->stage = fold_stage_of(m->word);
	g->sure |= m->confidence > STAGE_DOUBTFUL;
	if (g->events == 0)
		g->ap.events = e;
	advance(&g->ap, m, g->events == 0);
	g->ap.events_n = ++g->events;
	if (g->ap.last_ms < m->at_ms)
		g->ap.last_ms = m->at_ms;
}

static size_t finish(struct fold *f, const struct application **v_r)
{
	struct application *v =
	    ARENA_ARRAY(f->a, struct application, f->groups_n + 1);
	struct application_event *events =
	    ARENA_ARRAY(f->a, struct application_event, f->mails_n + 1);
	size_t *from = ARENA_ARRAY(f->a, size_t, f->groups_n + 1);
	size_t n = 0;

	qsort(f->mails, f->mails_n, sizeof *f->mails, mail_order);
	for (size_t i = 0; i < f->mails_n; i++)
		if (f->mails[i].word != NULL)
			from[fold_root(f, f->mails[i].group) - f->groups]++;
	for (size_t i = 0, sum = 0; i < f->groups_n; i++) {
		size_t count = from[i];

		from[i] = sum;
		sum += count;
	}
	for (size_t i = 0; i < f->mails_n; i++)
		if (f->mails[i].word != NULL)
			tell(f, &f->mails[i], events, from);
	for (size_t i = 0; i < f->groups_n; i++)
		if (f->groups[i].into == i && f->groups[i].sure)
			v[n++] = f->groups[i].ap;
	*v_r = v;
	return n;
}

size_t applications_fold(struct arena *a, const struct fold_fact *facts,
    size_t n, const struct fold_correction *said, size_t said_n,
    const struct application **v_r)
{
	struct fold f = {.a = a};
	struct fold_correction *sorted =
	    arena_memdup(a, said, said_n * sizeof *said);
	struct fold_mail *more;

	read_mails(&f, facts, MIN(n, (size_t)FOLD_FACTS));
	f.groups = ARENA_ARRAY(a, struct fold_group, f.mails_n + 1);
	for (size_t i = 0; i < f.mails_n; i++)
		if (f.mails[i].word != NULL)
			fold_join(&f, &f.mails[i]);
	more = ARENA_ARRAY(a, struct fold_mail, f.mails_n + said_n + 1);
	memcpy(more, f.mails, f.mails_n * sizeof *more);
	f.mails = more;
	qsort(sorted, said_n, sizeof *sorted, correction_order);
	for (size_t i = 0; i < said_n; i++)
		fold_apply(&f, &sorted[i]);
	return finish(&f, v_r);
}

const struct application *application_find(
    const struct application *v, size_t n, uint64_t email_id)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < v[i].events_n; k++)
			if (v[i].events[k].email_id == email_id)
				return &v[i];
	return NULL;
}

bool application_is_ghosted(const struct application *ap, int64_t heard_ms,
    int64_t now_ms, int64_t after_days)
{
	int64_t since = MAX(MAX(heard_ms, ap->last_ms), ap->next_ms);

	return ap->stage <= APPLICATION_INTERVIEW &&
	       now_ms - since >= after_days * DAY_MS;
}
