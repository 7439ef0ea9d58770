LIBS += config
config_SRC := $(addprefix common/config/, config.c parse.c print.c envfile.c)
TESTS += tests/unit/config/test_envfile
FUZZERS += tests/fuzz/fuzz_envfile
tests/fuzz/fuzz_envfile_SRC := $(config_SRC) $(base_SRC)
