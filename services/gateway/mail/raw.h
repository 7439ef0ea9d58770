/* raw.h - steps of routes that read one email as it came. */
#ifndef GATEWAY_MAIL_RAW_H
#define GATEWAY_MAIL_RAW_H

#include "services/gateway/gateway.h"

/* email.c: finds the email of params[0], then its bytes; behind them r->own is
 * a struct str, unless task.err says why not. */
task_step gateway_raw_locate, gateway_raw_fetch;

#endif
