/* options.h - the options as a struct. */
#ifndef GATEWAY_OPTIONS_H
#define GATEWAY_OPTIONS_H

#include "common/config/config.h"
#include "services/gateway/options.def.h"

CONFIG_STRUCT(gateway_options, GATEWAY_OPTIONS);

#endif
