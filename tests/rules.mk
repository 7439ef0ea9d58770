# rules.mk - how tests, fuzzers and benches are built and run.

# ---- unit tests: cmocka, one program a file -------------------------------
define test_rule
$(BUILD)/$(1): $(BUILD)/$(1).o $$($(1)_SRC:%.c=$(BUILD)/%.o) $(ALL_LIBS)
	$$(call say,LD,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $(BUILD)/$(1).o \
		$$($(1)_SRC:%.c=$(BUILD)/%.o) $(LIB_LINK) -lcmocka $$($(1)_LINK)
endef
$(foreach t,$(sort $(TESTS)),$(eval $(call test_rule,$(t))))
$(foreach t,$(sort $(BENCHES)),$(eval $(call test_rule,$(t))))

.PHONY: unit-programs bench-programs
unit-programs: $(TESTS:%=$(BUILD)/%)
bench-programs: $(BENCHES:%=$(BUILD)/%)

# The list of programs, one a line, for tests/run.
.PHONY: list-tests list-benches list-fuzzers
list-tests:
	@printf '%s\n' $(sort $(TESTS))
list-benches:
	@printf '%s\n' $(sort $(BENCHES))
list-fuzzers:
	@printf '%s\n' $(sort $(FUZZERS))

# ---- fuzzers: clang's libFuzzer, with the parser's own sources ------------
FUZZ_FLAGS := -std=c11 -g -O1 -fsanitize=fuzzer,address,undefined \
	-fno-sanitize-recover=undefined $(filter-out -Werror,$(WARN))
define fuzz_rule
$(BUILD)/$(1): $(1).c $$($(1)_SRC) | $(BUILD)/version.h
	$$(call say,FUZZ,$$@)
	@mkdir -p $$(@D)
	$$(Q)clang $$(CPPFLAGS) $$(FUZZ_FLAGS) -o $$@ $(1).c $$($(1)_SRC) \
		$$(sort $$(foreach l,$$(LIBS),$$($$(l)_LINK))) $$($(1)_LINK)
endef
$(foreach f,$(sort $(FUZZERS)),$(eval $(call fuzz_rule,$(f))))
.PHONY: fuzz-programs
fuzz-programs: $(FUZZERS:%=$(BUILD)/%)
