# ApplyLens: one non-recursive make. Each folder's module.mk names its
# library or program and its sources; this file knows only the rules.
#
#   make help          the words a person needs
#   make V=1           show commands        SANITIZE=address,undefined
#   make BUILD=dir     build elsewhere      CC=clang

BUILD    ?= build
SANITIZE ?=
CC       ?= cc
VERSION  := 0.1.0
COMMIT   := $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' $(1) $(2))

WARN := -Wall -Wextra -Wshadow -Wconversion -Wsign-conversion \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wpointer-arith -Wwrite-strings -Wcast-qual -Wformat=2 -Wundef -Wvla \
	-Wimplicit-fallthrough -Wswitch-enum -Werror
OPT  ?= -O2 -g
SAN  := $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)
HARD := -fstack-protector-strong $(if $(SANITIZE),,-D_FORTIFY_SOURCE=2)

PKGS := libevent_core libevent_extra libpq libcurl libcjson hiredis sqlite3 \
	libcrypto gmime-3.0
# Where it is missing, make up installs it: nothing to complain of yet.
PKG_CONFIG := $(or $(shell command -v pkg-config),:)
# Foreign headers are system headers: their warnings are not ours.
PKG_CFLAGS  := $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags $(PKGS) \
	2>/dev/null))
CPPFLAGS += -I. -I$(BUILD) -D_GNU_SOURCE $(PKG_CFLAGS)
CFLAGS   += -std=c11 $(OPT) $(WARN) $(SAN) $(HARD) -fPIE -pthread
LDFLAGS  += $(SAN) -pie -Wl,-z,relro,-z,now -Wl,--as-needed -pthread

# The libraries, lowest layer first. Each module.mk adds to these lists:
#   LIBS      += name          name_SRC, name_LINK (foreign -l flags)
#   PROGRAMS  += name          name_SRC, name_LIBS (ours, all by default)
#   TESTS     += path/test_x   path/test_x_SRC  (unit tests, cmocka)
LIBS     :=
PROGRAMS :=
TESTS    :=
FUZZERS  :=
BENCHES  :=
.DEFAULT_GOAL := all

MODULES := $(sort $(wildcard common/*/module.mk) $(wildcard proto/module.mk) \
	$(wildcard services/*/module.mk) $(wildcard deploy/*/module.mk) \
	$(wildcard tests/*/module.mk) $(wildcard tests/module.mk))
include $(MODULES)

.PHONY: all help clean FORCE up down status logs test check bench eval fuzz \
	docs lint format
all: $(PROGRAMS:%=$(BUILD)/bin/%)

# ---- the words a person needs ---------------------------------------------
help:
	@echo 'make up      install what is missing, build, start, load sample mail'
	@echo 'make test    everything that must pass; ends with N passed, N failed'
	@echo 'make check   the quick half: format, lint, unit tests (sanitizers)'
	@echo 'make down    stop     make status  what runs     make logs  follow'
	@echo 'make bench   speeds and sizes beside rivals (BENCH=name: one)'
	@echo 'make eval    quality on public data, beside rivals'
	@echo 'make fuzz    each fuzzer for FUZZ_SECONDS (20)'
	@echo 'make docs    pages made from tables     make format  clang-format'
	@echo 'make clean   remove build/ (var/ with your data stays)'

up:
	$(Q)deploy/local/packages build run
	$(Q)$(MAKE) --no-print-directory -s -j2 all
	$(Q)APPLYLENS_BIN=$(abspath $(BUILD))/bin deploy/local/weights \
		>/dev/null || echo 'up: search goes by words alone'
	$(Q)APPLYLENS_BIN=$(abspath $(BUILD))/bin deploy/local/up

down:
	$(Q)deploy/local/down

status:
	$(Q)deploy/local/status

logs:
	$(Q)tail -n 20 -F $(if $(SERVICE),var/log/$(SERVICE)/current,\
		var/log/*/current)

test:
	$(Q)deploy/local/packages build run test
	$(Q)tests/run all

check:
	$(Q)deploy/local/packages build run test
	$(Q)tests/run check

lint:
	$(Q)tests/lint/run

bench:
	$(Q)deploy/local/packages build run test
	$(Q)tests/bench/run $(BENCH)

eval:
	$(Q)deploy/local/packages build run test
	$(Q)tests/eval/run

FUZZ_SECONDS ?= 20
fuzz:
	$(Q)deploy/local/packages build test
	$(Q)tests/fuzz/run $(FUZZ_SECONDS)

format:
	$(Q)git ls-files '*.c' '*.h' | grep -v '\.def\.h$$' | \
		xargs clang-format -i

docs: $(BUILD)/bin/proto_doc
	$(Q)tests/lint/docs.sh --write

# ---- libraries ------------------------------------------------------------
define lib_rule
$(BUILD)/lib/lib$(1).a: $$($(1)_SRC:%.c=$(BUILD)/%.o)
	$$(call say,AR,$$@)
	@mkdir -p $$(@D) && rm -f $$@
	$$(Q)ar rcs $$@ $$^
endef
$(foreach l,$(LIBS),$(eval $(call lib_rule,$(l))))
# Programs link all libraries; USE="base loop" builds with these alone.
USE       ?= $(LIBS)
ALL_LIBS  := $(USE:%=$(BUILD)/lib/lib%.a)
LIB_LINK  := -Wl,--start-group $(ALL_LIBS) -Wl,--end-group \
	$(sort $(foreach l,$(USE),$($(l)_LINK)))

# ---- programs -------------------------------------------------------------
define program_rule
$(BUILD)/bin/$(1): $$($(1)_SRC:%.c=$(BUILD)/%.o) $(ALL_LIBS)
	$$(call say,LD,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(LDFLAGS) -o $$@ $$($(1)_SRC:%.c=$(BUILD)/%.o) \
		$(LIB_LINK) $$($(1)_LINK)
endef
$(foreach p,$(PROGRAMS),$(eval $(call program_rule,$(p))))

include tests/rules.mk

# ---- objects --------------------------------------------------------------
$(BUILD)/%.o: %.c | $(BUILD)/version.h
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Rewritten only when it changes, so that a new commit relinks little.
$(BUILD)/version.h: FORCE
	@mkdir -p $(@D)
	@printf '#define APPLYLENS_VERSION "%s"\n#define APPLYLENS_COMMIT "%s"\n' \
		'$(VERSION)' '$(COMMIT)' > $@.new; \
	cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

clean:
	rm -rf $(BUILD)
