/* device.h - a User-Agent in a person's words. */
#ifndef GATEWAY_DEVICE_H
#define GATEWAY_DEVICE_H

#include "common/base/str.h"

#define DEVICE_BYTES 64
/* "Firefox on Linux"; "applylens-cli"; "unknown device". A guess: nothing
 * depends on it. */
void device_name(struct str user_agent, char out[DEVICE_BYTES]);

#endif
