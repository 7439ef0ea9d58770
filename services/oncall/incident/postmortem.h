/* postmortem.h - the draft of a postmortem, and whether one is finished; pure.
 * The sections are the production handbook's; docs/templates/POSTMORTEM.md is
 * the same with nothing filled in. */
#ifndef ONCALL_INCIDENT_POSTMORTEM_H
#define ONCALL_INCIDENT_POSTMORTEM_H

#include "common/base/buf.h"
#include "services/oncall/incident/row.h"
#include "services/oncall/slo/spent.h"

#define POSTMORTEM_MAX (128 * 1024) /* bytes */
/* What a person has still to write begins so. */
#define POSTMORTEM_BLANK "_To be written"

struct postmortem_facts {
	const struct incident_row *row;
	const struct incident_entry *entries; /* timeline, oldest first */
	size_t n_entries;
	const struct slo_spent
	    *spent; /* by affected agent that has objectives */
	size_t n_spent;
	int64_t now_ms; /* Unix ms: an incident that goes on ends here */
};

/* Markdown into out (at least POSTMORTEM_MAX). Texts of others are one line
 * each and cannot make headings or tables. */
void postmortem_draft(struct buf *out, const struct postmortem_facts *f);

/* ERR_UNPROCESSABLE says what is missing: a section, something still blank, or
 * an action item with an owner and a date (YYYY-MM-DD); "None." stands for no
 * action items. */
MUST_CHECK int postmortem_check(struct str markdown, struct err *err);

#endif
