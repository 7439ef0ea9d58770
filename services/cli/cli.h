/* cli.h - the applylens command: what its subcommands share. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/jsonw.h"
#include "proto/json.h"
#include "services/cli/commands.def.h"

#include <stdio.h>

struct cli {
	const char *url;            /* of the gateway, without a final '/' */
	const char *token;          /* "" when none is known */
	const char *session, *csrf; /* while signing in; or NULL */
	bool json;                  /* print answers as they come */
	bool colour;                /* stdout is a terminal */
	bool progress;              /* stderr is one */
	struct arena *arena;
	struct http *http;
};

/* A subcommand: argv[0] is its name. Returns an exit code of sysexits. */
typedef int cli_command(struct cli *c, int argc, char **argv);

#define X_PROTOTYPE(name, usage, doc) cli_command cli_##name;
COMMANDS(X_PROTOTYPE)
#undef X_PROTOTYPE

/* ---- options of subcommands (options.c) ---- */
/* Takes "--name VALUE" (or "--name" when value_r is NULL) out of argv.
 * Returns whether it was there; a missing value ends the program. */
bool cli_option(int *argc, char **argv, const char *name, const char **value_r);
/* What is left must not begin with "--". */
void cli_no_more_options(int argc, char **argv, const char *usage);
/* The words from `from` on, joined by spaces, in the arena. */
const char *cli_words(struct cli *c, int argc, char **argv, int from);
/* Ends the program with EX_USAGE. */
NORETURN void cli_usage(const char *usage);

/* ---- settings.c: the variable, else its line in var/owner.env, else NULL;
 * needed: what the option gave before that, and EX_USAGE for none ---- */
const char *cli_setting(struct cli *c, const char *name);
const char *cli_needed(
    struct cli *c, const char *given, const char *name, const char *option);

/* ---- asking at the terminal (prompt.c) ---- */
/* One line of stdin, in the arena; "" at its end. On a terminal the prompt is
 * shown first, and nothing of a secret. */
const char *cli_prompt(struct cli *c, const char *prompt, bool secret);

/* ---- calls (http.c) ---- */
struct answer {
	int status; /* 0: no connection */
	struct str body;
	const char *why; /* in words, when status is 0 or an error */
	bool streaming_disabled;
	int64_t retry_after_s;
	char session[64]; /* a new session_id cookie */
};
/* body NULL: none. type NULL: application/json. */
struct answer cli_call(struct cli *c, const char *method, const char *path,
    const char *type, const struct str *body);
/* As cli_call, but the answer goes piece by piece to take(arg). */
struct answer cli_stream(struct cli *c, const char *method, const char *path,
    const struct str *body, void (*take)(void *arg, struct str piece),
    void *arg);
/* text percent-encoded for a query, in the arena. */
const char *cli_escape(struct cli *c, const char *text);
/* "applylens: text" on stderr, without control bytes. */
void cli_complain(const char *text);
/* Says what went wrong on stderr; the exit code for it. */
int cli_fail(const struct answer *a);
/* A string member, or "". */
const char *cli_str(const struct json *obj, const char *key);

/* ---- calls answered with JSON (send.c) ---- */
/* A body: an object that is begun, in the arena. */
struct jsonw *cli_body(struct cli *c);
struct str cli_body_end(struct jsonw *body);
/* Ends the body (NULL: none), calls, and prints the answer as it is when
 * --json. Parsed into *json_r; an exit code other than 0 was said already. */
int cli_send(struct cli *c, const char *method, const char *path,
    struct jsonw *body, const struct json **json_r);
int cli_get(struct cli *c, const char *path, const struct json **json_r);
/* GETs path and prints the answer, as it is or as cli_print_json does. */
int cli_show(struct cli *c, const char *path);
/* GETs a list and prints its items, the answer's member name; "nothing". */
int cli_list(struct cli *c, const char *path, const char *name,
    void (*print)(struct cli *c, const struct json *item));

/* ---- for the terminal (print.c) ---- */
/* s cut to at most width columns (code points), padded when pad. Control
 * bytes become spaces, so mail can't drive the terminal. */
void cli_print_cell(const char *s, int width, bool pad);
/* As it is, but for control bytes other than newline and tab. */
void cli_print_text(const char *s);
void cli_put_text(FILE *to, const char *s);
/* A snippet's <mark> as bold and its entities as characters. */
void cli_print_snippet(struct cli *c, const char *html);
/* "2026-11-21T19:04:05.123Z" as "21 Nov 2026"; "-" when it is no time. */
const char *cli_date(struct cli *c, const char *rfc3339);
/* Any JSON as indented "key: value" lines. */
void cli_print_json(const struct json *j, int depth);

/* "folder: inbox -> archive", a line of an action's preview (actions.c). */
void cli_print_change(const struct json *p);

struct bar {
	struct cli *cli;
	const char *what;
	int64_t began_ms, shown_ms;
};
void bar_init(struct bar *b, struct cli *c, const char *what);
void bar_show(struct bar *b, uint64_t done, uint64_t all, const char *tail);
void bar_end(struct bar *b);

#endif
