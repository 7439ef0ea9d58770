/* share.c - rate and burst become intervals and tolerances. */
#include "services/gateway/limits/share.h"

#define MINUTE (60000LL * LIMIT_TICKS_MS)
#define LOCAL_PART 8 /* one in so many cells is local */

static int64_t divide_up(int64_t a, int64_t b)
{
	return (a + b - 1) / b;
}

/* ticks + 1/128: clocks run at most a thousandth apart from true time, and
 * limit_ticks() a thousandth slow. */
static int64_t with_slack(int64_t ticks)
{
	return ticks + ticks / 128 + 1;
}

struct limit_share limit_share_of(
    const struct limit_policy *p, int64_t gateways)
{
	struct limit_share s = {
	    .whole.interval = divide_up(MINUTE, p->per_minute)};
	int64_t burst =
	    MAX(MIN(p->burst, LIMIT_DEPTH_MAX / s.whole.interval), 2);
	int64_t each = burst / (LOCAL_PART * gateways);
	int64_t depth;

	s.whole.tolerance = burst * s.whole.interval;
	s.shared.interval = s.whole.interval;
	if (each > 0) {
		s.local.interval = s.whole.interval * LOCAL_PART * gateways;
		s.local.tolerance = s.local.interval * each;
		s.shared.interval =
		    divide_up(s.whole.interval * LOCAL_PART, LOCAL_PART - 1);
		burst -= each * gateways;
	}
	s.shared.interval =
	    MAX(s.shared.interval, divide_up(LIMIT_DEPTH_MIN, burst));
	depth = burst * s.shared.interval;
	s.lapse = MIN(depth / 8, LIMIT_LAPSE_MAX);
	s.shared.tolerance =
	    depth - with_slack(s.lapse) - with_slack(LIMIT_STALE);
	s.lease_max = MAX(s.shared.tolerance / s.shared.interval / 4, 1);
	return s;
}

int64_t limit_share_per_minute(const struct limit_share *s)
{
	return MINUTE / s->shared.interval +
	       (s->local.interval > 0 ? MINUTE / s->local.interval : 0);
}
