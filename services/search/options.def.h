/* options.def.h - the options of search. Columns: common/config/config.h. */
#ifndef SEARCH_OPTIONS_DEF_H
#define SEARCH_OPTIONS_DEF_H

#define SEARCH_OPTIONS(X)                                                      \
	X(PATH, index_dir, "INDEX_DIR", "var/index", "directory",    \
	    "where the embedded index keeps one file a user")                  \
	X(I64(1, 1000), index_open, "INDEX_OPEN", "64", "files",     \
	    "users' indexes held open at once")                                \
	X(MS(0, INT64_C(315360000000)), index_retention_ms,                    \
	    "SEARCH_INDEX_RETENTION", "0", "duration",                         \
	    "mail older than this leaves the embedded index (not the "         \
	    "mailbox), such as 90d; 0: it stays")                              \
	X(MS(0, INT64_C(315360000000)), index_rollover_ms,                     \
	    "SEARCH_INDEX_ROLLOVER", "30d", "duration",                        \
	    "an embedded index that mail has left is made anew at this age; "  \
	    "0: at no age")                                                    \
	X(I64(0, 99), index_dead, "SEARCH_INDEX_DEAD", "25", "percent",        \
	    "or when so much of it is dead; 0: whatever is dead")              \
	X(URL, elasticsearch_url, "ELASTICSEARCH_URL", "", "http|https",       \
	    "index in Elasticsearch instead, by words alone")

#endif
