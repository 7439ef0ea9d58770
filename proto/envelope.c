/* envelope.c - the head of every message, to bytes and back. */
#include "proto/envelope.h"

#include <endian.h>
#include <string.h>

/* The fixed part, up to and including role and lane: 38 bytes. */
#define HEAD_BYTES (2 + 1 + 1 + 2 + 2 + 4 + 8 + 8 + 8 + 1 + 1)

/* Extras: their heads, the strings, and their length in front. */
#define EXTRAS_MAX (2 + 2 + 255 + 2 + 8)
#define EXTRA_LANES 1    /* string */
#define EXTRA_DEADLINE 2 /* u64, milliseconds of the monotonic clock */

#define KIND_CALL 0
#define KIND_ANSWER 1

static const char *const role_names[] = {
    [ROLE_NONE] = "none",
    [ROLE_USER] = "user",
    [ROLE_OPERATOR] = "operator",
    [ROLE_ADMIN] = "admin",
    [ROLE_SERVICE] = "service",
};

/* The strings of an envelope in the order of the wire. */
struct head_string {
	size_t offset, bytes;
};
#define HEAD_STRING(f)                                                         \
	{                                                                      \
		offsetof(struct envelope, f),                                  \
		    sizeof(((struct envelope *)NULL)->f)                       \
	}
static const struct head_string head_strings[] = {
    HEAD_STRING(request_id),
    HEAD_STRING(trace_id),
    HEAD_STRING(span_id),
    HEAD_STRING(caller),
    HEAD_STRING(idempotency_key),
};

/* ---- writing ---- */

/* Each appends big-endian and returns the place behind. */
static char *put8(char *p, unsigned v)
{
	*p = (char)(unsigned char)v;
	return p + 1;
}

static char *put16(char *p, uint16_t v)
{
	v = htobe16(v);
	memcpy(p, &v, sizeof v);
	return p + sizeof v;
}

static char *put32(char *p, uint32_t v)
{
	v = htobe32(v);
	memcpy(p, &v, sizeof v);
	return p + sizeof v;
}

static char *put64(char *p, uint64_t v)
{
	v = htobe64(v);
	memcpy(p, &v, sizeof v);
	return p + sizeof v;
}

static char *put_strings(char *p, const struct envelope *env)
{
	for (size_t i = 0; i < ARRAY_LEN(head_strings); i++) {
		const struct head_string *h = &head_strings[i];
		const char *s = (const char *)env + h->offset;
		size_t n = strnlen(s, h->bytes - 1);

		*p++ = (char)(unsigned char)n;
		memcpy(p, s, n);
		p += n;
	}
	return p;
}

static bool has_extras(const struct envelope *env)
{
	return env->lanes[0] != '\0' || env->deadline_mono_ms != 0;
}

static char *put_extras(char *p, const struct envelope *env)
{
	size_t n = strnlen(env->lanes, sizeof env->lanes - 1);
	char *began = p;

	p += 2;
	if (n > 0) {
		p = put8(p, EXTRA_LANES);
		p = put8(p, (unsigned)n);
		memcpy(p, env->lanes, n);
		p += n;
	}
	if (env->deadline_mono_ms != 0) {
		p = put8(p, EXTRA_DEADLINE);
		p = put8(p, 8);
		p = put64(p, (uint64_t)env->deadline_mono_ms);
	}
	put16(began, (uint16_t)(p - began - 2));
	return p;
}

void envelope_write(struct buf *out, const struct envelope *env,
    struct str json, struct str blob)
{
	char head[HEAD_BYTES + sizeof *env + EXTRAS_MAX + 4];
	bool extras = has_extras(env);
	char *p = head;

	if (json.n > ENVELOPE_MAX_BYTES || blob.n > ENVELOPE_MAX_BYTES) {
		out->failed = true;
		return;
	}
	p = put8(p, 'A');
	p = put8(p, 'L');
	p = put8(p, extras ? 2 : 1);
	p = put8(p, env->is_answer ? KIND_ANSWER : KIND_CALL);
	p = put16(p, env->type);
	p = put16(p, env->is_answer ? (uint16_t)env->code : 0);
	p = put32(p, env->is_answer ? env->reads : env->timeout_ms);
	p = put64(p, env->user_id);
	p = put64(p, env->lane_seed);
	p = put64(p, env->cost_usd_micros);
	p = put8(p, env->role);
	p = put8(p, env->lane);
	p = put_strings(p, env);
	if (extras)
		p = put_extras(p, env);
	p = put32(p, (uint32_t)json.n);
	buf_add(out, head, (size_t)(p - head));
	if (json.n > 0)
		buf_add(out, json.p, json.n);
	if (blob.n > 0)
		buf_add(out, blob.p, blob.n);
}

/* ---- reading ---- */

static unsigned get8(const char *p)
{
	return (unsigned char)*p;
}

static uint16_t get16(const char *p)
{
	uint16_t v;

	memcpy(&v, p, sizeof v);
	return be16toh(v);
}

static uint32_t get32(const char *p)
{
	uint32_t v;

	memcpy(&v, p, sizeof v);
	return be32toh(v);
}

static uint64_t get64(const char *p)
{
	uint64_t v;

	memcpy(&v, p, sizeof v);
	return be64toh(v);
}

/* Takes the strings off the front of *rest. */
static int take_strings(struct str *rest, struct envelope *env)
{
	for (size_t i = 0; i < ARRAY_LEN(head_strings); i++) {
		const struct head_string *h = &head_strings[i];
		char *to = (char *)env + h->offset;
		size_t n;

		if (rest->n == 0)
			return -1;
		n = get8(rest->p++);
		rest->n--;
		/* A NUL inside would make two readers see two strings. */
		if (n >= h->bytes || n > rest->n ||
		    memchr(rest->p, '\0', n) != NULL)
			return -1;
		memcpy(to, rest->p, n);
		to[n] = '\0';
		rest->p += n;
		rest->n -= n;
	}
	return 0;
}

/* One extra, each once; what we do not know is passed over. */
static int take_extra(unsigned tag, struct str v, struct envelope *env)
{
	if (tag == EXTRA_LANES) {
		if (env->lanes[0] != '\0' || v.n >= sizeof env->lanes ||
		    memchr(v.p, '\0', v.n) != NULL)
			return -1;
		memcpy(env->lanes, v.p, v.n);
		env->lanes[v.n] = '\0';
	} else if (tag == EXTRA_DEADLINE) {
		if (env->deadline_mono_ms != 0 || v.n != 8 ||
		    get64(v.p) > INT64_MAX)
			return -1;
		env->deadline_mono_ms = (int64_t)get64(v.p);
	}
	return 0;
}

/* Takes the extras of a version 2 off the front of *rest. */
static int take_extras(struct str *rest, struct envelope *env)
{
	struct str all;

	if (rest->n < 2 || rest->n - 2 < get16(rest->p))
		return -1;
	all = (struct str){rest->p + 2, get16(rest->p)};
	*rest = (struct str){all.p + all.n, rest->n - 2 - all.n};
	while (all.n > 0) {
		size_t n = all.n < 2 ? 0 : get8(all.p + 1);

		if (all.n < 2 || n > all.n - 2 ||
		    take_extra(get8(all.p), (struct str){all.p + 2, n}, env) <
			0)
			return -1;
		all = (struct str){all.p + 2 + n, all.n - 2 - n};
	}
	return 0;
}

static int bad(struct err *err, const char *what)
{
	return err_set(err, ERR_BAD_PEER, "envelope: %s", what);
}

/* A code from a newer peer reads as INTERNAL, as everywhere (err.h). */
static enum err_code code_of(unsigned n)
{
	return n < ERR_CODES ? (enum err_code)n : ERR_INTERNAL;
}

/* Offsets are those of the comment in envelope.h. */
static int read_fixed(const char *p, struct envelope *env, struct err *err)
{
	unsigned kind = get8(p + 3), code = get16(p + 6);
	unsigned role = get8(p + 36), lane = get8(p + 37);

	if (p[0] != 'A' || p[1] != 'L')
		return bad(err, "not one of our messages");
	if (get8(p + 2) < 1 || get8(p + 2) > ENVELOPE_VERSION)
		return bad(err, "another version");
	if (kind > KIND_ANSWER || (kind == KIND_CALL && code != 0))
		return bad(err, "neither call nor answer");
	if (role > ROLE_SERVICE || lane > LANE_CANARY)
		return bad(err, "unknown role or lane");
	env->is_answer = kind == KIND_ANSWER;
	env->type = get16(p + 4);
	env->code = code_of(code);
	if (env->is_answer)
		env->reads = get32(p + 8);
	else
		env->timeout_ms = get32(p + 8);
	env->user_id = get64(p + 12);
	env->lane_seed = get64(p + 20);
	env->cost_usd_micros = get64(p + 28);
	env->role = (enum role)role;
	env->lane = (enum lane)lane;
	return 0;
}

int envelope_read(struct str frame, struct envelope *env_r, struct str *json_r,
    struct str *blob_r, struct err *err)
{
	struct str rest;
	size_t json_bytes;

	memset(env_r, 0, sizeof *env_r);
	if (frame.n > ENVELOPE_MAX_BYTES)
		return bad(err, "larger than any message may be");
	if (frame.n < HEAD_BYTES)
		return bad(err, "truncated");
	if (read_fixed(frame.p, env_r, err) < 0)
		return -1;
	rest = (struct str){frame.p + HEAD_BYTES, frame.n - HEAD_BYTES};
	if (take_strings(&rest, env_r) < 0)
		return bad(err, "a string with a wrong length");
	if (get8(frame.p + 2) > 1 && take_extras(&rest, env_r) < 0)
		return bad(err, "extras with a wrong length");
	if (rest.n < 4)
		return bad(err, "truncated");
	json_bytes = get32(rest.p);
	rest = (struct str){rest.p + 4, rest.n - 4};
	if (json_bytes > rest.n)
		return bad(err, "a length beyond the frame");
	*json_r = (struct str){rest.p, json_bytes};
	*blob_r = (struct str){rest.p + json_bytes, rest.n - json_bytes};
	return 0;
}

/* ---- names ---- */

const char *role_name(enum role role)
{
	return (size_t)role < ARRAY_LEN(role_names) ? role_names[role] : "none";
}

int role_parse(const char *s, enum role *role_r)
{
	for (size_t i = 0; i < ARRAY_LEN(role_names); i++) {
		if (streq(s, role_names[i])) {
			*role_r = (enum role)i;
			return 0;
		}
	}
	return -1;
}

const char *lane_name(enum lane lane)
{
	return lane == LANE_CANARY ? "canary" : "stable";
}
