/* ask.c - applylens ask: the streamed answer, or the whole one where
 * streaming is switched off. */
#include "services/cli/cli.h"

#include "common/base/die.h"
#include "common/base/jsonw.h"

#include <inttypes.h>
#include <stdio.h>

#define EVENT_MAX (1024 * 1024)

struct asking {
	struct cli *cli;
	struct buf line;
	char event[32];
	bool printed, done, failed;
};

static void print_citation(struct cli *c, const struct json *cite)
{
	printf("  [%" PRId64 "] %s  ", json_i64(json_get(cite, "n"), 0),
	    cli_date(c, cli_str(cite, "received_at")));
	cli_print_cell(cli_str(cite, "sender"), 32, true);
	putchar(' ');
	cli_print_cell(cli_str(cite, "subject"), 60, false);
	fputs("  (", stdout);
	cli_print_text(cli_str(cite, "id"));
	fputs(")\n", stdout);
}

static void print_citations(struct cli *c, const struct json *answer)
{
	const struct json *list = json_get(answer, "citations");

	if (json_len(list) > 0)
		putchar('\n');
	for (const struct json *i = json_first(list); i; i = json_next(i))
		print_citation(c, i);
}

static void take_event(struct asking *a, struct str data)
{
	const struct json *j;
	struct err err;

	if (a->cli->json) {
		printf("%s %.*s\n", a->event, (int)data.n, data.p);
		fflush(stdout);
	}
	if (json_parse(a->cli->arena, data, &j, &err) < 0)
		return;
	if (streq(a->event, "error")) {
		cli_complain(cli_str(j, "detail"));
		a->failed = true;
	}
	a->done |= streq(a->event, "done");
	if (a->cli->json)
		return;
	if (streq(a->event, "token")) {
		cli_print_text(cli_str(j, "text"));
		fflush(stdout);
		a->printed = true;
	} else if (streq(a->event, "answer")) {
		if (!a->printed)
			cli_print_text(cli_str(j, "answer"));
		putchar('\n');
		print_citations(a->cli, j);
	}
}

static void take_line(struct asking *a, struct str line)
{
	if (str_starts(line, "event: "))
		str_copy(a->event, sizeof a->event,
		    (struct str){line.p + 7, line.n - 7});
	else if (str_starts(line, "data: "))
		take_event(a, (struct str){line.p + 6, line.n - 6});
}

static void take(void *arg, struct str piece)
{
	struct asking *a = arg;

	for (size_t i = 0; i < piece.n; i++) {
		if (piece.p[i] != '\n') {
			buf_addc(&a->line, piece.p[i]);
			continue;
		}
		take_line(a, (struct str){buf_str(&a->line), a->line.len});
		buf_clear(&a->line);
	}
}

static int ask_whole(struct cli *c, const char *question, const char *days)
{
	struct answer a;
	struct buf b;
	struct jsonw w;
	const struct json *j;
	struct err err;
	struct str body;
	int64_t n;

	buf_init(&b, 64 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_karr(&w, "messages");
	jsonw_obj(&w);
	jsonw_ks(&w, "role", "user");
	jsonw_ks(&w, "content", question);
	jsonw_end(&w);
	jsonw_end(&w);
	/* What is no number the server refuses, naming the field. */
	if (str_to_i64(str_of(days), 0, INT32_MAX, &n) == 0)
		jsonw_ki(&w, "window_days", n);
	else
		jsonw_ks(&w, "window_days", days);
	jsonw_end(&w);
	body = (struct str){buf_str(&b), b.len};
	a = cli_call(c, "POST", "/api/chat", NULL, &body);
	buf_deinit(&b);
	if (a.status != 200)
		return cli_fail(&a);
	if (c->json) {
		printf("%.*s\n", (int)a.body.n, a.body.p);
		return 0;
	}
	if (json_parse(c->arena, a.body, &j, &err) < 0)
		return EX_PROTOCOL;
	cli_print_text(cli_str(j, "answer"));
	putchar('\n');
	print_citations(c, j);
	return 0;
}

int cli_ask(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "ask [--days N] QUESTION...";
	struct asking asking = {.cli = c};
	const char *days = "90", *question;
	struct answer a;

	cli_option(&argc, argv, "--days", &days);
	cli_no_more_options(argc, argv, usage);
	if (argc < 2)
		cli_usage(usage);
	question = cli_words(c, argc, argv, 1);
	buf_init(&asking.line, EVENT_MAX);
	a = cli_stream(c,
	    arena_printf(c->arena, "/api/chat/stream?q=%s&window_days=%s",
		cli_escape(c, question), cli_escape(c, days)),
	    take, &asking);
	buf_deinit(&asking.line);
	if (a.status == 503 && a.streaming_disabled)
		return ask_whole(c, question, days);
	if (a.status != 200)
		return cli_fail(&a);
	if (!asking.done && !asking.failed)
		fprintf(stderr, "applylens: the stream ended early\n");
	return asking.done ? 0 : EX_TEMPFAIL;
}
