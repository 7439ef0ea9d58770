BENCHES += tests/bench/evhttp_peer
tests/bench/evhttp_peer_LINK := -levent_core -levent_extra
