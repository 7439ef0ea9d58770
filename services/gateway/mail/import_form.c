/* import_form.c - POST /api/emails/import of multipart/form-data: each file is
 * an import of its own, streamed as a single one is, and has its own report.
 *
 * A file that is no mail, or that ingest refuses, is reported and the next one
 * taken; what goes wrong on our side fails the whole, which can be repeated. */
#include "services/gateway/mail/import.h"

#include "common/base/jsonw.h"
#include "common/http/multipart.h"

#define SHOWN_IDS 100    /* of all files */
#define SHOWN_REJECTS 10 /* of each */
#define ID_BYTES 58      /* leaves room for ".1000" */
#define REPORT_BYTES ((size_t)8 << 20)

struct import_form {
	const char *import_id; /* of the whole */
	struct multipart parts;
	struct str rest; /* of the piece: not yet looked at */
	unsigned n_files;
	int64_t received, imported, duplicates, rejected;
	uint64_t ids[SHOWN_IDS];
	size_t n_ids;
	struct buf reports; /* of the files so far: JSON objects and commas */
	/* The file being taken. */
	bool refused;        /* reported already: its bytes are dropped */
	struct err file_err; /* what ingest says against it */
};

static void release(void *form)
{
	struct import_form *f = form;

	multipart_deinit(&f->parts);
	buf_deinit(&f->reports);
}

int import_form_open(
    struct gateway_request *r, struct import *im, struct err *err)
{
	struct arena *a = r->http.task.arena;
	struct import_form *f = ARENA_NEW(a, struct import_form);

	if (strlen(im->import_id) > ID_BYTES)
		return err_field(err, "import_id",
		    "at most %d characters with a form", ID_BYTES);
	if (multipart_init(
		&f->parts, http_header(&r->http, "content-type"), err) < 0)
		return -1;
	buf_init(&f->reports, REPORT_BYTES);
	arena_defer(a, release, f);
	f->import_id = im->import_id;
	im->form = f;
	return 0;
}

/* ---- reports ---- */

static void begin_report(struct import_form *f, struct jsonw *w)
{
	if (f->reports.len > 0)
		buf_addc(&f->reports, ',');
	jsonw_init(w, &f->reports);
	jsonw_obj(w);
	jsonw_ks(w, "name", f->parts.part.filename);
}

static void report_refusal(struct import_form *f, const char *why)
{
	struct jsonw w;

	begin_report(f, &w);
	jsonw_ks(&w, "error", why);
	jsonw_end(&w);
	f->refused = true;
}

static void report_rejects(struct jsonw *w, const struct ingest_report *said)
{
	jsonw_karr(w, "rejects");
	for (size_t i = 0; i < MIN(said->rejects.n, (size_t)SHOWN_REJECTS);
	     i++) {
		const struct ingest_reject *x = &said->rejects.v[i];

		jsonw_obj(w);
		jsonw_ki(w, "offset", x->offset);
		jsonw_ks(w, "reason", x->reason);
		jsonw_kb(w, "kept", x->kept);
		if (x->email_id != 0)
			jsonw_kid(w, "email_id", x->email_id);
		jsonw_end(w);
	}
	jsonw_end(w);
}

static void report_file(struct import_form *f, const struct import *im,
    const struct ingest_report *said)
{
	struct jsonw w;

	begin_report(f, &w);
	jsonw_ks(&w, "format", im->format);
	jsonw_ki(&w, "received", said->received);
	jsonw_ki(&w, "imported", said->imported);
	jsonw_ki(&w, "duplicates", said->duplicates);
	jsonw_ki(&w, "rejected", said->rejected);
	report_rejects(&w, said);
	jsonw_end(&w);
	f->received += said->received;
	f->imported += said->imported;
	f->duplicates += said->duplicates;
	f->rejected += said->rejected;
	for (size_t i = 0; i < said->email_ids.n && f->n_ids < SHOWN_IDS; i++)
		f->ids[f->n_ids++] = said->email_ids.v[i];
}

enum step_result import_form_answer(struct gateway_request *r)
{
	const struct import *im = r->own;
	const struct import_form *f = im->form;
	struct buf b;
	struct jsonw w;

	buf_init(&b, REPORT_BYTES + 16384);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "import_id", f->import_id);
	jsonw_ki(&w, "received", f->received);
	jsonw_ki(&w, "imported", f->imported);
	jsonw_ki(&w, "duplicates", f->duplicates);
	jsonw_ki(&w, "rejected", f->rejected);
	jsonw_karr(&w, "files");
	if (f->reports.len > 0)
		jsonw_raw(&w, f->reports.data, f->reports.len);
	jsonw_end(&w);
	jsonw_karr(&w, "email_ids");
	for (size_t i = 0; i < f->n_ids; i++)
		jsonw_str(&w, arena_printf(r->http.task.arena, "%llu",
				  (unsigned long long)f->ids[i]));
	jsonw_end(&w);
	jsonw_end(&w);
	return gateway_json(r, 200, &b);
}

/* ---- one file ---- */

static int begin_file(
    struct gateway_request *r, struct import *im, struct err *err)
{
	struct import_form *f = im->form;
	const struct multipart_part *part = &f->parts.part;

	if (!part->is_file)
		return err_field(err, part->name,
		    "only files are taken: this part has no filename");
	f->n_files++;
	f->refused = false;
	im->format = NULL;
	im->offset = 0;
	im->import_id =
	    arena_printf(r->http.task.arena, "%s.%u", f->import_id, f->n_files);
	im->mark = arena_mark(r->http.task.arena);
	buf_clear(&im->chunk);
	return 0;
}

/* A header's first line: what a message without a telling name begins with. */
static bool begins_with_header(struct str s)
{
	for (size_t i = 0; i < s.n && i < 77; i++) {
		if (s.p[i] == ':')
			return i > 0;
		if (s.p[i] <= ' ' || s.p[i] >= 0x7f)
			return false;
	}
	return false;
}

/* By the part's type, else its name, else its first bytes; or NULL. */
static const char *format_of(
    const struct multipart_part *part, struct str first)
{
	struct str name = str_of(part->filename);
	struct str ending = {
	    name.p + name.n - MIN(name.n, (size_t)5), MIN(name.n, (size_t)5)};

	if (strieq(part->type, "message/rfc822"))
		return "message";
	if (strieq(part->type, "application/mbox"))
		return "mbox";
	if (str_ieqs(ending, ".mbox"))
		return "mbox";
	if (str_ifind(ending, ".eml") == (ptrdiff_t)ending.n - 4)
		return "message";
	if (str_starts(first, "From "))
		return "mbox";
	return begins_with_header(first) ? "message" : NULL;
}

/* Sends what was gathered of a file; false when there is nothing to send. */
static bool send_chunk(struct gateway_request *r, struct import *im, bool last)
{
	struct import_form *f = im->form;

	if (f->refused)
		return false;
	if (im->offset == 0 && im->format == NULL) {
		im->format = format_of(&f->parts.part,
		    (struct str){buf_str(&im->chunk), im->chunk.len});
		if (im->chunk.len == 0)
			report_refusal(f, "the file is empty");
		else if (im->format == NULL)
			report_refusal(f,
			    "neither .eml nor .mbox by its type, its name or "
			    "its content");
	}
	if (f->refused) {
		buf_clear(&im->chunk);
		return false;
	}
	im->last = last;
	task_tolerate(&r->http.task, &f->file_err);
	import_forward(r, im);
	return true;
}

/* ---- steps ---- */

enum step_result import_form_read(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;

	import_allow_part(t, im);
	http_body_next(&r->http, &im->piece);
	return STEP_WAIT;
}

enum step_result import_form_took(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;
	struct import_form *f = im->form;

	f->rest = im->piece;
	if (f->rest.n > 0)
		return STEP_NEXT;
	if (multipart_finish(&f->parts, &t->err) < 0)
		return STEP_FAIL;
	if (f->n_files == 0)
		return task_fail(t, ERR_INVALID, "the form has no file");
	task_goto(t, import_answer);
	return STEP_NEXT;
}

enum step_result import_form_sort(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;
	struct import_form *f = im->form;
	enum multipart_event event;
	struct str data;

	do {
		bool sent = false;

		if (multipart_next(
			&f->parts, &f->rest, &event, &data, &t->err) < 0)
			return STEP_FAIL;
		if (event == MULTIPART_PART && begin_file(r, im, &t->err) < 0)
			return STEP_FAIL;
		if (!f->refused)
			buf_add(&im->chunk, data.p, data.n);
		if (event == MULTIPART_PART_END)
			sent = send_chunk(r, im, true);
		else if (im->chunk.len >= IMPORT_CHUNK)
			sent = send_chunk(r, im, false);
		if (sent)
			return STEP_WAIT;
	} while (event != MULTIPART_MORE && event != MULTIPART_END);
	task_goto(t, import_form_read);
	return STEP_NEXT;
}

/* What is wrong with a file, not with us or with the time. */
static bool is_the_files_fault(const struct err *err)
{
	return err->code == ERR_INVALID || err->code == ERR_TOO_LARGE ||
	       err->code == ERR_MEDIA_TYPE;
}

enum step_result import_form_stored(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct import *im = r->own;
	struct import_form *f = im->form;

	if (is_the_files_fault(&f->file_err)) {
		report_refusal(f, f->file_err.text);
		buf_clear(&im->chunk);
	} else if (f->file_err.code != ERR_OK) {
		t->err = f->file_err;
		return STEP_FAIL;
	} else if (im->last) {
		struct ingest_report said = {0};

		if (bus_decode(
			t, &r->reply, MSG_ingest_report, &said, &t->err) < 0)
			return STEP_FAIL;
		report_file(f, im, &said);
	}
	err_clear(&f->file_err);
	r->reply = (struct bus_reply){.env = r->reply.env};
	arena_rewind(t->arena, &im->mark);
	task_goto(t, import_form_sort);
	return STEP_NEXT;
}
