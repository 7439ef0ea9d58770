/* steps.h - the step lists of the gateway's own routes, by file. */
#ifndef GATEWAY_STEPS_H
#define GATEWAY_STEPS_H

#include "common/loop/task.h"

typedef task_step *const step_list[];

extern step_list openapi_steps;                            /* openapi.c */
extern step_list hello_steps, version_steps, health_steps; /* health.c */
extern step_list session_open_steps, session_show_steps,
    session_close_steps;                         /* session.c */
extern step_list login_steps;                    /* login.c */
extern step_list google_steps, google_set_steps; /* google.c */
extern step_list google_back_steps;              /* google_back.c */
extern step_list password_steps;                 /* account.c */
extern step_list sessions_steps, session_end_steps,
    sessions_end_steps; /* sessions.c */
extern step_list tokens_steps, token_new_steps,
    token_revoke_steps;                                   /* tokens.c */
extern step_list stream_steps;                            /* stream.c */
extern step_list runs_stream_steps;                       /* runs.c */
extern step_list incidents_stream_steps;                  /* incidents.c */
extern step_list emails_steps;                            /* emails.c */
extern step_list email_steps, thread_steps;               /* email.c */
extern step_list raw_steps;                               /* raw.c */
extern step_list attachment_steps;                        /* attachment.c */
extern step_list file_steps;                              /* files.c */
extern step_list import_steps;                            /* import.c */
extern step_list agents_steps, agent_steps;               /* agents.c */
extern step_list run_steps, run_show_steps;               /* run.c */
extern step_list flags_steps, flag_steps, flag_set_steps; /* flags.c */
extern step_list lanes_steps, lane_set_steps, lane_override_steps; /* lanes.c */
extern step_list dsr_new_steps, dsr_receipt_steps; /* privacy/dsr.c */
extern step_list dsr_export_steps;                 /* privacy/export.c */
extern step_list alerts_steps;                     /* alerts.c */
extern step_list pagerduty_steps;                  /* pagerduty.c */
extern step_list ux_steps;                         /* ux.c */
extern step_list oncall_steps;                     /* oncall.c */

#endif
