LIBS += base
base_SRC := $(addprefix common/base/, err.c die.c arena.c buf.c str.c \
	clock.c clock_text.c civil.c ids.c map.c log.c token.c jsonesc.c jsonw.c \
	htmlesc.c fdpass.c)
base_LINK := -lcrypto
