/* options.def.h - the options of privacy. Columns: common/config/config.h. */
#ifndef PRIVACY_OPTIONS_DEF_H
#define PRIVACY_OPTIONS_DEF_H

#define PRIVACY_OPTIONS(X)                                                     \
	X(STR, object_store_url, "OBJECT_STORE_URL", CONFIG_REQUIRED,          \
	    "file:///dir or a directory", "where raw mail and exports are kept") \
	X(MS(1000, 2592000000), export_keep_ms, "APPLYLENS_EXPORT_KEEP", "7d", \
	    "1d, 7d", "how long an export can be downloaded")                  \
	X(BYTES(1024, 16777216), export_file_bytes,                            \
	    "APPLYLENS_EXPORT_FILE_BYTES", "2M", "512K, 2M",                   \
	    "after which a file of an export ends; held in memory")            \
	X(SECRET, tombstone_key, "APPLYLENS_TOMBSTONE_KEY",                    \
	    "00000000000000000000000000000000", "32 hex digits",               \
	    "key of the hash that an erased address leaves; never changed")

#endif
