PROGRAMS += oncall
oncall_SRC := $(addprefix services/oncall/, main.c \
	$(addprefix incident/, row.c list.c watch.c)) \
	$(addprefix services/oncall/slo/, slo.c targets.c scrape.c fold.c \
	store.c gauges.c show.c spent.c interval.c counts.c judge.c \
	exposition.c reading.c)

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
oncall_SRC += $(addprefix services/oncall/, rota/load.c \
	$(addprefix page/, paging.c event.c outbox.c to_pagerduty.c to_slack.c \
	calls.c pages.c))
oncall_rota_SRC := $(addprefix services/oncall/rota/, rota.c hours.c)
oncall_page_SRC := $(addprefix services/oncall/page/, page.c pagerduty.c \
	slack.c slack_reply.c try.c escalate.c)
oncall_SRC += $(oncall_rota_SRC) $(oncall_page_SRC)
TESTS += $(addprefix tests/unit/oncall/, test_rota test_hours test_page \
	test_escalate test_slack)
tests/unit/oncall/test_rota_SRC := $(oncall_rota_SRC)
tests/unit/oncall/test_hours_SRC := $(oncall_rota_SRC)
tests/unit/oncall/test_page_SRC := $(oncall_rota_SRC) $(oncall_page_SRC)
tests/unit/oncall/test_slack_SRC := $(oncall_rota_SRC) $(oncall_page_SRC)
tests/unit/oncall/test_escalate_SRC := $(oncall_rota_SRC) $(oncall_page_SRC)

FUZZERS += tests/fuzz/fuzz_pages
tests/fuzz/fuzz_pages_SRC := $(filter-out %/escalate.c %/rota.c, \
	$(oncall_page_SRC) $(oncall_rota_SRC)) common/zone/zone.c $(base_SRC) \
	$(filter-out proto/describe.c proto/schema.c,$(proto_SRC))
tests/fuzz/fuzz_pages_LINK := $(zone_LINK) $(base_LINK)
