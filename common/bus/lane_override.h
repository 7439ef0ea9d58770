/* lane_override.h - an operator's choice of lanes, signed.
 *
 *   search=canary,triage=stable; exp=1790000000; sig=<64 hex digits>
 *
 * exp is Unix time in seconds, at most LANE_OVERRIDE_MAX_S ahead. sig is
 * HMAC-SHA256 under a key derived from the lane key, of everything that is in
 * front of it. Who has the text may use it until it expires: it chooses
 * processes, and gives no rights.
 */
#ifndef BUS_LANE_OVERRIDE_H
#define BUS_LANE_OVERRIDE_H

#include "common/base/err.h"
#include "common/base/str.h"
#include "proto/envelope.h"

#define LANE_OVERRIDE_MAX_S (24 * 3600)
#define LANE_OVERRIDE_LANES sizeof(((struct envelope *)NULL)->lanes)
#define LANE_OVERRIDE_BYTES (LANE_OVERRIDE_LANES + 128) /* of the whole text */

/* Whether this is "service=lane,service=lane", each service once. Returns 0,
 * or -1 with ERR_INVALID. Whether there are such services is not asked. */
MUST_CHECK int lane_override_check(struct str lanes, struct err *err);

/* Takes the first choice off the front of *rest, which was checked; false at
 * the end. */
bool lane_override_next(
    struct str *rest, struct str *service_r, enum lane *lane_r);

/* The lane that lanes, which was checked, says for this service. */
bool lane_override_of(
    const char *lanes, const char *service, enum lane *lane_r);

/* lanes must have been checked. */
void lane_override_sign(const uint8_t lane_key[16], const char *lanes,
    int64_t exp_s, char out[LANE_OVERRIDE_BYTES]);

/* Returns 0, or -1: ERR_INVALID when the text is not of this form,
 * ERR_FORBIDDEN when the signature is not ours, the time is over or too far
 * ahead. */
MUST_CHECK int lane_override_verify(const uint8_t lane_key[16], struct str text,
    int64_t now_s, char lanes_r[LANE_OVERRIDE_LANES], struct err *err);

#endif
