/* daemon.h - what main.c's descriptor names. */
#ifndef GATEWAY_DAEMON_H
#define GATEWAY_DAEMON_H

#include "services/gateway/gateway.h"

void gateway_check(const void *options, struct config_errors *errors);
int gateway_init(void *daemon, struct err *err);
void gateway_deinit(void *daemon);
const char *gateway_not_ready(void *daemon);
const struct http_server_config *gateway_http(void *daemon);
const char *gateway_http_address(const void *options, struct arena *a);

#endif
