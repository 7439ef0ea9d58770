/* ingest.def.h - mail comes in. The bytes travel as the message's blob. */
#ifndef PROTO_INGEST_DEF_H
#define PROTO_INGEST_DEF_H

#define INGEST_IMPORT(M, F, E, R)                                              \
	F(M, STR, import_id, 1, 64, REQ, "one import; its repeats count once") \
	E(M, format, "message|mbox", REQ, "what the blob holds")               \
	F(M, I64, offset, 0, 1e15, OPT(0), "where the blob lies in the upload") \
	F(M, BOOL, last, 0, 1, OPT(1), "nothing follows; false: an mbox goes on") \
	F(M, STRS, labels, 0, 50, OPT(0), "labels for each message")

#define INGEST_REJECT(M, F, E, R)                                              \
	F(M, I64, offset, 0, 1e15, REQ, "of the message in the upload, bytes") \
	F(M, STR, reason, 1, 300, REQ, "what is wrong and what was done")      \
	F(M, BOOL, kept, 0, 1, REQ, "stored and marked, though not parsed")    \
	F(M, ID, email_id, 0, 0, OPT(0), "where it is kept")

#define INGEST_REPORT(M, F, E, R)                                              \
	F(M, STR, import_id, 1, 64, REQ, "the import")                         \
	F(M, I64, received, 0, 1e12, REQ, "messages seen so far")              \
	F(M, I64, imported, 0, 1e12, REQ, "new, and committed")                \
	F(M, I64, duplicates, 0, 1e12, REQ, "already there before this import") \
	F(M, I64, rejected, 0, 1e12, REQ, "not understood; see rejects")       \
	R(M, ingest_reject, rejects, 100, OPT(0), "the first hundred")         \
	F(M, IDS, email_ids, 0, 100, OPT(0), "the first hundred imported")

#define INGEST_STATUS(M, F, E, R)
#define INGEST_STATE(M, F, E, R)                                               \
	F(M, I64, received, 0, 1e12, REQ, "waiting for triage")                \
	F(M, I64, triaged, 0, 1e12, REQ, "waiting for the index")              \
	F(M, I64, indexed, 0, 1e12, REQ, "waiting for the graph")              \
	F(M, I64, retrying, 0, 1e12, REQ, "of these, failed at least once")    \
	F(M, I64, emails, 0, 1e12, REQ, "all emails of the user")              \
	F(M, I64, oldest_wait_ms, 0, 1e15, REQ, "age of the oldest unfinished")

/* Read is a mail without the label UNREAD. */
#define EMAIL_MARK(M, F, E, R)                                                 \
	F(M, ID, email_id, 0, 0, REQ, "email of the envelope's user")          \
	F(M, BOOL, read, 0, 1, REQ, "false: unread again")
#define EMAIL_MARKED(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "email")                                       \
	F(M, BOOL, read, 0, 1, REQ, "as it is now")                            \
	F(M, BOOL, changed, 0, 1, REQ, "false: it was so before")
#define EMAILS_MARK(M, F, E, R)                                                \
	F(M, IDS, ids, 0, 200, REQ, "emails of the envelope's user")           \
	F(M, BOOL, read, 0, 1, REQ, "false: unread again")
#define EMAILS_MARKED(M, F, E, R)                                              \
	F(M, BOOL, read, 0, 1, REQ, "as all that are there are now")           \
	F(M, IDS, changed, 0, 200, REQ, "to be marked back by an undo")        \
	F(M, IDS, missing, 0, 200, REQ, "no such email")
#define READING_PAGE(M, F, E, R)                                               \
	F(M, ID, id, 0, 0, REQ, "email of the envelope's user")                \
	HTML_QUERY(M, F, E, R)
#define READING_FACTS(M, F, E, R)                                              \
	F(M, ID, id, 0, 0, REQ, "email of the envelope's user")
#define READING_FILE_ASK(M, F, E, R)                                           \
	F(M, ID, id, 0, 0, REQ, "email of the envelope's user")                \
	F(M, I64, n, 0, 1e9, REQ, "which of its files, from 0")                \
	F(M, STR, at, 1, 2048, OPT(0), "where the piece begins; absent: the first")
#define READING_FILE_NEXT(M, F, E, R)                                          \
	F(M, STR, name, 0, 1000, OPT(0), "the file's, with the first piece")   \
	F(M, STR, at, 1, 2048, OPT(0), "where the next begins; absent: no more")

#define INGEST_RECORDS(X)                                                      \
	X(ingest_reject, INGEST_REJECT, "One message that was not understood.")

#define INGEST_MESSAGES(X)                                                     \
	X(ingest_import, INGEST_IMPORT, 50, true, "gateway", "ingest",         \
	    "Store these messages; answered when they are committed.")         \
	X(ingest_report, INGEST_REPORT, 51, true, "ingest", "gateway",         \
	    "What became of the messages of an import.")                       \
	X(ingest_status, INGEST_STATUS, 52, true, "gateway", "ingest",         \
	    "How far is the user's mail in the pipeline?")                     \
	X(ingest_state, INGEST_STATE, 53, true, "ingest", "gateway",           \
	    "Counts by stage.")                                                \
	X(email_mark, EMAIL_MARK, 114, true, "gateway", "ingest",              \
	    "A person has read a mail, or not yet after all.")                 \
	X(email_marked, EMAIL_MARKED, 115, true, "ingest", "gateway",          \
	    "It is marked, and the index follows.")                            \
	X(emails_mark, EMAILS_MARK, 116, true, "gateway", "ingest",            \
	    "The same for many.")                                              \
	X(emails_marked, EMAILS_MARKED, 117, true, "ingest", "gateway",        \
	    "They are marked.")                                                \
	X(mail_page, READING_PAGE, 144, true, "gateway", "ingest",             \
	    "An email as text/html in the answer's blob, fit for a frame.")    \
	X(mail_facts, READING_FACTS, 145, true, "gateway", "ingest",           \
	    "What is in that page? Answered by html_facts.")                   \
	X(mail_file_ask, READING_FILE_ASK, 146, true, "gateway", "ingest",     \
	    "A piece of a file that came with an email.")                      \
	X(mail_file_piece, READING_FILE_NEXT, 147, true, "ingest", "gateway",  \
	    "That piece, decoded, in the blob.")

#endif
