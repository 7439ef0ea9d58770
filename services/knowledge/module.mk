# What one mail says: pure, also for tests, fuzzers and the evaluation.
KNOWLEDGE_FACTS := services/knowledge/people/name.c \
	$(addprefix services/knowledge/extract/, fact.c participants.c \
	signature.c reading.c tokens.c pattern.c around.c when.c when_time.c when_day.c \
	when_zone.c ics.c employer.c stage.c promise.c meeting.c)

PROGRAMS += knowledge
knowledge_SRC := $(KNOWLEDGE_FACTS) $(addprefix services/knowledge/, main.c \
	people.c link.c query.c run.c) $(KNOWLEDGE_APPLICATIONS)

knowledge_TESTS := $(addprefix tests/unit/knowledge/test_, people name \
	stage when applications)
TESTS += $(knowledge_TESTS)
$(foreach t,$(knowledge_TESTS),$(eval $(t)_SRC = $$(KNOWLEDGE_FACTS) \
	$$(KNOWLEDGE_APPLICATIONS) services/knowledge/people.c))

# Job applications out of those facts: pure too.
KNOWLEDGE_APPLICATIONS := $(addprefix services/knowledge/applications/, \
	fold.c join.c said.c company.c)

PROGRAMS += stages-eval
stages-eval_SRC = $(KNOWLEDGE_FACTS) $(KNOWLEDGE_APPLICATIONS) $(TRIAGE_CORE) \
	$(addprefix tests/eval/stages_, eval.c wording.c mail.c world.c read.c \
	measure.c)
stages-eval_LINK := -lm
