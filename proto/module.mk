LIBS += proto
proto_SRC := $(addprefix proto/, proto_table.c proto_decode.c proto_encode.c \
	json.c json_check.c envelope.c describe.c schema.c \
	typescript.c)
proto_LINK := -lcjson -lm
TESTS += tests/unit/proto/test_decode tests/unit/proto/test_encode
TESTS += tests/unit/proto/test_golden tests/unit/proto/test_describe
PROGRAMS += proto_doc
proto_doc_SRC := proto/proto_doc.c
TESTS += tests/unit/proto/test_json

FUZZERS += tests/fuzz/fuzz_json tests/fuzz/fuzz_proto_decode
tests/fuzz/fuzz_json_SRC = proto/json.c proto/json_check.c $(base_SRC)
tests/fuzz/fuzz_proto_decode_SRC = $(proto_SRC) $(base_SRC)
