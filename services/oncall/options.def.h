/* options.def.h - the options of oncall. Columns: common/config/config.h. */
#ifndef ONCALL_OPTIONS_DEF_H
#define ONCALL_OPTIONS_DEF_H

#define ONCALL_OPTIONS(X)                                                      \
	X(MS(60000, 2592000000), postmortem_ms, "APPLYLENS_POSTMORTEM_DUE",    \
	    "48h", "48h, 5d", "after the end of an incident")                  \
	X(URL, pagerduty_url, "PAGERDUTY_URL", "https://events.pagerduty.com", \
	    "http|https", "PagerDuty's Events API v2, without /v2/enqueue")    \
	X(SECRET, pagerduty_routing_key, "PAGERDUTY_ROUTING_KEY", "",          \
	    "an integration's key", "empty: pages go to the log")              \
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
	X(STR, runbooks_url, "APPLYLENS_RUNBOOKS_URL", "",                     \
	    "https://host/path", "what stands before a runbook's path; or none")\
	X(PATH, scrape_targets, "APPLYLENS_SCRAPE_TARGETS", "",                \
	    "a file of infra/prometheus/targets",                              \
	    "whom to ask for counters; empty: nobody, objectives are unknown") \
	X(MS(200, 60000), scrape_every_ms, "APPLYLENS_SCRAPE_EVERY", "15s",    \
	    "15s", "how often")

#endif
