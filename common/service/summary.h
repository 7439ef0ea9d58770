/* summary.h - what the summary line of a request says of its steps. */
#ifndef SERVICE_SUMMARY_H
#define SERVICE_SUMMARY_H

#include "common/loop/task.h"

#define SERVICE_STEPS_CHARS (TASK_MAX_STEPS * 24)

/* Microseconds a step, in the order of its step list, as a JSON array written
 * to out; returns out. A task that never started has none. */
const char *service_steps_json(const struct task *t, char *out, size_t bytes);

#endif
