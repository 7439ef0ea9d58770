/* fuzz_pages.c - what is read for paging: rows, answers of PagerDuty and
 * Slack, Retry-After, hours. The first byte chooses; a row that was read is
 * also written, which must stay within its bounds and be JSON. */
#include "proto/json.h"
#include "services/oncall/page/pagerduty.h"
#include "services/oncall/page/slack.h"
#include "services/oncall/page/try.h"
#include "services/oncall/rota/hours.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_json(struct arena *a, struct buf *b)
{
	const struct json *j;

	MUST_HOLD(!buf_failed(b));
	MUST_HOLD(
	    json_parse(a, (struct str){buf_str(b), b->len}, &j, NULL) == 0);
	buf_clear(b);
}

static void row(struct arena *a, struct str text)
{
	struct page p = {.incident_id = 1,
	    .uuid = "u",
	    .action = "trigger",
	    .dedup_key = "k",
	    .channel = "pagerduty"};
	struct page_links links = {"https://app.test", "https://docs.test"};
	struct buf b, said;

	if (page_read(a, text, &p, NULL) < 0)
		return;
	buf_init(&b, PAGE_BODY_MAX);
	buf_init(&said, SLACK_TEXT_MAX);
	pagerduty_body(a, &p, "key", &links, &b);
	check_json(a, &b);
	slack_text(a, &p, &links, &said);
	MUST_HOLD(!buf_failed(&said));
	MUST_HOLD(str_find(str_of(buf_str(&said)), "<!") < 0);
	slack_post_body("C1", buf_str(&said), p.uuid, &b);
	check_json(a, &b);
	buf_clear(&said);
	slack_topic(&p, &said);
	MUST_HOLD(said.len <= SLACK_TOPIC_MAX);
	buf_deinit(&said);
	buf_deinit(&b);
}

static void answers(struct arena *a, int status, struct str text)
{
	const char *room, *cursor;

	MUST_HOLD(pagerduty_verdict(a, status, text, 0, "").error != NULL);
	MUST_HOLD(slack_reply(a, status, text, 0, "").room != NULL);
	MUST_HOLD(slack_webhook_verdict(a, status, text, 0, "").error != NULL);
	if (slack_find(a, text, "inc-1", &room, &cursor, NULL) == 0)
		MUST_HOLD(room != NULL && cursor != NULL);
}

static void words(struct arena *a, struct str text)
{
	char *s = arena_alloc(a, text.n + 1);
	struct hours h;

	str_copy(s, text.n + 1, text);
	MUST_HOLD(try_after_ms(s, INT64_C(1795000000000)) >= 0);
	if (hours_read(text, &h) == 0)
		MUST_HOLD(h.open >= 0 && h.open < h.close && h.close <= 1440);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a;
	struct str text;

	if (n == 0)
		return 0;
	a = arena_new((size_t)64 << 20);
	text = (struct str){(const char *)data + 1, n - 1};
	if (data[0] == 'r')
		row(a, text);
	else if (data[0] == 'w')
		words(a, text);
	else
		answers(a,
		    data[0] == '2'   ? 200
		    : data[0] == '4' ? 400
				     : 500,
		    text);
	arena_free(&a);
	return 0;
}
