/* metrics.def.h - what search counts. Columns: common/metrics/metrics.h. */
#ifndef SEARCH_METRICS_DEF_H
#define SEARCH_METRICS_DEF_H

#define SEARCH_METRICS(X)                                                      \
	X(HISTOGRAM, took, "applylens_search_index_duration_seconds",          \
	    "backend",                                                         \
	    "0.0005,0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.125,0.25,1",   \
	    "time the index needed for a query")                               \
	X(COUNTER, queries, "applylens_search_queries_total", "outcome", "",   \
	    "queries: hits, none, refused, failed")                            \
	X(COUNTER, documents, "applylens_search_documents_total", "outcome",   \
	    "", "documents: indexed, unchanged, deleted")                      \
	X(COUNTER, rebuilds, "applylens_search_rebuilds_total", "why", "",     \
	    "users whose index had to be filled again")                        \
	X(GAUGE, open_indexes, "applylens_search_open_indexes", "", "files",   \
	    "users' indexes open now")                                         \
	X(COUNTER, meanings, "applylens_search_embed_calls_total", "outcome",  \
	    "", "calls of embed: answered, or the error's name")               \
	X(COUNTER, vectors, "applylens_search_vectors_total", "", "",          \
	    "documents that got their vector")                                 \
	X(GAUGE, vectorless, "applylens_search_vectors_waiting", "", "users",  \
	    "users whose mail waits for vectors")                              \
	X(GAUGE, waiting, "applylens_search_rebuilds_waiting", "", "users",    \
	    "users whose index waits to be filled")                            \
	X(COUNTER, rollovers, "applylens_search_rollovers_total", "outcome",   \
	    "", "next generations of indexes: done, failed, given_up")         \
	X(COUNTER, retired, "applylens_search_retired_total", "", "",          \
	    "documents that left an index because of their age")               \
	X(GAUGE, indexes, "applylens_search_indexes", "", "users",             \
	    "users with an index, at the last look at all of them")            \
	X(GAUGE, index_bytes, "applylens_search_index_bytes", "", "bytes",     \
	    "size of all indexes without vectors, then")                       \
	X(GAUGE, oldest, "applylens_search_oldest_document_timestamp_seconds", \
	    "", "unix seconds", "date of the oldest document of all, then")    \
	X(GAUGE, overdue, "applylens_search_lifecycle_overdue_seconds", "",    \
	    "seconds", "what was due longest had been due so long, then")      \
	X(GAUGE, wrong, "applylens_search_lifecycle_wrong", "", "users",       \
	    "users whose index's lifecycle is stuck, then")                    \
	X(GAUGE, looked, "applylens_search_lifecycle_run_timestamp_seconds",   \
	    "", "unix seconds", "when all indexes had been looked at; 0: "     \
	    "not yet, or by another process")

#endif
