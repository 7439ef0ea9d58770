/* limit_model.h - Redis's side of the limits in C: what the script of
 * services/gateway/limits/script.c does, for simulated time. test_limit_script
 * holds the two against each other. */
#ifndef TEST_LIMIT_MODEL_H
#define TEST_LIMIT_MODEL_H

#include "services/gateway/limits/limiter.h"

struct limit_model;

struct limit_model *limit_model_new(void);
void limit_model_free(struct limit_model **m);
/* A restart: what was written stays, or not. */
void limit_model_restart(struct limit_model *m, bool with_data);
/* FLUSHALL. */
void limit_model_flush(struct limit_model *m);
void limit_model_answer(struct limit_model *m, const struct limit_share *shares,
    const struct limit_ask *ask, struct limit_answer *answer_r);

#endif
