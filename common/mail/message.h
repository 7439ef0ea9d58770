/* message.h - everything the product needs from one raw message.
 *
 * Strings are valid UTF-8 without NUL, in the caller's arena, never NULL
 * ("" when absent); a struct str is followed by a NUL too. Broken or hostile
 * MIME gives the best reading with defects set, never an error.
 */
#ifndef MAIL_MESSAGE_H
#define MAIL_MESSAGE_H

#include "common/base/err.h"
#include "common/mail/addr.h"
#include "common/mail/defects.def.h"
#include "common/mail/limits.h"
#include "common/mail/text.h"

enum mail_defect_bit {
#define X_MAIL_DEFECT(code, name, meaning) MAIL_DEFECT_BIT_##code,
	MAIL_DEFECTS(X_MAIL_DEFECT) MAIL_DEFECT_BITS
#undef X_MAIL_DEFECT
};
#define MAIL_DEFECT(code) (UINT32_C(1) << MAIL_DEFECT_BIT_##code)

struct mail_header {
	const char *name;  /* as written */
	const char *value; /* unfolded, decoded */
};

enum mail_link_kind {
	MAIL_LINK_ANCHOR, /* <a>, <area> */
	MAIL_LINK_FORM,   /* <form action>: text is "" */
};

struct mail_link {
	const char *href; /* entities decoded, trimmed, at most 2,000 bytes */
	const char *text; /* what a reader sees; one line, at most 200 bytes */
	enum mail_link_kind kind;
	bool hidden; /* inside an element nobody sees */
};

struct mail_attachment {
	const char *filename;     /* path parts removed; "" when unnamed */
	const char *content_type; /* "application/pdf", lower case */
	const char *content_id;   /* without <> */
	size_t bytes;             /* decoded */
	bool is_inline;
	bool nested; /* belongs to an attached message */
};

struct mail_message {
	const char *message_id; /* ids are without <> */
	const char *in_reply_to;
	const char *const *references; /* oldest first */
	size_t references_n;
	const char *subject;      /* one line */
	const char *subject_base; /* see mail_subject_base() */
	bool is_reply, is_forward;
	struct mail_addr from, sender;
	struct mail_addrs from_all, reply_to, to, cc, bcc;
	int64_t date_ms;     /* Date, 0 when unusable */
	int64_t received_ms; /* newest Received, 0 when none */
	const char *list_id; /* without <> and description */
	const char *list_unsubscribe, *list_unsubscribe_post;
	const char *precedence, *auto_submitted, *x_mailer;
	const char *return_path; /* address without <>; "" for bounces too */
	const char *delivered_to;
	const char *const *auth_results; /* Authentication-Results, topmost
					  * first */
	size_t auth_results_n;
	const struct mail_header *headers; /* in order */
	size_t headers_n;

	struct str body_text;    /* LF, at most lim->text_bytes */
	struct str own_text;     /* body_text's MAIL_SPAN_OWN, joined */
	struct mail_spans spans; /* of body_text */
	const char *snippet;     /* at most 200 bytes */
	bool text_is_html;       /* body_text was made from HTML */
	bool has_html, is_signed, is_encrypted;
	const struct mail_link *links; /* of all HTML parts */
	size_t links_n, links_total;
	size_t hidden_bytes;    /* text in HTML that nobody sees */
	size_t invisible_chars; /* zero-width ones inside HTML words */
	size_t remote_images;   /* <img> that would be fetched */
	size_t forms;
	const struct mail_attachment *attachments;
	size_t attachments_n, attachments_total;
	struct str calendar_text; /* first text/calendar part */
	size_t parts;

	char content_sha256[65]; /* hex; CRLF as LF, trailing newlines and a
				  * leading mbox "From " line not counted */
	size_t raw_bytes;
	uint32_t defects; /* MAIL_DEFECT(...) bits */
};

/* Once per process before anything else here, and at its end; not again
 * after that. */
void mail_init(void);
void mail_deinit(void);

/* Reads raw (borrowed for the call only) into *m_r. lim NULL: defaults.
 * Returns -1 only where raw is no message: ERR_INVALID (empty, no header
 * that mail has), ERR_TOO_LARGE; the text is fit for a person. May be called
 * from a step: about 0.1 ms for an ordinary message. */
MUST_CHECK int mail_parse(struct arena *a, struct str raw,
    const struct mail_limits *lim, struct mail_message *m_r, struct err *err);

/* First header of this name (any case), or NULL. */
const char *mail_header_get(const struct mail_message *m, const char *name);

const char *mail_defect_name(unsigned bit);    /* NULL past the last */
const char *mail_defect_meaning(unsigned bit); /* NULL past the last */

#endif
