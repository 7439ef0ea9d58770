/* dsr.c - applylens dsr: a copy of everything, or the end of the account. */
#include "services/cli/cli.h"

#include "common/base/clock.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define LOOK_MS 300
#define GIVE_UP_MS 600000 /* without anything moving */

static const char usage[] =
    "dsr [list] | access|portability [--wait] [--out FILE] | "
    "download ID --out FILE | erase [--wait] | receipt RECEIPT | overdue | "
    "extend|refuse ID REASON | holds | hold USER REASON | release USER";

static int64_t number(const struct json *j, const char *key)
{
	return json_i64(json_get(j, key), 0);
}

/* ---- lists ---- */

static void print_reason(const char *what, const char *text)
{
	if (text[0] == '\0')
		return;
	printf("  %s", what);
	cli_print_text(text);
}

static void print_line(struct cli *c, const struct json *r)
{
	printf("%-6s  %-11s  %-9s  %-11s  %-11s", cli_str(r, "id"),
	    cli_str(r, "kind"), cli_str(r, "status"),
	    cli_date(c, cli_str(r, "received_at")),
	    cli_date(c, cli_str(r, "due_at")));
	if (json_bool(json_get(r, "can_download"), false))
		printf("  until %s, %" PRId64 " bytes",
		    cli_date(c, cli_str(r, "expires_at")),
		    number(r, "export_bytes"));
	print_reason("", cli_str(r, "error"));
	print_reason("waits, held: ", cli_str(r, "held"));
	print_reason("extended: ", cli_str(r, "extension_reason"));
	printf("\n");
}

static int list(struct cli *c, const char *path)
{
	const struct json *j, *all;
	int code = cli_get(c, path, &j);

	if (code != 0 || c->json)
		return code;
	all = json_get(j, "requests");
	if (json_len(all) == 0) {
		puts("no requests");
		return 0;
	}
	printf("%-6s  %-11s  %-9s  %-11s  %-11s\n", "id", "kind", "status",
	    "received", "due");
	for (const struct json *r = json_first(all); r; r = json_next(r))
		print_line(c, r);
	return 0;
}

/* ---- waiting ---- */

/* Until the request is done; *r_r is it, then. */
static int wait_done(struct cli *c, const char *path, const struct json **r_r)
{
	int64_t moved_ms = clock_mono_ms(), done = -1;
	struct arena_mark start = arena_mark(c->arena);
	struct bar bar;

	bar_init(&bar, c, "working");
	for (;;) {
		struct answer a;
		const struct json *j, *r;
		struct err err;
		const char *status;

		arena_rewind(c->arena, &start);
		a = cli_call(c, "GET", path, NULL, NULL);
		if (a.status == 404 || a.status == 401 || a.status == 403 ||
		    clock_mono_ms() - moved_ms > GIVE_UP_MS) {
			bar_end(&bar);
			return a.status == 200 ? EX_TEMPFAIL : cli_fail(&a);
		}
		if (a.status == 200 &&
		    json_parse(c->arena, a.body, &j, &err) == 0) {
			r = json_get(j, "request");
			status = cli_str(r, "status");
			if (!streq(status, "received") &&
			    !streq(status, "running")) {
				bar_end(&bar);
				*r_r = r;
				return 0;
			}
			if (number(r, "done_rows") != done)
				moved_ms = clock_mono_ms();
			done = number(r, "done_rows");
			bar_show(&bar, (uint64_t)done,
			    (uint64_t)MAX(number(r, "total_rows"), 1),
			    cli_str(r, "stage"));
		}
		usleep(LOOK_MS * 1000);
	}
}

/* ---- a copy ---- */

struct download {
	FILE *to;
	uint64_t bytes, all;
	bool failed;
	struct bar bar;
};

static void take(void *arg, struct str piece)
{
	struct download *d = arg;

	if (fwrite(piece.p, 1, piece.n, d->to) != piece.n)
		d->failed = true;
	d->bytes += piece.n;
	bar_show(&d->bar, d->bytes, d->all, "");
}

static int cannot(const char *file)
{
	fprintf(stderr, "applylens: %s: %s\n", file, strerror(errno));
	return EX_CANTCREAT;
}

/* Under its name when it is whole. */
static int download(struct cli *c, const struct json *request, const char *file)
{
	const char *part = arena_printf(c->arena, "%s.part", file);
	struct download d = {.all = (uint64_t)number(request, "export_bytes")};
	struct answer a;

	d.to = fopen(part, "w");
	if (d.to == NULL)
		return cannot(part);
	bar_init(&d.bar, c, "download");
	a = cli_stream(c, "GET",
	    arena_printf(
		c->arena, "/security/dsr/%s/export", cli_str(request, "id")),
	    NULL, take, &d);
	bar_end(&d.bar);
	d.failed = fclose(d.to) != 0 || d.failed;
	if (a.status != 200) {
		unlink(part);
		return cli_fail(&a);
	}
	if (d.failed || rename(part, file) < 0)
		return cannot(file);
	if (d.bytes != d.all) {
		cli_complain("the copy is not whole; try again");
		return EX_IOERR;
	}
	if (!c->json)
		printf("%s: %" PRIu64 " bytes\n", file, d.bytes);
	return 0;
}

static struct jsonw *body_of(
    struct cli *c, const char *kind, const char *confirm, const char *password)
{
	struct jsonw *body = cli_body(c);

	jsonw_ks(body, "kind", kind);
	if (confirm != NULL)
		jsonw_ks(body, "confirm", confirm);
	if (password != NULL && password[0] != '\0')
		jsonw_ks(body, "password", password);
	return body;
}

static int open_request(
    struct cli *c, struct jsonw *body, const struct json **opened_r)
{
	return cli_send(c, "POST", "/security/dsr", body, opened_r);
}

static int fetch_done(
    struct cli *c, const char *id, const char *out, bool asked_here)
{
	const struct json *r;
	int code = wait_done(c,
	    arena_printf(c->arena, "/security/dsr/%s", cli_escape(c, id)), &r);

	if (code != 0)
		return code;
	if (!streq(cli_str(r, "status"), "done")) {
		cli_complain(cli_str(r, "error"));
		return EX_UNAVAILABLE;
	}
	if (out != NULL)
		return download(c, r, out);
	if (asked_here && !c->json)
		print_line(c, r);
	return 0;
}

static int copy(struct cli *c, const char *kind, bool wait, const char *out)
{
	const struct json *opened;
	int code = open_request(c, body_of(c, kind, NULL, NULL), &opened);

	if (code != 0)
		return code;
	if (wait || out != NULL)
		return fetch_done(c, cli_str(opened, "id"), out, true);
	if (!c->json)
		printf("request %s; when it is done: applylens dsr download "
		       "%s --out FILE\n",
		    cli_str(opened, "id"), cli_str(opened, "id"));
	return 0;
}

/* ---- the end ---- */

static void print_receipt(struct cli *c, const struct json *r)
{
	const struct json *counts = json_get(r, "counts");

	printf("request %s: %s", cli_str(r, "id"), cli_str(r, "status"));
	if (cli_str(r, "finished_at")[0] != '\0')
		printf(", %s", cli_date(c, cli_str(r, "finished_at")));
	printf("\n");
	for (const struct json *n = json_first(counts); n; n = json_next(n))
		printf("%9" PRId64 " %s\n", json_i64(n, 0), json_key(n));
}

static int receipt(struct cli *c, const char *secret, bool wait)
{
	const char *path = arena_printf(
	    c->arena, "/security/erasures/%s", cli_escape(c, secret));
	const struct json *j, *r;
	int code;

	if (wait) {
		code = wait_done(c, path, &r);
		if (code == 0 && !c->json)
			print_receipt(c, r);
		return code;
	}
	code = cli_get(c, path, &j);
	if (code == 0 && !c->json)
		print_receipt(c, json_get(j, "request"));
	return code;
}

static int erase(struct cli *c, bool wait)
{
	const char *address, *password, *secret;
	const struct json *opened;
	int code;

	fputs("This erases the account with all mail, verdicts, conversations, "
	      "tokens and\nexports. It cannot be undone. For a copy first: "
	      "applylens dsr access --out FILE\n",
	    stderr);
	address =
	    cli_prompt(c, "Type the account's address to erase it: ", false);
	if (address[0] == '\0') {
		cli_complain("nothing was erased");
		return EX_USAGE;
	}
	password =
	    cli_prompt(c, "Its password (empty when it has none): ", true);
	code =
	    open_request(c, body_of(c, "erasure", address, password), &opened);
	if (code != 0)
		return code;
	secret = cli_str(opened, "receipt");
	if (!c->json)
		printf("The account is being erased. How it went: applylens "
		       "dsr receipt %s\n",
		    secret);
	return wait ? receipt(c, secret, true) : 0;
}

/* ---- what operators decide ---- */

/* reason NULL: the call has no body. */
static int decide(
    struct cli *c, const char *method, const char *path, const char *reason)
{
	struct jsonw *body = reason == NULL ? NULL : cli_body(c);
	const struct json *j;
	int code;

	if (reason != NULL)
		jsonw_ks(body, "reason", reason);
	code = cli_send(c, method, path, body, &j);
	if (code == 0 && !c->json)
		puts("done; the person's log has it");
	return code;
}

static int decide_request(struct cli *c, char **argv)
{
	return decide(c, "POST",
	    arena_printf(c->arena, "/security/dsr/%s/%s",
		cli_escape(c, argv[2]), argv[1]),
	    argv[3]);
}

static int hold(struct cli *c, const char *user, const char *reason)
{
	return decide(c, reason == NULL ? "DELETE" : "PUT",
	    arena_printf(c->arena, "/security/holds/%s", cli_escape(c, user)),
	    reason);
}

static int list_holds(struct cli *c)
{
	const struct json *j, *all;
	int code = cli_get(c, "/security/holds", &j);

	if (code != 0 || c->json)
		return code;
	all = json_get(j, "holds");
	if (json_len(all) == 0)
		puts("nobody's data is held");
	for (const struct json *h = json_first(all); h; h = json_next(h)) {
		printf("%-8s  %-11s", cli_str(h, "user_id"),
		    cli_date(c, cli_str(h, "since")));
		print_reason("", cli_str(h, "reason"));
		printf("\n");
	}
	return 0;
}

int cli_dsr(struct cli *c, int argc, char **argv)
{
	const char *out = NULL;
	bool wait = cli_option(&argc, argv, "--wait", NULL);

	(void)cli_option(&argc, argv, "--out", &out);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1 || (argc == 2 && streq(argv[1], "list")))
		return list(c, "/security/dsr?limit=200");
	if (argc == 2 && streq(argv[1], "overdue"))
		return list(c, "/security/dsr/overdue?limit=200");
	if (argc == 2 && streq(argv[1], "erase"))
		return erase(c, wait);
	if (argc == 2 &&
	    (streq(argv[1], "access") || streq(argv[1], "portability")))
		return copy(c, argv[1], wait, out);
	if (argc == 3 && streq(argv[1], "receipt"))
		return receipt(c, argv[2], wait);
	if (argc == 3 && streq(argv[1], "download") && out != NULL)
		return fetch_done(c, argv[2], out, false);
	if (argc == 4 && (streq(argv[1], "extend") || streq(argv[1], "refuse")))
		return decide_request(c, argv);
	if (argc == 2 && streq(argv[1], "holds"))
		return list_holds(c);
	if (argc == 4 && streq(argv[1], "hold"))
		return hold(c, argv[2], argv[3]);
	if (argc == 3 && streq(argv[1], "release"))
		return hold(c, argv[2], NULL);
	cli_usage(usage);
}
