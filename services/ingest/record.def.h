/* record.def.h - the columns of an email that are texts. X(name). Lists are
 * array literals, objects are JSON. */
#define RECORD_TEXTS(X)                                                        \
	X(MESSAGE_ID) X(IN_REPLY_TO) X(REFS) X(SUBJECT) X(SUBJECT_BASE)        \
	X(FROM_NAME) X(FROM_ADDR) X(TO) X(CC) X(BCC) X(REPLY_TO) X(BODY)       \
	X(OWN) X(SNIPPET) X(HEADERS) X(LINKS) X(ATTACHMENTS) X(CALENDAR)       \
	X(LABELS) X(SHA256) X(DEFECTS) X(ERROR)
