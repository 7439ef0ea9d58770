/* said.c - what a person said of applications holds over what mail says. */
#include "services/knowledge/applications/fold_part.h"

struct fold_group *fold_root(struct fold *f, size_t i)
{
	while (f->groups[i].into != i)
		i = f->groups[i].into;
	return &f->groups[i];
}

static struct fold_group *group_of(struct fold *f, uint64_t email_id)
{
	for (size_t i = 0; i < f->mails_n; i++)
		if (f->mails[i].email_id == email_id &&
		    f->mails[i].correction_id == 0 && f->mails[i].word != NULL)
			return fold_root(f, f->mails[i].group);
	return NULL;
}

static void merge(struct fold_group *a, struct fold_group *b)
{
	struct fold_group *first =
	    a->ap.first_ms < b->ap.first_ms ||
		    (a->ap.first_ms == b->ap.first_ms && a->ap.id < b->ap.id)
		? a
		: b;
	struct fold_group *other = first == a ? b : a;

	if (a == b)
		return;
	other->into = first->into;
	first->ap.last_ms = MAX(first->ap.last_ms, other->ap.last_ms);
	first->ap.corrected = true;
	if (first->ap.role[0] == '\0')
		first->ap.role = other->ap.role;
	if (first->ap.company[0] == '\0')
		first->ap.company = other->ap.company;
	if (first->ap.domain[0] == '\0')
		first->ap.domain = other->ap.domain;
}

void fold_apply(struct fold *f, const struct fold_correction *c)
{
	struct fold_group *g = group_of(f, c->email_id), *other;

	if (g == NULL)
		return;
	switch (c->kind) {
	case FOLD_MERGE:
		other = group_of(f, c->other_id);
		if (other != NULL)
			merge(g, other);
		break;
	case FOLD_HIDE:
		g->ap.hidden = g->ap.corrected = true;
		break;
	case FOLD_ROLE:
		g->ap.role = c->value;
		g->ap.corrected = true;
		break;
	case FOLD_COMPANY:
		g->ap.company = c->value;
		g->ap.corrected = true;
		break;
	case FOLD_STAGE:
		if (application_stage_of(c->value) < 0)
			break;
		f->mails[f->mails_n] =
		    (struct fold_mail){.email_id = c->email_id,
			.correction_id = c->id,
			.at_ms = c->at_ms,
			.word = c->value,
			.part = FACT_PART_USER,
			.confidence = 1000,
			.group = (size_t)(g - f->groups)};
		f->mails_n++;
		g->ap.corrected = true;
		break;
	}
}
