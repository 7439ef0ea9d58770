/* quotewords.h - how mail programs mark earlier mail, by language. Lines are
 * given without outer white space. */
#ifndef MAIL_QUOTEWORDS_H
#define MAIL_QUOTEWORDS_H

#include "common/base/str.h"

enum mail_quote_rule {
	MAIL_RULE_NONE,
	MAIL_RULE_ORIGINAL, /* "-----Original Message-----" */
	MAIL_RULE_FORWARD,  /* "Begin forwarded message:" */
};

enum mail_quote_field {
	MAIL_FIELD_NONE,
	MAIL_FIELD_FROM,
	MAIL_FIELD_SENT,
	MAIL_FIELD_TO,
	MAIL_FIELD_CC,
	MAIL_FIELD_SUBJECT,
};

bool mail_quote_lead(struct str line); /* "On ...", "Am ...", "Le ..." */
bool mail_quote_verb(struct str text); /* "... wrote:" */
enum mail_quote_rule mail_quote_rule(struct str line);
enum mail_quote_field mail_quote_field(struct str line);
bool mail_quote_mobile(struct str line); /* "Sent from my phone" */
bool mail_quote_footer(struct str line); /* begins a list's footer */
bool mail_quote_list(struct str line);   /* speaks of a mailing list */

#endif
