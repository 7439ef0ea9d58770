/* sse.c - writes and reads the fields of server-sent events. */
#include "services/gateway/streams/sse.h"

static bool name_is_good(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] < 'a' || name.p[i] > 'z') && name.p[i] != '_')
			return false;
	return name.n > 0;
}

/* CR, LF and CR LF all end a line for the reader. */
static struct str cut_line(struct str *rest)
{
	struct str line = {rest->p, 0};

	while (line.n < rest->n && line.p[line.n] != '\n' &&
	       line.p[line.n] != '\r')
		line.n++;
	rest->p += line.n;
	rest->n -= line.n;
	if (rest->n >= 2 && rest->p[0] == '\r' && rest->p[1] == '\n') {
		rest->p++;
		rest->n--;
	}
	if (rest->n > 0) {
		rest->p++;
		rest->n--;
	}
	return line;
}

bool sse_event(struct buf *out, const char *answer_id, uint64_t seq,
    struct str name, struct str data)
{
	if (!name_is_good(name))
		return false;
	if (data.p == NULL)
		data = STR("");
	buf_adds(out, "id: ");
	buf_adds(out, answer_id);
	buf_addc(out, '.');
	buf_add_u64(out, seq);
	buf_adds(out, "\nevent: ");
	buf_add(out, name.p, name.n);
	do {
		struct str line = cut_line(&data);

		buf_adds(out, "\ndata: ");
		buf_add(out, line.p, line.n);
	} while (data.n > 0);
	buf_adds(out, "\n\n");
	return true;
}

int sse_id_parse(
    struct str id, char answer_id_r[UUID_CHARS + 1], uint64_t *seq_r)
{
	char answer_id[UUID_CHARS + 1];
	uint64_t seq;

	if (id.n < UUID_CHARS + 2 || id.p[UUID_CHARS] != '.')
		return -1;
	str_copy(answer_id, sizeof answer_id, (struct str){id.p, UUID_CHARS});
	id = (struct str){id.p + UUID_CHARS + 1, id.n - UUID_CHARS - 1};
	if (!ids_uuid_valid(answer_id) || str_to_u64(id, &seq) < 0 ||
	    seq > INT64_MAX)
		return -1;
	str_copy(answer_id_r, UUID_CHARS + 1, str_of(answer_id));
	*seq_r = seq;
	return 0;
}
