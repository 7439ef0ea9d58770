/* keeper_stand.h - a keeper in a test, with workers of fake_worker.h. */
#ifndef TESTS_KEEPER_STAND_H
#define TESTS_KEEPER_STAND_H

#include "common/service/keeper_private.h"

#include "tests/unit/unit.h"

struct world {
	struct loop *loop;
	struct keeper_config config;
	struct keeper *k;
	char program[256], settings[64], note[64];
};

int set_up(void **state);
int tear_down(void **state);

/* Turns until it is so, or fails after 20 s. */
#define UNTIL(w, cond)                                                         \
	do {                                                                   \
		for (int turns_ = 0; !(cond); turns_++) {                      \
			if (turns_ > 10000)                                    \
				fail_msg("never: %s", #cond);                  \
			loop_turn((w)->loop, 2);                               \
			keeper_signal((w)->k, SIGCHLD);                        \
		}                                                              \
	} while (0)

void settings_are(struct world *w, const char *text);
void begin(struct world *w, const char *settings);
pid_t serving(const struct world *w); /* 0: nobody */
size_t workers(const struct world *w);
/* One good worker serves; nothing else is there. */
pid_t begin_well(struct world *w);
/* A reload with these settings fails: pid serves on, and why tells. */
void fails(struct world *w, pid_t pid, const char *settings, const char *why);

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

#endif
