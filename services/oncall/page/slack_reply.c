/* slack_reply.c - what Slack's answers mean: see slack.h. */
#include "services/oncall/page/slack.h"

#include "proto/json.h"

/* Its errors that pass by themselves: its own trouble, not ours. The others
 * are refusals. */
static const char *const passing[] = {"internal_error", "fatal_error",
    "service_unavailable", "request_timeout", "ratelimited", "rate_limited",
    "team_added_to_org", "accesslimited"};
/* What was asked for is so already. */
static const char *const done[] = {"already_in_channel", "cant_invite_self",
    "duplicate_message_not_found", "duplicate_channel_not_found"};

static bool among(const char *const *v, size_t n, const char *code)
{
	for (size_t i = 0; i < n; i++)
		if (streq(v[i], code))
			return true;
	return false;
}

static struct page_verdict again(
    const char *error, int status, int64_t retry_after_ms)
{
	return (struct page_verdict){.outcome = PAGE_AGAIN,
	    .after_ms = retry_after_ms,
	    .limited = status == 429,
	    .error = error};
}

struct slack_reply slack_reply(struct arena *a, int status, struct str body,
    int64_t retry_after_ms, const char *error)
{
	struct slack_reply r = {.code = "", .room = ""};
	const struct json *j, *channel;

	r.verdict = again(error, status, retry_after_ms);
	if (status == 0)
		return r;
	r.verdict.error = arena_printf(a, "Slack answered %d", status);
	if (status != 200) {
		if (status >= 400 && status < 500 && status != 429)
			r.verdict.outcome = PAGE_NEVER;
		return r;
	}
	if (json_parse(a, body, &j, NULL) < 0 || json_type(j) != JSON_OBJECT ||
	    json_type(json_get(j, "ok")) != JSON_BOOL) {
		r.verdict.error = "Slack answered nonsense";
		return r;
	}
	channel = json_get(j, "channel");
	r.room =
	    json_str(json_type(channel) == JSON_OBJECT ? json_get(channel, "id")
						       : channel,
		"");
	if (json_bool(json_get(j, "ok"), false)) {
		r.verdict =
		    (struct page_verdict){.outcome = PAGE_SENT, .error = ""};
		return r;
	}
	r.code = json_str(json_get(j, "error"), "unknown");
	r.verdict.error = arena_printf(a, "Slack says %.64s", r.code);
	if (among(done, ARRAY_LEN(done), r.code))
		r.verdict.outcome = PAGE_SENT;
	else if (!among(passing, ARRAY_LEN(passing), r.code))
		r.verdict.outcome = PAGE_NEVER;
	return r;
}

int slack_find(struct arena *a, struct str body, const char *name,
    const char **room_r, const char **cursor_r, struct err *err)
{
	const struct json *j, *c;

	*room_r = *cursor_r = "";
	if (json_parse(a, body, &j, err) < 0)
		return -1;
	for (c = json_first(json_get(j, "channels")); c != NULL;
	     c = json_next(c)) {
		if (streq(json_str(json_get(c, "name"), ""), name)) {
			*room_r = json_str(json_get(c, "id"), "");
			return 0;
		}
	}
	j = json_get(json_get(j, "response_metadata"), "next_cursor");
	*cursor_r = json_str(j, "");
	return 0;
}

struct page_verdict slack_webhook_verdict(struct arena *a, int status,
    struct str body, int64_t retry_after_ms, const char *error)
{
	struct page_verdict v = again(error, status, retry_after_ms);

	if (status == 0)
		return v;
	if (status == 200)
		return (struct page_verdict){.outcome = PAGE_SENT, .error = ""};
	/* "invalid_payload", "no_service", "channel_is_archived" ... */
	v.error = arena_printf(a, "the webhook answered %d: %.*s", status,
	    (int)utf8_cut(body, 64), body.n > 0 ? body.p : "");
	if (status >= 400 && status < 500 && status != 429 && status != 408)
		v.outcome = PAGE_NEVER;
	return v;
}
