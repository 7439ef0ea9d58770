/* send.c - a call whose answer is JSON: its body, the answer printed or read.
 */
#include "services/cli/cli.h"

#include <sysexits.h>

#define BODY_MAX (1u << 20)

struct body {
	struct jsonw w;
	struct buf text;
};

struct jsonw *cli_body(struct cli *c)
{
	struct body *b = ARENA_NEW(c->arena, struct body);

	buf_init(&b->text, BODY_MAX);
	arena_defer(c->arena, buf_release, &b->text);
	jsonw_init(&b->w, &b->text);
	jsonw_obj(&b->w);
	return &b->w;
}

struct str cli_body_end(struct jsonw *w)
{
	const struct body *b = CONTAINER_OF(w, struct body, w);

	jsonw_end(w);
	return (struct str){buf_str(&b->text), b->text.len};
}

static struct answer call(
    struct cli *c, const char *method, const char *path, struct jsonw *w)
{
	struct str body;

	if (w == NULL)
		return cli_call(c, method, path, NULL, NULL);
	body = cli_body_end(w);
	if (buf_failed(w->out))
		return (struct answer){
		    .status = 413, .why = "that is too much for one call"};
	return cli_call(c, method, path, NULL, &body);
}

int cli_send(struct cli *c, const char *method, const char *path,
    struct jsonw *body, const struct json **json_r)
{
	struct answer a = call(c, method, path, body);
	struct err err;

	if (a.status != 200 && a.status != 201)
		return cli_fail(&a);
	if (json_parse(c->arena, a.body, json_r, &err) < 0) {
		fprintf(
		    stderr, "applylens: the server's answer is %s\n", err.text);
		return EX_PROTOCOL;
	}
	if (c->json)
		printf("%.*s\n", (int)a.body.n, a.body.p);
	return 0;
}

int cli_get(struct cli *c, const char *path, const struct json **json_r)
{
	return cli_send(c, "GET", path, NULL, json_r);
}

int cli_show(struct cli *c, const char *path)
{
	const struct json *j;
	int code = cli_get(c, path, &j);

	if (code == 0 && !c->json)
		cli_print_json(j, 0);
	return code;
}

int cli_list(struct cli *c, const char *path, const char *name,
    void (*print)(struct cli *c, const struct json *item))
{
	const struct json *j;
	int code = cli_get(c, path, &j);

	if (code != 0 || c->json)
		return code;
	if (json_len(json_get(j, name)) == 0)
		puts("nothing");
	for (const struct json *i = json_first(json_get(j, name)); i;
	     i = json_next(i))
		print(c, i);
	if (json_get(j, "next_after") != NULL ||
	    json_get(j, "next_before") != NULL)
		puts("... and more: --json says where they begin");
	return 0;
}
