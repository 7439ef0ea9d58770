LIBS += proto
proto_SRC := $(addprefix proto/, proto_table.c proto_decode.c proto_encode.c \
	json.c envelope.c)
proto_LINK := -lcjson -lm
TESTS += tests/unit/proto/test_decode tests/unit/proto/test_encode
