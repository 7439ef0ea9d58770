# What one mail says, and what follows: pure, also for tests, fuzzers and the
# evaluation.
KNOWLEDGE_FACTS := $(addprefix services/knowledge/people/, name.c letters.c) \
	$(addprefix services/knowledge/extract/, fact.c participants.c \
	signature.c own_address.c reading.c pattern.c around.c employer.c stage.c \
	promise.c meeting.c)
KNOWLEDGE_GRAPH := $(KNOWLEDGE_FACTS) services/knowledge/store/change.c \
	$(addprefix services/knowledge/people/, company.c cluster.c \
	cluster_name.c)

# Job applications out of those facts: pure too.
KNOWLEDGE_APPLICATIONS := $(addprefix services/knowledge/applications/, \
	fold.c join.c said.c company.c csv.c)
KNOWLEDGE_TRACKER := $(addprefix services/knowledge/applications/, \
	tracker.c select.c list.c show.c correct.c)

PROGRAMS += knowledge
knowledge_SRC := $(KNOWLEDGE_GRAPH) $(KNOWLEDGE_APPLICATIONS) \
	$(KNOWLEDGE_TRACKER) \
	$(addprefix services/knowledge/, main.c link.c query.c run.c said.c \
	rebuild.c people/person.c ask/ask.c ask/parse.c) \
	$(addprefix services/knowledge/store/, load.c fold.c save.c turn.c \
	graph.c)

knowledge_TESTS := $(addprefix tests/unit/knowledge/test_, name own_address \
	cluster stage applications)
TESTS += $(knowledge_TESTS)
$(foreach t,$(knowledge_TESTS),$(eval $(t)_SRC := $$(KNOWLEDGE_GRAPH) \
	$$(KNOWLEDGE_APPLICATIONS)))

PROGRAMS += stages-eval
stages-eval_SRC = $(KNOWLEDGE_FACTS) $(KNOWLEDGE_APPLICATIONS) $(TRIAGE_CORE) \
	$(addprefix tests/eval/stages_, eval.c wording.c mail.c world.c read.c \
	measure.c)
stages-eval_LINK := -lm

BENCHES += tests/bench/bench_facts
tests/bench/bench_facts_SRC := $(KNOWLEDGE_FACTS)

FUZZERS += tests/fuzz/fuzz_facts
tests/fuzz/fuzz_facts_SRC = $(KNOWLEDGE_FACTS) $(base_SRC) $(mail_SRC)
tests/fuzz/fuzz_facts_LINK = $(mail_LINK) $(base_LINK)

PROGRAMS += people-eval
people-eval_SRC := $(KNOWLEDGE_GRAPH) services/knowledge/people/person.c \
	services/knowledge/store/fold.c \
	$(addprefix tests/eval/people_, eval.c make.c mail.c wide.c)

TESTS += tests/unit/knowledge/test_ask
tests/unit/knowledge/test_ask_SRC := $(KNOWLEDGE_GRAPH) \
	$(addprefix services/knowledge/, ask/ask.c ask/parse.c people/person.c)
