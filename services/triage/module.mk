# The scorer without the daemon: also for the trainer, tests, evaluation.
TRIAGE_CORE := $(addprefix services/triage/, category.c text.c host.c brand.c \
	dates.c lexicon.c signals.c sender.c links.c wording.c times.c \
	features.c model.c score.c reasons.c from_message.c)
TRIAGE_CORPUS := $(addprefix services/triage/train/, corpus.c templates.c)

$(BUILD)/services/triage/model.o: services/triage/model/triage.model

PROGRAMS += triage-train
triage-train_SRC := $(TRIAGE_CORE) $(TRIAGE_CORPUS) \
	services/triage/train/learn_weights.c services/triage/train/main.c
triage-train_LINK := -lm

PROGRAMS += triage
triage_SRC := $(TRIAGE_CORE) $(addprefix services/triage/, learn.c load.c \
	judging.c verdict.c batch.c one.c feedback.c agent.c agent_report.c \
	daemon.c main.c)
triage_LINK := -lm
