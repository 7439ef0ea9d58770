/* metrics.def.h - what the assistant counts. Columns:
 * common/metrics/metrics.h. */
#ifndef ASSISTANT_METRICS_DEF_H
#define ASSISTANT_METRICS_DEF_H

#define ASSISTANT_METRICS(X)                                                   \
	X(COUNTER, tool_queries, "assistant_tool_queries_total",               \
	    "tool,window_bucket,has_hits", "", "searches made for questions")  \
	X(HISTOGRAM, search_time, "assistant_elasticsearch_duration_seconds",  \
	    "backend", "seconds", "time the search index took to answer")      \
	X(COUNTER, answers, "assistant_answers_total", "intent,outcome", "",   \
	    "answers made")                                                    \
	X(HISTOGRAM, answer_time, "assistant_answer_duration_seconds",         \
	    "intent", "seconds", "from the question to the whole answer")      \
	X(HISTOGRAM, first_event, "assistant_first_event_seconds", "",         \
	    "seconds", "from the question to the stream's first event")        \
	X(GAUGE, running, "assistant_answers_running", "", "",                 \
	    "answers being made")                                              \
	X(COUNTER, stops, "assistant_stops_total", "was_running", "",          \
	    "answers that a person stopped")                                   \
	X(COUNTER, unsupported, "assistant_unsupported_sentences_total", "",   \
	    "", "sentences of answers that were marked: they rest on no mail") \
	X(COUNTER, log_losses, "assistant_event_log_losses_total", "", "",     \
	    "events that could not be kept for resume")                                  \
	X(COUNTER, llm_answers, "applylens_llm_answers_total", "outcome", "",  \
	    "answers that a model was to write")                               \
	X(COUNTER, llm_tokens, "applylens_llm_tokens_total", "direction", "",  \
	    "tokens that a model read and wrote")                              \
	X(COUNTER, llm_cost, "applylens_llm_cost_usd_total", "", "dollars",    \
	    "by LLM_PRICE_IN and LLM_PRICE_OUT")                               \
	X(HISTOGRAM, llm_first_token, "applylens_llm_first_token_seconds", "", \
	    "seconds", "from a call to the model's first token")               \
	X(COUNTER, llm_sentences, "applylens_llm_sentences_total",             \
	    "grounding", "", "sentences of models, by what their citations say") \
	X(COUNTER, llm_tool_calls, "applylens_llm_tool_calls_total",           \
	    "tool,outcome", "", "what models asked for")

#endif
