/* chunked.c - the chunked coding's small machine. See chunked.h. */
#include "common/http/chunked.h"

enum { MAX_DIGITS = 12, MAX_EXT = 256, MAX_TRAILERS = 4096 };

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static bool is_text(char c)
{
	return c == '\t' || ((unsigned char)c >= ' ' && c != 0x7f);
}

static bool is_name(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') ||
	       (c != '\0' && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

/* Each returns the next state, or -1. */

static int in_size(struct chunked *c, char byte)
{
	int digit = hex_value(byte);

	if (digit >= 0) {
		if (++c->digits > MAX_DIGITS)
			return -1;
		c->size = c->size * 16 + (uint64_t)digit;
		return CHUNK_SIZE;
	}
	if (c->digits == 0)
		return -1;
	if (byte == '\r')
		return CHUNK_SIZE_LF;
	return byte == ';' ? CHUNK_EXT : -1;
}

static int in_ext(struct chunked *c, char byte)
{
	if (byte == '\r')
		return CHUNK_SIZE_LF;
	return is_text(byte) && ++c->ext_bytes <= MAX_EXT ? CHUNK_EXT : -1;
}

static int after_size(struct chunked *c, char byte)
{
	if (byte != '\n')
		return -1;
	c->digits = 0;
	c->ext_bytes = 0;
	return c->size > 0 ? CHUNK_DATA : CHUNK_LINE;
}

/* A name longer than those that matter is only counted. */
static int in_name(struct chunked *c, char byte)
{
	if (byte == ':' && c->name_bytes > 0)
		return single_is((struct str){c->name, c->name_bytes})
			   ? -1
			   : CHUNK_VALUE;
	if (!is_name(byte))
		return -1;
	if (c->name_bytes < sizeof c->name)
		c->name[c->name_bytes++] = byte;
	return CHUNK_TRAILER;
}

static int in_trailers(struct chunked *c, char byte)
{
	if (++c->trailer_bytes > MAX_TRAILERS)
		return -1;
	switch ((int)c->state) {
	case CHUNK_LINE:
		c->name_bytes = 0;
		return byte == '\r' ? CHUNK_END_LF : in_name(c, byte);
	case CHUNK_TRAILER:
		return in_name(c, byte);
	case CHUNK_VALUE:
		if (byte == '\r')
			return CHUNK_TRAILER_LF;
		return is_text(byte) ? CHUNK_VALUE : -1;
	default:
		return byte == '\n' ? CHUNK_LINE : -1;
	}
}

static int step(struct chunked *c, char byte)
{
	switch (c->state) {
	case CHUNK_SIZE:
		return in_size(c, byte);
	case CHUNK_EXT:
		return in_ext(c, byte);
	case CHUNK_SIZE_LF:
		return after_size(c, byte);
	case CHUNK_DATA_CR:
		return byte == '\r' ? CHUNK_DATA_LF : -1;
	case CHUNK_DATA_LF:
		return byte == '\n' ? CHUNK_SIZE : -1;
	case CHUNK_LINE:
	case CHUNK_TRAILER:
	case CHUNK_VALUE:
	case CHUNK_TRAILER_LF:
		return in_trailers(c, byte);
	case CHUNK_END_LF:
		return byte == '\n' ? CHUNK_DONE : -1;
	case CHUNK_DATA:
	case CHUNK_DONE:
		break;
	}
	return -1;
}

int chunked_next(struct chunked *c, struct str *in, struct str *data_r,
    struct http_refusal *why)
{
	*data_r = (struct str){in->p, 0};
	while (in->n > 0 && c->state != CHUNK_DATA && c->state != CHUNK_DONE) {
		int next = step(c, *in->p);

		if (next < 0)
			return http_refuse(
			    why, 400, "the chunked body is malformed");
		c->state = (enum chunked_state)next;
		in->p++;
		in->n--;
	}
	if (c->state == CHUNK_DATA && in->n > 0) {
		size_t n = (size_t)MIN(c->size, (uint64_t)in->n);

		*data_r = (struct str){in->p, n};
		in->p += n;
		in->n -= n;
		c->size -= n;
		if (c->size == 0)
			c->state = CHUNK_DATA_CR;
	}
	return 0;
}
