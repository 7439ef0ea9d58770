LIBS += proto
proto_SRC := $(addprefix proto/, proto_table.c proto_decode.c proto_encode.c \
	json.c envelope.c \
	describe.c)
proto_LINK := -lcjson -lm
TESTS += tests/unit/proto/test_decode tests/unit/proto/test_encode
TESTS += tests/unit/proto/test_golden tests/unit/proto/test_describe
PROGRAMS += proto_doc
proto_doc_SRC := proto/proto_doc.c
