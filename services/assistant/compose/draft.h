/* draft.h - the answer while it is written: text, citations, proposals.
 *
 * Text of mail enters here only through draft_quote() and its like, which
 * takes away what could be mistaken for the assistant's own: brackets that
 * look like citations, quotation marks, links, hidden characters. Pure.
 */
#ifndef ASSISTANT_DRAFT_H
#define ASSISTANT_DRAFT_H

#include "common/base/buf.h"
#include "proto/proto.h"
#include "services/assistant/compose/choose.h"

#define DRAFT_TEXT_MAX (16u * 1024)
#define DRAFT_CITATIONS 20
#define DRAFT_ACTIONS 50

struct draft {
	struct arena *a;
	const struct mail *mails;
	size_t n_mails;
	int32_t utc_offset_s;
	struct buf text;
	struct chat_citation citations[DRAFT_CITATIONS];
	size_t n_citations;
	struct str actions[DRAFT_ACTIONS]; /* JSON objects */
	size_t n_actions;
};

void draft_init(struct draft *d, struct arena *a, const struct mail *mails,
    size_t n_mails, int32_t utc_offset_s);
void draft_deinit(struct draft *d);

/* Our own words. */
void draft_say(struct draft *d, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Forgets the text behind that length. */
void draft_undo(struct draft *d, size_t len);
/* Mail text as an answer shows it, at most max bytes and a sign of the cut. */
char *draft_cleaned(struct arena *a, struct str s, size_t max);
/* Words of a mail or of its head, cleaned, at most max bytes. */
void draft_add(struct draft *d, struct str mail_text, size_t max);
/* Name, or address when there is none. */
void draft_sender(struct draft *d, const struct mail *m);
void draft_day(struct draft *d, int64_t ms);
/* The pick's words between quotation marks. */
void draft_quote(struct draft *d, const struct pick *p);

/* " [n]" for the mail; pick may be NULL, otherwise its words become the
 * citation's quote. A mail that is cited already with the same words, or
 * without new ones, keeps its number. Returns false, and adds nothing, when
 * there are DRAFT_CITATIONS. */
bool draft_cite(struct draft *d, size_t mail, const struct pick *pick);
bool draft_is_full(const struct draft *d);

/* A proposal with n parameters; nothing happens by it. reason is our own
 * text. False when there are DRAFT_ACTIONS already. */
struct draft_param {
	const char *key;
	const char *value; /* may be words of mail */
};
bool draft_propose(struct draft *d, const char *kind, const struct mail *m,
    const struct draft_param *params, size_t n, const char *reason);

#endif
