/* test_storm.c - many connections do what they like, in an order that a seed
 * decides: valid and broken requests in odd pieces, readers that stop,
 * clients that leave. Afterwards every request was told once and released
 * once, and the server still answers. */
#include "tests/unit/http/fixture.h"
#include "tests/unit/unit.h"

#define PEERS 24

static const struct str pieces[] = {
    STR("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /nap HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /events HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /events HTTP/1.0\r\n\r\n"),
    STR("GET /flood HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /big HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /cut HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /brief HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("HEAD /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"),
    STR("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 50\r\n\r\n"),
    STR("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked"
	"\r\n\r\n5\r\nhello\r\n0\r\n\r\n"),
    STR("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked"
	"\r\n\r\n5\r\nhello\r\n"),
    STR("POST /upload HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
	"Content-Length: 7\r\n\r\n"),
    STR("POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n12"),
    STR("POST /ignore HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked"
	"\r\n\r\n"),
    STR("0\r\n\r\n"),
    STR("\r\n"),
    STR("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
    STR("GET /hello HTTP/1.1\r\nHost: a\n\r\n"),
    STR("nonsense\r\n\r\n"),
};

static uint32_t next(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) % below;
}

/* As much as fits at once, perhaps cut short. */
static void say(struct peer *p, uint32_t *seed)
{
	struct str s = pieces[next(seed, ARRAY_LEN(pieces))];

	if (next(seed, 3) == 0)
		s.n = next(seed, (uint32_t)s.n + 1);
	(void)!write(p->fd, s.p, s.n);
}

static void act(struct world *w, struct peer **slot, uint32_t *seed)
{
	switch (*slot == NULL ? 9 : next(seed, 9)) {
	case 0:
		peer_free(slot);
		break;
	case 1:
		peer_shut(*slot);
		break;
	case 2:
	case 3:
		peer_take(*slot);
		buf_clear(&(*slot)->got);
		if ((*slot)->closed)
			peer_free(slot);
		break;
	case 9:
		*slot = peer_new(w);
		break;
	default:
		say(*slot, seed);
		break;
	}
}

static void storm(uint32_t seed)
{
	struct world *w = world_new();
	struct peer *peers[PEERS] = {NULL};

	w->config.max_connections = PEERS - 2;
	w->config.head_timeout_ms = 50;
	w->config.body_timeout_ms = 50;
	w->config.idle_timeout_ms = 80;
	w->hold_upload = (seed & 1) != 0;
	world_serve(w);
	for (int i = 0; i < 3000; i++) {
		act(w, &peers[next(&seed, PEERS)], &seed);
		if (next(&seed, 3) == 0)
			loop_turn(w->loop, 0);
	}
	for (size_t i = 0; i < PEERS; i++)
		if (peers[i] != NULL && next(&seed, 2) == 0)
			peer_free(&peers[i]);
	if (next(&seed, 2) == 0)
		(void)http_server_drained(w->server, true);
	for (int i = 0; i < 10; i++)
		loop_turn(w->loop, 2);
	assert_true(w->begun > 100);
	/* Closing cancels what is left; world_free() counts. */
	http_server_close(&w->server);
	for (size_t i = 0; i < PEERS; i++)
		if (peers[i] != NULL)
			peer_free(&peers[i]);
	world_free(&w);
}

static void tells_and_releases_every_request_once(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 12; seed++)
		storm(seed);
}

static void answers_after_a_storm(void **state)
{
	struct world *w = world_new();
	struct peer *peers[PEERS] = {NULL}, *p;
	uint32_t seed = 99;

	(void)state;
	world_serve(w);
	for (int i = 0; i < 2000; i++) {
		act(w, &peers[next(&seed, PEERS)], &seed);
		if (next(&seed, 3) == 0)
			loop_turn(w->loop, 0);
	}
	for (size_t i = 0; i < PEERS; i++)
		if (peers[i] != NULL)
			peer_free(&peers[i]);
	WORLD_UNTIL(w, http_server_in_flight(w->server) == 0);
	p = peer_new(w);
	peer_sends(p, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
	peer_await(p, "hello\n");
	peer_free(&p);
	world_free(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_and_releases_every_request_once),
	    cmocka_unit_test(answers_after_a_storm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
