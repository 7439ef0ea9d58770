/* test_answer_log.c - an answer's log in a real Redis: who may write, what is
 * compared, who ends it. */
#include "tests/unit/assistant/world.h"

#include "common/bus/events.h"

#include <stdio.h>
#include <stdlib.h>

#define USER 7

struct maker {         /* who makes an answer */
	struct chat c; /* first */
	bool claimed, gone;
};

/* Any one command or script, with its answer. */
struct said {
	struct task task;
	struct world *w;
	const struct str *args;
	size_t n_args;
	const char *answer_id;
	char owner[17];
	struct kv_reply reply;
	struct err err;
	char text[4000];
	bool over;
};

static struct world *w;
static char answer_id[UUID_CHARS + 1], conversation[UUID_CHARS + 1];

static int set_up(void **state)
{
	char url[120];
	struct err err = {0};

	(void)state;
	w = world_new();
	list_init(&w->daemon.logs);
	answer_log_scripts_init(&w->daemon.scripts);
	snprintf(url, sizeof url, "ipc://%s/events", w->dir);
	if (kv_open(w->loop, &(struct kv_config){.url = getenv("REDIS_URL")},
		&w->service.kv, &err) < 0 ||
	    event_pub_open(w->loop, url, &w->service.events, &err) < 0)
		fail_msg("%s", err.text);
	for (int i = 0; !kv_is_up(w->service.kv); i++) {
		assert_true(i < 1000);
		loop_turn(w->loop, 10);
	}
	ids_uuid7(answer_id);
	ids_uuid7(conversation);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	assert_true(list_empty(&w->daemon.logs));
	event_pub_close(&w->service.events);
	kv_close(&w->service.kv);
	world_free(&w);
	return 0;
}

/* ---- what Redis says ---- */

static void write_reply(struct buf *b, const struct kv_reply *r)
{
	if (r->kind == KV_INT)
		buf_addf(b, "%lld ", (long long)r->i);
	else if (r->kind == KV_STR || r->kind == KV_STATUS)
		buf_addf(b, "%.*s ", (int)r->s.n, r->s.p);
	for (size_t i = 0; r->kind == KV_ARRAY && i < r->n; i++)
		write_reply(b, &r->v[i]);
}

static enum step_result command(struct task *t)
{
	struct said *s = CONTAINER_OF(t, struct said, task);

	kv_command(t, s->w->service.kv, (struct kv_args){s->args, s->n_args},
	    &s->reply);
	return STEP_WAIT;
}

static enum step_result take(struct task *t)
{
	struct said *s = CONTAINER_OF(t, struct said, task);

	answer_log_take(
	    t, &s->w->daemon, USER, s->answer_id, s->owner, &s->reply);
	return STEP_WAIT;
}

static enum step_result stop(struct task *t)
{
	struct said *s = CONTAINER_OF(t, struct said, task);

	answer_log_stop(t, &s->w->daemon, USER, conversation,
	    STR("done\n{\"stopped\":true}"), &s->reply);
	return STEP_WAIT;
}

static enum step_result said_over(struct task *t)
{
	struct said *s = CONTAINER_OF(t, struct said, task);
	struct buf b;

	buf_init(&b, sizeof s->text - 1);
	write_reply(&b, &s->reply);
	str_copy(s->text, sizeof s->text, str_of(buf_str(&b)));
	buf_deinit(&b);
	s->err = t->err;
	s->over = true;
	return STEP_NEXT;
}

static void nothing(struct task *t)
{
	(void)t;
}

static task_step *const command_steps[] = {command, said_over, NULL};
static task_step *const take_steps[] = {take, said_over, NULL};
static task_step *const stop_steps[] = {stop, said_over, NULL};

static void run(struct said *s, task_step *const *steps)
{
	*s = (struct said){.w = w, .args = s->args, .n_args = s->n_args};
	s->answer_id = answer_id;
	task_start(&s->task, w->loop, arena_new(1 << 20), steps, 5000, nothing);
	world_wait(w, &s->over);
	assert_int_equal(s->err.code, ERR_OK);
}

static const char *redis(struct said *s, struct kv_args args)
{
	s->args = args.v;
	s->n_args = args.n;
	run(s, command_steps);
	return s->text;
}

static void key(char *text, size_t bytes, const char *suffix)
{
	snprintf(text, bytes, "chat:{%d}:%s%s", USER, answer_id, suffix);
}

/* ---- makers ---- */

static struct maker *maker_of(struct task *t)
{
	return CONTAINER_OF(t, struct maker, c.r.task);
}

static enum step_result claim(struct task *t)
{
	struct maker *m = maker_of(t);

	answer_log_claim(&m->c, m->c.owner, &m->c.claim, &m->c.claim_err);
	return STEP_WAIT;
}

static enum step_result hold(struct task *t)
{
	struct maker *m = maker_of(t);

	answer_log_open(&m->c, m->c.owner, false);
	m->claimed = true;
	task_sleep(t, 60000);
	return STEP_WAIT;
}

static void maker_over(struct task *t)
{
	struct maker *m = maker_of(t);

	answer_log_close(&m->c);
	m->gone = true;
}

static task_step *const claim_steps[] = {claim, hold, NULL};
static task_step *const hold_steps[] = {hold, NULL};

/* owner NULL: the first one, who claims the log. */
static struct maker *maker_new(const char *owner)
{
	struct maker *m = calloc(1, sizeof *m);

	m->c.streamed = true;
	m->c.r.daemon = &w->daemon;
	m->c.r.env.user_id = USER;
	m->c.r.json = STR("{\"messages\":[]}");
	m->c.clock.now_ms = 1234;
	str_copy(m->c.r.env.request_id, sizeof m->c.r.env.request_id,
	    str_of(answer_id));
	str_copy(m->c.conversation_id, sizeof m->c.conversation_id,
	    str_of(conversation));
	if (owner != NULL)
		str_copy(m->c.owner, sizeof m->c.owner, str_of(owner));
	task_start(&m->c.r.task, w->loop, arena_new(1 << 20),
	    owner == NULL ? claim_steps : hold_steps, 90000, maker_over);
	world_wait(w, &m->claimed);
	return m;
}

static void maker_free(struct maker *m)
{
	if (!m->gone)
		task_cancel(&m->c.r.task);
	free(m);
	for (int i = 0; i < 100 && !list_empty(&w->daemon.logs); i++)
		loop_turn(w->loop, 10);
}

/* Gives an event and waits until Redis has said what becomes of it. */
static void give(struct maker *m, uint64_t seq, const char *body)
{
	answer_log_give(m->c.log, seq, str_of(body), str_of(body));
	for (int i = 0; !m->gone && m->c.log->writer != NULL; i++) {
		assert_true(i < 1000);
		loop_turn(w->loop, 10);
	}
}

/* As if the time of its lease had passed. */
static void expire(void)
{
	struct said s;
	char lease[120];

	key(lease, sizeof lease, ":lease");
	assert_string_equal(
	    redis(&s, KV_ARGS(STR("DEL"), str_of(lease))), "1 ");
}

static void assert_log(const char *want)
{
	struct said s;
	char log[120];
	struct buf got;

	key(log, sizeof log, "");
	(void)redis(
	    &s, KV_ARGS(STR("XRANGE"), str_of(log), STR("-"), STR("+")));
	buf_init(&got, 4000);
	for (const char *p = s.text; (p = strstr(p, "e ")) != NULL; p += 2) {
		if (p > s.text && p[-1] != ' ')
			continue;
		buf_add(&got, p + 2, strcspn(p + 2, "\n"));
		buf_addc(&got, ' ');
	}
	assert_string_equal(buf_str(&got), want);
	buf_deinit(&got);
}

/* ---- what holds ---- */

static void a_log_with_a_maker_is_not_taken(void **state)
{
	struct maker *m = maker_new(NULL);
	struct said s;

	(void)state;
	run(&s, take_steps);
	assert_string_equal(s.text, "made ");
	give(m, 1, "done\n{}");
	run(&s, take_steps);
	assert_string_equal(s.text, "over ");
	maker_free(m);
	ids_uuid7(answer_id);
	run(&s, take_steps);
	assert_string_equal(s.text, "unknown ");
}

static void one_of_many_takes_an_orphan_with_all_it_needs(void **state)
{
	struct maker *m = maker_new(NULL);
	struct said s;
	char want[200];

	(void)state;
	give(m, 1, "ready\n{}");
	expire();
	run(&s, take_steps);
	snprintf(want, sizeof want, "taken {\"messages\":[]} 1234 %s 0 0 0  ",
	    conversation);
	assert_string_equal(s.text, want);
	run(&s, take_steps);
	assert_string_equal(s.text, "made ");
	maker_free(m);
}

static void who_lost_the_lease_adds_nothing(void **state)
{
	struct maker *first = maker_new(NULL), *second;
	struct said s;

	(void)state;
	give(first, 1, "ready\n{}");
	expire();
	run(&s, take_steps);
	second = maker_new(s.owner);
	give(first, 2, "token\n{\"text\":\"first\"}");
	assert_true(first->gone);
	give(second, 1, "ready\n{}");
	give(second, 2, "token\n{\"text\":\"second\"}");
	give(second, 3, "done\n{}");
	assert_false(second->gone);
	assert_log("ready token done ");
	maker_free(first);
	maker_free(second);
}

/* Two events of first, whose lease ends; the first of who took it over. */
static struct maker *taken_over(struct maker *first, struct said *s_r)
{
	struct maker *second;

	give(first, 1, "ready\n{}");
	give(first, 2, "token\n{\"text\":\"a\"}");
	expire();
	run(s_r, take_steps);
	second = maker_new(s_r->owner);
	give(second, 1, "ready\n{}");
	return second;
}

static void made_again_what_is_there_is_not_added(void **state)
{
	struct maker *first = maker_new(NULL), *second;
	struct said s;

	(void)state;
	second = taken_over(first, &s);
	give(second, 2, "token\n{\"text\":\"a\"}");
	give(second, 3, "done\n{}");
	assert_log("ready token done ");
	maker_free(first);
	maker_free(second);
}

static void made_differently_it_ends_with_an_error(void **state)
{
	struct maker *first = maker_new(NULL), *second;
	struct said s;

	(void)state;
	second = taken_over(first, &s);
	give(second, 2, "token\n{\"text\":\"b\"}");
	assert_true(second->gone);
	assert_log("ready token error ");
	run(&s, take_steps);
	assert_string_equal(s.text, "over ");
	maker_free(first);
	maker_free(second);
}

static void stopped_by_anybody_its_maker_adds_nothing(void **state)
{
	struct maker *m = maker_new(NULL);
	struct said s;
	char want[80];

	(void)state;
	give(m, 1, "ready\n{}");
	run(&s, stop_steps);
	snprintf(want, sizeof want, "%s 2 ", answer_id);
	assert_string_equal(s.text, want);
	give(m, 2, "token\n{\"text\":\"a\"}");
	assert_true(m->gone);
	assert_log("ready done ");
	run(&s, stop_steps);
	assert_string_equal(s.text, "");
	maker_free(m);
}

#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(a_log_with_a_maker_is_not_taken),
	    T(one_of_many_takes_an_orphan_with_all_it_needs),
	    T(who_lost_the_lease_adds_nothing),
	    T(made_again_what_is_there_is_not_added),
	    T(made_differently_it_ends_with_an_error),
	    T(stopped_by_anybody_its_maker_adds_nothing),
	};

	if (getenv("REDIS_URL") == NULL) {
		fputs("skipped: REDIS_URL is not set\n", stderr);
		return 77;
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
