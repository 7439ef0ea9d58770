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
	F(M, BOOL, read_only, 0, 1, OPT(0), "nothing is kept or filed")  \
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
	F(M, JSON, actions, 0, 524288, OPT(0), "list of proposals")            \
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

#define MEMORY_LIST(M, F, E, R)                                                \
	E(M, kind, MEMORY_KINDS, OPT(0), "only these; default all")
#define MEMORIES_SHOWN(M, F, E, R)                                             \
	R(M, memory_line, memories, 500, OPT(0), "oldest first")
#define MEMORY_ADD(M, F, E, R)                                                 \
	E(M, kind, MEMORY_KINDS, REQ, "what it is for")                        \
	F(M, STR, value, 1, 1000, REQ,                                         \
	    "sender, address or domain; warmer, more_direct, formal, casual; " \
	    "name; signature; note")
#define MEMORY_CHANGE(M, F, E, R)                                              \
	F(M, ID, id, 0, 0, REQ, "memory of the envelope's user")               \
	F(M, STR, value, 1, 1000, REQ, "instead")
#define MEMORY_FORGET(M, F, E, R)                                              \
	F(M, ID, id, 0, 0, REQ, "memory of the envelope's user")
#define MEMORY_CLEAR(M, F, E, R)
#define MEMORY_FORGOTTEN(M, F, E, R)                                           \
	F(M, I64, forgotten, 0, 1e6, REQ, "memories that are gone")

#define CONVERSATION_LIST(M, F, E, R)                                          \
	F(M, STR, cursor, 1, 80, OPT(0), "next_cursor of the page before")     \
	F(M, I64, limit, 1, 100, OPT(30), "conversations")
#define CONVERSATION_LINE(M, F, E, R)                                          \
	F(M, STR, id, 36, 36, REQ, "conversation_id, to go on with it")        \
	F(M, STR, title, 0, 1000, REQ, "how its first question begins")        \
	F(M, STR, created_at, 1, 40, REQ, "RFC 3339")                          \
	F(M, STR, updated_at, 1, 40, REQ, "RFC 3339: its last answer")         \
	F(M, I64, messages, 0, 1e9, REQ, "questions and answers")
#define CONVERSATIONS_SHOWN(M, F, E, R)                                        \
	R(M, conversation_line, conversations, 100, OPT(0), "last used first") \
	F(M, STR, next_cursor, 1, 80, OPT(0), "absent on the last page")
#define CONVERSATION_SHOW(M, F, E, R)                                          \
	F(M, STR, conversation_id, 36, 36, REQ, "of the envelope's user")      \
	F(M, ID, before, 0, 0, OPT(0), "older than this message")              \
	F(M, I64, limit, 1, 200, OPT(50), "messages")
#define CONVERSATION_TURN(M, F, E, R)                                          \
	F(M, ID, id, 0, 0, REQ, "message")                                     \
	E(M, role, "user|assistant", REQ, "who speaks")                        \
	F(M, STR, content, 0, 65536, REQ, "what is said")                      \
	F(M, OBJECT, detail, 0, 65536, OPT(0), "intent, answer_id, citations") \
	F(M, STR, at, 1, 40, REQ, "RFC 3339")
#define CONVERSATION_SHOWN(M, F, E, R)                                         \
	CONVERSATION_LINE(M, F, E, R)                                          \
	R(M, conversation_turn, turns, 200, OPT(0), "oldest first")            \
	F(M, ID, next_before, 0, 0, OPT(0), "absent where the beginning is shown")
#define CONVERSATION_FORGET(M, F, E, R)                                        \
	F(M, STR, conversation_id, 36, 36, OPT(0), "absent: all")
#define CONVERSATION_FORGOTTEN(M, F, E, R)                                     \
	F(M, I64, forgotten, 0, 1e9, REQ, "conversations that are gone")       \
	E(M, streams, "gone|expiring", REQ,                                    \
	    "what resumes their answers; expiring: Redis is away")

#define ASSISTANT_RECORDS(X)                                                   \
	X(chat_turn, CHAT_TURN, "One message of a conversation.")              \
	X(chat_filters, CHAT_FILTERS, "What mail to look at.")                 \
	X(chat_citation, CHAT_CITATION, "The mail behind a sentence.")         \
	X(chat_memory, CHAT_MEMORY, "What you told it, and its use.")          \
	X(chat_notice, CHAT_NOTICE, "What went otherwise.")                    \
	X(memory_line, MEMORY_LINE, "What you told the assistant.")            \
	X(conversation_line, CONVERSATION_LINE, "A conversation.")             \
	X(conversation_turn, CONVERSATION_TURN, "A question or an answer.")

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
	    "Who makes the answer now.")                                       \
	X(memory_list, MEMORY_LIST, 160, true, "gateway", "assistant",         \
	    "What do you remember?")                                           \
	X(memories_shown, MEMORIES_SHOWN, 161, true, "assistant", "gateway",   \
	    "All of it.")                                                      \
	X(memory_add, MEMORY_ADD, 162, true, "gateway", "assistant",           \
	    "Remember this; the same again is one.")                           \
	X(memory_shown, MEMORY_LINE, 163, true, "assistant", "gateway",        \
	    "As it is kept.")                                                  \
	X(memory_change, MEMORY_CHANGE, 164, true, "gateway", "assistant",     \
	    "It is otherwise.")                                                \
	X(memory_clear, MEMORY_CLEAR, 165, true, "gateway", "assistant",       \
	    "Forget all.")                                                     \
	X(memory_forget, MEMORY_FORGET, 166, true, "gateway", "assistant",     \
	    "Forget one.")                                                     \
	X(memory_forgotten, MEMORY_FORGOTTEN, 167, true, "assistant",          \
	    "gateway", "It is gone.")                                          \
	X(conversation_list, CONVERSATION_LIST, 168, true, "gateway",          \
	    "assistant", "Which conversations are there?")                     \
	X(conversations_shown, CONVERSATIONS_SHOWN, 169, true, "assistant",    \
	    "gateway", "A page of them.")                                      \
	X(conversation_show, CONVERSATION_SHOW, 170, true, "gateway",          \
	    "assistant", "What was said in it?")                               \
	X(conversation_shown, CONVERSATION_SHOWN, 171, true, "assistant",      \
	    "gateway", "A conversation.")                                      \
	X(conversation_forget, CONVERSATION_FORGET, 172, true, "gateway",      \
	    "assistant", "Delete one, or all, and what resumes its answers.")  \
	X(conversation_forgotten, CONVERSATION_FORGOTTEN, 173, true,           \
	    "assistant", "gateway", "They are gone.")

#endif
