/* assistant.def.h - the chat. */
#ifndef PROTO_ASSISTANT_DEF_H
#define PROTO_ASSISTANT_DEF_H

#define CHAT_TURN(M, F, E, R)                                                  \
	E(M, role, "user|assistant|system", REQ, "who speaks")                 \
	F(M, STR, content, 1, 8000, REQ, "what is said")

#define CHAT_FILTERS(M, F, E, R)                                               \
	F(M, STR, category, 0, 40, OPT(0), "only this category")               \
	F(M, I64, risk_min, 0, 100, OPT(0), "only mail at least this risky")   \
	F(M, I64, risk_max, 0, 100, OPT(100), "only mail at most this risky")  \
	F(M, STR, sender_domain, 0, 253, OPT(0), "only mail from this domain") \
	F(M, STR, date_from, 0, 40, OPT(0), "YYYY-MM-DD")                      \
	F(M, STR, date_to, 0, 40, OPT(0), "YYYY-MM-DD")                        \
	F(M, STRS, labels, 0, 50, OPT(0), "only mail with all of these")

/* Also the body of POST /api/chat and, by query, of /api/chat/stream. */
#define CHAT_ASK(M, F, E, R)                                                   \
	R(M, chat_turn, messages, 64, REQ, "the conversation; the last is asked") \
	F(M, I64, window_days, 1, 365, OPT(30), "how far back to look")        \
	F(M, I64, max_results, 1, 100, OPT(50), "mail to consider")            \
	R(M, chat_filters, filters, 1, OPT(0), "narrow the mail")              \
	F(M, STR, conversation_id, 36, 36, OPT(0), "go on with this conversation") \
	F(M, BOOL, propose, 0, 1, OPT(0), "file proposals, for you to decide") \
	F(M, BOOL, remember, 0, 1, OPT(0), "keep what is said to be kept")     \
	E(M, tone, "warmer|more_direct|formal|casual", OPT(0),                 \
	    "of drafts; default: as your own mail reads")                      \
	E(M, mode, "auto|extractive|model", OPT(0), "who writes; default auto")

#define MEMORY_KINDS "keep_sender|tone|name|signature|note"
#define MEMORY_LINE(M, F, E, R)                                                \
	F(M, ID, id, 0, 0, REQ, "to change or forget it by")                   \
	E(M, kind, MEMORY_KINDS, REQ, "what it is for")                        \
	F(M, STR, value, 1, 1000, REQ, "in your own words")                    \
	F(M, STR, said_at, 0, 40, REQ, "RFC 3339")                             \
	F(M, STR, conversation_id, 36, 36, OPT(0), "where; absent: by hand")
/* A memory in an answer; the text cites it as [mN]. */
#define CHAT_MEMORY(M, F, E, R)                                                \
	F(M, I64, n, 1, 100, REQ, "the N of [mN]")                             \
	E(M, use, "kept|quoted|protected|tone", REQ,                           \
	    "kept now; quoted; left mail alone; shaped a draft") \
	MEMORY_LINE(M, F, E, R)

#define CHAT_NOTICE(M, F, E, R)                                                \
	F(M, STR, code, 1, 40, REQ, "not_filed, model_gone ...")               \
	F(M, STR, text, 1, 500, REQ, "for people")

#define CHAT_CITATION(M, F, E, R)                                              \
	F(M, I64, n, 1, 100, REQ, "the [n] in the answer")                     \
	F(M, ID, id, 0, 0, REQ, "email")                                       \
	F(M, ID, thread_id, 0, 0, OPT(0), "thread")                            \
	F(M, STR, subject, 0, 2000, OPT(0), "of the email")                    \
	F(M, STR, sender, 0, 1000, OPT(0), "Name <address>")                   \
	F(M, STR, received_at, 0, 40, OPT(0), "RFC 3339")                      \
	F(M, STR, category, 0, 40, OPT(0), "triage's")                         \
	F(M, I64, risk_score, 0, 100, OPT(0), "triage's")                      \
	F(M, STR, quote, 0, 2000, OPT(0), "the words the answer rests on")     \
	F(M, I64, from_byte, 0, 1e9, OPT(0), "of the quote in the body text")  \
	F(M, I64, to_byte, 0, 1e9, OPT(0), "behind its last byte")

#define CHAT_ANSWER(M, F, E, R)                                                \
	F(M, STR, conversation_id, 36, 36, REQ, "to go on with")               \
	F(M, STR, answer_id, 1, 64, REQ, "this answer's stream")               \
	F(M, STR, intent, 1, 40, REQ, "how the question was understood")       \
	F(M, STR, intent_explanation, 0, 500, OPT(0), "by which words")        \
	F(M, STR, answer, 0, 65536, REQ, "text; every sentence cites as [n]")  \
	R(M, chat_citation, citations, 100, OPT(0), "in order of n")           \
	F(M, JSON, actions, 0, 131072, OPT(0), "list of proposals")            \
	R(M, chat_memory, memories, 40, OPT(0), "in order of n")               \
	R(M, chat_notice, notices, 20, OPT(0), "what went otherwise")          \
	F(M, JSON, search_stats, 0, 8192, REQ, "total_results, query, took_ms ...") \
	F(M, JSON, timing, 0, 2048, REQ, "milliseconds by part")

#define CHAT_STARTED(M, F, E, R)                                               \
	F(M, STR, conversation_id, 36, 36, REQ, "to go on with")               \
	F(M, STR, answer_id, 1, 64, REQ, "topic chat.<answer_id> has its events")

#define CHAT_STOP(M, F, E, R)                                                  \
	F(M, STR, conversation_id, 36, 36, REQ, "whose answer is being made")
#define CHAT_STOPPED(M, F, E, R)                                               \
	F(M, BOOL, was_running, 0, 1, REQ, "false: nothing to stop")

#define CHAT_CONTINUE(M, F, E, R)                                              \
	F(M, STR, answer_id, 36, 36, REQ, "an answer of this user")
#define CHAT_CONTINUED(M, F, E, R)                                             \
	E(M, state, "made|taken|over|unknown", REQ,                            \
	    "somebody makes it; we go on with it; it is whole; never heard of")

#define ASSISTANT_RECORDS(X)                                                   \
	X(chat_turn, CHAT_TURN, "One message of a conversation.")              \
	X(chat_filters, CHAT_FILTERS, "What mail to look at.")                 \
	X(chat_citation, CHAT_CITATION, "The mail behind a sentence.")         \
	X(chat_memory, CHAT_MEMORY, "What you told it, and its use.")          \
	X(chat_notice, CHAT_NOTICE, "What went otherwise.")

#define ASSISTANT_MESSAGES(X)                                                  \
	X(chat_ask, CHAT_ASK, 90, false, "gateway", "assistant",               \
	    "Answer, whole.")                                                  \
	X(chat_answer, CHAT_ANSWER, 91, false, "assistant", "gateway",         \
	    "The whole answer with its citations.")                            \
	X(chat_start, CHAT_ASK, 92, false, "gateway", "assistant",             \
	    "Begin to answer; events follow on the answer's topic.")           \
	X(chat_started, CHAT_STARTED, 93, false, "assistant", "gateway",       \
	    "The answer is being made.")                                       \
	X(chat_stop, CHAT_STOP, 94, true, "gateway", "assistant",              \
	    "Stop making the conversation's answer.")                          \
	X(chat_stopped, CHAT_STOPPED, 95, true, "assistant", "gateway",        \
	    "No more tokens will come.")                                       \
	X(chat_continue, CHAT_CONTINUE, 96, true, "gateway", "assistant",      \
	    "Go on with an answer whose maker may have gone.")                 \
	X(chat_continued, CHAT_CONTINUED, 97, true, "assistant", "gateway",    \
	    "Who makes the answer now.")

#endif
