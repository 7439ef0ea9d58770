# assistant: the chat.
assistant_WORDS := $(addprefix services/assistant/, words.c lexicon.c when.c \
	calendar.c question.c)
assistant_TEXT := $(addprefix services/assistant/, split.c cues.c choose.c \
	draft.c compose.c compose_list.c plan.c) $(assistant_WORDS)
assistant_DAEMON := $(addprefix services/assistant/, daemon.c steps.c recall.c \
	understand.c search.c answer.c running.c stream.c events.c) \
	$(assistant_TEXT)

PROGRAMS += assistant
assistant_SRC := services/assistant/main.c $(assistant_DAEMON)
assistant_LINK := -lm
