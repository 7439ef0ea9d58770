/* lane_override.c - choices of lanes: read, signed, verified. */
#include "common/bus/lane_override.h"

#include "common/base/ids.h"

#include <inttypes.h>
#include <stdio.h>

#define MAX_CHOICES 16
#define PURPOSE "ApplyLens lane override 1" /* keys of other uses differ */
#define SIG_BYTES 32

/* ---- choices ---- */

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < 'a' || s.p[i] > 'z')
			return false;
	return s.n > 0 && s.n < sizeof(((struct envelope *)NULL)->caller);
}

bool lane_override_next(
    struct str *rest, struct str *service_r, enum lane *lane_r)
{
	struct str part;

	if (!str_split(rest, ',', &part) || !str_split(&part, '=', service_r))
		return false;
	*lane_r = str_eqs(part, "canary") ? LANE_CANARY : LANE_STABLE;
	return true;
}

static int check_one(struct str part, struct str *name_r, struct err *err)
{
	struct str lane = part;

	if (!str_split(&lane, '=', name_r) || !is_name(*name_r))
		return err_set(err, ERR_INVALID,
		    "must be service=lane, with commas in between");
	if (!str_eqs(lane, "stable") && !str_eqs(lane, "canary"))
		return err_set(err, ERR_INVALID,
		    "the lane of %.*s must be stable or canary", (int)name_r->n,
		    name_r->p);
	return 0;
}

int lane_override_check(struct str lanes, struct err *err)
{
	struct str names[MAX_CHOICES], rest = lanes, part;
	size_t n = 0;

	if (lanes.n >= LANE_OVERRIDE_LANES)
		return err_set(err, ERR_INVALID, "has more than %zu bytes",
		    LANE_OVERRIDE_LANES - 1);
	while (str_split(&rest, ',', &part)) {
		if (n == MAX_CHOICES)
			return err_set(err, ERR_INVALID,
			    "names more than %d services", MAX_CHOICES);
		if (check_one(part, &names[n], err) < 0)
			return -1;
		for (size_t i = 0; i < n; i++)
			if (str_eq(names[i], names[n]))
				return err_set(err, ERR_INVALID,
				    "names %.*s twice", (int)names[n].n,
				    names[n].p);
		n++;
	}
	return n > 0 ? 0 : err_set(err, ERR_INVALID, "names no service");
}

bool lane_override_of(const char *lanes, const char *service, enum lane *lane_r)
{
	struct str rest = str_of(lanes), name;

	while (lane_override_next(&rest, &name, lane_r))
		if (str_eqs(name, service))
			return true;
	return false;
}

/* ---- the whole text ---- */

static void mac(
    const uint8_t lane_key[16], struct str signed_part, uint8_t out[SIG_BYTES])
{
	uint8_t key[SIG_BYTES];

	ids_hmac_sha256(lane_key, 16, PURPOSE, sizeof PURPOSE - 1, key);
	ids_hmac_sha256(key, sizeof key, signed_part.p, signed_part.n, out);
}

/* What is signed: one spelling, whatever spaces came. */
static struct str signed_part(
    char *to, size_t bytes, struct str lanes, int64_t exp_s)
{
	int n = snprintf(
	    to, bytes, "%.*s; exp=%" PRId64, (int)lanes.n, lanes.p, exp_s);

	return (struct str){to, (size_t)n};
}

void lane_override_sign(const uint8_t lane_key[16], const char *lanes,
    int64_t exp_s, char out[LANE_OVERRIDE_BYTES])
{
	uint8_t sig[SIG_BYTES];
	char hex[2 * SIG_BYTES + 1];
	struct str part =
	    signed_part(out, LANE_OVERRIDE_BYTES, str_of(lanes), exp_s);

	mac(lane_key, part, sig);
	hex_encode(sig, sizeof sig, hex);
	snprintf(out + part.n, LANE_OVERRIDE_BYTES - part.n, "; sig=%s", hex);
}

/* "; name=value", spaces around the semicolon as you like. */
static bool take_part(struct str *rest, const char *name, struct str *value_r)
{
	struct str part;

	if (!str_split(rest, ';', &part))
		return false;
	part = str_trim(part);
	if (!str_starts(part, name))
		return false;
	*value_r = (struct str){part.p + strlen(name), part.n - strlen(name)};
	return true;
}

int lane_override_verify(const uint8_t lane_key[16], struct str text,
    int64_t now_s, char lanes_r[LANE_OVERRIDE_LANES], struct err *err)
{
	char part[LANE_OVERRIDE_BYTES];
	uint8_t sig[SIG_BYTES], ours[SIG_BYTES];
	struct str rest = text, lanes, exp, hex;
	int64_t exp_s;

	if (!take_part(&rest, "", &lanes) || !take_part(&rest, "exp=", &exp) ||
	    !take_part(&rest, "sig=", &hex) || rest.p != NULL ||
	    str_to_i64(exp, 1, INT64_MAX / 2, &exp_s) < 0 ||
	    hex_decode(hex, sig, sizeof sig) < 0)
		return err_set(err, ERR_INVALID,
		    "must be service=lane,...; exp=<Unix time>; sig=<64 hex "
		    "digits>");
	if (lane_override_check(lanes, err) < 0)
		return -1;
	mac(lane_key, signed_part(part, sizeof part, lanes, exp_s), ours);
	if (!secret_eq(sig, ours, sizeof sig))
		return err_set(
		    err, ERR_FORBIDDEN, "the signature is not of this server");
	if (exp_s <= now_s)
		return err_set(err, ERR_FORBIDDEN,
		    "it expired %" PRId64 " s ago", now_s - exp_s);
	if (exp_s > now_s + LANE_OVERRIDE_MAX_S)
		return err_set(err, ERR_FORBIDDEN,
		    "it may hold for %d s at most", LANE_OVERRIDE_MAX_S);
	str_copy(lanes_r, LANE_OVERRIDE_LANES, lanes);
	return 0;
}
