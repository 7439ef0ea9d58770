# embed: text to vector.
embed_MODEL := $(addprefix services/embed/model/, model.c tokens.c vocab.c \
	normal.c kernel_vnni.c kernel_avx2.c kernel_plain.c)
embed_CONVERT := $(addprefix services/embed/convert/, convert.c \
	convert_vocab.c safetensors.c)
embed_ICU := -licuuc -lm

PROGRAMS += embed
embed_DAEMON := $(addprefix services/embed/, steps.c weights.c)
embed_SRC := services/embed/main.c $(embed_DAEMON) $(embed_MODEL)
embed_LINK := $(embed_ICU)

PROGRAMS += embed_convert
embed_convert_SRC := services/embed/convert/main.c $(embed_CONVERT) \
	$(embed_MODEL)
embed_convert_LINK := $(embed_ICU)

embed_TESTS := $(addprefix tests/unit/embed/, test_words test_kernels \
	test_model test_convert test_daemon)
TESTS += $(embed_TESTS)
$(foreach t,$(embed_TESTS),$(eval $(t)_SRC := tests/unit/embed/small.c \
	$(embed_CONVERT) $(embed_MODEL) $(embed_DAEMON)))
$(foreach t,$(embed_TESTS),$(eval $(t)_LINK := $(embed_ICU)))

PROGRAMS += embed-eval
embed-eval_SRC := $(addprefix tests/eval/embed_, eval.c full.c stsb.c) \
	services/embed/convert/safetensors.c $(embed_MODEL)
embed-eval_LINK := $(embed_ICU)

FUZZERS += tests/fuzz/fuzz_embed_tokens tests/fuzz/fuzz_safetensors
tests/fuzz/fuzz_embed_tokens_SRC = $(addprefix services/embed/model/, \
	tokens.c vocab.c normal.c) $(base_SRC)
tests/fuzz/fuzz_embed_tokens_LINK := $(embed_ICU)
tests/fuzz/fuzz_safetensors_SRC = $(addprefix services/embed/convert/, \
	safetensors.c convert_vocab.c) services/embed/model/vocab.c \
	$(proto_SRC) $(base_SRC)
tests/fuzz/fuzz_safetensors_LINK := -lm

BENCHES += tests/bench/bench_embed
tests/bench/bench_embed_SRC := $(addprefix tests/eval/embed_, full.c stsb.c) \
	services/embed/convert/safetensors.c $(embed_MODEL)
tests/bench/bench_embed_LINK := $(embed_ICU)
