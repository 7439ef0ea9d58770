/* options.def.h - the options of search. Columns: common/config/config.h. */
#ifndef SEARCH_OPTIONS_DEF_H
#define SEARCH_OPTIONS_DEF_H

#define SEARCH_OPTIONS(X)                                                      \
	X(PATH, index_dir, "INDEX_DIR", "var/index", "directory",    \
	    "where the embedded index keeps one file a user")                  \
	X(I64(1, 1000), index_open, "INDEX_OPEN", "64", "files",     \
	    "users' indexes held open at once")                                \
	X(URL, elasticsearch_url, "ELASTICSEARCH_URL", "", "http|https",       \
	    "index in Elasticsearch instead, by words alone")

#endif
