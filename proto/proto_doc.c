/* proto_doc.c - prints docs/protocol.md, or samples, from the message table.
 *
 *	proto_doc                    the page
 *	proto_doc --typescript       types for the web app
 *	proto_doc --list             the names of all messages, one a line
 *	proto_doc --sample MESSAGE   a valid body of that message
 */
#include "proto/describe.h"
#include "proto/envelope.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

static const char intro[] =
    "# What the daemons say to each other\n\n"
    "*Made from `proto/*.def.h` by `make docs`; change the tables, not this "
    "page.*\n\n"
    "A message is an envelope and a body. The body is one JSON object, "
    "described here; some messages also carry bytes behind it (the blob). "
    "The envelope, its bytes and the order of its fields are in "
    "[proto/envelope.h](../proto/envelope.h): version %d, at most %u bytes "
    "in all. It travels in nng's request/reply protocol over `ipc://` or "
    "`tcp://`, so any nng program can call a daemon.\n\n"
    "An answer has either an error code and no body, or a body: the message "
    "whose number follows the request's. Messages from 200 on are queries, "
    "bodies and answers of the gateway's own routes; they stay off the bus. "
    "Decoding "
    "refuses what the table does not know: unknown or repeated fields, "
    "missing ones, wrong kinds, values out of range; the error names the "
    "field. Numbers are never used again. *Safe* messages may be sent twice; "
    "the bus does so once after a lost connection.\n\n";

static void put_index(struct buf *out)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);

	buf_adds(out, "## Messages\n\n"
		      "| number | message | from | to | safe | meaning |\n"
		      "|---|---|---|---|---|---|\n");
	for (size_t i = 0; i < n; i++)
		buf_addf(out, "| %d | [%s](#%s) | %s | %s | %s | %s |\n",
		    (int)m[i].type, m[i].rec.name, m[i].rec.name, m[i].from,
		    m[i].to, m[i].safe ? "yes" : "no", m[i].rec.doc);
	buf_addc(out, '\n');
}

static void put_record(
    struct buf *out, const struct record_desc *d, const char *also)
{
	buf_addf(out, "### %s\n\n%s%s\n\n", d->name, d->doc, also);
	if (d->n_fields == 0)
		buf_adds(out, "It has no fields: `{}`.\n\n");
	proto_describe_fields(out, d, "");
}

static void put_messages(struct buf *out)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);
	char also[160];

	for (size_t i = 0; i < n; i++) {
		snprintf(also, sizeof also, " Number %d, %s to %s.",
		    (int)m[i].type, m[i].from, m[i].to);
		put_record(out, &m[i].rec, also);
	}
}

static void put_records(struct buf *out)
{
	size_t n;
	const struct record_desc *const *r = proto_records(&n);

	buf_adds(out, "## Records\n\nThey occur inside messages.\n\n");
	for (size_t i = 0; i < n; i++)
		put_record(out, r[i], "");
}

#define X_ERROR(code, status, retry, title, meaning)                           \
	{#code, #status, retry, meaning},

static void put_errors(struct buf *out)
{
	static const struct {
		const char *code, *status;
		bool retry;
		const char *meaning;
	} errors[] = {ERRORS(X_ERROR)};

	buf_adds(out,
	    "## Errors\n\nNumbers are positions; the same codes travel on the "
	    "bus and become HTTP statuses at the gateway.\n\n"
	    "| number | code | HTTP | a retry may help | meaning |\n"
	    "|---|---|---|---|---|\n");
	for (size_t i = 0; i < ARRAY_LEN(errors); i++)
		buf_addf(out, "| %zu | %s | %s | %s | %s |\n", i,
		    errors[i].code, errors[i].status,
		    errors[i].retry ? "yes" : "no", errors[i].meaning);
}

static void put_names(struct buf *out)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);

	for (size_t i = 0; i < n; i++)
		buf_addf(out, "%s\n", m[i].rec.name);
}

static void put_typescript(struct buf *out)
{
	size_t n;
	const struct msg_desc *m = proto_messages(&n);
	const struct record_desc *const *r;

	buf_adds(out,
	    "// Made from proto/*.def.h by make docs; change the tables, not "
	    "this file.\n\n");
	for (size_t i = 0; i < n; i++)
		proto_typescript(out, &m[i].rec);
	r = proto_records(&n);
	for (size_t i = 0; i < n; i++)
		proto_typescript(out, r[i]);
}

static int put_sample(struct buf *out, const char *name)
{
	const struct msg_desc *m = proto_message_named(name);

	if (m == NULL) {
		fprintf(stderr, "proto_doc: there is no message %s\n", name);
		return -1;
	}
	proto_sample(out, &m->rec);
	buf_addc(out, '\n');
	return 0;
}

static void put_page(struct buf *out)
{
	buf_addf(out, intro, ENVELOPE_VERSION, ENVELOPE_MAX_BYTES);
	put_index(out);
	put_messages(out);
	put_records(out);
	put_errors(out);
}

int main(int argc, char **argv)
{
	struct buf out;
	int code = EX_OK;

	buf_init(&out, 4u << 20);
	if (argc == 1)
		put_page(&out);
	else if (argc == 2 && streq(argv[1], "--typescript"))
		put_typescript(&out);
	else if (argc == 2 && streq(argv[1], "--list"))
		put_names(&out);
	else if (argc == 3 && streq(argv[1], "--sample"))
		code = put_sample(&out, argv[2]) < 0 ? EX_DATAERR : EX_OK;
	else {
		fputs("usage: proto_doc [--typescript | --list | --sample "
		      "MESSAGE]\n",
		    stderr);
		code = EX_USAGE;
	}
	if (code == EX_OK && buf_failed(&out))
		code = EX_SOFTWARE;
	if (code == EX_OK &&
	    (fputs(buf_str(&out), stdout) == EOF || fflush(stdout) == EOF))
		code = EX_IOERR;
	buf_deinit(&out);
	return code;
}
