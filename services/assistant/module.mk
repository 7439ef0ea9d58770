# assistant: the chat.
assistant_QUESTION := $(wildcard services/assistant/question/*.c)
assistant_TEXT := $(assistant_QUESTION) \
	$(wildcard services/assistant/compose/*.c) \
	$(addprefix services/assistant/memory/, value.c said.c use.c) \
	services/assistant/propose/moment.c \
	$(wildcard services/assistant/reply/*.c)
assistant_DAEMON := $(addprefix services/assistant/, daemon.c steps.c recall.c \
	understand.c neighbours.c agents.c search.c load.c write.c answer.c counts.c) \
	$(wildcard services/assistant/stream/*.c services/assistant/model/*.c) \
	$(wildcard services/assistant/conversation/*.c) \
	$(addprefix services/assistant/memory/, store.c chat.c) \
	services/assistant/propose/file.c $(assistant_TEXT)

PROGRAMS += assistant
assistant_SRC := services/assistant/main.c $(assistant_DAEMON)
assistant_LINK := -lm

assistant_TESTS := $(addprefix tests/unit/assistant/, test_words test_when \
	test_question test_wording test_plan test_refer test_tools test_split test_choose \
	test_compose test_find test_ground test_relevant test_memory test_reply)
TESTS += $(assistant_TESTS)
$(foreach t,$(assistant_TESTS),$(eval $(t)_SRC := $(assistant_TEXT)))
$(foreach t,$(assistant_TESTS),$(eval $(t)_LINK := -lm))
tests/unit/assistant/test_plan_SRC = $(assistant_TEXT) $(search_QUERY)

assistant_PURE_MODEL := $(addprefix services/assistant/model/, sse.c delta.c \
	clean.c quote.c)
TESTS += $(addprefix tests/unit/assistant/, test_model_wire test_model_say)
tests/unit/assistant/test_model_wire_SRC := $(assistant_PURE_MODEL) \
	$(assistant_TEXT)
tests/unit/assistant/test_model_wire_LINK := -lm
tests/unit/assistant/test_model_say_SRC := $(assistant_PURE_MODEL) \
	$(assistant_TEXT)
tests/unit/assistant/test_model_say_LINK := -lm

assistant_BUS_TESTS := $(addprefix tests/unit/assistant/, test_search \
	test_events test_answer_log)
TESTS += $(assistant_BUS_TESTS)
$(foreach t,$(assistant_BUS_TESTS),$(eval $(t)_SRC := \
	tests/unit/assistant/world.c $(assistant_DAEMON)))
$(foreach t,$(assistant_BUS_TESTS),$(eval $(t)_LINK := -lm))

FUZZERS += tests/fuzz/fuzz_assistant
tests/fuzz/fuzz_assistant_SRC = $(assistant_TEXT) $(base_SRC) $(proto_SRC) \
	$(mail_SRC)
tests/fuzz/fuzz_assistant_LINK := -lm
FUZZERS += tests/fuzz/fuzz_model
tests/fuzz/fuzz_model_SRC = $(assistant_PURE_MODEL) $(assistant_TEXT) \
	$(base_SRC) $(proto_SRC) $(mail_SRC)
tests/fuzz/fuzz_model_LINK := -lm
