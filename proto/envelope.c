/* envelope.c - the head of every message, to bytes and back. */
#include "proto/envelope.h"

#include <string.h>

/* Fixed part up to and including role and lane. */
#define HEAD_BYTES (2 + 1 + 1 + 2 + 2 + 4 + 8 + 8 + 8 + 1 + 1)

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

static char *put(char *p, uint64_t v, unsigned bytes)
{
	for (unsigned i = bytes; i-- > 0;) {
		p[i] = (char)(unsigned char)(v & 0xff);
		v >>= 8;
	}
	return p + bytes;
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

void envelope_write(struct buf *out, const struct envelope *env,
    struct str json, struct str blob)
{
	char head[HEAD_BYTES + sizeof *env + 4];
	char *p = head;

	if (json.n > ENVELOPE_MAX_BYTES || blob.n > ENVELOPE_MAX_BYTES) {
		out->failed = true;
		return;
	}
	*p++ = 'A';
	*p++ = 'L';
	p = put(p, ENVELOPE_VERSION, 1);
	p = put(p, env->is_answer ? KIND_ANSWER : KIND_CALL, 1);
	p = put(p, env->type, 2);
	p = put(p, env->is_answer ? (uint64_t)env->code : 0, 2);
	p = put(p, env->timeout_ms, 4);
	p = put(p, env->user_id, 8);
	p = put(p, env->lane_seed, 8);
	p = put(p, env->cost_usd_micros, 8);
	p = put(p, (uint64_t)env->role, 1);
	p = put(p, (uint64_t)env->lane, 1);
	p = put_strings(p, env);
	p = put(p, json.n, 4);
	buf_add(out, head, (size_t)(p - head));
	if (json.n > 0)
		buf_add(out, json.p, json.n);
	if (blob.n > 0)
		buf_add(out, blob.p, blob.n);
}

/* ---- reading ---- */

/* A cursor over the frame; short is sticky. */
struct cursor {
	const char *p;
	size_t left;
	bool is_short;
};

static uint64_t take(struct cursor *c, unsigned bytes)
{
	uint64_t v = 0;

	if (c->left < bytes) {
		c->is_short = true;
		c->left = 0;
		return 0;
	}
	for (unsigned i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)c->p[i];
	c->p += bytes;
	c->left -= bytes;
	return v;
}

static int take_strings(struct cursor *c, struct envelope *env)
{
	for (size_t i = 0; i < ARRAY_LEN(head_strings); i++) {
		const struct head_string *h = &head_strings[i];
		char *to = (char *)env + h->offset;
		size_t n = (size_t)take(c, 1);

		/* A NUL inside would make two readers see two strings. */
		if (n >= h->bytes || n > c->left ||
		    memchr(c->p, '\0', n) != NULL)
			return -1;
		memcpy(to, c->p, n);
		to[n] = '\0';
		c->p += n;
		c->left -= n;
	}
	return 0;
}

static int bad(struct err *err, const char *what)
{
	return err_set(err, ERR_BAD_PEER, "envelope: %s", what);
}

/* A code from a newer peer reads as INTERNAL, as everywhere (err.h). */
static enum err_code code_of(uint64_t n)
{
	return n < ERR_CODES ? (enum err_code)n : ERR_INTERNAL;
}

static int take_fixed(struct cursor *c, struct envelope *env, struct err *err)
{
	uint64_t kind, code, role, lane;

	if (take(c, 1) != 'A' || take(c, 1) != 'L')
		return bad(err, "not one of our messages");
	if (take(c, 1) != ENVELOPE_VERSION)
		return bad(err, "another version");
	kind = take(c, 1);
	env->type = (uint16_t)take(c, 2);
	code = take(c, 2);
	env->timeout_ms = (uint32_t)take(c, 4);
	env->user_id = take(c, 8);
	env->lane_seed = take(c, 8);
	env->cost_usd_micros = take(c, 8);
	role = take(c, 1);
	lane = take(c, 1);
	if (c->is_short)
		return bad(err, "truncated");
	if (kind > KIND_ANSWER || (kind == KIND_CALL && code != 0))
		return bad(err, "neither call nor answer");
	if (role > ROLE_SERVICE || lane > LANE_CANARY)
		return bad(err, "unknown role or lane");
	env->is_answer = kind == KIND_ANSWER;
	env->code = code_of(code);
	env->role = (enum role)role;
	env->lane = (enum lane)lane;
	return 0;
}

int envelope_read(struct str frame, struct envelope *env_r, struct str *json_r,
    struct str *blob_r, struct err *err)
{
	struct cursor c = {.p = frame.p, .left = frame.n};
	size_t json_bytes;

	memset(env_r, 0, sizeof *env_r);
	if (frame.n > ENVELOPE_MAX_BYTES)
		return bad(err, "larger than any message may be");
	if (frame.n == 0)
		return bad(err, "truncated");
	if (take_fixed(&c, env_r, err) < 0)
		return -1;
	if (take_strings(&c, env_r) < 0)
		return bad(err, "a string with a wrong length");
	json_bytes = (size_t)take(&c, 4);
	if (c.is_short || json_bytes > c.left)
		return bad(err, "a length beyond the frame");
	*json_r = (struct str){c.p, json_bytes};
	*blob_r = (struct str){c.p + json_bytes, c.left - json_bytes};
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
