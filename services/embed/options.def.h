/* options.def.h - the options of embed. Columns: common/config/config.h. */
#ifndef EMBED_OPTIONS_DEF_H
#define EMBED_OPTIONS_DEF_H

#define EMBED_OPTIONS(X)                                                       \
	X(PATH, weights, "EMBED_WEIGHTS", "", "file",                          \
	    "made by deploy/local/weights; empty: no vectors, search by words alone")

#endif
