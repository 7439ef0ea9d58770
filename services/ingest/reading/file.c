/* file.c - mail_file_ask: a file that came with an email, piece by piece.
 *
 * The first piece takes a reading of the whole message, which finds the file;
 * the answer says where the next begins, and for that only its own bytes are
 * read. Nothing is kept here in between. */
#include "services/ingest/reading/reading.h"

#define ANSWER_JSON_BYTES 16384

static task_step choose, locate, get_piece, answer;

task_step *const mail_file_steps[] = {reading_find, choose, reading_enter,
    reading_fetch, locate, get_piece, answer, NULL};

static enum step_result choose(struct task *t)
{
	struct reading_request *r = reading_request(t);
	const struct mail_file_ask *ask = r->bus.msg;

	if (ask->at == NULL)
		return STEP_NEXT;
	if (mail_unpack_load(str_of(ask->at), &r->file.where, &t->err) < 0) {
		str_copy(t->err.field, sizeof t->err.field, STR("at"));
		return STEP_FAIL;
	}
	task_goto(t, get_piece);
	return STEP_NEXT;
}

static size_t piece_bytes(const struct mail_unpack *u)
{
	return (size_t)MIN(mail_unpack_left(u), READING_PIECE);
}

static enum step_result locate(struct task *t)
{
	struct reading_request *r = reading_request(t);
	const struct mail_file_ask *ask = r->bus.msg;
	struct mail_file *f = &r->file;

	if (mail_reading_file(t->arena, r->raw, (size_t)ask->n, f, &t->err) < 0)
		return STEP_FAIL;
	r->raw = (struct str){r->raw.p + f->where.at, piece_bytes(&f->where)};
	task_goto(t, answer);
	return STEP_NEXT;
}

static enum step_result get_piece(struct task *t)
{
	const struct mail_unpack *u = &reading_request(t)->file.where;

	return reading_get(t, u->at, u->v[0].left, piece_bytes(u));
}

static enum step_result answer(struct task *t)
{
	struct reading_request *r = reading_request(t);
	struct mail_file_piece m = {.name = r->file.name};
	struct buf json, bytes;
	char at[MAIL_UNPACK_TEXT];

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(&bytes, READING_PIECE + MAIL_TRANSFER_ROOM);
	buf_init(&json, ANSWER_JSON_BYTES);
	mail_unpack_feed(&r->file.where, r->raw, &bytes);
	if (mail_unpack_left(&r->file.where) > 0) {
		mail_unpack_save(&r->file.where, at);
		m.at = at;
	}
	proto_encode(&json, &proto_message(MSG_mail_file_piece)->rec, &m);
	bus_answer_json(&r->bus, (struct str){buf_str(&json), json.len},
	    (struct str){buf_str(&bytes), bytes.len});
	buf_deinit(&json);
	buf_deinit(&bytes);
	return STEP_NEXT;
}
