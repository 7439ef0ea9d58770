/* begin.c - the daemon's side of the model, and the beginning of a talk. */
#include "common/base/die.h"
#include "services/assistant/model/talk.h"

/* ---- the daemon ---- */

int model_open(struct assistant *d, struct err *err)
{
	if (*d->opt->llm_base_url == '\0')
		return 0;
	return http_client_open(d->service->loop,
	    (size_t)d->opt->llm_connections, &d->model.http, err);
}

void model_close(struct assistant *d)
{
	http_client_close(&d->model.http);
}

/* ---- beginning ---- */

static void talk_release(void *p)
{
	struct talk *t = p;

	if (t->unmetered) /* it was stopped in the middle: that cost, too */
		talk_meter(t);
	buf_deinit(&t->past);
	buf_deinit(&t->body);
	sse_deinit(&t->sse);
	delta_deinit(&t->delta);
	speech_deinit(&t->speech);
	arena_free(&t->scratch);
}

static struct talk *talk_new(struct chat *c, const struct material *m)
{
	struct arena *a = c->r.task.arena;
	struct talk *t = ARENA_NEW(a, struct talk);
	struct mail *mails;

	t->chat = c;
	t->material = *m;
	t->began_ms = loop_now_ms(c->r.task.loop);
	t->pii = pii_table_new(a);
	MUST(pii_kinds_parse(assistant_of(c)->opt->llm_pii, &t->kinds) == 0);
	ids_span(t->fence);
	buf_init(&t->past, (size_t)16 << 20);
	buf_init(&t->body, (size_t)16 << 20);
	sse_init(&t->sse);
	delta_init(&t->delta);
	speech_init(&t->speech);
	t->scratch = arena_new((size_t)32 << 20);
	arena_defer(a, talk_release, t);
	/* With room for what tools find. */
	t->mails_max = c->n_mails + MODEL_MAILS;
	mails = ARENA_ARRAY(a, struct mail, t->mails_max);
	for (size_t i = 0; i < c->n_mails; i++)
		mails[i] = c->mails[i];
	c->mails = mails;
	c->draft.mails = mails;
	return t;
}

bool model_begin(struct chat *c, const struct material *m)
{
	struct assistant *d = assistant_of(c);
	bool must = streq(c->ask->mode, "model");

	/* Drafts of replies, and what is only to be remembered, need none. */
	if (streq(c->ask->mode, "extractive") || chat_drafts(c) ||
	    c->said.only ||
	    (!must && (d->model.http == NULL || c->n_mails == 0)))
		return false;
	c->talk = talk_new(c, m);
	if (d->model.http == NULL)
		talk_fail(c->talk, "absent");
	else if (model_paused(d))
		talk_fail(c->talk, "paused");
	return true;
}
