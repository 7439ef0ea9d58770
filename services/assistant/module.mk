# assistant: the chat.
assistant_WORDS := $(addprefix services/assistant/, words.c lexicon.c when.c \
	when_read.c calendar.c question.c question_words.c)
assistant_TEXT := $(addprefix services/assistant/, split.c cues.c choose.c \
	draft.c compose.c compose_list.c compose_keep.c \
	compose_clear.c plan.c plan_filters.c) $(assistant_WORDS)
assistant_DAEMON := $(addprefix services/assistant/, daemon.c steps.c recall.c \
	understand.c search.c answer.c running.c stream.c events.c) \
	$(assistant_TEXT)

PROGRAMS += assistant
assistant_SRC := services/assistant/main.c $(assistant_DAEMON)
assistant_LINK := -lm
