/* access_line.c - writes a line of the access log. */
#include "services/gateway/access_line.h"

#include "common/base/ids.h"
#include "common/base/str.h"

#include <arpa/inet.h>
#include <stdio.h>

#define FIELDS_MAX 20

struct fields {
	struct log_field v[FIELDS_MAX];
	size_t n;
};

static void add_text(struct fields *f, const char *name, const char *s)
{
	if (s != NULL && s[0] != '\0')
		f->v[f->n++] = (struct log_field)LOG_S(name, s);
}

static void add_number(struct fields *f, const char *name, uint64_t v)
{
	f->v[f->n++] = (struct log_field)LOG_I(name, v);
}

/* The first 48 bits of an IPv6 address name a site. */
static void cut_ipv6(struct in6_addr *in, char out[ACCESS_PEER_CHARS])
{
	char text[INET6_ADDRSTRLEN];

	memset(in->s6_addr + 6, 0, sizeof in->s6_addr - 6);
	inet_ntop(AF_INET6, in, text, sizeof text);
	snprintf(out, ACCESS_PEER_CHARS, "%s/48", text);
}

void access_peer(const char *peer, char out[ACCESS_PEER_CHARS])
{
	const char *v4 = peer, *dot;
	struct in6_addr in;

	if (str_istarts(str_of(peer), "::ffff:") && strchr(peer, '.') != NULL)
		v4 = peer + 7;
	dot = strrchr(v4, '.');
	if (strchr(v4, ':') == NULL && dot != NULL && dot - v4 < 16) {
		memcpy(out, v4, (size_t)(dot - v4));
		memcpy(out + (dot - v4), ".0/24", sizeof ".0/24");
	} else if (inet_pton(AF_INET6, peer, &in) == 1) {
		cut_ipv6(&in, out);
	} else {
		str_copy(out, ACCESS_PEER_CHARS, str_of(peer));
	}
}

/* A user's id says who it is to whoever sees the database; this says only
 * that two lines are the same person's. */
static void write_user(uint64_t user_id, const uint8_t key[16], char out[17])
{
	uint64_t hash = ids_siphash(key, &user_id, sizeof user_id);
	uint8_t bytes[8];

	out[0] = '\0';
	if (user_id == 0)
		return;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(hash >> (56 - 8 * i));
	hex_encode(bytes, sizeof bytes, out);
}

static void add_error(struct fields *f, const struct access_line *l)
{
	if (l->error == ERR_OK)
		return;
	add_text(f, "error", err_name(l->error));
	if (err_http_status(l->error) >= 500)
		add_text(f, "why", l->error_text);
}

void access_line_write(const struct access_line *l, const uint8_t key[16])
{
	struct fields f = {.n = 0};
	char user[17], peer[ACCESS_PEER_CHARS];

	write_user(l->user_id, key, user);
	access_peer(l->peer, peer);
	add_text(&f, "request_id", l->request_id);
	add_text(&f, "trace_id", l->trace_id);
	add_text(&f, "method", l->method);
	add_text(&f, "route", l->route);
	add_number(&f, "status", (uint64_t)l->status);
	add_text(&f, "lane", l->lane);
	add_text(&f, "by", l->by);
	add_text(&f, "user", user);
	add_text(&f, "peer", peer);
	add_number(&f, "bytes_in", l->bytes_in);
	add_number(&f, "bytes_out", l->bytes_out);
	if (l->replayed)
		f.v[f.n++] = (struct log_field)LOG_B("replayed", true);
	add_text(&f, "policy", l->policy);
	add_error(&f, l);
	add_number(&f, "duration_us", (uint64_t)l->duration_us);
	f.v[f.n++] = (struct log_field)LOG_JSON("steps_us", l->steps_us);
	log_write(
	    l->status >= 500 && l->error == ERR_INTERNAL ? LOG_ERROR : LOG_INFO,
	    "request", f.v, f.n);
}
