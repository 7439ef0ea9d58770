/* stages_mail.c - slots, moments and letters of the made mail. */
#include "common/base/die.h"
#include "common/mail/when/when.h"
#include "tests/eval/stages_eval.h"
#include <stdio.h>

#define DAY_MS INT64_C(86400000)

static const char *const months[] = {"January", "February", "March", "April",
    "May", "June", "July", "August", "September", "October", "November",
    "December"};
static const char *const weekdays[] = {"Sunday", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday"};

uint32_t random_below(struct random *r, uint32_t n)
{
	r->state = r->state * UINT64_C(6364136223846793005) +
		   UINT64_C(1442695040888963407);
	return (uint32_t)(r->state >> 33) % n;
}

const char *world_line(struct world *w, const char *section)
{
	size_t n = wording_n(w->w, section);

	if (n == 0)
		die("no wording for %s", section);
	return wording_line(w->w, section, random_below(&w->r, (uint32_t)n));
}

static const char *before_bar(
    struct arena *a, const char *line, const char **rest_r)
{
	const char *bar = strchr(line, '|');

	*rest_r = bar == NULL ? "" : str_trim(str_of(bar + 1)).p;
	if (bar == NULL)
		return line;
	struct str s = str_trim((struct str){line, (size_t)(bar - line)});
	return arena_strndup(a, s.p, s.n);
}

void world_cast(struct world *w, struct cast *c)
{
	c->company = before_bar(w->a, world_line(w, "company"), &c->domain);
	c->role = world_line(w, "role");
	c->them = world_line(w, "person");
	c->ats = random_below(&w->r, 5) < 2 ? world_line(w, "ats") : NULL;
}

/* ---- moments ---- */

struct clock {
	int64_t day;
	int minute, length;
};

static const char *ordinal(int d)
{
	if (d % 10 == 1 && d != 11)
		return "st";
	if (d % 10 == 2 && d != 12)
		return "nd";
	return d % 10 == 3 && d != 13 ? "rd" : "th";
}

static const char *date_slot(
    struct world *w, const struct clock *k, const char *zone, struct str slot)
{
	const struct civil c = civil_from_days(k->day);
	int end = k->minute + k->length;
	const struct {
		const char *name;
		const char *text;
	} slots[] = {
	    {"wd", weekdays[civil_weekday(k->day)]},
	    {"wd3", arena_strndup(w->a, weekdays[civil_weekday(k->day)], 3)},
	    {"mon", months[c.month - 1]},
	    {"mon3", arena_strndup(w->a, months[c.month - 1], 3)},
	    {"d", arena_printf(w->a, "%d", c.day)},
	    {"dd", arena_printf(w->a, "%02d", c.day)},
	    {"mm", arena_printf(w->a, "%02d", c.month)},
	    {"dth", arena_printf(w->a, "%d%s", c.day, ordinal(c.day))},
	    {"y", arena_printf(w->a, "%d", (int)c.year)},
	    {"h24", arena_printf(w->a, "%02d", k->minute / 60)},
	    {"e24", arena_printf(w->a, "%02d", end / 60)},
	    {"h12", arena_printf(w->a, "%d", (k->minute / 60 + 11) % 12 + 1)},
	    {"e12", arena_printf(w->a, "%d", (end / 60 + 11) % 12 + 1)},
	    {"mi", arena_printf(w->a, "%02d", k->minute % 60)},
	    {"ap", k->minute < 720 ? "am" : "pm"},
	    {"eap", end < 720 ? "am" : "pm"},
	    {"zone", zone},
	};

	for (size_t i = 0; i < ARRAY_LEN(slots); i++)
		if (str_eqs(slot, slots[i].name))
			return slots[i].text;
	die("no slot {%.*s}", (int)slot.n, slot.p);
}

static const char *fill_date(
    struct world *w, const char *line, const struct clock *k, const char *zone)
{
	char *out = arena_strdup(w->a, "");

	while (*line != '\0') {
		const char *open = strchr(line, '{'), *close;

		if (open == NULL)
			return arena_printf(w->a, "%s%s", out, line);
		close = strchr(open, '}');
		out = arena_printf(w->a, "%s%.*s%s", out, (int)(open - line),
		    line,
		    date_slot(w, k, zone,
			(struct str){open + 1, (size_t)(close - open - 1)}));
		line = close + 1;
	}
	return out;
}

/* What kind of day is named, and the day. */
static const char *choose_day(
    struct world *w, const char *kind, int64_t today, struct clock *k)
{
	static const char *const forms[] = {
	    "absolute", "absolute", "yearless", "weekday", "tomorrow"};
	const char *form = forms[random_below(&w->r, 5)];
	const char *line =
	    world_line(w, arena_printf(w->a, "%s.%s", kind, form));

	if (streq(form, "absolute") || streq(form, "yearless"))
		k->day = today + 2 + random_below(&w->r, 40);
	else if (streq(form, "tomorrow"))
		k->day = today + 1;
	else if (strstr(line, "next {wd}") != NULL)
		k->day = today - (civil_weekday(today) + 6) % 7 + 7 +
			 random_below(&w->r, 5);
	else
		k->day = today + 1 + random_below(&w->r, 6);
	return line;
}

void world_moments(struct world *w, struct cast *c)
{
	int64_t today = c->sent_ms / DAY_MS, offset;
	struct clock k = {0};
	const char *zone, *minutes, *line;

	zone = before_bar(w->a, world_line(w, "zone"), &minutes);
	if (str_to_i64(str_of(minutes), -900, 900, &offset) < 0)
		die("zone %s: %s", zone, minutes);
	k.minute = 8 * 60 + 15 * (int)random_below(&w->r, 40);
	k.length = 60;
	line = choose_day(w, "when", today, &k);
	c->when = (struct named_moment){fill_date(w, line, &k, zone),
	    k.day * DAY_MS + (k.minute - offset) * 60000};
	line = choose_day(w, "due", today, &k);
	c->due = (struct named_moment){
	    fill_date(w, line, &k, zone), k.day * DAY_MS + 1439 * 60000};
}

/* ---- letters ---- */

const char *world_fill(struct world *w, const struct cast *c, const char *line)
{
	const char *space = strchr(c->them, ' ');
	const struct {
		const char *name, *text;
	} slots[] = {
	    {"{company}", c->company},
	    {"{role}", c->role},
	    {"{me}", "Jordan"},
	    {"{themfull}", c->them},
	    {"{them}", arena_strndup(w->a, c->them, (size_t)(space - c->them))},
	    {"{when}", c->when.text},
	    {"{due}", c->due.text},
	};

	for (size_t i = 0; i < ARRAY_LEN(slots); i++) {
		const char *at;

		while ((at = strstr(line, slots[i].name)) != NULL)
			line = arena_printf(w->a, "%.*s%s%s", (int)(at - line),
			    line, slots[i].text, at + strlen(slots[i].name));
	}
	return line;
}

const char *world_letter(
    struct world *w, const struct cast *c, const char *said, const char *quoted)
{
	const char *opening = "", *neutral = "", *history = "";

	if (random_below(&w->r, 2) == 0)
		opening = world_line(w, "opening");
	if (random_below(&w->r, 2) == 0)
		neutral = world_line(w, "neutral");
	if (quoted[0] != '\0')
		history = arena_printf(
		    w->a, "\nOn Monday, somebody wrote:\n> %s\n", quoted);
	return world_fill(w, c,
	    arena_printf(w->a, "Hello,\n\n%s%s%s\n\n%s%s%s\n{themfull}\n%s",
		opening, opening[0] == '\0' ? "" : "\n\n", said, neutral,
		neutral[0] == '\0' ? "" : "\n\n", world_line(w, "closing"),
		history));
}

struct mail_made *world_add(struct world *w, const struct cast *c,
    uint64_t thread, const char *sender, const char *subject, const char *body,
    const char *ics)
{
	struct mail_made *m;
	const char *type = "Content-Type: text/plain; charset=utf-8\r\n";

	if (w->n == w->max)
		die("the world is full");
	if (ics != NULL) {
		type = "Content-Type: multipart/alternative; boundary=b\r\n";
		body = arena_printf(w->a,
		    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s"
		    "\r\n--b\r\nContent-Type: text/calendar; charset=utf-8\r\n"
		    "\r\n%s\r\n--b--\r\n",
		    body, ics);
	}
	m = &w->v[w->n++];
	*m = (struct mail_made){.sent_ms = c->sent_ms,
	    .id = w->n,
	    .thread = thread,
	    .raw = arena_printf(w->a,
		"%s\r\nSubject: %s\r\nMessage-ID: <%zu@made.test>\r\n"
		"MIME-Version: 1.0\r\n%s\r\n%s",
		sender, subject, w->n, type, body)};
	m->truth = (struct truth){.word = -1,
	    .story = SIZE_MAX,
	    .commitment = -1,
	    .request = -1,
	    .meeting = -1};
	return m;
}
