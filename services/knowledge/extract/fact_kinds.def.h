/* fact_kinds.def.h - what one mail can say, and the parts it is said in; laid
 * out by hand. The names are kept in the database.
 *
 * X(code, name, "what key is", "what value is", "what true and until are")
 */
#ifndef KNOWLEDGE_FACT_KINDS_DEF_H
#define KNOWLEDGE_FACT_KINDS_DEF_H

/* An address as key is folded by fact_addr_key(). true is the mail's own time
 * where nothing is said. */
#define FACT_KINDS(X)                                                          \
	X(PARTICIPANT, participant, "address", "display name", "-")            \
	X(REPLY_TO, reply_to, "address, not the sender's", "display name", "-") \
	X(ADDRESS_ALSO, address_also, "another address of the sender", "-", "-") \
	X(SIGNATURE_NAME, signature_name, "sender's address", "name", "-")     \
	X(SIGNATURE_TITLE, signature_title, "sender's address", "title", "-")  \
	X(SIGNATURE_COMPANY, signature_company, "sender's address",            \
	    "company's name", "-")                                             \
	X(SIGNATURE_PHONE, signature_phone, "sender's address",                \
	    "digits, + in front when written", "-")                            \
	X(COMPANY_NAME, company_name, "registrable domain",                    \
	    "the employer's name", "-")                                        \
	X(STAGE, stage, "company's domain, or its name in lower case",         \
	    "applied, screening, ...", "when it happened; until: next date")   \
	X(ROLE_TITLE, role_title, "as of STAGE", "title of the job", "-")      \
	X(COMMITMENT, commitment, "address of who owes it",                    \
	    "what, at most 200 bytes", "when promised; until: due, 0 unknown") \
	X(REQUEST, request, "address of who is asked",                         \
	    "what, at most 200 bytes", "when asked; until: due, 0 unknown")    \
	X(DEADLINE, deadline, "address of whom it binds",                      \
	    "what, at most 200 bytes", "-; until: the deadline")               \
	X(MEETING, meeting, "UID of the calendar, or \"\"",                    \
	    "its subject, or \"cancelled\"", "its begin; until: its end")

/* The text that [from, to) counts bytes of. Lists of addresses are the
 * elements of the column joined by ", ". */
#define FACT_PARTS(X)                                                          \
	X(FROM, from, "Name <addr>, or addr")                                  \
	X(TO, to, "list")                                                      \
	X(CC, cc, "list")                                                      \
	X(REPLY_TO, reply_to, "list")                                          \
	X(SUBJECT, subject, "")                                                \
	X(BODY, body, "body_text, quotes and signature with it")               \
	X(CALENDAR, calendar, "text/calendar part")                            \
	X(USER, user, "said by the user, not by a mail")

#endif
