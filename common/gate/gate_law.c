/* gate_law.c - the control law. See gate_law.h. */
#include "common/gate/gate_law.h"

#include "common/base/die.h"

#include <math.h>
#include <string.h>

/* What a kind costs before anything is known of it. */
#define FLOOR_UNKNOWN_US 1000.0
#define SMOOTHING 0.5 /* of a step of the limit */
#define SHRINK_MOST 0.5
#define NEAR_LEAST 1.25

void gate_law_init(struct gate_law *law, double start, double least,
    double most, int64_t now_us)
{
	memset(law, 0, sizeof *law);
	law->least = least;
	law->most = most;
	law->limit = MIN(MAX(start, least), most);
	law->window_began_us = law->epoch_began_us = now_us;
}

void gate_law_held(struct gate_law *law)
{
	law->bound = law->epoch_bound = true;
}

static void end_window_of(struct gate_kind *k)
{
	double mean;

	if (k->window_n == 0)
		return;
	mean = k->window_us / k->window_n;
	if (k->epoch_least_us == 0 || mean < k->epoch_least_us)
		k->epoch_least_us = mean;
	if (k->floor_us == 0 || mean < k->floor_us)
		k->floor_us = mean;
	k->window_us = 0;
	k->window_n = 0;
}

/* The floor follows what really is slower now, but not what is slow since too
 * much is at work. */
static void end_epoch(struct gate_law *law, int64_t now_us)
{
	bool undisturbed =
	    !law->epoch_bound || law->limit <= law->least * NEAR_LEAST;

	for (unsigned i = 0; i < GATE_KINDS_MAX; i++) {
		struct gate_kind *k = &law->kinds[i];

		if (k->epoch_least_us > 0 && undisturbed)
			k->floor_us = k->epoch_least_us;
		k->epoch_least_us = 0;
	}
	law->epoch_bound = false;
	law->epoch_began_us = now_us;
}

/* In use: the limit is tried. An unused limit says nothing of what could be
 * at work, so it does not grow. */
static void move_limit(struct gate_law *law)
{
	double ratio = law->took_us / law->floor_us;
	double gradient =
	    MAX(SHRINK_MOST, MIN(1.0, GATE_TOLERANCE / MAX(ratio, 1e-6)));
	double wanted = law->limit * gradient;

	if (law->bound || law->peak >= law->limit / 2)
		wanted += sqrt(law->limit);
	wanted = law->limit + SMOOTHING * (wanted - law->limit);
	law->limit = MIN(MAX(wanted, law->least), law->most);
}

static void end_window(struct gate_law *law, int64_t now_us)
{
	for (unsigned i = 0; i < GATE_KINDS_MAX; i++)
		end_window_of(&law->kinds[i]);
	move_limit(law);
	law->took_us = law->floor_us = 0;
	law->samples = 0;
	law->peak = 0;
	law->bound = false;
	law->window_began_us = now_us;
	if (now_us - law->epoch_began_us >= GATE_EPOCH_US)
		end_epoch(law, now_us);
}

static void count(
    struct gate_law *law, double took_us, double floor_us, int64_t now_us)
{
	law->took_us += MIN(took_us, floor_us * GATE_CLIP);
	law->floor_us += floor_us;
	law->samples++;
	if (law->samples >= GATE_WINDOW_SAMPLES &&
	    now_us - law->window_began_us >= GATE_WINDOW_US)
		end_window(law, now_us);
}

void gate_law_sample(struct gate_law *law, unsigned kind, int64_t took_us,
    double in_flight, int64_t now_us)
{
	struct gate_kind *k = &law->kinds[kind];
	double took = (double)MAX(took_us, 1);

	MUST(kind < GATE_KINDS_MAX);
	k->window_us += took;
	k->window_n++;
	law->peak = MAX(law->peak, in_flight);
	count(law, took, k->floor_us > 0 ? k->floor_us : took, now_us);
}

void gate_law_overrun(struct gate_law *law, unsigned kind, int64_t now_us)
{
	const struct gate_kind *k = &law->kinds[kind];
	double floor_us = k->floor_us > 0 ? k->floor_us : FLOOR_UNKNOWN_US;

	MUST(kind < GATE_KINDS_MAX);
	count(law, floor_us * GATE_CLIP, floor_us, now_us);
}
