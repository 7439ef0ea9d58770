LIBS += kv
kv_SRC := $(addprefix common/kv/, kv.c target.c conn.c command.c reply.c sha1.c)
kv_LINK := $(shell pkg-config --libs hiredis)
TESTS += tests/unit/kv/test_kv
