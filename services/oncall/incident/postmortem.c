/* postmortem.c - the draft of a postmortem, and whether one is finished. */
#include "services/oncall/incident/postmortem.h"

#include "common/base/clock.h"

#include <ctype.h>
#include <inttypes.h>

#define ACTIONS "Action items"

static const char *const sections[] = {"Timeline of events",
    "Root cause analysis", "Impact assessment", ACTIONS, "Lessons learned"};

static void put_time(struct buf *out, int64_t ms)
{
	char text[CLOCK_UTC_CHARS + 1];

	clock_format_utc(ms, text, sizeof text);
	buf_addf(out, "%.10s %.8s UTC", text, text + 11);
}

/* One line, in which nothing is Markdown. */
static void put_plain(struct buf *out, const char *text)
{
	for (const char *p = text; *p != '\0'; p++) {
		unsigned char c = (unsigned char)*p;

		if (c < ' ') {
			buf_addc(out, ' ');
			continue;
		}
		if (strchr("\\`*_{}[]<>#|", c) != NULL)
			buf_addc(out, '\\');
		buf_addc(out, (char)c);
	}
}

static void put_row(struct buf *out, const char *name, int64_t ms)
{
	buf_addf(out, "| %s | ", name);
	if (ms == 0)
		buf_addf(out, "-");
	else
		put_time(out, ms);
	buf_addf(out, " |\n");
}

static void put_head(struct buf *out, const struct incident_row *r)
{
	buf_addf(out, "# Postmortem: ");
	put_plain(out, r->title);
	buf_addf(out,
	    "\n\n| | |\n|---|---|\n| Incident | %" PRIu64 ", SEV%" PRId64
	    ", %s |\n| Commander | ",
	    r->id, r->severity, r->status);
	put_plain(out, r->commander[0] == '\0' ? "nobody" : r->commander);
	buf_addf(out, " |\n| Agents | ");
	for (size_t i = 0; i < r->agents.n; i++) {
		buf_addf(out, "%s", i == 0 ? "" : ", ");
		put_plain(out, r->agents.v[i]);
	}
	buf_addf(out, "%s |\n", r->agents.n == 0 ? "-" : "");
	put_row(out, "Began", r->started_ms);
	put_row(out, "Detected", r->created_ms);
	put_row(out, "Acknowledged", r->acknowledged_ms);
	put_row(out, "Cause known", r->identified_ms);
	put_row(out, "Mitigated", r->mitigated_ms);
	put_row(out, "Resolved", r->resolved_ms);
	put_row(out, "Postmortem due", r->postmortem_due_ms);
}

static void put_timeline(struct buf *out, const struct postmortem_facts *f)
{
	for (size_t i = 0; i < f->n_entries; i++) {
		const struct incident_entry *e = &f->entries[i];

		buf_addf(out, "- %.10s %.8s %s", e->at, e->at + 11, e->kind);
		if (e->actor != NULL && e->actor[0] != '\0') {
			buf_addf(out, " (");
			put_plain(out, e->actor);
			buf_addf(out, ")");
		}
		if (e->text != NULL && e->text[0] != '\0') {
			buf_addf(out, ": ");
			put_plain(out, e->text);
		}
		buf_addf(out, "\n");
		/* The rest of the page is worth more than its last lines. */
		if (out->len > POSTMORTEM_MAX / 2) {
			buf_addf(out, "- and %zu more\n", f->n_entries - i - 1);
			return;
		}
	}
}

static void put_impact(struct buf *out, const struct postmortem_facts *f)
{
	const struct incident_row *r = f->row;
	int64_t end_ms = r->resolved_ms != 0 ? r->resolved_ms : f->now_ms;
	char lasted[CLOCK_SPAN_CHARS];

	buf_addf(out, "Lasted %s%s.\n\n",
	    clock_span(end_ms - r->started_ms, lasted),
	    r->resolved_ms != 0 ? "" : " so far; it goes on");
	if (f->n_spent == 0)
		buf_addf(out, "Requests and error budget: not known; no "
			      "affected agent has objectives.\n");
	for (size_t i = 0; i < f->n_spent; i++) {
		const struct slo_spent *s = &f->spent[i];

		if (s->requests == 0) {
			buf_addf(out,
			    "- %s: no requests were counted; its "
			    "impact is not known\n",
			    s->agent);
			continue;
		}
		buf_addf(out,
		    "- %s: %" PRIu64 " of %" PRIu64
		    " requests failed (%.2f %%), %.1f %% of the error budget "
		    "of 30 days\n",
		    s->agent, s->failed, s->requests,
		    100.0 * (double)s->failed / (double)s->requests,
		    100.0 * s->budget_share);
	}
}

static void put_section(
    struct buf *out, const char *name, const struct postmortem_facts *f)
{
	buf_addf(out, "\n## %s\n\n", name);
	if (streq(name, sections[0]))
		put_timeline(out, f);
	else if (streq(name, sections[1]))
		buf_addf(out, POSTMORTEM_BLANK
		    ": what happened, why, and why it was not prevented or "
		    "seen earlier. Causes, not people._\n");
	else if (streq(name, sections[2])) {
		put_impact(out, f);
		buf_addf(out, "\n" POSTMORTEM_BLANK
			      ": what people noticed, how many, what data is "
			      "wrong or lost._\n");
	} else if (streq(name, ACTIONS))
		buf_addf(out, "| Action | Owner | Deadline |\n|---|---|---|\n"
			      "| " POSTMORTEM_BLANK "_ | who | YYYY-MM-DD |\n");
	else
		buf_addf(out, POSTMORTEM_BLANK
		    ": what went well, what did not, where we were lucky._\n");
}

void postmortem_draft(struct buf *out, const struct postmortem_facts *f)
{
	put_head(out, f->row);
	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		put_section(out, sections[i], f);
}

/* ---- is it finished? ---- */

static bool is_date(struct str s)
{
	static const char shape[] = "dddd-dd-dd";

	s = str_trim(s);
	if (s.n != sizeof shape - 1)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)s.p[i])
				    : s.p[i] != shape[i])
			return false;
	return true;
}

/* "| what | who | 2026-12-01 |" */
static bool is_action(struct str line)
{
	struct str cells[5], cell;
	size_t n = 0;

	line = str_trim(line);
	while (n < ARRAY_LEN(cells) && str_split(&line, '|', &cell))
		cells[n++] = str_trim(cell);
	return n >= 4 && cells[0].n == 0 && cells[1].n > 0 && cells[2].n > 0 &&
	       is_date(cells[3]);
}

int postmortem_check(struct str markdown, struct err *err)
{
	bool seen[ARRAY_LEN(sections)] = {false}, acts = false, in = false;
	struct str rest = markdown, line;

	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		if (str_starts(line, "## ")) {
			struct str name =
			    str_trim((struct str){line.p + 3, line.n - 3});

			in = str_ieqs(name, ACTIONS);
			for (size_t i = 0; i < ARRAY_LEN(sections); i++)
				seen[i] |= str_ieqs(name, sections[i]);
		}
		if (in && (is_action(line) || str_ieqs(line, "None.")))
			acts = true;
	}
	for (size_t i = 0; i < ARRAY_LEN(sections); i++)
		if (!seen[i])
			return err_set(err, ERR_UNPROCESSABLE,
			    "the section \"## %s\" is missing", sections[i]);
	if (str_find(markdown, POSTMORTEM_BLANK) >= 0)
		return err_set(err, ERR_UNPROCESSABLE,
		    "something is still to be written: look for \"%s\"",
		    POSTMORTEM_BLANK);
	if (!acts)
		return err_set(err, ERR_UNPROCESSABLE,
		    "no action item has an owner and a date (| what | who | "
		    "YYYY-MM-DD |), nor does it say \"None.\"");
	return 0;
}
