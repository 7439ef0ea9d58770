/* attachment.c - GET /api/emails/{id}/attachments/{n}: a file that came with
 * an email. Ingest finds and decodes it, a piece a call. */
#include "services/gateway/outflow.h"

#include "services/gateway/steps.h"

#include <stdio.h>

#define N_MAX 1000000000   /* of mail_file_ask */
#define NAME_MAX_BYTES 255 /* of a file, as mail keeps it */

struct attachment {
	struct outflow out; /* first */
	uint64_t id, n;
	char at[2049]; /* where the next piece begins; "": the first */
};

static task_step begin, fetch, take;

step_list attachment_steps = {GATEWAY_DOOR, gateway_admit, begin, fetch, take,
    outflow_write, outflow_drained, outflow_end, NULL};

static enum step_result begin(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct attachment *x = ARENA_NEW(t->arena, struct attachment);

	if (gateway_path_id(r, 0, &x->id, &t->err) < 0 ||
	    gateway_path_id(r, 1, &x->n, &t->err) < 0)
		return STEP_FAIL;
	/* Never of a type that a browser would open by itself. */
	outflow_init(r, &x->out, fetch, "application/octet-stream");
	return STEP_NEXT;
}

static enum step_result fetch(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct attachment *x = r->own;
	struct mail_file_ask m = {.id = x->id,
	    .n = (int64_t)MIN(x->n, N_MAX),
	    .at = x->at[0] == '\0' ? NULL : x->at};

	outflow_next(r, &x->out);
	bus_call_msg(t, gateway_of(r)->service->bus, "ingest", &r->env,
	    MSG_mail_file_ask, &m, &r->reply);
	return STEP_WAIT;
}

static bool is_attr_char(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	       strchr("!#$&+-.^_`|~", c) != NULL;
}

/* RFC 6266: a name in ASCII for old readers, and the whole by RFC 8187. */
static const char *disposition(struct arena *a, const char *name)
{
	char ascii[NAME_MAX_BYTES + 1], whole[3 * NAME_MAX_BYTES + 1];
	size_t n = 0, m = 0;

	if (name == NULL || *name == '\0')
		name = "attachment";
	for (size_t i = 0; name[i] != '\0' && i < NAME_MAX_BYTES; i++) {
		unsigned char c = (unsigned char)name[i];

		if (c < 0x80 || (c & 0xc0) != 0x80)
			ascii[n++] = c < ' ' || c > '~' ||
					     strchr("\"\\%/", (char)c) != NULL
					 ? '_'
					 : (char)c;
		if (is_attr_char((char)c))
			whole[m++] = (char)c;
		else
			m += (size_t)snprintf(
			    whole + m, sizeof whole - m, "%%%02X", c);
	}
	ascii[n] = whole[m] = '\0';
	return arena_printf(a,
	    "attachment; filename=\"%s\"; filename*=UTF-8''%s", ascii, whole);
}

static enum step_result take(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	struct attachment *x = r->own;
	struct mail_file_piece m = {0};

	if (bus_decode(t, &r->reply, MSG_mail_file_piece, &m, &t->err) < 0)
		return STEP_FAIL;
	if (x->out.disposition == NULL)
		x->out.disposition = disposition(t->arena, m.name);
	x->out.last = m.at == NULL;
	str_copy(x->at, sizeof x->at, str_of(m.at == NULL ? "" : m.at));
	x->out.piece = r->reply.blob;
	return STEP_NEXT;
}
