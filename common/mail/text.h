/* text.h - who wrote which lines: own text, quotes, signatures. */
#ifndef MAIL_TEXT_H
#define MAIL_TEXT_H

#include "common/base/arena.h"
#include "common/base/str.h"

enum mail_span_kind {
	MAIL_SPAN_OWN,         /* written for this message */
	MAIL_SPAN_QUOTE,       /* lines that begin with ">" */
	MAIL_SPAN_ATTRIBUTION, /* "On Monday, Ann wrote:" */
	MAIL_SPAN_ORIGINAL,    /* a whole earlier message below a reply */
	MAIL_SPAN_FORWARD,     /* a forwarded message, inline */
	MAIL_SPAN_NESTED,      /* an attached message (message/rfc822) */
	MAIL_SPAN_SIGNATURE,   /* "-- ", "Sent from my iPhone" */
	MAIL_SPAN_FOOTER,      /* what a mailing list appended */
};

/* Bytes [from, to) of the text; always whole lines. */
struct mail_span {
	size_t from, to;
	enum mail_span_kind kind;
};

struct mail_spans {
	const struct mail_span *v;
	size_t n;
};

const char *mail_span_name(enum mail_span_kind kind); /* "own", "quote", ... */

/* Cuts text (UTF-8, LF) into at most max spans that cover it without gaps,
 * in order; neighbours differ in kind. When max is reached the last span
 * takes the rest. In the arena. */
void mail_text_spans(
    struct arena *a, struct str text, size_t max, struct mail_spans *spans_r);

/* The spans of one kind joined, outer blank lines removed. */
struct str mail_text_join(struct arena *a, struct str text,
    const struct mail_spans *spans, enum mail_span_kind kind);

/* At most max bytes of text on one line: white space runs become one space,
 * cut at a word where that costs little. */
const char *mail_text_snippet(struct arena *a, struct str text, size_t max);

/* The subject without reply, forward and [list] marks (RFC 5256 section 2.1
 * and the words of other languages), in lower case. Sets *is_reply_r and
 * *is_forward_r when not NULL. */
const char *mail_subject_base(
    struct arena *a, const char *subject, bool *is_reply_r, bool *is_forward_r);

#endif
