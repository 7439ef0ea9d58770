/* params.h - what each kind of action takes (proto/action.def.h), checked and
 * brought into one form, so that the same proposal is the same text. Pure.
 */
#ifndef INGEST_ACTIONS_PARAMS_H
#define INGEST_ACTIONS_PARAMS_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"
#include "proto/messages.h"

/* json: an object, "" for none. *json_r, in a: the same with times in UTC,
 * addresses as "Name <address>" or address, and line ends as LF. Returns -1
 * with ERR_INVALID, the field named as "params.title". Needs mail_init(). */
MUST_CHECK int action_params(struct arena *a, const char *kind, struct str json,
    const char **json_r, struct err *err);

/* ---- the same checks for what people change later. They replace the text by
 * its one form, in a; field is named in err. ---- */

/* One line: trimmed, no control characters. */
MUST_CHECK int action_check_line(
    struct arena *a, const char *field, const char **text, struct err *err);
/* Lines: none but LF and TAB. */
MUST_CHECK int action_check_lines(
    struct arena *a, const char *field, const char **text, struct err *err);
/* A day ("2026-12-05") or a time, from 1970 on; *ms_r is its first moment. */
enum action_when { ACTION_EITHER, ACTION_DAY, ACTION_TIME };
MUST_CHECK int action_check_time(struct arena *a, const char *field,
    enum action_when want, const char **text, int64_t *ms_r, struct err *err);
bool action_is_day(const char *time);
/* What an event of the calendar is checked for, whoever wrote it. */
MUST_CHECK int action_check_event(
    struct arena *a, struct event_params *p, struct err *err);
/* Each one address. */
MUST_CHECK int action_check_addrs(
    struct arena *a, const char *field, struct strs *addrs, struct err *err);

#endif
