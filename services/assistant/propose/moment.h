/* moment.h - the params of an appointment or a task, out of a mail's date. Pure. */
#ifndef ASSISTANT_PROPOSE_MOMENT_H
#define ASSISTANT_PROPOSE_MOMENT_H

#include "common/base/arena.h"
#include "services/assistant/compose/mail.h"

/* event_params (proto/action.def.h): start; end and whole days as the mail's
 * words at that date say; place as a line "Where:" or a video call's name. */
struct str moment_event(
    struct arena *a, const struct mail *m, int64_t at_ms, int32_t utc_offset_s);
/* task_params */
struct str moment_task(struct arena *a, const struct mail *m, int64_t due_ms);

#endif
