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
#include "services/assistant/memory/memory.h"

#define DRAFT_TEXT_MAX (16u * 1024)
#define DRAFT_CITATIONS 20
#define DRAFT_ACTIONS 50
#define DRAFT_TOLD 40 /* memories */
#define DRAFT_SPARED 8

/* What might be done; params and json are JSON. propose/file.c makes json:
 * what the answer shows, with id and preview. */
struct proposal {
	const char *kind;
	uint64_t email_id;
	struct str params;  /* none: {} */
	const char *reason; /* our own text */
	struct str json;
};

struct draft {
	struct arena *a;
	const struct mail *mails;
	size_t n_mails;
	int32_t utc_offset_s;
	struct buf text;
	struct chat_citation citations[DRAFT_CITATIONS];
	size_t n_citations;
	struct proposal actions[DRAFT_ACTIONS];
	size_t n_actions;
	const struct memories *memories; /* of the person; NULL: none */
	struct chat_memory told[DRAFT_TOLD];
	size_t n_told;
	struct {
		const struct memory *m;
		size_t n; /* mails that it protects */
	} spared[DRAFT_SPARED];
	size_t n_spared;
	const struct memory *shaped[3]; /* drafts of replies */
	size_t n_shaped;
};

void draft_init(struct draft *d, struct arena *a, const struct mail *mails,
    size_t n_mails, int32_t utc_offset_s);
void draft_deinit(struct draft *d);

/* Our own words. */
void draft_say(struct draft *d, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Forgets the text behind that length. */
void draft_undo(struct draft *d, size_t len);
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

/* A proposal; nothing happens by it. False when there are DRAFT_ACTIONS. */
bool draft_propose(struct draft *d, const char *kind, const struct mail *m,
    struct str params, const char *reason);
/* Takes line feeds off the end. */
void draft_trim(struct draft *d);

/* ---- recollect.c: what the person told before ---- */
/* " [mN]"; use is a word of chat_memory. */
void draft_cite_memory(
    struct draft *d, const struct memory *m, const char *use);
/* Whether a memory protects mail of this sender; then it is counted. */
bool draft_spare(struct draft *d, const struct mail *mail);
/* Lines for those memories, and for those that shaped drafts. */
void draft_say_spared(struct draft *d);
/* "You told me on ...", "I will remember ..." */
void draft_tell_note(struct draft *d, const struct memory *m);
void draft_tell_kept(struct draft *d, const struct memory *m);

#endif
