/* renew.c - the job that keeps busy callers known, so that no request waits
 * for it, and that writes when they were last seen, once a minute each. */
#include "services/gateway/identity/renew.h"

#include "services/gateway/identity/auth.h"
#include "services/gateway/identity/auth_cache.h"

#define RENEW_MAX 500 /* of each kind in one run */

static task_step take, ask, apply;
task_step *const gateway_renew_steps[] = {take, ask, apply, NULL};

#define OF_THESE "(SELECT decode(h, 'hex') FROM unnest($1::text[]) AS h)"

static const char sql_tokens[] = AUTH_OF_TOKENS "AND t.hash IN " OF_THESE;
static const char sql_sessions[] = AUTH_OF_SESSIONS "AND s.hash IN " OF_THESE;
static const char sql_used[] =
    "UPDATE tokens SET last_used_at = now() WHERE hash IN " OF_THESE
    " AND (last_used_at IS NULL OR last_used_at < now() - "
    "interval '1 minute')";
static const char sql_seen[] =
    "UPDATE sessions SET last_seen_at = now() WHERE hash IN " OF_THESE
    " AND last_seen_at < now() - interval '1 minute' "
    "AND last_seen_at > now() - make_interval(secs => $2)";

static struct renew_run *run_of(struct task *t)
{
	return CONTAINER_OF(t, struct renew_run, run.task);
}

static void take_due(struct task *t, struct due *d, bool sessions)
{
	struct gateway *gw = run_of(t)->run.daemon;

	d->hashes = arena_array(t->arena, AUTH_HASH_BYTES, RENEW_MAX);
	d->n = auth_cache_due(gw->auth, sessions, d->hashes, RENEW_MAX);
}

static enum step_result take(struct task *t)
{
	struct renew_run *w = run_of(t);
	struct gateway *gw = w->run.daemon;

	take_due(t, &w->tokens, false);
	take_due(t, &w->sessions, true);
	if (w->tokens.n + w->sessions.n == 0)
		task_goto(t, apply);
	w->asked_ms = loop_now_ms(t->loop);
	w->turn = auth_cache_turn(gw->auth);
	return STEP_NEXT;
}

static struct pg_arg hex_list(struct task *t, const struct due *d)
{
	char **texts = ARENA_ARRAY(t->arena, char *, d->n);

	for (size_t i = 0; i < d->n; i++) {
		texts[i] = arena_alloc(t->arena, 2 * AUTH_HASH_BYTES + 1);
		hex_encode(d->hashes[i], AUTH_HASH_BYTES, texts[i]);
	}
	return PG_TEXTS(texts, d->n);
}

static enum step_result ask(struct task *t)
{
	struct renew_run *w = run_of(t);
	const struct gateway *gw = w->run.daemon;
	struct pg_batch *b =
	    pg_batch_begin(t, w->run.service->pg, pg_as_system());
	struct pg_arg idle_s = PG_F64((double)gw->opt->session_idle_ms / 1000),
		      list;

	if (w->tokens.n > 0) {
		list = hex_list(t, &w->tokens);
		pg_batch_add(b, &w->tokens.rows, sql_tokens, PG_ARGS(list));
		pg_batch_add(b, NULL, sql_used, PG_ARGS(list));
	}
	if (w->sessions.n > 0) {
		list = hex_list(t, &w->sessions);
		pg_batch_add(
		    b, &w->sessions.rows, sql_sessions, PG_ARGS(list, idle_s));
		pg_batch_add(b, NULL, sql_seen, PG_ARGS(list, idle_s));
	}
	pg_batch_run(b);
	return STEP_WAIT;
}

static bool is_in(const struct pg_result *rows, const uint8_t *hash)
{
	for (size_t i = 0; i < pg_rows(rows); i++)
		if (memcmp(pg_bytes(rows, i, "hash").p, hash,
			AUTH_HASH_BYTES) == 0)
			return true;
	return false;
}

/* Who is not in the answer is nobody any more. */
static void apply_rows(struct renew_run *w, const struct due *d)
{
	struct gateway *gw = w->run.daemon;
	struct err err;

	for (size_t i = 0; i < pg_rows(d->rows); i++) {
		struct caller who = {.user_id = 0};
		struct str hash = pg_bytes(d->rows, i, "hash");

		if (hash.n == AUTH_HASH_BYTES &&
		    auth_read_row(d->rows, i, &who, &err) == 0)
			auth_cache_renew(gw->auth, (const uint8_t *)hash.p,
			    &who, w->asked_ms, w->turn);
	}
	if (pg_rows(d->rows) == d->n)
		return;
	for (size_t i = 0; i < d->n; i++)
		if (!is_in(d->rows, d->hashes[i]))
			auth_cache_drop(gw->auth, d->hashes[i]);
}

static enum step_result apply(struct task *t)
{
	struct renew_run *w = run_of(t);

	if (t->err.code != ERR_OK)
		return STEP_NEXT;
	apply_rows(w, &w->tokens);
	apply_rows(w, &w->sessions);
	return STEP_NEXT;
}
