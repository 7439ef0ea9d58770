/* listen.h - listening sockets: "127.0.0.1:80", "[::1]:0", "unix:/path". */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "common/http/internal.h"

/* Opens s->config.listen: sets fd, port, unix_path. */
MUST_CHECK int listen_open(struct http_server *s, struct err *err);
/* Also removes the Unix socket, unless another process took its name. */
void listen_close(struct http_server *s);

/* The next peer's descriptor and its address without port ("unix" for local
 * ones), or -1 and errno. */
int listen_accept(int listen_fd, char *peer, size_t peer_bytes);

#endif
