LIBS += kv
kv_SRC := $(addprefix common/kv/, kv.c target.c conn.c command.c reply.c sha1.c \
	meter.c)
kv_LINK := $(shell $(PKG_CONFIG) --libs hiredis)
TESTS += tests/unit/kv/test_command tests/unit/kv/test_faults
tests/unit/kv/test_command_SRC := tests/unit/kv/harness.c tests/lib/operation.c
tests/unit/kv/test_faults_SRC := tests/unit/kv/harness.c tests/lib/operation.c
FUZZERS += tests/fuzz/fuzz_kv_target
tests/fuzz/fuzz_kv_target_SRC := common/kv/target.c $(base_SRC)
