/* account.c - applylens login, token, session. */
#include "services/cli/cli.h"
#include "services/cli/keep.h"

#include "common/base/die.h"
#include "common/base/token.h"

#include <stdio.h>
#include <unistd.h>

/* ---- login ---- */

/* Signs in; the session goes on in c. */
static int sign_in(struct cli *c, const char *email)
{
	struct jsonw *body = cli_body(c);
	struct str text;
	const struct json *j;
	struct answer a;
	struct err err;

	c->token = "";
	jsonw_ks(body, "password", cli_prompt(c, "Password: ", true));
	jsonw_ks(body, "email", email);
	text = cli_body_end(body);
	a = cli_call(c, "POST", "/api/login", NULL, &text);
	if (a.status != 201)
		return cli_fail(&a);
	if (json_parse(c->arena, a.body, &j, &err) < 0 || a.session[0] == '\0')
		return EX_PROTOCOL;
	c->session = arena_strdup(c->arena, a.session);
	c->csrf = cli_str(j, "csrf_token");
	return 0;
}

/* A session is a browser's; a command keeps a token instead. */
static int swap_for_token(struct cli *c)
{
	char host[65] = "";
	const struct json *j;
	struct jsonw *body = cli_body(c);
	struct str text;
	struct answer a;
	struct err err;

	gethostname(host, sizeof host - 1);
	jsonw_ks(body, "name", arena_printf(c->arena, "applylens on %s", host));
	text = cli_body_end(body);
	a = cli_call(c, "POST", "/api/tokens", NULL, &text);
	if (a.status != 201)
		return cli_fail(&a);
	if (json_parse(c->arena, a.body, &j, &err) < 0)
		return EX_PROTOCOL;
	if (cli_keep_token(c, cli_str(j, "token")) < 0)
		return EX_CANTCREAT;
	a = cli_call(c, "DELETE", "/api/session", NULL, NULL);
	return a.status == 204 ? 0 : cli_fail(&a);
}

int cli_login(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "login EMAIL | login --forget";
	int code;

	if (cli_option(&argc, argv, "--forget", NULL))
		return cli_keep_token(c, NULL) < 0 ? EX_CANTCREAT : 0;
	cli_no_more_options(argc, argv, usage);
	if (argc != 2)
		cli_usage(usage);
	code = sign_in(c, argv[1]);
	if (code == 0)
		code = swap_for_token(c);
	if (code == 0)
		printf("signed in to %s as %s\n", c->url, argv[1]);
	return code;
}

/* ---- tokens ---- */

static int end(struct cli *c, const char *path)
{
	struct answer a = cli_call(c, "DELETE", path, NULL, NULL);

	if (a.status != 204 && a.status != 200)
		return cli_fail(&a);
	if (a.body.n > 0)
		printf("%.*s\n", (int)a.body.n, a.body.p);
	return 0;
}

static int new_token(
    struct cli *c, const char *name, const char *scopes, const char *expires)
{
	struct str rest = str_of(scopes == NULL ? "" : scopes), word;
	struct jsonw *body = cli_body(c);
	const struct json *j;
	int code;

	jsonw_ks(body, "name", name);
	if (scopes != NULL) {
		jsonw_karr(body, "scopes");
		while (str_split(&rest, ',', &word))
			jsonw_strn(body, word.p, word.n);
		jsonw_end(body);
	}
	if (expires != NULL)
		jsonw_ks(body, "expires_at", expires);
	code = cli_send(c, "POST", "/api/tokens", body, &j);
	if (code == 0 && !c->json)
		printf("%s\n", cli_str(j, "token"));
	return code;
}

int cli_token(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "token list | new NAME [--scopes A,B] "
				    "[--expires DATE] | revoke ID | mint";
	const char *scopes = NULL, *expires = NULL;
	char token[TOKEN_CHARS + 1];

	cli_option(&argc, argv, "--scopes", &scopes);
	cli_option(&argc, argv, "--expires", &expires);
	cli_no_more_options(argc, argv, usage);
	if (argc == 2 && streq(argv[1], "mint")) {
		token_make(TOKEN_PREFIX, token);
		printf("%s\n", token);
		return 0;
	}
	if (argc == 2 && streq(argv[1], "list"))
		return cli_show(c, "/api/tokens");
	if (argc == 3 && streq(argv[1], "new"))
		return new_token(c, argv[2], scopes, expires);
	if (argc == 3 && streq(argv[1], "revoke"))
		return end(c, arena_printf(c->arena, "/api/tokens/%s",
				  cli_escape(c, argv[2])));
	cli_usage(usage);
}

int cli_session(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "session list | end ID | end-others";

	cli_no_more_options(argc, argv, usage);
	if (argc == 2 && streq(argv[1], "list"))
		return cli_show(c, "/api/sessions");
	if (argc == 2 && streq(argv[1], "end-others"))
		return end(c, "/api/sessions");
	if (argc == 3 && streq(argv[1], "end"))
		return end(c, arena_printf(c->arena, "/api/sessions/%s",
				  cli_escape(c, argv[2])));
	cli_usage(usage);
}
