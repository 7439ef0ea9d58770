/* recollect.c - what the person told before, in an answer: whose mail is left
 * alone, what is told back. Cited as memory, [mN], never as mail. */
#include "services/assistant/compose/draft.h"

#include "common/base/clock.h"
#include "services/assistant/question/calendar.h"

#define SHOWN_BYTES 300

void draft_cite_memory(struct draft *d, const struct memory *m, const char *use)
{
	char at[CLOCK_UTC_CHARS + 1];
	size_t i = 0;

	while (i < d->n_told &&
	       (d->told[i].id != m->id || !streq(d->told[i].use, use)))
		i++;
	if (i == DRAFT_TOLD)
		return;
	if (i == d->n_told) {
		clock_format_utc(m->said_ms, at, sizeof at);
		d->told[d->n_told++] = (struct chat_memory){
		    .n = (int64_t)i + 1,
		    .use = use,
		    .id = m->id,
		    .kind = memory_kind_name(m->kind),
		    .value = m->value,
		    .said_at = arena_strdup(d->a, at),
		    .conversation_id = m->conversation_id,
		};
	}
	draft_say(d, " [m%d]", (int)i + 1);
}

bool draft_spare(struct draft *d, const struct mail *mail)
{
	const struct memory *m =
	    memory_protects(d->memories, mail->from_name, mail->from_addr);
	size_t i = 0;

	if (m == NULL)
		return false;
	while (i < d->n_spared && d->spared[i].m != m)
		i++;
	if (i == DRAFT_SPARED) /* counted with the last one */
		i--;
	if (i == d->n_spared) {
		d->spared[i].m = m;
		d->n_spared++;
	}
	d->spared[i].n++;
	return true;
}

static void say_told_on(struct draft *d, const struct memory *m)
{
	char day[CALENDAR_DAY_CHARS];

	calendar_day_text(m->said_ms, d->utc_offset_s, day);
	draft_say(d, "you told me on %s", day);
}

void draft_say_spared(struct draft *d)
{
	for (size_t i = 0; i < d->n_spared; i++) {
		size_t n = d->spared[i].n;

		draft_say(
		    d, "Left alone: %zu email%s, since ", n, n == 1 ? "" : "s");
		say_told_on(d, d->spared[i].m);
		draft_say(d, " to keep mail of ");
		draft_add(d, str_of(d->spared[i].m->value), SHOWN_BYTES);
		draft_cite_memory(d, d->spared[i].m, "protected");
		draft_say(d, ".\n");
	}
	for (size_t i = 0; i < d->n_shaped; i++) {
		draft_say(d, "%s", i == 0 ? "Drafted as you told me" : "");
		draft_cite_memory(d, d->shaped[i], "tone");
	}
	if (d->n_shaped > 0)
		draft_say(d, ".\n");
}

void draft_tell_note(struct draft *d, const struct memory *m)
{
	draft_say(d, "You told me on ");
	draft_day(d, m->said_ms);
	draft_say(d, ": \xe2\x80\x9c");
	draft_add(d, str_of(m->value), SHOWN_BYTES);
	draft_say(d, "\xe2\x80\x9d");
	draft_cite_memory(d, m, "quoted");
	draft_say(d, "\n");
}

void draft_tell_kept(struct draft *d, const struct memory *m)
{
	static const char *const what[MEMORY_KINDS_N] = {
	    [MEMORY_KEEP_SENDER] = "keep mail of",
	    [MEMORY_TONE] = "drafts in the tone",
	    [MEMORY_NAME] = "your name is",
	    [MEMORY_SIGNATURE] = "your signature is",
	    [MEMORY_NOTE] = "",
	};

	draft_say(d, "I will remember: %s%s\xe2\x80\x9c", what[m->kind],
	    *what[m->kind] != '\0' ? " " : "");
	draft_add(d, str_of(m->value), SHOWN_BYTES);
	draft_say(d, "\xe2\x80\x9d");
	draft_cite_memory(d, m, "kept");
	draft_say(d, "\n");
}
