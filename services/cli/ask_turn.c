/* ask_turn.c - one question: the streamed answer, or the whole one where
 * streaming is switched off. */
#include "services/cli/ask.h"

#include "common/base/jsonw.h"

#include <inttypes.h>
#include <sysexits.h>

#define EVENT_MAX (1024 * 1024)
#define BODY_MAX (64 * 1024)

struct turn {
	struct ask *ask;
	struct buf line;
	char event[32];
	bool printed, done, failed;
};

/* ---- what is asked ---- */

static void put_text(struct jsonw *w, const char *key, const char *text)
{
	if (text != NULL && *text != '\0')
		jsonw_ks(w, key, text);
}

static struct str body_of(const struct ask *a, const char *question)
{
	struct cli *c = a->cli;
	struct str body;
	struct jsonw w;
	struct buf b;
	int64_t days;

	buf_init(&b, BODY_MAX);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_karr(&w, "messages");
	jsonw_obj(&w);
	jsonw_ks(&w, "role", "user");
	jsonw_ks(&w, "content", question);
	jsonw_end(&w);
	jsonw_end(&w);
	/* What is no number the server refuses, naming the field. */
	if (str_to_i64(str_of(a->window), 0, INT32_MAX, &days) == 0)
		jsonw_ki(&w, "window_days", days);
	else
		jsonw_ks(&w, "window_days", a->window);
	put_text(&w, "conversation_id", a->conversation);
	put_text(&w, "tone", a->tone);
	put_text(&w, "mode", a->mode);
	if (a->propose)
		jsonw_kb(&w, "propose", true);
	if (a->remember)
		jsonw_kb(&w, "remember", true);
	jsonw_end(&w);
	body = (struct str){arena_strndup(c->arena, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return body;
}

/* ---- what is answered ---- */

static void show_citation(struct ask *a, const struct json *cite)
{
	int64_t n = json_i64(json_get(cite, "n"), 0);

	if (a->n_cited < ASK_CITED) {
		a->cited[a->n_cited].n = n;
		(void)str_copy(a->cited[a->n_cited++].id, ASK_ID_CHARS,
		    str_of(cli_str(cite, "id")));
	}
	printf("  [%" PRId64 "] %s  ", n,
	    cli_date(a->cli, cli_str(cite, "received_at")));
	cli_print_cell(cli_str(cite, "sender"), 32, true);
	putchar(' ');
	cli_print_cell(cli_str(cite, "subject"), 60, false);
	fputs("  (", stdout);
	cli_print_text(cli_str(cite, "id"));
	fputs(")\n", stdout);
}

/* Only what is filed has an id, and can be approved. */
static void show_action(struct ask *a, const struct json *action)
{
	const char *id = cli_str(action, "id");

	if (*id != '\0' && a->n_actions < ASK_ACTIONS) {
		(void)str_copy(
		    a->actions[a->n_actions++], ASK_ID_CHARS, str_of(id));
		printf("  (%zu) ", a->n_actions);
	} else {
		fputs("  (-) ", stdout);
	}
	cli_print_cell(cli_str(action, "kind"), 12, true);
	fputs("mail ", stdout);
	cli_print_text(cli_str(action, "email_id"));
	putchar('\n');
	for (const struct json *p = json_first(json_get(action, "preview")); p;
	     p = json_next(p))
		cli_print_change(p);
}

static void show_answer(struct ask *a, const struct json *j, bool text)
{
	const struct json *cites = json_get(j, "citations");
	const struct json *actions = json_get(j, "actions");

	a->n_cited = a->n_actions = 0;
	(void)str_copy(a->conversation, sizeof a->conversation,
	    str_of(cli_str(j, "conversation_id")));
	if (text)
		cli_print_text(cli_str(j, "answer"));
	putchar('\n');
	if (json_len(cites) > 0)
		putchar('\n');
	for (const struct json *i = json_first(cites); i; i = json_next(i))
		show_citation(a, i);
	if (json_len(actions) > 0)
		puts("\nProposals, nothing is done yet:");
	for (const struct json *i = json_first(actions); i; i = json_next(i))
		show_action(a, i);
}

/* ---- while it is made ---- */

static void tell_plan(const struct json *j)
{
	fputs("understood as ", stderr);
	cli_put_text(stderr, cli_str(j, "explanation"));
	fputs("\nplan:", stderr);
	for (const struct json *i = json_first(json_get(j, "plan")); i;
	     i = json_next(i)) {
		fputc(' ', stderr);
		cli_put_text(stderr, cli_str(i, "tool"));
	}
	fputc('\n', stderr);
}

static void tell_tool(const struct json *j)
{
	cli_put_text(stderr, cli_str(j, "tool"));
	fputs(": ", stderr);
	cli_put_text(stderr, cli_str(j, "query"));
	fprintf(stderr, ": %" PRId64 " found in %.0f ms\n",
	    json_i64(json_get(j, "matches"), 0),
	    json_num(json_get(j, "took_ms"), 0));
}

static void take_json(struct turn *t, const struct json *j)
{
	if (streq(t->event, "error")) {
		cli_complain(cli_str(j, "detail"));
		t->failed = true;
	}
	t->done |= streq(t->event, "done");
	if (streq(t->event, "notice"))
		cli_complain(cli_str(j, "text"));
	if (t->ask->plan && streq(t->event, "intent"))
		tell_plan(j);
	if (t->ask->plan && streq(t->event, "tool"))
		tell_tool(j);
	if (t->ask->cli->json)
		return;
	if (streq(t->event, "token")) {
		cli_print_text(cli_str(j, "text"));
		fflush(stdout);
		t->printed = true;
	} else if (streq(t->event, "answer")) {
		show_answer(t->ask, j, !t->printed);
	}
}

static void take_line(struct turn *t, struct str line)
{
	const struct json *j;
	struct err err;

	if (str_starts(line, "event: "))
		(void)str_copy(t->event, sizeof t->event,
		    (struct str){line.p + 7, line.n - 7});
	if (!str_starts(line, "data: "))
		return;
	line = (struct str){line.p + 6, line.n - 6};
	if (t->ask->cli->json) {
		printf("%s %.*s\n", t->event, (int)line.n, line.p);
		fflush(stdout);
	}
	if (json_parse(t->ask->cli->arena, line, &j, &err) == 0)
		take_json(t, j);
}

static void take(void *arg, struct str piece)
{
	struct turn *t = arg;

	for (size_t i = 0; i < piece.n; i++) {
		if (piece.p[i] != '\n') {
			buf_addc(&t->line, piece.p[i]);
			continue;
		}
		take_line(t, (struct str){buf_str(&t->line), t->line.len});
		buf_clear(&t->line);
	}
}

/* ---- asking ---- */

static int ask_whole(struct ask *a, const struct str *body)
{
	struct cli *c = a->cli;
	struct answer r = cli_call(c, "POST", "/api/chat", NULL, body);
	const struct json *j;
	struct err err;

	if (r.status != 200)
		return cli_fail(&r);
	if (json_parse(c->arena, r.body, &j, &err) < 0) {
		cli_complain("the answer is no JSON");
		return EX_PROTOCOL;
	}
	if (c->json)
		printf("%.*s\n", (int)r.body.n, r.body.p);
	else
		show_answer(a, j, true);
	return 0;
}

int ask_turn(struct ask *a, const char *question)
{
	struct turn t = {.ask = a};
	struct str body = body_of(a, question);
	struct answer r;

	buf_init(&t.line, EVENT_MAX);
	r = cli_stream(a->cli, "POST", "/api/chat/stream", &body, take, &t);
	buf_deinit(&t.line);
	if (r.status == 503 && r.streaming_disabled)
		return ask_whole(a, &body);
	if (r.status != 200)
		return cli_fail(&r);
	if (!t.done && !t.failed)
		cli_complain("the stream ended early");
	return t.done ? 0 : EX_TEMPFAIL;
}
