/* incidents.c - applylens incidents: what goes wrong, who is at it, what became
 * of it. For operators. */
#include "services/cli/cli.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#define POSTMORTEM_MAX (128 * 1024)

static const char usage[] =
    "incidents [list] [--status S] [--overdue] | show ID | ack|identify|"
    "monitor|resolve|close|reopen ID [TEXT...] | note ID TEXT... | "
    "severity ID 1-4 | assign ID [WHO] | open SEVERITY TITLE... | "
    "postmortem ID [--file FILE] | report [--days N]";

static int64_t number(const struct json *j, const char *key)
{
	return json_i64(json_get(j, key), 0);
}

/* "2026-11-21 19:04", or "-". */
static const char *minute(struct cli *c, const struct json *j, const char *key)
{
	const char *at = cli_str(j, key);

	return strlen(at) < 16
		   ? "-"
		   : arena_printf(c->arena, "%.10s %.5s", at, at + 11);
}

/* ---- lists ---- */

static void print_line(struct cli *c, const struct json *i)
{
	printf("%-6s  SEV%" PRId64 "  %-13s  %s  ", cli_str(i, "id"),
	    number(i, "severity"), cli_str(i, "status"),
	    minute(c, i, "created_at"));
	cli_print_cell(cli_str(i, "commander")[0] == '\0'
			   ? "nobody"
			   : cli_str(i, "commander"),
	    18, true);
	printf("  ");
	cli_print_cell(cli_str(i, "title"), 60, false);
	printf("\n");
}

static int list(struct cli *c, const char *status, bool overdue)
{
	const struct json *j;
	int code = cli_get(c,
	    arena_printf(c->arena, "/api/incidents?limit=200%s%s%s",
		status == NULL ? "" : "&status=",
		status == NULL ? "" : cli_escape(c, status),
		overdue ? "&postmortem_overdue=true" : ""),
	    &j);

	if (code != 0 || c->json)
		return code;
	if (json_first(json_get(j, "incidents")) == NULL)
		puts("no incidents");
	for (const struct json *i = json_first(json_get(j, "incidents")); i;
	     i = json_next(i))
		print_line(c, i);
	return 0;
}

static void print_entry(struct cli *c, const struct json *e)
{
	printf("%s  %-14s  ", minute(c, e, "at"), cli_str(e, "kind"));
	cli_print_cell(cli_str(e, "actor"), 14, true);
	printf("  ");
	cli_print_text(cli_str(e, "text"));
	printf("\n");
}

/* "inbox.search: 100 of 1100 requests failed, 99.0 % of the error budget of 30
 * days; not kept: success, latency_p95" */
static void print_impact(const struct json *m)
{
	int64_t requests = number(m, "requests");
	const char *before = "; not kept: ";

	printf("impact on %s: ", cli_str(m, "agent"));
	if (requests == 0)
		printf("not known, no request was counted");
	else
		printf("%" PRId64 " of %" PRId64 " requests failed, %.1f %% of "
		       "the error budget of 30 days",
		    number(m, "failed"), requests,
		    100 * json_num(json_get(m, "budget_share"), 0));
	for (const struct json *o = json_first(json_get(m, "missed")); o;
	     o = json_next(o)) {
		printf("%s%s", before, json_str(o, ""));
		before = ", ";
	}
	if (number(m, "users_at_least") > 0)
		printf("; failed runs of %" PRId64 " people",
		    number(m, "users_at_least"));
	printf("\n");
}

/* JSON: the incident; its timeline is a route of its own. */
static int show(struct cli *c, const char *id)
{
	const struct json *i, *t;
	const char *path =
	    arena_printf(c->arena, "/api/incidents/%s", cli_escape(c, id));
	int code = cli_get(c, path, &i);

	if (code != 0 || c->json)
		return code;
	code = cli_get(c, arena_printf(c->arena, "%s/timeline", path), &t);
	if (code != 0)
		return code;
	print_line(c, i);
	if (cli_str(i, "runbook")[0] != '\0') {
		printf("runbook: ");
		cli_print_text(cli_str(i, "runbook"));
		printf("\n");
	}
	for (const struct json *m = json_first(json_get(i, "impact")); m;
	     m = json_next(m))
		print_impact(m);
	if (cli_str(i, "next_update_at")[0] != '\0')
		printf("a status update is due: %s UTC\n",
		    minute(c, i, "next_update_at"));
	if (cli_str(i, "postmortem_due_at")[0] != '\0')
		printf("postmortem %s: %s UTC\n",
		    cli_str(i, "postmortem_at")[0] != '\0' ? "was due"
							   : "is due",
		    minute(c, i, "postmortem_due_at"));
	printf("\n");
	for (const struct json *e = json_first(json_get(t, "entries")); e;
	     e = json_next(e))
		print_entry(c, e);
	return 0;
}

/* ---- deeds ---- */

struct deed {
	const char *text, *commander, *title;
	int64_t severity;
};

static struct jsonw *body_of(struct cli *c, const struct deed *d)
{
	struct jsonw *body = cli_body(c);

	if (d->title != NULL)
		jsonw_ks(body, "title", d->title);
	if (d->text != NULL && d->text[0] != '\0')
		jsonw_ks(body, "text", d->text);
	if (d->commander != NULL && d->commander[0] != '\0')
		jsonw_ks(body, "commander", d->commander);
	if (d->severity != 0)
		jsonw_ki(body, "severity", d->severity);
	return body;
}

static int post(struct cli *c, const char *path, const struct deed *d)
{
	const struct json *j;
	int code = cli_send(c, "POST", path, body_of(c, d), &j);

	if (code == 0 && !c->json)
		print_line(c, j);
	return code;
}

static int act(
    struct cli *c, const char *id, const char *action, const struct deed *d)
{
	return post(c,
	    arena_printf(
		c->arena, "/api/incidents/%s/%s", cli_escape(c, id), action),
	    d);
}

static int64_t severity_of(const char *word)
{
	struct str s = str_of(word);
	int64_t n;

	if (str_istarts(s, "sev"))
		s = (struct str){s.p + 3, s.n - 3};
	if (str_to_i64(s, 1, 4, &n) < 0)
		cli_usage(usage);
	return n;
}

/* ---- postmortems ---- */

static void take(void *arg, struct str piece)
{
	buf_add(arg, piece.p, piece.n);
}

static int print_postmortem(struct cli *c, const char *path)
{
	struct buf b;
	struct answer a;
	int code = 0;

	buf_init(&b, POSTMORTEM_MAX + 1);
	a = cli_stream(c, "GET", path, NULL, take, &b);
	if (a.status != 200)
		code = cli_fail(&a);
	else
		cli_print_text(buf_str(&b));
	buf_deinit(&b);
	return code;
}

/* The whole file: a part of one would pass for a postmortem. */
static int read_file(struct cli *c, const char *file, struct str *text_r)
{
	FILE *f = fopen(file, "r");
	char *text = arena_alloc(c->arena, POSTMORTEM_MAX + 1);
	const char *why = NULL;

	if (f != NULL)
		text_r->n = fread(text, 1, POSTMORTEM_MAX + 1, f);
	if (f == NULL || ferror(f))
		why = strerror(errno);
	else if (text_r->n > POSTMORTEM_MAX)
		why = "longer than 128 KiB";
	text_r->p = text;
	if (f != NULL)
		fclose(f);
	if (why == NULL)
		return 0;
	cli_complain(arena_printf(c->arena, "%s: %s", file, why));
	return -1;
}

static int keep_postmortem(struct cli *c, const char *path, const char *file)
{
	struct jsonw *body = cli_body(c);
	struct str text;
	struct answer a;

	if (read_file(c, file, &text) < 0)
		return EX_NOINPUT;
	jsonw_key(body, "markdown");
	jsonw_strn(body, text.p, text.n);
	text = cli_body_end(body);
	a = cli_call(c, "PUT", path, NULL, &text);
	if (a.status != 200)
		return cli_fail(&a);
	puts(c->json ? "{\"kept\":true}" : "the postmortem is finished");
	return 0;
}

static int postmortem(struct cli *c, const char *id, const char *file)
{
	const char *path = arena_printf(
	    c->arena, "/api/incidents/%s/postmortem", cli_escape(c, id));

	return file == NULL ? print_postmortem(c, path)
			    : keep_postmortem(c, path, file);
}

/* ---- the report ---- */

/* "12: 3.0 min, 9.5 min" of n, median, 90 %; of none "-". */
static void print_times(const struct json *t)
{
	if (number(t, "n") == 0)
		printf("%26s", "-");
	else
		printf("%4" PRId64 ": %7.1f min %7.1f min", number(t, "n"),
		    json_num(json_get(t, "p50_s"), 0) / 60,
		    json_num(json_get(t, "p90_s"), 0) / 60);
}

static int report(struct cli *c, const char *days)
{
	const struct json *j, *r;
	int code = cli_get(c,
	    arena_printf(
		c->arena, "/api/incidents/report?days=%s", cli_escape(c, days)),
	    &j);

	if (code != 0 || c->json)
		return code;
	r = json_get(j, "report");
	printf("%" PRId64 " days; times as n: median, 90 %%\n\n%-5s %7s %5s "
	       "%26s %26s\n",
	    number(r, "days"), "", "opened", "open", "until acknowledged",
	    "until resolved");
	for (const struct json *s = json_first(json_get(r, "by_severity")); s;
	     s = json_next(s)) {
		printf("SEV%" PRId64 "  %7" PRId64 " %5" PRId64 " ",
		    number(s, "severity"), number(s, "opened"),
		    number(s, "open"));
		print_times(json_get(s, "acknowledged"));
		printf(" ");
		print_times(json_get(s, "resolved"));
		printf("\n");
	}
	printf("\nstatus updates missed: %" PRId64
	       "\npostmortems overdue: %zu\n",
	    number(r, "updates_missed"),
	    json_len(json_get(r, "postmortems_overdue")));
	for (const struct json *a = json_first(json_get(r, "alerts")); a;
	     a = json_next(a)) {
		printf("%7" PRId64 "  ", number(a, "fired"));
		cli_print_cell(cli_str(a, "alertname"), 60, false);
		printf("\n");
	}
	return 0;
}

/* ---- the command ---- */

static int deed(struct cli *c, int argc, char **argv)
{
	static const struct {
		const char *word, *action;
	} plain[] = {{"ack", "acknowledge"}, {"identify", "identify"},
	    {"monitor", "monitor"}, {"resolve", "resolve"}, {"close", "close"},
	    {"reopen", "reopen"}, {"note", "note"}};
	const char *word = argv[1], *id = argv[2];
	const char *rest = cli_words(c, argc, argv, 3);

	for (size_t i = 0; i < ARRAY_LEN(plain); i++)
		if (streq(plain[i].word, word))
			return act(c, id, plain[i].action,
			    &(struct deed){.text = rest});
	if (streq(word, "assign"))
		return act(c, id, word, &(struct deed){.commander = rest});
	if (streq(word, "severity") && argc == 4)
		return act(c, id, word,
		    &(struct deed){.severity = severity_of(argv[3])});
	if (streq(word, "open") && argc >= 4)
		return post(c, "/api/incidents",
		    &(struct deed){.severity = severity_of(id), .title = rest});
	cli_usage(usage);
}

int cli_incidents(struct cli *c, int argc, char **argv)
{
	const char *status = NULL, *file = NULL, *days = "7";
	bool overdue = cli_option(&argc, argv, "--overdue", NULL);

	(void)cli_option(&argc, argv, "--status", &status);
	(void)cli_option(&argc, argv, "--file", &file);
	(void)cli_option(&argc, argv, "--days", &days);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1 || (argc == 2 && streq(argv[1], "list")))
		return list(c, status, overdue);
	if (argc == 2 && streq(argv[1], "report"))
		return report(c, days);
	if (argc == 3 && streq(argv[1], "show"))
		return show(c, argv[2]);
	if (argc == 3 && streq(argv[1], "postmortem"))
		return postmortem(c, argv[2], file);
	if (argc < 3)
		cli_usage(usage);
	return deed(c, argc, argv);
}
