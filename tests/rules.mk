# rules.mk - how tests, fuzzers and benches are built and run.

# ---- unit tests: cmocka, one program a file -------------------------------
define test_rule
$(BUILD)/$(1): $(BUILD)/$(1).o $$($(1)_SRC:%.c=$(BUILD)/%.o) $(ALL_LIBS)
	$$(call say,LD,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $(BUILD)/$(1).o \
		$$($(1)_SRC:%.c=$(BUILD)/%.o) $(LIB_LINK) -lcmocka $$($(1)_LINK)
endef
$(foreach t,$(TESTS),$(eval $(call test_rule,$(t))))
$(foreach t,$(BENCHES),$(eval $(call test_rule,$(t))))

.PHONY: unit-programs bench-programs
unit-programs: $(TESTS:%=$(BUILD)/%)
bench-programs: $(BENCHES:%=$(BUILD)/%)
