/* options.def.h - the options of oncall. Columns: common/config/config.h. */
#ifndef ONCALL_OPTIONS_DEF_H
#define ONCALL_OPTIONS_DEF_H

#define ONCALL_OPTIONS(X)                                                      \
	X(MS(0, 604800000), quiet_ms, "APPLYLENS_INCIDENT_QUIET", "15m",       \
	    "5m, 15m", "without a firing alert an incident is resolved")       \
	X(MS(0, 604800000), reopen_ms, "APPLYLENS_INCIDENT_REOPEN", "1h",      \
	    "1h", "after its end the same trouble is the same incident")       \
	X(MS(0, 86400000), replay_ms, "APPLYLENS_ALERT_REPLAY", "5m",          \
	    "group_interval of Alertmanager",                                  \
	    "so long after its end an alert told as firing is a late copy")    \
	X(MS(60000, 2592000000), forget_ms, "APPLYLENS_ALERT_FORGET", "24h",   \
	    "over repeat_interval of Alertmanager",                            \
	    "an alert of which nobody tells any more is over")                 \
	X(I64(2, 1000), storm, "APPLYLENS_STORM_INCIDENTS", "5", "5, 20",      \
	    "so many incidents by alerts at once are parts of one")            \
	X(MS(1000, 86400000), storm_ms, "APPLYLENS_STORM_WINDOW", "5m", "5m",  \
	    "what is at once")                                                 \
	X(MS(60000, 2592000000), postmortem_ms, "APPLYLENS_POSTMORTEM_DUE",    \
	    "48h", "48h, 5d", "after the end of an incident")                  \
	X(URL, pagerduty_url, "PAGERDUTY_URL", "https://events.pagerduty.com", \
	    "http|https", "PagerDuty's Events API v2, without /v2/enqueue")    \
	X(SECRET, pagerduty_routing_key, "PAGERDUTY_ROUTING_KEY", "",          \
	    "an integration's key", "empty: pages go to the log")              \
	X(SECRET, pagerduty_webhook_secret, "PAGERDUTY_WEBHOOK_SECRET", "",    \
	    "of a v3 webhook subscription",                                    \
	    "signs POST /api/pagerduty; empty: that is refused")               \
	X(SECRET, slack_webhook_url, "SLACK_WEBHOOK_URL", "",                  \
	    "an incoming webhook's URL", "where Slack is told without a bot")  \
	X(SECRET, slack_bot_token, "SLACK_BOT_TOKEN", "", "xoxb-...",          \
	    "a bot: grave incidents get a channel; stands before the webhook") \
	X(URL, slack_url, "SLACK_URL", "https://slack.com/api", "http|https",  \
	    "Slack's Web API")                                                 \
	X(STR, slack_channel, "SLACK_INCIDENTS_CHANNEL", "#incidents",         \
	    "a channel's name or id", "where the bot announces incidents")     \
	X(STR, business_hours, "APPLYLENS_BUSINESS_HOURS", "09:00-18:00",      \
	    "HH:MM-HH:MM", "Monday to Friday where the first level is: SEV2")  \
	X(STR, public_url, "APPLYLENS_PUBLIC_URL", "",                         \
	    "https://host[:port]", "for links to incidents; empty: none")      \
	X(STR, certificates, "APPLYLENS_CERTIFICATES", "",                     \
	    "https://host[:port], ...",                                        \
	    "whose certificates are looked at hourly; empty: the public URL's") \
	X(STR, runbooks_url, "APPLYLENS_RUNBOOKS_URL", "",                     \
	    "https://host/path", "what stands before a runbook's path; or none")\
	X(PATH, scrape_targets, "APPLYLENS_SCRAPE_TARGETS", "",                \
	    "a file of infra/prometheus/targets",                              \
	    "whom to ask for counters; empty: nobody, objectives are unknown") \
	X(MS(200, 60000), scrape_every_ms, "APPLYLENS_SCRAPE_EVERY", "15s",    \
	    "15s", "how often")

#endif
