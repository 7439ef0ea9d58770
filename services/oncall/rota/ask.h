/* ask.h - requests about the rota: what those that show and those that change
 * share. All are answered by the rota as it then is. */
#ifndef ROTA_ASK_H
#define ROTA_ASK_H

#include "services/oncall/oncall.h"
#include "services/oncall/rota/load.h"

#define ROTA_FAULT_MS (INT64_C(30) * 86400 * 1000) /* how far is looked */
#define ROTA_FAULTS_SHOWN 100

struct rota_ask {
	struct rota_rows rows;
	struct rota rota;
	int64_t at_ms;
};
/* The request's own; made by rota_load. */
struct rota_ask *rota_ask_of(struct task *t);

/* Steps: loads the rota of now, or of a message's `at`; reads it; answers with
 * it, or with the task's error. */
task_step rota_load, rota_loaded, rota_show;

/* A moment of a message; NULL leaves *ms_r. -1 with the field named. */
MUST_CHECK int rota_moment(
    struct task *t, const char *field, const char *text, int64_t *ms_r);
/* An address in lower case, as they are kept. */
const char *rota_email(struct arena *a, const char *text);

#endif
