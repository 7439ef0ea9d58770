PROGRAMS += oncall
oncall_SRC := $(addprefix services/oncall/, main.c \
	$(addprefix alert/, webhook.c rules.c fold.c take.c) \
	$(addprefix incident/, row.c list.c watch.c state.c events.c save.c act.c \
	timeline.c tend.c postmortem.c review.c report.c)) \
	$(addprefix services/oncall/upkeep/, backups.c capacity.c certificates.c) \
	$(addprefix services/oncall/slo/, slo.c targets.c scrape.c fold.c \
	store.c gauges.c show.c spent.c impact.c interval.c counts.c judge.c \
	exposition.c reading.c)

# What alerts do to incidents: pure, also for tests and the fuzzer.
ONCALL_ALERT := $(addprefix services/oncall/, alert/webhook.c alert/rules.c)
ONCALL_FOLD := $(addprefix services/oncall/, alert/fold.c alert/rules.c \
	incident/state.c incident/events.c)
TESTS += $(addprefix tests/unit/oncall/, test_state test_webhook test_rules \
	test_fold test_fold_order test_postmortem)
tests/unit/oncall/test_state_SRC := services/oncall/incident/state.c
tests/unit/oncall/test_webhook_SRC := $(ONCALL_ALERT)
tests/unit/oncall/test_postmortem_SRC := services/oncall/incident/postmortem.c
tests/unit/oncall/test_rules_SRC := services/oncall/alert/rules.c
tests/unit/oncall/test_fold_SRC := $(ONCALL_FOLD) \
	tests/unit/oncall/fold_model.c
tests/unit/oncall/test_fold_order_SRC := $(tests/unit/oncall/test_fold_SRC)
FUZZERS += tests/fuzz/fuzz_alerts
tests/fuzz/fuzz_alerts_SRC = $(ONCALL_ALERT) $(base_SRC) \
	$(filter-out proto/describe.c proto/schema.c,$(proto_SRC))

SLO_PURE := $(addprefix services/oncall/slo/, interval.c counts.c judge.c \
	exposition.c reading.c targets.c spent.c)
SLO_TESTS := $(addprefix tests/unit/oncall/, test_interval test_counts \
	test_judge test_reading test_exposition test_targets)
TESTS += $(SLO_TESTS)
$(foreach t,$(SLO_TESTS),$(eval $(t)_SRC := $(SLO_PURE)))
FUZZERS += tests/fuzz/fuzz_exposition
tests/fuzz/fuzz_exposition_SRC := $(SLO_PURE) common/service/objectives.c \
	proto/json.c proto/json_check.c $(base_SRC)

# ---- who is paged, by what, when ----
oncall_SRC += $(addprefix services/oncall/, $(addprefix rota/, load.c show.c \
	change.c calendar.c faults.c preview.c) \
	$(addprefix page/, paging.c event.c outbox.c to_pagerduty.c to_slack.c \
	calls.c told.c escalate_now.c hear.c pages.c))
oncall_rota_SRC := $(addprefix services/oncall/rota/, rota.c hours.c)
oncall_page_SRC := $(addprefix services/oncall/page/, page.c pagerduty.c \
	slack.c slack_reply.c try.c escalate.c heard.c)
oncall_SRC += $(oncall_rota_SRC) $(oncall_page_SRC)
TESTS += $(addprefix tests/unit/oncall/, test_rota test_hours test_page \
	test_escalate test_slack test_heard)
tests/unit/oncall/test_rota_SRC := $(oncall_rota_SRC) \
	services/oncall/rota/preview.c
tests/unit/oncall/test_hours_SRC := $(oncall_rota_SRC)
tests/unit/oncall/test_page_SRC := $(oncall_rota_SRC) $(oncall_page_SRC)
tests/unit/oncall/test_heard_SRC := services/oncall/page/heard.c
tests/unit/oncall/test_slack_SRC := $(oncall_rota_SRC) $(oncall_page_SRC)
tests/unit/oncall/test_escalate_SRC := $(oncall_rota_SRC) $(oncall_page_SRC)

FUZZERS += tests/fuzz/fuzz_pages
tests/fuzz/fuzz_pages_SRC := $(filter-out %/escalate.c %/rota.c, \
	$(oncall_page_SRC) $(oncall_rota_SRC)) common/zone/zone.c $(base_SRC) \
	$(filter-out proto/describe.c proto/schema.c,$(proto_SRC))
tests/fuzz/fuzz_pages_LINK := $(zone_LINK) $(base_LINK)

FUZZERS += tests/fuzz/fuzz_heard
tests/fuzz/fuzz_heard_SRC := services/oncall/page/heard.c $(base_SRC) \
	$(filter-out proto/describe.c proto/schema.c,$(proto_SRC))

BENCHES += tests/bench/bench_slo
tests/bench/bench_slo_SRC := $(SLO_PURE)

PROGRAMS += slo-eval
slo-eval_SRC := tests/eval/slo_eval.c $(SLO_PURE)
slo-eval_LINK := -lm
