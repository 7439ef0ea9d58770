/* sweep.h - the steps of the sweeping job; see watch.c's table of jobs. */
#ifndef GATEWAY_SWEEP_H
#define GATEWAY_SWEEP_H

#include "common/service/service.h"

#define SWEEP_EVERY_MS 60000
extern task_step *const gateway_sweep_steps[];

#endif
