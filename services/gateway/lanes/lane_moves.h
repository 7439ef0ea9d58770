/* lane_moves.h - the job that tells of lanes; see watch.c's table of jobs. */
#ifndef GATEWAY_LANE_MOVES_H
#define GATEWAY_LANE_MOVES_H

#include "common/service/service.h"

#define LANE_MOVES_EVERY_MS 200
extern task_step *const gateway_lane_moves_steps[];

#endif
