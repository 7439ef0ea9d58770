/* peer.c - addresses, networks, and X-Forwarded-For from its end. */
#include "services/gateway/limits/peer.h"

#include "common/base/die.h"

#include <arpa/inet.h>
#include <stdlib.h>

#define PROXIES_MAX 64
#define HOPS_MAX 32 /* looked at: what lies beyond is anybody's word */

struct address { /* IPv4 mapped into IPv6 (RFC 4291, 2.5.5.2) */
	uint8_t bytes[16];
	bool is_unix;
};

struct network {
	struct address base;
	unsigned bits;
};

struct limit_proxies {
	size_t n;
	struct network v[PROXIES_MAX];
};

static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

static bool is_v4(const struct address *a)
{
	return memcmp(a->bytes, mapped, sizeof mapped) == 0;
}

static int address_parse(struct str s, struct address *a_r)
{
	char text[INET6_ADDRSTRLEN];

	*a_r = (struct address){.is_unix = str_eqs(s, "unix")};
	if (a_r->is_unix)
		return 0;
	if (s.n == 0 || !str_copy(text, sizeof text, s) || strlen(text) != s.n)
		return -1;
	if (inet_pton(AF_INET6, text, a_r->bytes) == 1)
		return 0;
	memcpy(a_r->bytes, mapped, sizeof mapped);
	return inet_pton(AF_INET, text, a_r->bytes + 12) == 1 ? 0 : -1;
}

/* ---- networks ---- */

static int network_parse(struct str item, struct network *n_r)
{
	ptrdiff_t slash = str_find(item, "/");
	struct str base = item;
	int64_t bits, most;

	if (slash >= 0)
		base.n = (size_t)slash;
	if (address_parse(base, &n_r->base) < 0)
		return -1;
	most = is_v4(&n_r->base) ? 32 : 128;
	bits = most;
	if (slash >= 0) {
		item.p += slash + 1;
		item.n -= (size_t)slash + 1;
		if (n_r->base.is_unix || str_to_i64(item, 0, most, &bits) < 0)
			return -1;
	}
	n_r->bits = (unsigned)(bits + 128 - most);
	return 0;
}

int limit_proxies_parse(
    const char *text, struct limit_proxies **p_r, struct err *err)
{
	struct limit_proxies *p = xcalloc(1, sizeof *p);
	struct str rest = str_of(text), item;

	*p_r = NULL;
	while (str_split(&rest, ',', &item)) {
		item = str_trim(item);
		if (item.n == 0)
			continue;
		if (p->n == PROXIES_MAX) {
			limit_proxies_free(&p);
			return err_set(err, ERR_INVALID,
			    "more than %d networks", PROXIES_MAX);
		}
		if (network_parse(item, &p->v[p->n++]) < 0) {
			limit_proxies_free(&p);
			return err_set(err, ERR_INVALID,
			    "'%.*s' is no address, network or \"unix\"",
			    (int)MIN(item.n, (size_t)60), item.p);
		}
	}
	*p_r = p;
	return 0;
}

void limit_proxies_free(struct limit_proxies **p)
{
	free(*p);
	*p = NULL;
}

static bool is_within(const struct address *a, const struct network *n)
{
	unsigned whole = n->bits / 8, rest = n->bits % 8;

	if (a->is_unix || n->base.is_unix)
		return a->is_unix && n->base.is_unix;
	if (memcmp(a->bytes, n->base.bytes, whole) != 0)
		return false;
	return rest == 0 ||
	       ((a->bytes[whole] ^ n->base.bytes[whole]) >> (8 - rest)) == 0;
}

static bool is_trusted(const struct limit_proxies *p, const struct address *a)
{
	for (size_t i = 0; i < p->n; i++)
		if (is_within(a, &p->v[i]))
			return true;
	return false;
}

/* ---- hops ---- */

/* Some write "192.0.2.1:4711" and "[2001:db8::1]:4711". */
static struct str without_port(struct str s)
{
	ptrdiff_t end;

	if (str_starts(s, "[")) {
		end = str_find(s, "]");
		return end < 0 ? s : (struct str){s.p + 1, (size_t)end - 1};
	}
	end = str_find(s, ":");
	if (end >= 0 &&
	    str_find((struct str){s.p + end + 1, s.n - (size_t)end - 1}, ":") <
		0)
		s.n = (size_t)end;
	return s;
}

/* Cuts the last item off *rest. */
static struct str cut_last(struct str *rest)
{
	size_t start = rest->n;
	struct str item;

	while (start > 0 && rest->p[start - 1] != ',')
		start--;
	item = (struct str){rest->p + start, rest->n - start};
	rest->n = start > 0 ? start - 1 : 0;
	return str_trim(item);
}

/* A socket of this machine. */
static bool is_own(const struct address *a)
{
	static const uint8_t loopback6[16] = {[15] = 1};

	return a->is_unix || (is_v4(a) && a->bytes[12] == 127) ||
	       memcmp(a->bytes, loopback6, sizeof loopback6) == 0;
}

static uint64_t key_of(const struct address *a)
{
	uint64_t key = 0;

	for (size_t i = 0; i < 8; i++)
		key = key << 8 | a->bytes[is_v4(a) ? 8 + i : i];
	return key;
}

/* The hop before client, as the last of the lines has it; false: there is
 * none that client may speak for. */
static bool hop_before(const struct limit_proxies *p,
    const struct address *client, struct str *line, struct address *hop_r)
{
	return line->n > 0 && is_trusted(p, client) &&
	       address_parse(without_port(cut_last(line)), hop_r) == 0 &&
	       !hop_r->is_unix;
}

uint64_t limit_client_key(const struct limit_proxies *p, const char *peer,
    const struct str *forwarded, size_t n)
{
	struct str line = {"", 0};
	struct address client, hop;
	size_t hops = 0;

	if (address_parse(str_of(peer), &client) < 0)
		return 0;
	for (; hops < HOPS_MAX; hops++) {
		while (line.n == 0 && n > 0)
			line = forwarded[--n];
		if (!hop_before(p, &client, &line, &hop))
			break;
		client = hop;
	}
	return hops == 0 && is_own(&client) ? 0 : key_of(&client);
}
