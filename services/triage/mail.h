/* mail.h - one mail as the scorer sees it, and who reads it.
 *
 * Everything is borrowed from the caller until triage_score() has returned.
 * Empty strings mean absent. Domains and addresses are in lower case.
 */
#ifndef TRIAGE_MAIL_H
#define TRIAGE_MAIL_H

#include "common/base/arena.h"
#include "common/base/str.h"
#include "services/triage/category.h"

#define TRIAGE_LINKS_MAX 40 /* of a mail that are looked at */
#define TRIAGE_ATTACHMENTS_MAX 20

/* What a trusted receiver said. Absent is not failed. */
enum triage_auth {
	AUTH_ABSENT = 0, /* nobody that we trust has checked */
	AUTH_NONE,       /* checked: the sender's domain does not take part */
	AUTH_PASS,
	AUTH_FAIL, /* fail, softfail, permerror */
};

struct triage_link {
	struct str href, text;
};

struct triage_attachment {
	struct str name, type;
};

struct triage_contact {
	struct str name, addr;
};

struct triage_mail {
	struct str subject;
	struct str body; /* all of it, quotes too */
	struct str own;  /* what its sender wrote now; empty: all of body */
	struct str from_name, from_addr, reply_to; /* addresses only */
	struct str list_id, list_unsubscribe, list_unsubscribe_post;
	struct str list_post, precedence, auto_submitted;
	struct str message_id, in_reply_to; /* without <> */
	size_t n_references;
	const struct triage_contact *to, *cc;
	size_t n_to, n_cc;
	struct str priority; /* X-Priority */
	struct str mailer;   /* X-Mailer, or User-Agent */
	enum triage_auth spf, dkim, dmarc;
	/* Something passed, but none of it for the From domain. */
	bool unaligned, aligned; /* or: for it */
	const struct triage_link *links;
	size_t n_links;
	const struct triage_attachment *attachments;
	size_t n_attachments;
	size_t n_forms;       /* to fill in, in the mail itself */
	size_t n_images;      /* attached or fetched from elsewhere */
	struct str calendar;  /* text/calendar, "" when none */
	bool replies_to_user; /* In-Reply-To or References: a mail of theirs */
	bool to_user;         /* one of the user's addresses is in To */
	bool to_many;         /* more than 10 addresses in To and Cc */
	bool to_nobody;       /* neither To nor Cc names anybody */
	bool has_html;
	bool is_outgoing;
	size_t hidden_bytes; /* HTML text that nobody sees */
	int64_t at_ms;       /* when it was received */
	int zone_min;        /* of its Date, east of UTC; 0: UTC or not said */
};

/* Additive corrections of one user for one mail, made by learn.c. */
struct triage_prior {
	int32_t milli[TRIAGE_CATEGORIES_N]; /* log-odds, thousandths */
	int32_t priority;                   /* points */
	char evidence[64];                  /* "3 of your corrections" */
	/* What a person said of this very mail. */
	bool decided_category, decided_priority;
	enum triage_category category_is;
	int32_t priority_is;
};

struct triage_learner;

struct triage_user {
	const struct str *addresses; /* the user's own */
	size_t n_addresses;
	/* People the user has written to, most frequent first. */
	const struct triage_contact *contacts;
	size_t n_contacts;
	int tz_offset_min; /* east of UTC, at the mail's time */
	bool month_first;  /* reads 05/12 as 12 May */
	bool heard_before; /* has had mail from from_addr on an earlier day */
	bool knows_sender; /* the user has written to from_addr */
	/* What the spam filter learnt from this user, NULL for nothing. */
	const struct triage_learner *learnt;
};

#endif
