/* reply.h - drafts of replies, as the person writes. Pure: the same mails and
 * words give the same bytes.
 *
 * How they write is learnt from their own sent mail; what the draft says comes
 * from templates and from their words in the chat. Of the mail that is
 * answered only names, subject, dates and short quoted questions enter,
 * cleaned. What only they can know stands in [brackets].
 */
#ifndef ASSISTANT_REPLY_REPLY_H
#define ASSISTANT_REPLY_REPLY_H

#include "common/base/arena.h"
#include "services/assistant/compose/mail.h"
#include "services/assistant/memory/memory.h"
#include "services/assistant/question/when.h"

#define REPLY_SENT 60     /* sent mails that are learnt from */
#define REPLY_QUESTIONS 3 /* of the mail, quoted in a draft */

enum reply_lang { REPLY_EN, REPLY_DE, REPLY_FR, REPLY_LANGS };
enum reply_tone {
	REPLY_PLAIN, /* as they write */
	REPLY_WARMER,
	REPLY_DIRECT,
	REPLY_FORMAL,
	REPLY_CASUAL,
	REPLY_TONES
};
int reply_tone_named(const char *name); /* "warmer" ...; -1: none */

/* ---- tone.c ---- */
struct sent_mail {
	const char *to;  /* address, lower case */
	struct str text; /* own words */
};
struct tone {
	enum reply_lang lang;
	size_t n;             /* mails it was learnt from; 0: neutral */
	const char *greeting; /* "Hi", "Liebe", "Bonjour"; "": none is used */
	bool first_name;      /* a first name stands behind it */
	bool polite;          /* Sie, vous, Dear Ms */
	bool contractions;
	const char *sign_off, *name; /* "": not known */
	int64_t median_words;
};
/* The language of the text, or dflt when its words do not say. */
enum reply_lang reply_language(struct str text, enum reply_lang dflt);
/* How they write in that language; to somebody (address) first as they wrote to
 * them, then to that domain, then to anybody. */
void tone_learn(struct arena *a, const struct sent_mail *v, size_t n,
    const char *to, enum reply_lang lang, struct tone *tone_r);

/* ---- said.c: what the person wants ---- */
enum reply_kind {
	REPLY_ANSWER, /* its questions, one by one */
	REPLY_ACCEPT,
	REPLY_DECLINE,
	REPLY_OTHER_TIME,
	REPLY_THANK,
	REPLY_FOLLOW_UP,
	REPLY_RECEIPT,
	REPLY_STATUS,
	REPLY_KINDS
};
struct reply_wish {
	bool asked;           /* a reply is to be drafted */
	int kind;             /* enum reply_kind; -1: the mail says */
	const char *saying;   /* their words for it, or NULL */
	const char *question; /* the text without them: what is searched */
};
/* "draft a reply to Anna saying I can do Tuesday" */
void reply_read(struct arena *a, struct str asked, struct reply_wish *wish_r);

/* ---- write.c ---- */
struct reply_how {
	const struct sent_mail *sent;
	size_t n_sent;
	struct reply_wish wish;
	int tone; /* enum reply_tone of the call; REPLY_PLAIN: memory, or theirs */
	const struct memories *memories;
	int32_t utc_offset_s;
};
struct reply {
	const char *to, *subject, *body;
	const struct memory *used[3]; /* tone, name, signature */
	size_t n_used;
};
/* draft_params (proto/action.def.h) as JSON. */
struct str reply_params(struct arena *a, const struct reply *r);
void reply_write(struct arena *a, const struct reply_how *how,
    const struct mail *m, struct reply *reply_r);

#endif
