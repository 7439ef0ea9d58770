/* options.h - the options as a struct. */
#ifndef GATEWAY_OPTIONS_H
#define GATEWAY_OPTIONS_H

#include "common/config/config.h"
#include "services/gateway/options.def.h"

/* The words of APPLYLENS_SIGNUP, in order. */
enum gateway_signup { GATEWAY_SIGNUP_CLOSED, GATEWAY_SIGNUP_GOOGLE };

CONFIG_STRUCT(gateway_options, GATEWAY_OPTIONS);

#endif
