/* search.def.h - inbox.search: asking the index and keeping it. */
#ifndef PROTO_SEARCH_DEF_H
#define PROTO_SEARCH_DEF_H

#define SEARCH_QUERY(M, F, E, R)                                               \
	F(M, STR, q, 0, 1024, REQ, "query in the Gmail language; empty: all mail") \
	F(M, I64, limit, 1, 100, OPT(25), "hits")                              \
	F(M, STR, cursor, 0, 400, OPT(0), "next_cursor of the page before")    \
	E(M, sort, "relevance|date_desc|date_asc", OPT(0), "default relevance") \
	F(M, I64, window_days, 0, 3650, OPT(0), "only mail this young; 0: all") \
	F(M, BOOL, any_word, 0, 1, OPT(0), "words are joined by OR, not AND")  \
	F(M, BOOL, one_a_thread, 0, 1, OPT(0), "the best hit of each thread")  \
	F(M, BOOL, facets, 0, 1, OPT(1), "count categories, senders, months")  \
	F(M, BOOL, explain, 0, 1, OPT(0), "add why to hits and the query's tree")

#define SEARCH_HIT(M, F, E, R)                                                 \
	F(M, ID, id, 0, 0, REQ, "email")                                       \
	F(M, ID, thread_id, 0, 0, OPT(0), "thread")                            \
	F(M, STR, subject, 0, 2000, OPT(0), "decoded")                         \
	F(M, STR, from, 0, 1000, OPT(0), "Name <address>")                     \
	F(M, STR, date, 0, 40, OPT(0), "RFC 3339, UTC")                        \
	F(M, STR, snippet, 0, 4000, OPT(0), "HTML-escaped, hits in <mark>")    \
	F(M, STRS, labels, 0, 100, OPT(0), "labels")                           \
	F(M, STR, category, 0, 40, OPT(0), "triage's category")                \
	F(M, I64, priority, 0, 100, OPT(0), "0 to 100")                        \
	F(M, I64, risk, 0, 100, OPT(0), "0 to 100")                            \
	F(M, F64, score, -1e9, 1e9, OPT(0), "rank; comparable within one answer") \
	F(M, JSON, why, 0, 8192, OPT(0), "contributions to the score")

#define SEARCH_RESULT(M, F, E, R)                                              \
	R(M, search_hit, hits, 100, OPT(0), "best first")                      \
	F(M, I64, total, 0, 1000000000, REQ, "matches; a lower bound if capped") \
	F(M, BOOL, total_capped, 0, 1, OPT(0), "total stopped counting")       \
	F(M, STR, next_cursor, 0, 400, OPT(0), "absent on the last page")      \
	F(M, JSON, facets, 0, 65536, OPT(0), "facet to {value: count}")        \
	F(M, STR, did_you_mean, 0, 1024, OPT(0), "a query with better words")  \
	F(M, JSON, tree, 0, 65536, OPT(0), "how the query was understood")     \
	F(M, STR, semantic, 0, 200, OPT(0), "on; or off, and why: by words alone") \
	F(M, STR, partial, 0, 200, OPT(0), "what of the index did not answer") \
	F(M, STR, backend, 1, 40, REQ, "sqlite or elasticsearch")              \
	F(M, I64, took_us, 0, 1000000000, REQ, "microseconds in the index")

#define SEARCH_SUGGEST(M, F, E, R)                                             \
	F(M, STR, q, 0, 256, REQ, "what was typed so far")                     \
	F(M, I64, limit, 1, 20, OPT(8), "suggestions")

#define SEARCH_SUGGESTION(M, F, E, R)                                          \
	E(M, kind, "sender|subject|word|operator|spelling", REQ, "what it is") \
	F(M, STR, text, 0, 1000, REQ, "to show")                               \
	F(M, STR, query, 0, 1024, REQ, "to search for")

#define SEARCH_SUGGESTIONS(M, F, E, R)                                         \
	R(M, search_suggestion, suggestions, 20, OPT(0), "best first")

#define SEARCH_INDEX(M, F, E, R)                                               \
	F(M, IDS, email_ids, 0, 1000, REQ, "emails of the envelope's user")
#define SEARCH_INDEXED(M, F, E, R)                                             \
	F(M, I64, indexed, 0, 1000, REQ, "written")                            \
	F(M, I64, unchanged, 0, 1000, REQ, "already there with this content")  \
	F(M, IDS, missing, 0, 1000, OPT(0), "not in the database")

#define SEARCH_DELETE(M, F, E, R)                                              \
	F(M, IDS, email_ids, 0, 1000, OPT(0), "emails to forget")              \
	F(M, BOOL, all, 0, 1, OPT(0), "forget the user's whole index")
#define SEARCH_DELETED(M, F, E, R)                                             \
	F(M, I64, deleted, 0, 1000000000, REQ, "documents that were there")

#define SEARCH_STATS(M, F, E, R)
#define SEARCH_COUNTS(M, F, E, R)                                              \
	F(M, I64, documents, 0, 1e12, REQ, "in the user's index")              \
	F(M, STR, newest, 0, 40, OPT(0), "date of the newest, RFC 3339")       \
	F(M, I64, vectors, 0, 1e12, OPT(0), "of them can be found by meaning") \
	F(M, I64, bytes, 0, 1e15, REQ, "on disk")                              \
	F(M, I64, retired, 0, 1e12, OPT(0), "emails too old for it: left out") \
	F(M, STR, backend, 1, 40, REQ, "sqlite or elasticsearch")

#define SEARCH_DIFFERENCE(M, F, E, R)                                          \
	F(M, ID, id, 0, 0, OPT(0), "email; absent where the whole is meant")   \
	E(M, reason,                                                           \
	    "missing|stale|surplus|postings|vector|damaged", REQ,              \
	    "not in the index; other there; not in the mailbox; its words "    \
	    "are not in the lists that they should be in; a vector without "   \
	    "its document; the file could not be read")
#define SEARCH_REINDEX(M, F, E, R)                                             \
	F(M, BOOL, verify, 0, 1, OPT(0), "only say what differs")              \
	F(M, BOOL, all, 0, 1, OPT(0), "forget the index and fill it anew")     \
	F(M, STR, cursor, 0, 400, OPT(0), "the last answer's next; begin without")
#define SEARCH_REINDEXED(M, F, E, R)                                           \
	E(M, step, "emails|postings|words|vectors", REQ, "what was looked at") \
	F(M, I64, looked, 0, 1e12, REQ, "by this call, of what the step names") \
	F(M, I64, of, 0, 1e12, OPT(0), "so many in the step; emails: at first") \
	F(M, I64, missing, 0, 1e12, REQ, "found by this call")                 \
	F(M, I64, stale, 0, 1e12, REQ, "the same")                             \
	F(M, I64, surplus, 0, 1e12, REQ, "the same")                           \
	F(M, I64, postings, 0, 1e12, REQ, "the same")                          \
	F(M, I64, vectors, 0, 1e12, REQ, "the same, without their document")   \
	F(M, BOOL, damaged, 0, 1, REQ, "the file; it is being filled again")   \
	F(M, I64, mended, 0, 1e12, REQ, "of what this call found")             \
	R(M, search_difference, differences, 100, OPT(0), "the first of them") \
	F(M, BOOL, filling, 0, 1, REQ, "the index is being filled; ask again") \
	F(M, BOOL, undecided, 0, 1, REQ, "mail kept going away: not all "      \
	    "postings could be counted")                                       \
	F(M, STR, next, 0, 400, OPT(0), "cursor; absent when all is done")     \
	F(M, BOOL, done, 0, 1, REQ, "all was looked at")

#define SEARCH_LIFE(M, F, E, R)                                                \
	F(M, ID, user_id, 0, 0, REQ, "whose index")                            \
	F(M, I64, generation, 0, 1e15, REQ, "how often it was made anew, from 1") \
	F(M, STR, born, 0, 40, OPT(0), "when this one was; RFC 3339")          \
	E(M, phase, "hot|filling|rollover|delete", REQ, "as Elasticsearch's; " \
	    "filling: not whole, rollover: the next one is being made")        \
	F(M, I64, documents, 0, 1e12, REQ, "in it")                            \
	F(M, I64, bytes, 0, 1e15, REQ, "on disk, without vectors")             \
	F(M, I64, dead_percent, 0, 100, REQ, "of numbers or pages, the larger") \
	F(M, I64, expired, 0, 1e12, REQ, "documents past the retention")       \
	F(M, STR, oldest, 0, 40, OPT(0), "date of the oldest document")        \
	E(M, action, "none|fill|delete|rollover", REQ, "what happens next")    \
	F(M, STR, at, 0, 40, OPT(0), "when; past: it is due")                  \
	F(M, BOOL, due, 0, 1, REQ, "now")                                      \
	F(M, STR, why, 0, 200, OPT(0), "why")                                  \
	F(M, STR, wrong, 0, 400, OPT(0), "what is wrong")
#define SEARCH_LIFECYCLE(M, F, E, R)                                           \
	F(M, ID, after, 0, 0, OPT(0), "users with greater ids; the last answer's next") \
	F(M, ID, user_id, 0, 0, OPT(0), "only this user's index")              \
	F(M, I64, limit, 1, 10, OPT(10), "indexes, each is looked at")
#define SEARCH_LIFECYCLES(M, F, E, R)                                          \
	F(M, I64, retention_s, 0, 1e12, REQ, "mail older than this leaves; 0: none") \
	F(M, I64, rollover_s, 0, 1e12, REQ, "made anew at this age; 0: at none") \
	F(M, I64, rollover_dead_percent, 0, 100, REQ, "or when so much is dead") \
	F(M, I64, users, 0, 1e12, REQ, "who have an index")                    \
	R(M, search_life, indexes, 10, OPT(0), "by user")                      \
	F(M, ID, next, 0, 0, OPT(0), "for after; absent at the end")
#define SEARCH_LIFECYCLE_RUN(M, F, E, R)                                       \
	F(M, ID, user_id, 0, 0, OPT(0), "this index is made anew, due or not")
#define SEARCH_LIFECYCLE_RAN(M, F, E, R)                                       \
	F(M, BOOL, begun, 0, 1, REQ, "all indexes are gone through now")

#define SEARCH_RECORDS(X)                                                      \
	X(search_hit, SEARCH_HIT, "One email that matches.")                   \
	X(search_suggestion, SEARCH_SUGGESTION, "One way to go on typing.")    \
	X(search_difference, SEARCH_DIFFERENCE, "Where an index is not right.") \
	X(search_life, SEARCH_LIFE, "One index in its lifecycle.")

#define SEARCH_MESSAGES(X)                                                     \
	X(search_query, SEARCH_QUERY, 20, true, "gateway, assistant",          \
	    "search", "Find mail.")                                            \
	X(search_result, SEARCH_RESULT, 21, true, "search",                    \
	    "gateway, assistant", "The mail found.")                           \
	X(search_suggest, SEARCH_SUGGEST, 22, true, "gateway", "search",       \
	    "Complete what is being typed, from the user's own mail.")         \
	X(search_suggestions, SEARCH_SUGGESTIONS, 23, true, "search",          \
	    "gateway", "Completions.")                                         \
	X(search_index, SEARCH_INDEX, 24, true, "ingest", "search",            \
	    "Write these emails, as the database has them, to the index.")     \
	X(search_indexed, SEARCH_INDEXED, 25, true, "search", "ingest",        \
	    "They can be found now.")                                          \
	X(search_delete, SEARCH_DELETE, 26, true, "ingest, privacy", "search", \
	    "Forget emails.")                                                  \
	X(search_deleted, SEARCH_DELETED, 27, true, "search",                  \
	    "ingest, privacy", "They are gone.")                               \
	X(search_stats, SEARCH_STATS, 28, true, "warehouse", "search",         \
	    "How much does the user's index hold?")                            \
	X(search_counts, SEARCH_COUNTS, 29, true, "search", "warehouse",       \
	    "Size and freshness of an index.")                                 \
	X(search_reindex, SEARCH_REINDEX, 150, true, "gateway", "search",      \
	    "Compare the index with the mailbox, page by page; mend it.")      \
	X(search_reindexed, SEARCH_REINDEXED, 151, true, "search", "gateway",  \
	    "A page was compared.")                                            \
	X(search_lifecycle, SEARCH_LIFECYCLE, 152, true, "gateway", "search",  \
	    "Where is each embedded index in its lifecycle, and what is next?") \
	X(search_lifecycles, SEARCH_LIFECYCLES, 153, true, "search",           \
	    "gateway", "There, by this policy.")                               \
	X(search_lifecycle_run, SEARCH_LIFECYCLE_RUN, 154, true, "gateway",    \
	    "search", "Do what is due now.")                                   \
	X(search_lifecycle_ran, SEARCH_LIFECYCLE_RAN, 155, true, "search",     \
	    "gateway", "It is begun.")

#endif
