LIBS += http
http_SRC := $(addprefix common/http/, parse.c single.c find.c chunked.c uri.c \
	route.c answer.c body.c conn.c request.c server.c listen.c stream.c \
	park.c client.c transfer.c fetch.c feed.c public_addr.c cors.c \
	peers.c coding.c http_static.c static_load.c handoff.c packet.c multipart.c \
	multipart_head.c)
http_LINK := $(shell $(PKG_CONFIG) --libs libcurl zlib libbrotlienc)
BENCHES += tests/bench/bench_http
TESTS += $(addprefix tests/unit/http/, test_parse test_chunked test_uri \
	test_route test_coding test_single \
	test_multipart test_packet test_public_addr)
tests/unit/http/test_coding_LINK := -lbrotlidec -lz
HTTP_WIRE_TESTS := $(addprefix tests/unit/http/, test_requests test_bodies \
	test_streams test_drain test_limits test_client test_storm test_cors test_static \
	test_peers test_handoff test_park \
	test_feed test_feed_faults)
TESTS += $(HTTP_WIRE_TESTS)
$(foreach t,$(HTTP_WIRE_TESTS),$(eval $(t)_SRC := \
	$(addprefix tests/unit/http/, fixture.c routes.c)))
HTTP_PURE_SRC := $(addprefix common/http/, parse.c single.c find.c chunked.c \
	uri.c) common/base/str.c
tests/unit/http/test_feed_SRC += tests/unit/http/feed_reader.c
tests/unit/http/test_feed_faults_SRC += tests/unit/http/feed_reader.c
FUZZERS += $(addprefix tests/fuzz/, fuzz_http_request fuzz_http_uri \
	fuzz_multipart fuzz_http_files fuzz_http_packet)
tests/fuzz/fuzz_http_packet_SRC := $(base_SRC) common/http/packet.c
tests/fuzz/fuzz_http_files_SRC := $(base_SRC) $(addprefix common/http/, \
	coding.c http_static.c cors.c uri.c parse.c single.c find.c)
tests/fuzz/fuzz_multipart_SRC := $(base_SRC) common/http/multipart.c \
	common/http/multipart_head.c
tests/fuzz/fuzz_http_request_SRC := $(HTTP_PURE_SRC)
tests/fuzz/fuzz_http_uri_SRC := $(HTTP_PURE_SRC)
