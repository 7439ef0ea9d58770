/* metrics.def.h - what oncall counts. Columns: common/metrics/metrics.h. */
#ifndef ONCALL_METRICS_DEF_H
#define ONCALL_METRICS_DEF_H

#define ONCALL_METRICS(X)                                                      \
	X(COUNTER, alerts, "applylens_alerts_total", "outcome", "",            \
	    "alerts taken: begun, ended, repeated, late")                      \
	X(COUNTER, opened, "applylens_incidents_opened_total", "by", "",       \
	    "incidents opened by alerts, people")                              \
	X(COUNTER, races, "applylens_incident_races_total", "", "",            \
	    "changes of incidents made again: another one came first")         \
	X(GAUGE, open, "applylens_incidents_open", "severity", "incidents",    \
	    "not resolved yet, by severity 1 to 4")                            \
	X(GAUGE, overdue, "applylens_postmortems_overdue", "", "incidents",    \
	    "over, and the postmortem's time is up")                           \
	X(COUNTER, pages, "applylens_pages_total", "channel,action,outcome",   \
	    "", "attempts to tell: sent, retried, failed, logged")             \
	X(COUNTER, heard, "applylens_pagerduty_events_total", "outcome", "",   \
	    "events of PagerDuty's webhook, by what they did")                 \
	X(COUNTER, calls, "applylens_oncall_calls_total", "level", "",         \
	    "levels that were called")                                         \
	X(GAUGE, waiting, "applylens_pages_waiting", "channel", "pages",       \
	    "due and not taken yet")                                           \
	X(GAUGE, oldest, "applylens_pages_oldest_seconds", "channel",          \
	    "seconds", "since the oldest of them was due")                     \
	X(GAUGE, gaps, "applylens_oncall_gaps", "level", "spans",              \
	    "without anybody on call, in the next 30 days")                    \
	X(GAUGE, next_gap, "applylens_oncall_next_gap_seconds", "level",       \
	    "seconds", "until the next of them; 30 days when there is none")   \
	X(GAUGE, backup, "applylens_backup_timestamp_seconds", "", "seconds",  \
	    "when the newest backup was made, Unix time; 0: never")            \
	X(GAUGE, backup_verified,                                              \
	    "applylens_backup_verified_timestamp_seconds", "", "seconds",      \
	    "when the newest that was restored on trial was made; 0: none")    \
	X(GAUGE, certificate,                                                  \
	    "applylens_certificate_expiry_timestamp_seconds", "host",          \
	    "seconds", "when the first of its chain ends, Unix time")          \
	X(GAUGE, certificate_seen, "applylens_certificate_probe_success",      \
	    "host", "", "1: it was seen at the last look; 0: no handshake")    \
	X(GAUGE, doubles, "applylens_oncall_doubles", "level", "spans",        \
	    "of one person at this level and the next, in the next 30 days")

#endif
