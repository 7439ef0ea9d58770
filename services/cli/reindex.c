/* reindex.c - applylens reindex: the search index beside the mailbox, page by
 * page; what differs is said, and mended unless --verify. */
#include "services/cli/cli.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"
#include "common/base/str.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define LOOK_MS 200
#define GIVE_UP_MS 120000
#define SHOWN 100

static const char usage[] = "reindex [--verify | --all]";

#define COUNTS(X)                                                              \
	X(missing, "not in the index")                                         \
	X(stale, "other in the index than in the mailbox")                     \
	X(surplus, "in the index but not in the mailbox")                      \
	X(postings, "whose words are listed wrongly")                          \
	X(vectors, "vectors without their document")

struct total {
	int64_t emails;
#define X_COUNT(name, text) int64_t name;
	COUNTS(X_COUNT)
#undef X_COUNT
	int64_t damaged, mended;
	bool undecided;
	size_t n;
	struct {
		uint64_t id; /* 0: the whole index */
		char reason[16];
	} shown[SHOWN];
};

static int64_t number(const struct json *j, const char *key)
{
	return json_i64(json_get(j, key), 0);
}

static int64_t differ(const struct total *x)
{
	int64_t n = x->damaged;

#define X_COUNT(name, text) n += x->name;
	COUNTS(X_COUNT)
#undef X_COUNT
	return n;
}

static void add_page(struct total *x, const struct json *j)
{
#define X_COUNT(name, text) x->name += number(j, #name);
	COUNTS(X_COUNT)
#undef X_COUNT
	x->mended += number(j, "mended");
	x->damaged += json_bool(json_get(j, "damaged"), false);
	x->undecided =
	    x->undecided || json_bool(json_get(j, "undecided"), false);
	if (streq(cli_str(j, "step"), "emails"))
		x->emails += number(j, "looked");
	for (const struct json *d = json_first(json_get(j, "differences"));
	     d != NULL && x->n < SHOWN; d = json_next(d)) {
		uint64_t id;

		if (str_to_u64(str_of(cli_str(d, "id")), &id) != 0)
			id = 0;
		x->shown[x->n].id = id;
		str_copy(x->shown[x->n].reason, sizeof x->shown[x->n].reason,
		    str_of(cli_str(d, "reason")));
		x->n++;
	}
}

/* ---- what was found ---- */

static void print_json(const struct total *x)
{
	struct jsonw w;
	struct buf b;

	buf_init(&b, 1 << 16);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ki(&w, "emails", x->emails);
#define X_COUNT(name, text) jsonw_ki(&w, #name, x->name);
	COUNTS(X_COUNT)
#undef X_COUNT
	jsonw_ki(&w, "damaged", x->damaged);
	jsonw_ki(&w, "mended", x->mended);
	jsonw_kb(&w, "undecided", x->undecided);
	jsonw_karr(&w, "differences");
	for (size_t i = 0; i < x->n; i++) {
		jsonw_obj(&w);
		if (x->shown[i].id != 0)
			jsonw_kid(&w, "id", x->shown[i].id);
		jsonw_ks(&w, "reason", x->shown[i].reason);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	jsonw_end(&w);
	printf("%s\n", buf_str(&b));
	buf_deinit(&b);
}

static void print_words(const struct total *x, bool verify)
{
#define X_COUNT(name, text)                                                    \
	if (x->name > 0)                                                       \
		printf("%9" PRId64 " %s\n", x->name, text);
	COUNTS(X_COUNT)
#undef X_COUNT
	if (x->damaged > 0)
		printf("the index was missing or could not be read; it was "
		       "filled again\n");
	for (size_t i = 0; i < x->n; i++) {
		if (x->shown[i].id != 0)
			printf("%s: email %" PRIu64 "\n", x->shown[i].reason,
			    x->shown[i].id);
	}
	if (x->undecided)
		printf("mail kept going away: not all postings could be "
		       "counted\n");
	if (differ(x) == 0)
		printf("%" PRId64 " emails compared; the index is right\n",
		    x->emails);
	else
		printf("%" PRId64 " emails compared; %" PRId64
		       " differences, %" PRId64 " mended%s\n",
		    x->emails, differ(x), x->mended,
		    verify && x->mended < differ(x)
			? "; to mend them: applylens reindex"
			: "");
}

/* ---- page by page ---- */

struct reindex {
	struct cli *cli;
	bool verify, all;
	char next[400];
	char step[16];       /* of the bar */
	uint64_t looked, of; /* in this step */
	int64_t filling_ms;  /* since when; 0: it is not */
	struct bar bar;
	struct total total;
};

static struct answer ask(struct reindex *r)
{
	struct answer a;
	struct jsonw w;
	struct buf b;
	struct str body;

	buf_init(&b, 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	if (r->verify)
		jsonw_kb(&w, "verify", true);
	if (r->all)
		jsonw_kb(&w, "all", true);
	if (r->next[0] != '\0')
		jsonw_ks(&w, "cursor", r->next);
	jsonw_end(&w);
	body = (struct str){buf_str(&b), b.len};
	a = cli_call(r->cli, "POST", "/api/search/reindex", NULL, &body);
	buf_deinit(&b);
	return a;
}

static void show(struct reindex *r, const struct json *j)
{
	const char *step = cli_str(j, "step");
	int64_t of = number(j, "of");

	if (!streq(step, r->step)) {
		str_copy(r->step, sizeof r->step, str_of(step));
		r->looked = r->of = 0;
	}
	r->looked += (uint64_t)number(j, "looked");
	if (of > 0)
		r->of = (uint64_t)of;
	bar_show(&r->bar, r->looked, r->of,
	    arena_printf(r->cli->arena, "%s%s", step,
		r->filling_ms > 0 ? ": waiting for the index to be filled"
				  : ""));
}

/* 0, or the exit code when the index is not filled for too long. */
static int wait_filled(struct reindex *r, const struct json *j)
{
	int64_t now = clock_mono_ms();

	if (!json_bool(json_get(j, "filling"), false)) {
		r->filling_ms = 0;
		return 0;
	}
	if (r->filling_ms == 0)
		r->filling_ms = now;
	if (now - r->filling_ms > GIVE_UP_MS) {
		bar_end(&r->bar);
		cli_complain("the index is still being filled; try again "
			     "later, or see: applylens status");
		return EX_TEMPFAIL;
	}
	usleep(LOOK_MS * 1000);
	return 0;
}

/* One call; *done_r at the end. 0 or an exit code. */
static int page(struct reindex *r, bool *done_r)
{
	struct answer a = ask(r);
	const struct json *j;
	struct err err;
	int rc;

	if (a.status != 200 ||
	    json_parse(r->cli->arena, a.body, &j, &err) < 0) {
		bar_end(&r->bar);
		return cli_fail(&a);
	}
	add_page(&r->total, j);
	*done_r = json_bool(json_get(j, "done"), false);
	str_copy(r->next, sizeof r->next, str_of(cli_str(j, "next")));
	rc = wait_filled(r, j);
	if (rc == 0)
		show(r, j);
	return rc;
}

int cli_reindex(struct cli *c, int argc, char **argv)
{
	struct arena_mark start;
	bool done = false;
	struct reindex r = {.cli = c};
	int rc = 0;

	r.verify = cli_option(&argc, argv, "--verify", NULL);
	r.all = cli_option(&argc, argv, "--all", NULL);
	cli_no_more_options(argc, argv, usage);
	if (argc != 1 || (r.verify && r.all))
		cli_usage(usage);
	bar_init(&r.bar, c, "comparing");
	start = arena_mark(c->arena);
	while (rc == 0 && !done) {
		arena_rewind(c->arena, &start);
		rc = page(&r, &done);
	}
	bar_end(&r.bar);
	if (rc != 0)
		return rc;
	if (c->json)
		print_json(&r.total);
	else
		print_words(&r.total, r.verify);
	return r.verify && differ(&r.total) > 0 ? 1 : 0;
}
