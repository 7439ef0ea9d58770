/* sp_url.c - bus URLs. See sp_url.h. */
#include "common/bus/sp_url.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <sys/un.h>

static int parse_ipc(struct str path, struct sp_url *url, struct err *err)
{
	struct sockaddr_un *un = (struct sockaddr_un *)(void *)&url->addr;

	if (path.n == 0)
		return err_set(err, ERR_INVALID, "%s: no path", url->text);
	if (path.n >= sizeof un->sun_path)
		return err_set(err, ERR_INVALID,
		    "%s: the path has %zu bytes; sockets take at most %zu",
		    url->text, path.n, sizeof un->sun_path - 1);
	un->sun_family = AF_UNIX;
	memcpy(un->sun_path, path.p, path.n);
	url->addr_bytes = (socklen_t)sizeof *un;
	return 0;
}

/* Numeric addresses are filled in at once; false for a name. */
static bool fill_numeric(struct sp_url *url)
{
	struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)&url->addr;
	struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)&url->addr;

	if (url->host[0] == '\0')
		v4->sin_addr.s_addr = htonl(INADDR_ANY);
	else if (inet_pton(AF_INET6, url->host, &v6->sin6_addr) == 1) {
		v6->sin6_family = AF_INET6;
		v6->sin6_port = htons(url->port);
		url->addr_bytes = (socklen_t)sizeof *v6;
		return true;
	} else if (inet_pton(AF_INET, url->host, &v4->sin_addr) != 1)
		return false;
	v4->sin_family = AF_INET;
	v4->sin_port = htons(url->port);
	url->addr_bytes = (socklen_t)sizeof *v4;
	return true;
}

static int parse_tcp(struct str rest, struct sp_url *url, struct err *err)
{
	size_t colon = rest.n;
	struct str host, port;
	int64_t number;

	while (colon > 0 && rest.p[colon - 1] != ':')
		colon--;
	if (colon == 0)
		return err_set(err, ERR_INVALID, "%s: no port", url->text);
	host = (struct str){rest.p, colon - 1};
	port = (struct str){rest.p + colon, rest.n - colon};
	if (str_to_i64(port, 1, 65535, &number) < 0)
		return err_set(
		    err, ERR_INVALID, "%s: port is not in 1..65535", url->text);
	if (host.n >= 2 && host.p[0] == '[' && host.p[host.n - 1] == ']')
		host = (struct str){host.p + 1, host.n - 2};
	if (str_eqs(host, "*"))
		host.n = 0;
	if (!str_copy(url->host, sizeof url->host, host) ||
	    strpbrk(url->host, "/ @?#") != NULL)
		return err_set(
		    err, ERR_INVALID, "%s: not a host name", url->text);
	url->port = (uint16_t)number;
	url->is_name = !fill_numeric(url);
	return 0;
}

int sp_url_parse(struct str text, struct sp_url *url_r, struct err *err)
{
	memset(url_r, 0, sizeof *url_r);
	if (!str_copy(url_r->text, sizeof url_r->text, text) ||
	    strlen(url_r->text) != text.n)
		return err_set(err, ERR_INVALID, "bus URL is too long");
	if (str_starts(text, "ipc://")) {
		url_r->transport = SP_IPC;
		return parse_ipc(
		    (struct str){text.p + 6, text.n - 6}, url_r, err);
	}
	if (str_starts(text, "tcp://")) {
		url_r->transport = SP_TCP;
		return parse_tcp(
		    (struct str){text.p + 6, text.n - 6}, url_r, err);
	}
	return err_set(err, ERR_INVALID,
	    "%s: a bus URL is ipc:///path or tcp://host:port", url_r->text);
}

int sp_url_resolve(struct sp_url *url, struct err *err)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM};
	struct addrinfo *found = NULL;
	char port[8];
	int rc;

	if (!url->is_name)
		return 0;
	snprintf(port, sizeof port, "%u", (unsigned)url->port);
	rc = getaddrinfo(url->host, port, &hints, &found);
	if (rc != 0)
		return err_set(err, ERR_UNAVAILABLE, "%s: %s", url->text,
		    gai_strerror(rc));
	memcpy(&url->addr, found->ai_addr, found->ai_addrlen);
	url->addr_bytes = found->ai_addrlen;
	freeaddrinfo(found);
	return 0;
}
