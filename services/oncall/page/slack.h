/* slack.h - Slack's Web API and incoming webhooks: what is sent, and what the
 * answers mean. Pure. Sources: Slack's documentation of chat.postMessage,
 * conversations.create, .list, .setTopic, .invite, "Formatting text" (escape
 * & < >, nothing else) and "Rate limits" (429 with Retry-After).
 *
 * A message carries its row's UUID as client_msg_id: chat.postMessage takes
 * it for the one it has. That is known from its errors alone
 * (duplicate_message_not_found), not promised; a webhook has nothing like it.
 */
#ifndef PAGE_SLACK_H
#define PAGE_SLACK_H

#include "common/base/buf.h"
#include "services/oncall/page/page.h"

#define SLACK_TEXT_MAX 16000 /* bytes; Slack cuts at 40000 characters */
#define SLACK_TOPIC_MAX 250  /* characters */
#define SLACK_ANSWER_MAX ((size_t)4 << 20)

/* One message of the page: what happened, to which incident, in at most
 * SLACK_TEXT_MAX. Slack tells the person who is called; nothing else in it is a
 * mention, and nothing but our links a link. */
void slack_text(struct arena *a, const struct page *p,
    const struct page_links *links, struct buf *out);
/* "SEV1 | investigating | title | commander: Ada". Plain, cut. */
void slack_topic(const struct page *p, struct buf *out);

/* Bodies of calls. */
void slack_webhook_body(const char *text, struct buf *out);
void slack_post_body(
    const char *room, const char *text, const char *uuid, struct buf *out);
void slack_create_body(int64_t incident_id, struct buf *out);
void slack_topic_body(const char *room, const char *topic, struct buf *out);
void slack_invite_body(const char *room, const char *user, struct buf *out);
/* "inc-12". */
const char *slack_room_name(struct arena *a, int64_t incident_id);

/* An answer of the Web API: always 200, but for 429. Errors borrow from a. */
struct slack_reply {
	struct page_verdict verdict;
	const char *code; /* "name_taken" ..., "" for none */
	const char *room; /* .channel or .channel.id, or "" */
};
struct slack_reply slack_reply(struct arena *a, int status, struct str body,
    int64_t retry_after_ms, const char *error);
/* Of conversations.list: the room of that name, and where the list goes on. */
MUST_CHECK int slack_find(struct arena *a, struct str body, const char *name,
    const char **room_r, const char **cursor_r, struct err *err);
/* Of an incoming webhook: 200 with "ok". */
struct page_verdict slack_webhook_verdict(struct arena *a, int status,
    struct str body, int64_t retry_after_ms, const char *error);

#endif
