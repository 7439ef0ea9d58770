/* envelope.h - what every message carries beside its body, and its bytes.
 *
 * Wire form, big-endian, after nng's request id; the same for calls and
 * answers:
 *
 *   magic 'A' 'L'   version u8   kind u8 (0 call, 1 answer)
 *   type u16        code u16     (err_code; 0 in calls)
 *   timeout_ms u32  (what is left; clocks need not agree)
 *   user_id u64     lane_seed u64     cost_usd_micros u64
 *   role u8         lane u8
 *   request_id, trace_id, span_id, caller, idempotency_key: u8 length + bytes
 *   version 2 only: extras, u16 length + (tag u8, u8 length + bytes) each
 *   json_bytes u32  json   then, to the end of the frame, the blob
 *
 * The gateway passes json and blob through without looking.
 *
 * Versions live side by side, since a release replaces one process after
 * another. A frame is written as version 1 unless it has extras. An answer
 * says in the place of timeout_ms which version its sender reads (0 means 1),
 * and a caller sends extras only to who said 2. Extras are what a peer may
 * miss without being wrong; unknown tags are passed over, so that more of
 * them need no version 3.
 */
#ifndef PROTO_ENVELOPE_H
#define PROTO_ENVELOPE_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define ENVELOPE_VERSION 2 /* the newest that we read */
#define ENVELOPE_MAX_BYTES (16u * 1024 * 1024)

enum role { ROLE_NONE, ROLE_USER, ROLE_OPERATOR, ROLE_ADMIN, ROLE_SERVICE };
enum lane { LANE_STABLE, LANE_CANARY };

struct envelope {
	bool is_answer;
	uint16_t type;       /* enum msg_type */
	enum err_code code;  /* answers: ERR_OK or why not */
	uint32_t timeout_ms; /* calls */
	uint64_t user_id;    /* 0: nobody, the system itself */
	uint64_t lane_seed;  /* decides lanes downstream, see bus.h */
	uint64_t cost_usd_micros;
	enum role role;
	enum lane lane; /* the lane this message travels on */
	char request_id[40];
	char trace_id[33];
	char span_id[17];
	char caller[24];          /* service name */
	char idempotency_key[72]; /* "" when none */
	unsigned reads; /* answers: the version that the sender reads */
	/* Extras. lanes: an operator's choice, as in lane_override.h; "" when
	 * none. deadline_mono_ms: the deadline by this machine's monotonic
	 * clock, between processes of one machine only; 0 when not known. */
	char lanes[160];
	int64_t deadline_mono_ms;
};

/* Appends head, json and blob to out. Cannot fail but for out's cap. */
void envelope_write(struct buf *out, const struct envelope *env,
    struct str json, struct str blob);

/* Reads a frame; json and blob borrow from it. Returns 0, or -1 with
 * ERR_BAD_PEER: truncated, another version, a length beyond the frame. */
MUST_CHECK int envelope_read(struct str frame, struct envelope *env_r,
    struct str *json_r, struct str *blob_r, struct err *err);

const char *role_name(enum role role);
MUST_CHECK int role_parse(const char *s, enum role *role_r);
const char *lane_name(enum lane lane); /* "stable", "canary" */

#endif
