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
