/* access_line.h - the access log: one line a request, and nothing in it that
 * tells who a person is or what they wrote. */
#ifndef GATEWAY_ACCESS_LINE_H
#define GATEWAY_ACCESS_LINE_H

#include "common/base/err.h"
#include "common/base/log.h"

/* Texts are borrowed for the call; NULL or "" leaves the field out. */
struct access_line {
	const char *request_id, *trace_id;
	const char *method, *route; /* the template, never the path */
	int status;
	const char *lane;
	const char *by; /* "token" or "session" */
	uint64_t user_id;
	const char *peer;   /* an address as text */
	uint64_t bytes_in;  /* of the body */
	uint64_t bytes_out; /* head and body */
	bool replayed;      /* an Idempotency-Key's answer was repeated */
	const char *policy; /* that refused it */
	enum err_code error;
	const char *error_text; /* written for our own troubles only: what a
				 * caller did wrong may quote the caller */
	int64_t duration_us;
	const char *steps_us; /* JSON */
};

/* key: 16 bytes, the same wherever users are to be told apart alike. */
void access_line_write(const struct access_line *l, const uint8_t key[16]);

/* "192.0.2.0/24", "2001:db8:1::/48": where from, not who. Other texts as they
 * are when they are no address ("unix"). */
#define ACCESS_PEER_CHARS 56
void access_peer(const char *peer, char out[ACCESS_PEER_CHARS]);

#endif
