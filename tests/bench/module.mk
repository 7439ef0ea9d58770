# Programs that the scripts of this folder drive; what measures by itself is
# registered by its own library or service.
BENCHES += tests/bench/evhttp_peer
tests/bench/evhttp_peer_LINK := -levent_core -levent_extra
BENCHES += tests/bench/startup
BENCHES += tests/bench/latency
tests/bench/latency_SRC := tests/bench/reply.c tests/bench/load.c
BENCHES += tests/bench/mailgen
tests/bench/mailgen_SRC := $(addprefix tests/bench/, mailgen_words.c \
	mailgen_mail.c mailgen_queries.c)
tests/bench/mailgen_LINK := -lm
BENCHES += tests/bench/open_load
tests/bench/open_load_SRC := tests/bench/reply.c tests/bench/load.c
tests/bench/open_load_LINK := -lm
BENCHES += tests/bench/stream_cuts tests/bench/stream_readers
tests/bench/stream_cuts_SRC := tests/bench/stream_reading.c
