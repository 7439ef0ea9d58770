/* import.c - applylens import: batches in parallel, each sent until the
 * server has committed it.
 *
 * A batch carries its own import_id, so one that was committed but whose
 * answer was lost is counted once when it is sent again. */
#include "services/cli/http.h"
#include "services/cli/pipeline.h"

#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/mail/mbox.h"
#include "common/mail/source.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define PARALLEL 4
#define BATCH_MESSAGES 200
#define BATCH_BYTES (768 * 1024)
#define BATCH_MAX (64u * 1024 * 1024)
#define GIVE_UP_MS 120000 /* without any batch getting through */
#define RETRY_FIRST_MS 100
#define RETRY_MAX_MS 2000
#define REJECTS_SHOWN 5

struct batch {
	struct post post;
	struct buf mbox;
	uint64_t messages;
	char *path;          /* with its import_id */
	int64_t retry_at_ms; /* waiting to be sent again */
	int64_t back_off_ms;
	bool used;
};

struct import {
	struct cli *cli;
	const char *label;
	struct mail_source *source;
	struct batch batches[PARALLEL];
	char run[UUID_CHARS + 1];
	unsigned next_batch;
	uint64_t done_before, all; /* bytes: of earlier sources; of all */
	bool source_ended;
	int64_t progress_ms; /* when a batch last got through */
	uint64_t sent, received, imported, duplicates, rejected, unreadable;
	uint64_t skipped; /* files of a tree that are no mail */
	uint64_t shown;   /* rejects told of one by one */
	struct bar bar;
	int code;
};

/* ---- filling a batch ---- */

/* "Name: value" or a From_ line first: in a folder of files of all kinds that
 * is what tells mail from the rest. */
static bool looks_like_mail(struct str raw)
{
	struct str line;
	ptrdiff_t colon;

	if (!str_split(&raw, '\n', &line))
		return false;
	colon = str_find(line, ":");
	if (str_starts(line, "From "))
		return true;
	if (colon <= 0)
		return false;
	for (ptrdiff_t i = 0; i < colon; i++)
		if (line.p[i] <= ' ' || line.p[i] == '"' || line.p[i] == '{' ||
		    line.p[i] == '<' || line.p[i] > '~')
			return false;
	return true;
}

/* What a Maildir keeps in file names a mailbox keeps in headers. A mail that
 * is known again by its bytes alone is left as it is. */
static void add_mail(struct batch *b, const struct mail_source_item *item)
{
	static const struct {
		unsigned flag;
		const char *line;
	} marks[] = {{MAIL_FLAG_SEEN, "Status: RO\n"},
	    {MAIL_FLAG_FLAGGED, "X-Status: F\n"},
	    {MAIL_FLAG_TRASHED, "X-Status: D\n"},
	    {MAIL_FLAG_DRAFT, "X-Status: T\n"}};
	struct buf whole;

	buf_init(&whole, BATCH_MAX);
	if (str_ifind(item->raw, "message-id:") >= 0 &&
	    !str_starts(item->raw, "From "))
		for (size_t i = 0; i < ARRAY_LEN(marks); i++)
			if (item->flags & marks[i].flag)
				buf_adds(&whole, marks[i].line);
	buf_add(&whole, item->raw.p, item->raw.n);
	mail_mbox_write(
	    &b->mbox, (struct str){buf_str(&whole), whole.len}, "", 0);
	buf_deinit(&whole);
}

static void fill(struct import *im, struct batch *b)
{
	struct mail_source_item item;
	struct err err;
	int got = 0;

	while (b->messages < BATCH_MESSAGES && b->mbox.len < BATCH_BYTES) {
		got = mail_source_next(im->source, &item, &err);
		if (got == 0)
			break;
		if (got < 0) {
			bar_end(&im->bar);
			fprintf(stderr, "applylens: %s\n", err.text);
			im->unreadable++;
			continue;
		}
		if (mail_source_kind(im->source) == MAIL_SOURCE_TREE &&
		    !looks_like_mail(item.raw)) {
			im->skipped++;
			continue;
		}
		add_mail(b, &item);
		b->messages++;
	}
	im->source_ended = got == 0;
	im->sent += b->messages;
}

static void send_batch(struct import *im, struct batch *b)
{
	b->retry_at_ms = 0;
	b->post.body = (struct str){buf_str(&b->mbox), b->mbox.len};
	http_post_start(im->cli, &b->post, b->path, "application/mbox");
}

static void begin_batch(struct import *im, struct batch *b)
{
	buf_init(&b->mbox, BATCH_MAX);
	b->messages = 0;
	fill(im, b);
	if (b->messages == 0) {
		buf_deinit(&b->mbox);
		return;
	}
	b->used = true;
	b->back_off_ms = RETRY_FIRST_MS;
	b->path =
	    im->label == NULL
		? xprintf("/api/emails/import?import_id=%s.%u", im->run,
		      im->next_batch)
		: xprintf("/api/emails/import?import_id=%s.%u&label=%s",
		      im->run, im->next_batch, cli_escape(im->cli, im->label));
	im->next_batch++;
	send_batch(im, b);
}

static void end_batch(struct batch *b)
{
	buf_deinit(&b->mbox);
	free(b->path);
	b->path = NULL;
	b->used = false;
}

/* ---- what came of it ---- */

static bool is_kept(const struct json *reject)
{
	return json_bool(json_get(reject, "kept"), false);
}

static void show_rejects(struct import *im, const struct json *report)
{
	for (const struct json *i = json_first(json_get(report, "rejects"));
	     i != NULL; i = json_next(i)) {
		if (im->shown++ >= REJECTS_SHOWN)
			continue;
		bar_end(&im->bar);
		cli_complain(arena_printf(im->cli->arena, "%s%s%s%s",
		    cli_str(i, "reason"), is_kept(i) ? " (applylens mail " : "",
		    is_kept(i) ? cli_str(i, "email_id") : "",
		    is_kept(i) ? ")" : ""));
	}
}

static void count(struct import *im, struct batch *b)
{
	const struct json *report;
	struct arena *a = arena_new(16u << 20);
	struct err err;

	if (json_parse(a,
		(struct str){buf_str(&b->post.answer), b->post.answer.len},
		&report, &err) == 0) {
		im->received +=
		    (uint64_t)json_i64(json_get(report, "received"), 0);
		im->imported +=
		    (uint64_t)json_i64(json_get(report, "imported"), 0);
		im->duplicates +=
		    (uint64_t)json_i64(json_get(report, "duplicates"), 0);
		im->rejected +=
		    (uint64_t)json_i64(json_get(report, "rejected"), 0);
		show_rejects(im, report);
	}
	arena_free(&a);
}

/* What may go well later: no connection, trouble of the server, a limit, or
 * an upload that a restart of ingest interrupted. */
static bool may_retry(const struct post *p)
{
	return p->status == 0 || p->status >= 500 || p->status == 429 ||
	       p->status == 409;
}

static void fail(struct import *im, struct batch *b)
{
	struct answer a = {.status = b->post.status,
	    .why = b->post.why,
	    .body = {buf_str(&b->post.answer), b->post.answer.len}};
	const struct json *problem;
	struct err err;

	bar_end(&im->bar);
	if (a.status != 0 &&
	    json_parse(im->cli->arena, a.body, &problem, &err) == 0)
		a.why = json_str(json_get(problem, "detail"), "refused");
	im->code = cli_fail(&a);
}

static void take_answer(struct import *im, struct batch *b)
{
	int64_t now = clock_mono_ms();

	if (b->post.status == 200) {
		im->progress_ms = now;
		count(im, b);
		http_post_end(im->cli, &b->post);
		end_batch(b);
		return;
	}
	if (may_retry(&b->post) && now - im->progress_ms < GIVE_UP_MS) {
		int64_t wait =
		    MAX(b->back_off_ms, b->post.retry_after_s * 1000);

		b->back_off_ms = MIN(b->back_off_ms * 2, RETRY_MAX_MS);
		b->retry_at_ms = now + wait;
		http_post_end(im->cli, &b->post);
		return;
	}
	fail(im, b);
	http_post_end(im->cli, &b->post);
	end_batch(b);
}

/* ---- the run ---- */

static void show(struct import *im)
{
	int64_t ms = MAX(clock_mono_ms() - im->bar.began_ms, 1);

	bar_show(&im->bar, im->done_before + mail_source_done(im->source),
	    im->all,
	    arena_printf(im->cli->arena, "%" PRIu64 " messages, %" PRIu64 "/s",
		im->received, im->received * 1000 / (uint64_t)ms));
}

static bool step(struct import *im)
{
	int64_t now = clock_mono_ms();
	bool any = false;
	struct post *over;

	for (size_t i = 0; i < PARALLEL; i++) {
		struct batch *b = &im->batches[i];

		if (!b->used && !im->source_ended && im->code == 0)
			begin_batch(im, b);
		else if (b->used && b->retry_at_ms != 0 &&
			 b->retry_at_ms <= now && im->code == 0)
			send_batch(im, b);
		any |= b->used;
	}
	over = http_wait(im->cli, 50);
	if (over != NULL)
		take_answer(im, CONTAINER_OF(over, struct batch, post));
	show(im);
	return any;
}

static void abandon(struct import *im)
{
	for (size_t i = 0; i < PARALLEL; i++) {
		struct batch *b = &im->batches[i];

		if (b->used && b->post.handle != NULL)
			http_post_end(im->cli, &b->post);
		if (b->used)
			end_batch(b);
	}
}

static int import_path(struct import *im, const char *path)
{
	struct err err;

	if (mail_source_open(path, NULL, &im->source, &err) < 0) {
		fprintf(stderr, "applylens: %s\n", err.text);
		return err.code == ERR_NOT_FOUND ? EX_NOINPUT : EX_DATAERR;
	}
	im->source_ended = false;
	im->all += mail_source_bytes(im->source);
	im->progress_ms = clock_mono_ms();
	while (step(im) && im->code == 0)
		;
	abandon(im);
	im->done_before += mail_source_bytes(im->source);
	mail_source_close(&im->source);
	return im->code;
}

static void summary(const struct import *im)
{
	double s = (double)MAX(clock_mono_ms() - im->bar.began_ms, 1) / 1000;

	if (im->cli->json) {
		printf("{\"received\":%" PRIu64 ",\"imported\":%" PRIu64
		       ",\"duplicates\":%" PRIu64 ",\"rejected\":%" PRIu64
		       ",\"unreadable\":%" PRIu64 ",\"skipped\":%" PRIu64
		       ",\"seconds\":%.3f}\n",
		    im->received, im->imported, im->duplicates, im->rejected,
		    im->unreadable, im->skipped, s);
		return;
	}
	printf("%" PRIu64 " imported, %" PRIu64 " duplicates, %" PRIu64
	       " not understood, %" PRIu64 " unreadable; %.1f s, %.0f/s\n",
	    im->imported, im->duplicates, im->rejected, im->unreadable, s,
	    (double)im->received / s);
	if (im->skipped > 0)
		printf("%" PRIu64 " files are no mail and were skipped\n",
		    im->skipped);
}

int cli_import(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "import [--wait] [--label NAME] FILE|DIR...";
	struct import im = {.cli = c};
	bool wait = cli_option(&argc, argv, "--wait", NULL);

	cli_option(&argc, argv, "--label", &im.label);
	cli_no_more_options(argc, argv, usage);
	if (argc < 2)
		cli_usage(usage);
	ids_uuid7(im.run);
	bar_init(&im.bar, c, "import");
	for (int i = 1; i < argc && im.code == 0; i++)
		im.code = import_path(&im, argv[i]);
	bar_end(&im.bar);
	summary(&im);
	if (im.code == 0 && wait)
		im.code = pipeline_wait(c);
	if (im.code == 0 && im.unreadable > 0)
		im.code = EX_DATAERR;
	return im.code;
}
