/* compose_tools.c - what agents beside search answered, as lines: each cites
 * the mail that it rests on, by its words where the agent named them. */
#include "services/assistant/compose/compose.h"

#include "common/base/clock.h"

#include <inttypes.h>
#include <stdlib.h>

#define LINES 12
#define NAME_BYTES 80
#define TEXT_BYTES 140
#define SENTENCE_BYTES 480

struct line {
	struct draft *d;
	const struct material *m;
	const struct tool_finding *f;
	const struct json *item;
};

/* ---- pieces ---- */

static const char *text_of(const struct line *l, const char *key)
{
	return json_str(json_get(l->item, key), "");
}

/* A moment of an agent's answer; 0: none. */
static int64_t moment_of(const struct line *l, const char *key)
{
	int64_t ms;

	return clock_parse_utc(text_of(l, key), &ms) == 0 ? ms : 0;
}

static void say_moment(struct line *l, const char *words, int64_t ms)
{
	char text[CALENDAR_TIME_CHARS];

	if (ms == 0)
		return;
	calendar_time_text(ms, l->d->utc_offset_s, text);
	draft_say(l->d, "%s%s", words, text);
}

static void say_text(struct line *l, const char *text, size_t max)
{
	draft_add(l->d, str_of(text), max);
}

static const struct json *evidence_of(const struct line *l)
{
	const struct json *e = json_get(l->item, "evidence");

	return json_type(e) == JSON_ARRAY ? json_first(e) : e;
}

/* The mail behind the item; d->n_mails when it is not there any more. */
static size_t mail_of(const struct line *l)
{
	const char *id = json_str(
	    json_get(evidence_of(l), "email_id"), text_of(l, "last_email_id"));
	uint64_t want = strtoull(id, NULL, 10);
	size_t i = 0;

	while (i < l->d->n_mails && l->d->mails[i].id != want)
		i++;
	return i;
}

/* The words of the mail that the agent rests on, if they stand in what was
 * read of it; of a mail that is dangerous none are quoted. */
static bool words_of(const struct line *l, size_t mail, struct pick *p_r)
{
	const struct json *e = evidence_of(l);
	int64_t from = json_i64(json_get(e, "from"), 0);
	int64_t to = json_i64(json_get(e, "to"), 0);
	const struct mail *m = &l->d->mails[mail];

	if (!streq(json_str(json_get(e, "part"), ""), "body") || from < 0 ||
	    to <= from || (uint64_t)to > m->body.n ||
	    to - from > SENTENCE_BYTES || mail_is_risky(m) ||
	    !utf8_valid((struct str){m->body.p + from, (size_t)(to - from)}))
		return false;
	*p_r = (struct pick){
	    .mail = mail, .from_byte = (size_t)from, .to_byte = (size_t)to};
	return true;
}

/* ": "words" [n]" or " [n]", and the line's end. */
static bool rest_on(struct line *l, bool quote)
{
	size_t mail = mail_of(l);
	struct pick p;
	bool has_words;

	if (mail == l->d->n_mails)
		return false;
	has_words = quote && words_of(l, mail, &p);
	if (has_words) {
		draft_say(l->d, ": ");
		draft_quote(l->d, &p);
	}
	if (!draft_cite(l->d, mail, has_words ? &p : NULL))
		return false;
	draft_say(l->d, "\n");
	return true;
}

/* ---- lines, by tool ---- */

static bool line_know(struct line *l)
{
	say_text(l, text_of(l, "name"), NAME_BYTES);
	if (*text_of(l, "title") != '\0') {
		draft_say(l->d, ", ");
		say_text(l, text_of(l, "title"), NAME_BYTES);
	}
	draft_say(l->d, ", ");
	say_text(l, text_of(l, "addr"), NAME_BYTES);
	draft_say(l->d, ", %" PRId64 " from them and %" PRId64 " to them",
	    json_i64(json_get(l->item, "wrote"), 0),
	    json_i64(json_get(l->item, "received"), 0));
	say_moment(l, ", last ", moment_of(l, "last_at"));
	return rest_on(l, false);
}

static bool line_met(struct line *l)
{
	const struct json *by = json_get(l->item, "introduced_by");
	size_t mail = mail_of(l);

	if (mail == l->d->n_mails)
		return false;
	say_text(l, text_of(l, "name"), NAME_BYTES);
	say_moment(l, ": first mail between you on ", moment_of(l, "met_at"));
	draft_say(l->d, ", about ");
	draft_add(l->d, str_of(l->d->mails[mail].subject), TEXT_BYTES);
	if (json_type(by) == JSON_OBJECT) {
		draft_say(l->d, ", introduced by ");
		say_text(l,
		    json_str(json_get(by, "name"),
			json_str(json_get(by, "addr"), "")),
		    NAME_BYTES);
	}
	return rest_on(l, false);
}

static bool is_mine(const struct line *l)
{
	return streq(text_of(l, "direction"), "you owe");
}

/* Who somebody is: as their signature and their mails say. */
static bool line_person(struct line *l)
{
	say_text(l, text_of(l, "name"), NAME_BYTES);
	if (*text_of(l, "title") != '\0') {
		draft_say(l->d, ", ");
		say_text(l, text_of(l, "title"), NAME_BYTES);
	}
	if (*text_of(l, "company") != '\0') {
		draft_say(l->d, ", at ");
		say_text(l, text_of(l, "company"), NAME_BYTES);
	}
	draft_say(l->d, ", ");
	say_text(l, text_of(l, "addr"), NAME_BYTES);
	draft_say(l->d, ", %" PRId64 " from them and %" PRId64 " to them",
	    json_i64(json_get(l->item, "wrote"), 0),
	    json_i64(json_get(l->item, "received"), 0));
	say_moment(l, ", first ", moment_of(l, "first_at"));
	say_moment(l, ", last ", moment_of(l, "last_at"));
	return rest_on(l, false);
}

/* What is open with somebody, and who owes whom a reply. */
static bool line_open(struct line *l)
{
	size_t mail = mail_of(l);
	bool reply = !streq(text_of(l, "what"), "commitment");
	const char *name = *text_of(l, "name") != '\0' ? text_of(l, "name")
						       : text_of(l, "who");

	if (mail == l->d->n_mails)
		return false;
	if (is_mine(l)) {
		draft_say(l->d, reply ? "you owe " : "you promised ");
		say_text(l, name, NAME_BYTES);
	} else {
		say_text(l, name, NAME_BYTES);
		draft_say(l->d, reply ? " owes you" : " promised you");
	}
	if (reply)
		draft_say(l->d, " a reply");
	draft_say(l->d, ", since ");
	draft_day(l->d, l->d->mails[mail].received_ms);
	say_moment(l, ", due ", moment_of(l, "due"));
	draft_say(l->d, ", ");
	draft_add(l->d, str_of(l->d->mails[mail].subject), TEXT_BYTES);
	return rest_on(l, true);
}

static bool line_timeline(struct line *l)
{
	static const char *const shown[] = {
	    "mail", "stage", "meeting", "request", "commitment"};
	const char *what = text_of(l, "what");
	size_t mail = mail_of(l), i = 0;

	while (i < ARRAY_LEN(shown) && !streq(what, shown[i]))
		i++;
	if (i == ARRAY_LEN(shown) || mail == l->d->n_mails)
		return false;
	draft_day(l->d, l->d->mails[mail].received_ms);
	if (i > 0) {
		struct pick p;

		draft_say(l->d, ", %s", what);
		return words_of(l, mail, &p) && rest_on(l, true);
	}
	draft_say(l->d, ", mail from ");
	draft_sender(l->d, &l->d->mails[mail]);
	draft_say(l->d, ", ");
	draft_add(l->d, str_of(l->d->mails[mail].subject), TEXT_BYTES);
	return rest_on(l, false);
}

static bool line_application(struct line *l)
{
	say_text(l, text_of(l, "company"), NAME_BYTES);
	if (*text_of(l, "role") != '\0') {
		draft_say(l->d, ", ");
		say_text(l, text_of(l, "role"), NAME_BYTES);
	}
	draft_say(l->d, ": stage %.20s", text_of(l, "stage"));
	say_moment(l, ", last mail ", moment_of(l, "last_at"));
	say_moment(l, ", next date ", moment_of(l, "next_at"));
	if (json_bool(json_get(l->item, "ghosted"), false))
		draft_say(l->d, ", silent for %" PRId64 " days",
		    json_i64(json_get(l->item, "silent_days"), 0));
	return rest_on(l, false);
}

static bool line_stage(struct line *l)
{
	say_moment(l, "", moment_of(l, "at"));
	draft_say(l->d, ", %.20s", text_of(l, "what"));
	return rest_on(l, true);
}

static bool line_sender(struct line *l)
{
	const char *name = text_of(l, "name");

	say_text(l, *name != '\0' ? name : text_of(l, "from"), NAME_BYTES);
	draft_say(l->d, ": %" PRId64 " emails\n",
	    json_i64(json_get(l->item, "emails"), 0));
	return true;
}

/* ---- whole answers ---- */

static bool has_word(const char *text, const struct word *want)
{
	size_t pos = 0;
	struct word w;

	while (word_next(str_of(text), &pos, &w)) {
		if (w.key == want->key ||
		    (want->fold_n >= 4 &&
			str_starts(str_of(w.fold), want->fold)))
			return true;
	}
	return false;
}

/* Of applications those that were written about in the time that was said. */
static bool in_time(
    const struct plan *p, const struct question *q, const struct json *item)
{
	int64_t ms;

	if (!q->when.set || q->when.future ||
	    clock_parse_utc(json_str(json_get(item, "last_at"), ""), &ms) < 0)
		return true;
	return ms >= p->from_ms && ms < p->to_ms;
}

bool tool_item_is_meant(const struct plan *p, const struct question *q,
    const struct tool_call *call, const struct json *item)
{
	const char *name = json_str(json_get(item, "name"), "");
	const char *who = json_str(json_get(item, "who"), "");
	size_t pos = 0;
	struct word w;

	if (call->tool == TOOL_APPLICATIONS)
		return in_time(p, q, item);
	if (call->tool != TOOL_OWED)
		return true;
	if (call->who != NULL && *call->who != '\0' &&
	    !streq(json_str(json_get(item, "direction"), ""), call->who))
		return false;
	while (word_next(str_of(call->what), &pos, &w)) {
		if (!has_word(name, &w) && !has_word(who, &w))
			return false;
	}
	return true;
}

typedef bool line_fn(struct line *l);
static const struct {
	const char *before, *with; /* 'People you know' + ' at ' + '"acme"' */
	line_fn *line;
} lists[TOOLS_N] = {
    [TOOL_KNOW] = {"People you know", " at ", line_know},
    [TOOL_MET] = {"How you met", " ", line_met},
    [TOOL_PERSON] = {"People of that name", ", ", line_person},
    [TOOL_PROMISED] = {"What you promised", ", to ", line_open},
    [TOOL_OPEN] = {"Open", " with ", line_open},
    [TOOL_OWED] = {"Replies that are owed", " concerning ", line_open},
    [TOOL_TIMELINE] = {"What happened, newest first", ", with ", line_timeline},
    [TOOL_APPLICATIONS] = {"Applications", " for ", line_application},
    [TOOL_APPLICATION] = {"Stages that the mail tells of", " for ", line_stage},
    [TOOL_SENDERS] = {"Who wrote to you most", "", line_sender},
};

static void say_title(
    struct draft *d, const struct material *m, const struct tool_finding *f)
{
	draft_say(d, "%s", lists[f->call->tool].before);
	if (f->call->tool == TOOL_SENDERS)
		draft_say(d, " in the last %" PRId64 " days", m->window_days);
	else if (*f->call->what != '\0')
		draft_say(
		    d, "%s\"%s\"", lists[f->call->tool].with, f->call->what);
	draft_say(d, ":\n");
}

static bool say_list(
    struct draft *d, const struct material *m, const struct tool_finding *f)
{
	struct line l = {d, m, f, json_first(f->items)};
	size_t begin = d->text.len, lines = 0;

	say_title(d, m, f);
	for (; l.item != NULL && lines < LINES; l.item = json_next(l.item)) {
		size_t before = d->text.len;

		if (!tool_item_is_meant(m->plan, m->q, f->call, l.item))
			continue;
		draft_say(d, "- ");
		if (lists[f->call->tool].line(&l))
			lines++;
		else
			draft_undo(d, before);
	}
	if (lines == 0)
		draft_undo(d, begin);
	else
		draft_say(d, "\n");
	return lines > 0;
}

bool compose_tools(struct draft *d, const struct material *m)
{
	bool said = false;

	for (size_t i = 0; i < m->n_findings; i++) {
		const struct tool_finding *f = &m->findings[i];

		if (f->away)
			draft_say(d,
			    "%s did not answer, so what it knows is missing "
			    "here.\n",
			    tool_name(f->call->tool));
		else if (f->items == NULL)
			continue;
		else if (compose_report(d, m, f))
			said = true;
		else if (lists[f->call->tool].line != NULL)
			said |= say_list(d, m, f);
	}
	return said;
}
