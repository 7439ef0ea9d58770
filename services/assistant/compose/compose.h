/* compose.h - the answer's text, by intent. Pure: the same material gives the
 * same bytes. */
#ifndef ASSISTANT_COMPOSE_H
#define ASSISTANT_COMPOSE_H

#include "proto/json.h"
#include "services/assistant/compose/draft.h"
#include "services/assistant/question/plan.h"
#include "services/assistant/question/refer.h"

#define MATERIAL_COUNTS 12

/* What an agent beside search said. */
struct tool_finding {
	const struct tool_call *call;
	bool away;
	const struct json *items; /* list of objects, or one report; or NULL */
};

/* A task or an event of the person's own. */
struct made_item {
	const char *title;
	int64_t at_ms;
	uint64_t email_id; /* that it was made from; 0: by hand */
};
#define MADE_ITEMS 20

/* What was found. */
struct material {
	const struct question *q;
	const struct plan *plan;
	const struct when_clock *clock;
	struct mail *mails; /* the search's order; compose may reorder them */
	size_t n_mails;
	size_t n_listed; /* of them a find lists; all are read for sentences */
	int64_t total;   /* matches of the search that found something */
	bool total_capped; /* at least so many */
	bool loose;        /* not every word is in every mail */
	struct {
		const char *category;
		int64_t n;
	} counts[MATERIAL_COUNTS]; /* of the whole result, most first */
	size_t n_counts;
	struct tool_finding findings[TOOL_CALLS];
	size_t n_findings;
	const struct made_item *made; /* by when they are */
	size_t n_made;
	bool tools_only;     /* no mail was searched: the agents know it all */
	int64_t window_days; /* how far back was looked */
	enum refer_to refer_to;   /* mails are those of the answer before */
	size_t n_before;          /* so many it showed */
	const char *did_you_mean; /* NULL when search had no better words */
	const struct reply_how *reply; /* drafts are asked for; or NULL */
};

/* Writes d->text, citations and proposals; d was made with m's mails. */
void compose_answer(struct draft *d, const struct material *m);

typedef void compose_fn(struct draft *d, const struct material *m);
/* compose_find.c */
compose_fn compose_find;
/* The best sentences of a mail, in its order; how many, at most max and 6. */
size_t compose_sentences_of(
    struct draft *d, const struct material *m, size_t mail, size_t max);
/* compose_summary.c */
compose_fn compose_summarize;
/* compose_list.c */
compose_fn compose_calendar, compose_task, compose_follow_up;
/* compose_clear.c */
compose_fn compose_flag, compose_clean, compose_unsubscribe;

/* compose_made.c: tasks and events of one's own; false: there are none. */
bool compose_made(struct draft *d, const struct material *m);

/* compose_tools.c: what agents said; false when there is nothing to say. */
bool compose_tools(struct draft *d, const struct material *m);
/* Whether an item of a list is of whom the call is about. */
bool tool_item_is_meant(const struct plan *p, const struct question *q,
    const struct tool_call *call, const struct json *item);

/* compose_report.c: a report in a sentence; false when it is none. */
bool compose_report(
    struct draft *d, const struct material *m, const struct tool_finding *f);

/* compose_keep.c: keeps what fn says, sorted; d->n_mails says how many. */
typedef bool keep_fn(const struct mail *m, int64_t from_ms, int64_t to_ms);
typedef int order_fn(const void *a, const void *b);
order_fn compose_by_date, compose_by_event, compose_by_due, compose_by_priority,
    compose_by_risk, compose_by_sender;
void compose_keep(struct draft *d, const struct material *m, keep_fn *fn,
    int64_t from_ms, int64_t to_ms, order_fn *order);

/* compose.c, for both. "No mail found ..." */
void compose_nothing(
    struct draft *d, const struct material *m, const char *what);
/* "12 emails", "at least 300 emails" */
void compose_count(struct draft *d, int64_t n, bool at_least);
/* ", received 1 Nov 2026 to 21 Nov 2026" */
void compose_window(struct draft *d, const struct material *m);
/* Cites the first mails of the list, for the sentence that stands over it. */
void compose_cite_first(struct draft *d, size_t n);
/* 'Anna Smith, 12 Nov 2026: "..." [1]' and the line's end; nothing when no
 * citation is left. */
void compose_sentence(struct draft *d, const struct pick *p);
/* "- subject, sender, date [n]\n"; false when no citation is left. */
bool compose_line(struct draft *d, size_t mail);

#endif
