/* ops.def.h - the operators of the query language, one line each.
 *
 * X(ID, "name", VALUE, "meaning", "example")
 *   VALUE  TEXT    words, a "phrase" or a /regular expression/ found in one
 *                  field of the mail
 *          NAME    one name, compared whole and without case
 *          SET     one word of the operator's list (words.def.h)
 *          DATE    a day or a period: YYYY/MM/DD, YYYY-MM, yesterday,
 *                  "last friday", "2 weeks ago", "march 2026", A..B, Unix
 *                  seconds (date.h)
 *          AGE     a number and h, d, w, m or y
 *          BYTES   a number and nothing, K, M or G
 *          LEVEL   a number with <, <=, >, >= or =, or a word of the list
 *          NUMBER  a whole number
 */
#define QUERY_OPS(X)                                                           \
	X(FROM, "from", TEXT, "sender's name or address", "from:anna")         \
	X(TO, "to", TEXT, "a recipient (To, Cc or Bcc)", "to:me")               \
	X(CC, "cc", TEXT, "a recipient on the Cc line", "cc:bob@acme.com")     \
	X(BCC, "bcc", TEXT, "a recipient on the Bcc line", "bcc:carol")        \
	X(SUBJECT, "subject", TEXT, "words of the subject",                    \
	    "subject:\"your offer\"")                                          \
	X(FILENAME, "filename", TEXT, "name or type of an attachment",         \
	    "filename:pdf")                                                    \
	X(LIST, "list", TEXT, "the mailing list's address or id",              \
	    "list:info@example.com")                                           \
	X(DELIVEREDTO, "deliveredto", TEXT, "the address it was delivered to", \
	    "deliveredto:me@example.com")                                      \
	X(LABEL, "label", NAME, "a label", "label:jobs")                       \
	X(IN, "in", NAME, "inbox, sent, drafts, trash, spam, archive, a label" \
	    " or anywhere", "in:trash")                                        \
	X(CATEGORY, "category", NAME, "Gmail's tab or triage's category",      \
	    "category:interview")                                              \
	X(THREAD, "thread", NUMBER, "the messages of one conversation",        \
	    "thread:1234")                                                     \
	X(RFC822MSGID, "rfc822msgid", NAME, "the Message-ID header",           \
	    "rfc822msgid:200503292@example.com")                               \
	X(HAS, "has", SET, "what the mail contains", "has:attachment")         \
	X(IS, "is", SET, "a state of the mail", "is:unread")                   \
	X(AFTER, "after", DATE, "received when this began or later",           \
	    "after:2026/04/16")                                                \
	X(BEFORE, "before", DATE, "received before this began",                \
	    "before:2026-04-18")                                               \
	X(NEWER, "newer", DATE, "the same as after", "newer:2026/04/16")       \
	X(OLDER, "older", DATE, "the same as before", "older:2026/04/16")      \
	X(ON, "on", DATE, "received on this day", "on:yesterday")              \
	X(DURING, "during", DATE, "received within this period",               \
	    "during:\"march 2026\"")                                           \
	X(NEWER_THAN, "newer_than", AGE, "younger than this", "newer_than:2d") \
	X(OLDER_THAN, "older_than", AGE, "older than this", "older_than:1y")   \
	X(LARGER, "larger", BYTES, "bigger than this", "larger:10M")           \
	X(SMALLER, "smaller", BYTES, "smaller than this", "smaller:200K")      \
	X(SIZE, "size", BYTES, "the same as larger", "size:1000000")           \
	X(PRIORITY, "priority", LEVEL, "triage's priority, 0 to 100, or "      \
	    "now, today, later, none", "priority:>70")                         \
	X(RISK, "risk", LEVEL, "triage's risk, 0 to 100, or safe, low, "       \
	    "medium, high, critical", "risk:>60")
