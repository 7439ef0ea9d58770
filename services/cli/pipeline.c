/* pipeline.c - asks until nothing is on its way any more. */
#include "services/cli/pipeline.h"

#include "common/base/clock.h"
#include "common/base/die.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#define LOOK_MS 100
#define GIVE_UP_MS 120000

static int64_t waiting_in(const struct json *state)
{
	return json_i64(json_get(state, "received"), 0) +
	       json_i64(json_get(state, "triaged"), 0) +
	       json_i64(json_get(state, "indexed"), 0);
}

/* -1: not known now. */
static int64_t look(struct cli *c)
{
	struct answer a = cli_call(c, "GET", "/api/emails/import", NULL, NULL);
	const struct json *state;
	struct err err;

	if (a.status != 200 || json_parse(c->arena, a.body, &state, &err) < 0)
		return -1;
	return waiting_in(state);
}

int pipeline_wait(struct cli *c)
{
	int64_t least = INT64_MAX, most = 0, moved_ms = clock_mono_ms();
	struct bar bar;

	bar_init(&bar, c, "triage, index, link");
	for (;;) {
		int64_t left = look(c);

		if (left == 0)
			break;
		most = MAX(most, left);
		if (left > 0 && left < least) {
			least = left;
			moved_ms = clock_mono_ms();
		}
		if (clock_mono_ms() - moved_ms > GIVE_UP_MS) {
			bar_end(&bar);
			fprintf(stderr,
			    "applylens: %" PRId64 " messages wait "
			    "and nothing moves; see: applylens status\n",
			    left);
			return EX_TEMPFAIL;
		}
		if (left > 0)
			bar_show(&bar, (uint64_t)(most - left), (uint64_t)most,
			    arena_printf(c->arena, "%" PRId64 " to go", left));
		usleep(LOOK_MS * 1000);
	}
	bar_end(&bar);
	return 0;
}
