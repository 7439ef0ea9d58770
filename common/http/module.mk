LIBS += http
http_SRC := $(addprefix common/http/, parse.c chunked.c uri.c route.c \
	answer.c body.c conn.c request.c server.c listen.c stream.c \
	client.c)
http_LINK := $(shell pkg-config --libs libcurl)
BENCHES += tests/bench/bench_http
