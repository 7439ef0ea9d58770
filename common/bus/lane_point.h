/* lane_point.h - where a seed stands between stable and canary.
 *
 * Every seed has a point in [0, 10000) for each service, which depends on the
 * lane key, the service's name and the seed alone; a lane of p percent takes
 * the points below 100 p. So a larger percentage only adds seeds, restarts and
 * other gateways decide the same, and two services decide independently.
 *
 * Of each hundred seeds that follow one another (users are numbered so),
 * exactly p have a point below 100 p when p is whole: ten percent of a team of
 * thirty is three people, and the error over a million users is what the
 * fraction of a percent leaves to chance, under any key. Seeds that do not
 * follow one another (hashes of sessions and addresses) get points as from any
 * keyed hash.
 */
#ifndef BUS_LANE_POINT_H
#define BUS_LANE_POINT_H

#include "common/base/base.h"

#define LANE_POINTS 10000u

unsigned lane_point(const uint8_t key[16], const char *service, uint64_t seed);

#endif
