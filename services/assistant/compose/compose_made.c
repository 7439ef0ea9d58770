/* compose_made.c - tasks and events that the person made, or approved: they
 * are known without any mail, and stand before what mail says of dates. */
#include "services/assistant/compose/compose.h"

#define TITLE_BYTES 140

/* The mail that it was made from, where that was read. */
static size_t mail_of(const struct draft *d, const struct made_item *x)
{
	size_t i = 0;

	while (i < d->n_mails && d->mails[i].id != x->email_id)
		i++;
	return i;
}

static void add_item(struct draft *d, const struct made_item *x, bool task)
{
	char at[CALENDAR_TIME_CHARS];
	size_t mail = mail_of(d, x);

	calendar_time_text(x->at_ms, d->utc_offset_s, at);
	draft_say(d, task ? "- your task, due %s: " : "- your event, %s: ", at);
	draft_add(d, str_of(x->title), TITLE_BYTES);
	if (mail < d->n_mails)
		draft_cite(d, mail, NULL);
	draft_say(d, "\n");
}

bool compose_made(struct draft *d, const struct material *m)
{
	bool task = m->q->intent == INTENT_TASK;

	if (m->n_made == 0)
		return false;
	draft_say(d, task ? "Your own tasks:\n" : "Your own events:\n");
	for (size_t i = 0; i < m->n_made; i++)
		add_item(d, &m->made[i], task);
	draft_say(d, "\n");
	return true;
}
