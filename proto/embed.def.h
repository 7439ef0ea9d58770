/* embed.def.h - text to vector. The vectors travel as the message's blob. */
#ifndef PROTO_EMBED_DEF_H
#define PROTO_EMBED_DEF_H

#define EMBED_TEXTS(M, F, E, R)                                                \
	F(M, STRS, texts, 0, 64, REQ, "at least one; each at most 4096 bytes") \
	E(M, purpose, "query|passage", REQ, "queries go before passages")      \
	F(M, I64, max_tokens, 16, 256, OPT(256), "of each text; what follows is not read")

#define EMBED_VECTORS(M, F, E, R)                                              \
	F(M, STR, model, 1, 64, REQ, "vectors of different models don't compare") \
	F(M, I64, dim, 1, 4096, REQ, "components of a vector")                 \
	F(M, I64, n, 1, 64, REQ, "vectors; the blob is n*dim signed bytes, "   \
	    "the largest of each vector 127 or -127")                          \
	F(M, I64, tokens, 0, 65536, REQ, "read, of all texts together")

#define EMBED_MESSAGES(X)                                                      \
	X(embed_texts, EMBED_TEXTS, 80, true, "search, triage", "embed",       \
	    "Make vectors of these texts.")                                    \
	X(embed_vectors, EMBED_VECTORS, 81, true, "embed", "search, triage",   \
	    "One vector a text, in order; cosine needs no scale.")

#endif
