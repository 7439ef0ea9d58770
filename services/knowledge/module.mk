# What one mail says: pure, also for tests, fuzzers and the evaluation.
KNOWLEDGE_FACTS := services/knowledge/people/name.c \
	$(addprefix services/knowledge/extract/, fact.c participants.c \
	signature.c)

PROGRAMS += knowledge
knowledge_SRC := $(KNOWLEDGE_FACTS) $(addprefix services/knowledge/, main.c \
	people.c link.c query.c run.c)

knowledge_TESTS := $(addprefix tests/unit/knowledge/test_, people name)
TESTS += $(knowledge_TESTS)
$(foreach t,$(knowledge_TESTS),$(eval $(t)_SRC := $(KNOWLEDGE_FACTS) \
	services/knowledge/people.c))
