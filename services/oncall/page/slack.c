/* slack.c - what is sent to Slack: see slack.h. */
#include "services/oncall/page/slack.h"

#include "common/base/clock.h"
#include "common/base/htmlesc.h"
#include "common/base/jsonw.h"

#include <inttypes.h>

#define TEXT_BYTES 3000
#define NAME_BYTES 512

static const struct {
	const char *event, *words;
} events[] = {
    {"opened", "is open"},
    {"severity", "has another severity"},
    {"acknowledged", "is acknowledged"},
    {"identified", "has a known cause"},
    {"monitoring", "is mended and watched"},
    {"resolved", "is resolved"},
    {"closed", "is closed"},
    {"reopened", "is open again"},
    {"assigned", "has a commander"},
    {"note", "has news"},
    {"update_missed", "is owed a status update"},
    {"grouped", "is part of a larger one"},
    {"escalated", "is escalated"},
    {"call", "calls for somebody"},
    {"stuck", "could not be paged"},
};

/* How much of s is at most so many bytes when it is escaped. */
static size_t fits(struct str s, size_t most)
{
	size_t n = 0, bytes = 0;

	for (; n < s.n; n++) {
		bool escaped = s.p[n] == '&' || s.p[n] == '<' || s.p[n] == '>';

		bytes += escaped ? strlen(htmlesc_one(s.p[n])) : 1;
		if (bytes > most)
			break;
	}
	return utf8_cut(s, n);
}

/* In one line: its line ends would begin others, such as "Status: ". */
static void put_cut(struct buf *out, const char *text, size_t most)
{
	struct str s = str_of(text);
	size_t i = 0;

	s.n = fits(s, most);
	while (i < s.n) {
		size_t from = i;

		while (i < s.n && (unsigned char)s.p[i] >= ' ')
			i++;
		htmlesc_add_text(out, (struct str){s.p + from, i - from});
		if (i++ < s.n)
			buf_addc(out, ' ');
	}
}

static void put_line(
    struct buf *out, const char *name, const char *text, size_t most)
{
	if (text[0] == '\0')
		return;
	buf_addf(out, "\n%s", name);
	put_cut(out, text, most);
}

static const char *words_of(const char *event)
{
	for (size_t i = 0; i < ARRAY_LEN(events); i++)
		if (streq(events[i].event, event))
			return events[i].words;
	return "has changed";
}

static void put_link(struct buf *out, const char *href, const char *text)
{
	if (href[0] == '\0')
		return;
	buf_adds(out, out->len > 0 ? " <" : "<");
	htmlesc_add_text(out, str_of(href));
	buf_addf(out, "|%s>", text);
}

/* Ids are Slack's own: U or W, then capitals and digits. */
static bool is_user_id(const char *s)
{
	if (s[0] != 'U' && s[0] != 'W')
		return false;
	for (size_t i = 0; s[i] != '\0'; i++)
		if (i > 20 || !((s[i] >= 'A' && s[i] <= 'Z') ||
				  (s[i] >= '0' && s[i] <= '9')))
			return false;
	return s[1] != '\0';
}

static void put_call(struct buf *out, const struct page *p)
{
	if (p->level[0] == '\0')
		return;
	put_line(out, "Called as ", p->level_title, NAME_BYTES);
	buf_adds(out, ": ");
	if (is_user_id(p->slack_id))
		buf_addf(out, "<@%s>", p->slack_id);
	else if (p->person[0] != '\0')
		put_cut(out, p->person, NAME_BYTES);
	else
		buf_adds(out, "nobody is on call");
}

void slack_text(struct arena *a, const struct page *p,
    const struct page_links *links, struct buf *out)
{
	char span[CLOCK_SPAN_CHARS];

	buf_addf(out, "*%s* Incident %" PRIi64 " %s: *", page_severity(p),
	    p->incident_id, words_of(p->event));
	put_cut(out, p->title, NAME_BYTES);
	buf_adds(out, "*");
	put_call(out, p);
	put_line(out, "", p->text, TEXT_BYTES);
	if (streq(p->event, "opened"))
		put_line(out, "", p->summary, TEXT_BYTES);
	put_line(out, "Status: ", p->status, NAME_BYTES);
	put_line(out, "Affected: ", p->agents, NAME_BYTES);
	put_line(out, "Commander: ", p->commander, NAME_BYTES);
	if (streq(p->event, "resolved") && p->resolved_ms > p->created_ms)
		buf_addf(out, "\nTime to resolve: %s",
		    clock_span(p->resolved_ms - p->created_ms, span));
	buf_adds(out, "\n");
	put_link(out, page_link(a, links, p), "Incident");
	put_link(out, page_runbook_link(a, links, p), "Runbook");
}

void slack_topic(const struct page *p, struct buf *out)
{
	struct buf whole;

	buf_init(&whole, 4096);
	buf_addf(&whole, "%s | %s", page_severity(p), p->status);
	if (p->commander[0] != '\0')
		buf_addf(&whole, " | commander: %.*s",
		    (int)utf8_cut(str_of(p->commander), 80), p->commander);
	buf_addf(
	    &whole, " | %.*s", (int)utf8_cut(str_of(p->title), 256), p->title);
	/* Bytes are never fewer than characters. */
	buf_add(out, buf_str(&whole),
	    utf8_cut(str_of(buf_str(&whole)), SLACK_TOPIC_MAX));
	buf_deinit(&whole);
}

/* ---- bodies ---- */

/* "@here" in a text is words: only <!here> would be a mention. */
static void put_message(struct jsonw *w, const char *text)
{
	jsonw_ks(w, "text", text);
	jsonw_kb(w, "link_names", false);
	jsonw_kb(w, "unfurl_links", false);
	jsonw_kb(w, "unfurl_media", false);
}

void slack_webhook_body(const char *text, struct buf *out)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	put_message(&w, text);
	jsonw_end(&w);
}

void slack_post_body(
    const char *room, const char *text, const char *uuid, struct buf *out)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "channel", room);
	jsonw_ks(&w, "client_msg_id", uuid);
	put_message(&w, text);
	jsonw_end(&w);
}

const char *slack_room_name(struct arena *a, int64_t incident_id)
{
	return arena_printf(a, "inc-%" PRIi64, incident_id);
}

void slack_create_body(int64_t incident_id, struct buf *out)
{
	buf_addf(out, "{\"name\":\"inc-%" PRIi64 "\",\"is_private\":false}",
	    incident_id);
}

void slack_topic_body(const char *room, const char *topic, struct buf *out)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "channel", room);
	jsonw_ks(&w, "topic", topic);
	jsonw_end(&w);
}

void slack_invite_body(const char *room, const char *user, struct buf *out)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "channel", room);
	jsonw_ks(&w, "users", user);
	jsonw_end(&w);
}
