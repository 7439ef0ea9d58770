/* metrics.def.h - what embed counts. Columns: common/metrics/metrics.h. */
#ifndef EMBED_METRICS_DEF_H
#define EMBED_METRICS_DEF_H

#define EMBED_METRICS(X)                                                       \
	X(COUNTER, texts, "applylens_embed_texts_total", "purpose", "",        \
	    "texts made vectors of")                                           \
	X(COUNTER, tokens, "applylens_embed_tokens_total", "purpose", "",      \
	    "their tokens")                                                    \
	X(HISTOGRAM, took, "applylens_embed_text_seconds", "purpose",          \
	    "0.0005,0.001,0.002,0.004,0.008,0.016,0.032,0.064,0.125,0.25,1",   \
	    "time a text needed on the processor")                             \
	X(GAUGE, waiting, "applylens_embed_waiting", "purpose", "requests",    \
	    "requests that wait for their turn or are in it")                  \
	X(GAUGE, loaded, "applylens_embed_weights_loaded", "", "",             \
	    "1: there are weights")

#endif
