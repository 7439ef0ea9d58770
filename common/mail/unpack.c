/* unpack.c - see unpack.h. As text: "at", then for each layer "how skip left
 * state save", all decimal and with one space between. */
#include "common/mail/unpack.h"

#include "common/base/die.h"

#include <inttypes.h>
#include <stdio.h>

uint64_t mail_unpack_left(const struct mail_unpack *u)
{
	for (size_t i = 1; i < u->n; i++)
		if (u->v[i].left == 0)
			return 0;
	return u->v[0].left;
}

/* What of in belongs to the layer's body. */
static struct str take(struct mail_unpack_layer *l, struct str in)
{
	size_t skip = (size_t)MIN(l->skip, in.n);
	size_t n = (size_t)MIN(l->left, in.n - skip);

	l->skip -= skip;
	l->left -= n;
	return (struct str){in.p + skip, n};
}

void mail_unpack_feed(struct mail_unpack *u, struct str raw, struct buf *out)
{
	struct buf between[2]; /* what one layer gives and the next takes */
	struct str in = raw;

	MUST(raw.n <= mail_unpack_left(u));
	u->at += raw.n;
	for (size_t i = 0; i < ARRAY_LEN(between); i++)
		buf_init(&between[i], raw.n + MAIL_TRANSFER_ROOM);
	for (size_t i = 0; i < u->n; i++) {
		struct mail_unpack_layer *l = &u->v[i];
		struct buf *to = i + 1 == u->n ? out : &between[i % 2];

		in = take(l, in);
		if (to != out)
			buf_clear(to);
		mail_transfer_step(to, in, l->how, &l->decoder);
		in = (struct str){buf_str(to), to->len};
	}
	for (size_t i = 0; i < ARRAY_LEN(between); i++)
		buf_deinit(&between[i]);
}

/* ---- as text -------------------------------------------------------------- */

void mail_unpack_save(const struct mail_unpack *u, char out[MAIL_UNPACK_TEXT])
{
	size_t n = (size_t)snprintf(out, MAIL_UNPACK_TEXT, "%" PRIu64, u->at);

	for (size_t i = 0; i < u->n; i++) {
		const struct mail_unpack_layer *l = &u->v[i];

		n += (size_t)snprintf(out + n, MAIL_UNPACK_TEXT - n,
		    " %d %" PRIu64 " %" PRIu64 " %d %" PRIu32, (int)l->how,
		    l->skip, l->left, l->decoder.state, l->decoder.save);
		MUST(n < MAIL_UNPACK_TEXT);
	}
}

static bool read_number(
    struct str *rest, int64_t least, int64_t most, int64_t *n_r)
{
	struct str word;

	return str_split(rest, ' ', &word) &&
	       str_to_i64(word, least, most, n_r) == 0;
}

static bool read_layer(struct str *rest, struct mail_unpack_layer *l)
{
	int64_t how, skip, left, state, save;

	if (!read_number(rest, 0, MAIL_TRANSFER_UU, &how) ||
	    !read_number(rest, 0, MAIL_UNPACK_BYTES, &skip) ||
	    !read_number(rest, 0, MAIL_UNPACK_BYTES, &left) ||
	    !read_number(rest, INT32_MIN, INT32_MAX, &state) ||
	    !read_number(rest, 0, UINT32_MAX, &save))
		return false;
	*l = (struct mail_unpack_layer){.how = (enum mail_transfer)how,
	    .skip = (uint64_t)skip,
	    .left = (uint64_t)left,
	    .decoder = {.state = (int)state, .save = (uint32_t)save}};
	return mail_transfer_is_state(l->how, &l->decoder);
}

int mail_unpack_load(struct str text, struct mail_unpack *u, struct err *err)
{
	int64_t at;

	*u = (struct mail_unpack){.n = 0};
	if (!read_number(&text, 0, MAIL_UNPACK_BYTES, &at))
		goto fail;
	u->at = (uint64_t)at;
	do {
		if (u->n == MAIL_UNPACK_LAYERS ||
		    !read_layer(&text, &u->v[u->n++]))
			goto fail;
	} while (text.n > 0);
	if (u->v[0].skip != 0)
		goto fail;
	return 0;
fail:
	return err_set(err, ERR_INVALID, "no place in a file of a message");
}
