/* import.c - POST /api/emails/import: the body streams through to ingest.
 *
 * Pieces are gathered to IMPORT_CHUNK and sent one at a time; the next is
 * read when ingest has committed the last, so a client can't run ahead of the
 * disk. Repeating an upload is safe: what is there already is a duplicate. */
#include "services/gateway/mail/import.h"

#include "services/gateway/steps.h"

#define CHUNK_MS 130000 /* ingest takes 120 s at most */

static task_step promptly, begin, read_piece, gather, forwarded;

step_list import_steps = {promptly, GATEWAY_DOOR, begin, read_piece, gather,
    forwarded, import_form_read, import_form_took, import_form_sort,
    import_form_stored, import_answer, NULL};

/* A large upload may take an hour, but nothing in it a few minutes: who hangs
 * is said to hang. */
static enum step_result promptly(struct task *t)
{
	task_set_deadline(t, CHUNK_MS);
	return STEP_NEXT;
}

void import_allow_part(struct task *t, const struct import *im)
{
	int64_t left_ms = im->until_ms - loop_now_ms(t->loop);

	task_set_deadline(t, MIN(MAX(left_ms, 0), CHUNK_MS));
}

/* The body is one message, one mbox, or a form with some of them. */
static int take_type(
    struct gateway_request *r, struct import *im, struct err *err)
{
	struct str type = http_header(&r->http, "content-type");

	if (str_istarts(type, "message/rfc822"))
		im->format = "message";
	else if (str_istarts(type, "application/mbox"))
		im->format = "mbox";
	else if (str_istarts(type, "multipart/form-data"))
		return import_form_open(r, im, err);
	else
		return err_set(err, ERR_MEDIA_TYPE,
		    "Content-Type must be message/rfc822 or application/mbox, "
		    "or multipart/form-data with files of these");
	return 0;
}

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct import_query *q =
	    gateway_query(r, MSG_import_query, &t->err);
	struct import *im = ARENA_NEW(t->arena, struct import);

	if (q == NULL)
		return STEP_FAIL;
	im->import_id =
	    q->import_id != NULL ? q->import_id : r->http.request_id;
	if (take_type(r, im, &t->err) < 0)
		return STEP_FAIL;
	if (q->label != NULL) {
		im->labels.v = ARENA_ARRAY(t->arena, const char *, 1);
		im->labels.v[0] = q->label;
		im->labels.n = 1;
	}
	buf_init(&im->chunk, IMPORT_CHUNK + IMPORT_PIECE);
	arena_defer(t->arena, buf_release, &im->chunk);
	im->until_ms = t->started_us / 1000 + r->http.route->timeout_ms;
	r->own = im;
	im->mark = arena_mark(t->arena);
	if (im->form != NULL)
		task_goto(t, import_form_read);
	return STEP_NEXT;
}

static enum step_result read_piece(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;

	import_allow_part(t, im);
	http_body_next(&r->http, &im->piece);
	return STEP_WAIT;
}

void import_forward(struct gateway_request *r, struct import *im)
{
	struct ingest_import m = {
	    .import_id = im->import_id,
	    .format = im->format,
	    .offset = (int64_t)im->offset,
	    .last = im->last,
	    .labels = im->labels,
	};
	struct buf json;

	buf_init(&json, 64 * 1024);
	proto_encode(&json, &proto_message(MSG_ingest_import)->rec, &m);
	r->env.type = MSG_ingest_import;
	import_allow_part(&r->http.task, im);
	bus_call(&r->http.task, gateway_of(r)->service->bus, "ingest", &r->env,
	    (struct str){buf_str(&json), json.len},
	    (struct str){buf_str(&im->chunk), im->chunk.len}, &r->reply);
	buf_deinit(&json);
	im->offset += im->chunk.len;
	buf_clear(&im->chunk);
}

static enum step_result gather(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;

	im->last = im->piece.n == 0;
	buf_add(&im->chunk, im->piece.p, im->piece.n);
	if (!im->last && im->chunk.len < IMPORT_CHUNK) {
		task_goto(t, read_piece);
		return STEP_NEXT;
	}
	import_forward(r, im);
	return STEP_WAIT;
}

static enum step_result forwarded(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;

	if (im->last) {
		task_goto(t, import_answer);
		return STEP_NEXT;
	}
	r->reply = (struct bus_reply){.env = r->reply.env};
	arena_rewind(t->arena, &im->mark);
	task_goto(t, read_piece);
	return STEP_NEXT;
}

enum step_result import_answer(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct import *im = r->own;

	if (t->err.code == ERR_OK && im->form != NULL)
		return import_form_answer(r);
	return gateway_answer_reply(t);
}
