/* chat.c - memory in a chat: what the question says to keep is kept, then all
 * of it is read; kept first, so that an answer which is made again sees the
 * same. What was kept, and notes that have to do with the question, close the
 * answer. */
#include "services/assistant/assistant.h"
#include "services/assistant/memory/store.h"

#define NOTES_TOLD 3

enum step_result memory_keep(struct task *t)
{
	struct chat *c = chat_of(t);
	uint64_t user = c->r.env.user_id;
	struct pg_batch *b;

	memory_read(t->arena, c->asked, c->ask->remember, &c->said);
	if (c->said.n > 0 && c->ask->read_only) {
		chat_notice(c, "not_kept",
		    "Nothing was remembered: a link must not write. Ask by "
		    "POST.");
		c->said.n = 0;
	}
	b = pg_batch_begin(t, assistant_of(c)->service->pg, pg_as_user(user));
	for (size_t i = 0; i < c->said.n; i++)
		memory_insert(b, user, c->said.v[i].kind, c->said.v[i].value,
		    c->conversation_id, &c->kept[i]);
	memory_select(b, user, &c->memory_rows);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* Nothing else was said: no mail is searched. */
static enum step_result only_kept(struct task *t)
{
	struct chat *c = chat_of(t);

	c->question = (struct question){.intent = INTENT_FIND,
	    .explanation = "remember, because you say so"};
	c->plan = (struct plan){.said = ""};
	event_intent(c);
	draft_init(&c->draft, t->arena, NULL, 0, c->clock.utc_offset_s);
	c->drafted = true;
	memory_tell(c);
	event_tokens(c);
	task_goto(t, chat_save);
	return STEP_NEXT;
}

enum step_result memory_kept(struct task *t)
{
	struct chat *c = chat_of(t);

	memory_rows(t, c->memory_rows, &c->memories);
	for (size_t i = 0; i < c->said.n; i++) {
		struct memories one;

		memory_rows(t, c->kept[i], &one);
		if (one.n > 0)
			c->kept_now[c->n_kept++] = one.v[0];
		else
			chat_notice(c, "memory_full",
			    "Nothing was remembered: there are 200 memories "
			    "already. Forget some.");
	}
	if (c->said.n > 0 && c->said.only)
		return only_kept(t);
	return STEP_NEXT;
}

struct str memory_question(const struct chat *c)
{
	return c->said.n > 0 ? str_trim(c->said.rest) : c->asked;
}

static bool is_kept_now(const struct chat *c, uint64_t id)
{
	for (size_t i = 0; i < c->n_kept; i++) {
		if (c->kept_now[i].id == id)
			return true;
	}
	return false;
}

void memory_tell(struct chat *c)
{
	struct draft *d = &c->draft;
	size_t notes = 0;

	if (d->text.len > 0)
		draft_say(d, "\n\n");
	draft_say_spared(d);
	for (size_t i = 0; i < c->n_kept; i++)
		draft_tell_kept(d, &c->kept_now[i]);
	for (size_t i = c->memories.n; i-- > 0 && notes < NOTES_TOLD;) {
		const struct memory *m = &c->memories.v[i];

		if (m->kind != MEMORY_NOTE || is_kept_now(c, m->id) ||
		    !memory_is_about(m, &c->question))
			continue;
		draft_tell_note(d, m);
		notes++;
	}
	draft_trim(d);
	for (size_t i = 0; i < d->n_told; i++)
		event_memory(c, &d->told[i]);
}
