/* seed.c - what decides the lane of who is not known by name. */
#include "services/gateway/gateway.h"

#include "common/base/ids.h"

#define NOT_A_USER (UINT64_C(1) << 63)

uint64_t gateway_seed(struct gateway_request *r)
{
	/* Spreading, not secrecy, is what this hash is for. */
	static const uint8_t key[16] = "lane seed";
	const char *session = http_cookie(&r->http, "session_id");
	struct str who = str_of(
	    session != NULL && session[0] != '\0' ? session : r->http.peer);

	return ids_siphash(key, who.p, who.n) | NOT_A_USER;
}
