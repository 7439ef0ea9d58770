/* transfer.c - content transfer encodings. */
#include "common/mail/transfer.h"

#include "common/mail/message.h"
#include <gmime/gmime.h>

#define CHUNK 8192
#define SPARE 32
_Static_assert(MAIL_TRANSFER_ROOM >= CHUNK + SPARE, "room for one chunk");

enum mail_transfer mail_transfer_read(struct str name, uint32_t *defects)
{
	static const char *const none[] = {
	    "", "7bit", "8bit", "binary", "7-bit", "8-bit", "none"};
	const char *semi = memchr(name.p, ';', name.n);

	if (semi != NULL)
		name.n = (size_t)(semi - name.p);
	name = str_trim(name);
	if (str_ieqs(name, "base64"))
		return MAIL_TRANSFER_BASE64;
	if (str_ieqs(name, "quoted-printable"))
		return MAIL_TRANSFER_QP;
	if (str_ieqs(name, "x-uuencode") || str_ieqs(name, "uuencode") ||
	    str_ieqs(name, "x-uue"))
		return MAIL_TRANSFER_UU;
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		if (str_ieqs(name, none[i]))
			return MAIL_TRANSFER_NONE;
	*defects |= MAIL_DEFECT(BAD_ENCODING);
	return MAIL_TRANSFER_NONE;
}

/* GMime's decoders write what they have decoded, and a little more. */
static size_t decode_chunk(const unsigned char *p, size_t n, unsigned char *to,
    enum mail_transfer how, struct mail_transfer_state *at)
{
	guint32 save = at->save;
	size_t got;

	if (how == MAIL_TRANSFER_BASE64)
		got = g_mime_encoding_base64_decode_step(
		    p, n, to, &at->state, &save);
	else if (how == MAIL_TRANSFER_QP)
		got = g_mime_encoding_quoted_decode_step(
		    p, n, to, &at->state, &save);
	else
		got =
		    g_mime_encoding_uudecode_step(p, n, to, &at->state, &save);
	at->save = save;
	return got;
}

/* As GMime 3.2.13 leaves them (gmime-encodings.c): base64 has the digits of its
 * four, or -1 behind the padding; quoted-printable one of three states, and the
 * byte behind a "="; uuencode the bytes of its four, what is left of the line,
 * and whether it has begun and ended. */
bool mail_transfer_is_state(
    enum mail_transfer how, const struct mail_transfer_state *at)
{
	unsigned state = (unsigned)at->state;

	switch (how) {
	case MAIL_TRANSFER_NONE:
		return state == 0 && at->save == 0;
	case MAIL_TRANSFER_BASE64:
		return at->state >= -1 && at->state < 4;
	case MAIL_TRANSFER_QP:
		return state <= 2 && at->save <= 0xff;
	case MAIL_TRANSFER_UU:
		return state >> 18 == 0 && (state >> 8 & 0xff) < 64 &&
		       (state & 0xff) < 4;
	}
	return false;
}

void mail_transfer_step(struct buf *out, struct str in, enum mail_transfer how,
    struct mail_transfer_state *at)
{
	size_t n;

	if (how == MAIL_TRANSFER_NONE) {
		buf_add(out, in.p, in.n);
		return;
	}
	for (size_t i = 0; i < in.n; i += n) {
		unsigned char *to;

		n = MIN(in.n - i, CHUNK);
		to = (unsigned char *)buf_room(out, n + SPARE);
		if (to == NULL)
			return;
		buf_wrote(out, decode_chunk((const unsigned char *)in.p + i, n,
				   to, how, at));
	}
}

struct str mail_transfer_decode(struct buf *tmp, struct str in,
    enum mail_transfer how, size_t max, bool *cut_r, uint32_t *defects)
{
	struct mail_transfer_state at = {0};
	size_t i = 0;

	*cut_r = false;
	if (how == MAIL_TRANSFER_NONE) {
		*cut_r = in.n > max;
		return (struct str){in.p, MIN(in.n, max)};
	}
	if (how == MAIL_TRANSFER_BASE64)
		(void)mail_transfer_bytes(in, how, defects);
	buf_init(tmp, max + MAIL_TRANSFER_ROOM);
	while (i < in.n && tmp->len <= max && !buf_failed(tmp)) {
		size_t n = MIN(in.n - i, CHUNK);

		mail_transfer_step(tmp, (struct str){in.p + i, n}, how, &at);
		i += n;
	}
	*cut_r = i < in.n || tmp->len > max;
	return (struct str){buf_str(tmp), MIN(tmp->len, max)};
}

/* The count is what counts: line ends, padding and junk don't. */
static size_t base64_bytes(struct str in, uint32_t *defects)
{
	size_t digits = 0, junk = 0;
	bool padded = false;

	for (size_t i = 0; i < in.n; i++) {
		unsigned char c = (unsigned char)in.p[i];
		if (g_ascii_isalnum(c) || c == '+' || c == '/') {
			digits += !padded;
			junk += padded;
		} else if (c == '=') {
			padded = true;
		} else if (c != '\n' && c != '\r' && c != ' ' && c != '\t') {
			junk++;
		}
	}
	if (junk > 0)
		*defects |= MAIL_DEFECT(BAD_ENCODING);
	if (digits % 4 != 0 && !padded)
		*defects |= MAIL_DEFECT(BASE64_CUT);
	return digits / 4 * 3 + (digits % 4 == 3 ? 2 : digits % 4 == 2 ? 1 : 0);
}

static size_t qp_bytes(struct str in)
{
	size_t n = in.n;

	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] != '=')
			continue;
		if (i + 1 < in.n && in.p[i + 1] == '\n') {
			n -= 2;
			i += 1;
		} else if (i + 2 < in.n) {
			n -= in.p[i + 1] == '\r' ? 3 : 2;
			i += 2;
		}
	}
	return n;
}

static size_t uu_bytes(struct str in)
{
	struct str line;
	bool begun = false;
	size_t n = 0;

	while (str_split(&in, '\n', &line)) {
		line = str_trim(line);
		if (!begun) {
			begun = str_starts(line, "begin ");
			continue;
		}
		if (line.n == 0 || str_eqs(line, "end"))
			break;
		size_t len = ((unsigned char)line.p[0] - 32U) & 63U;
		n += MIN(len, line.n);
	}
	return n;
}

size_t mail_transfer_bytes(
    struct str in, enum mail_transfer how, uint32_t *defects)
{
	switch (how) {
	case MAIL_TRANSFER_BASE64:
		return base64_bytes(in, defects);
	case MAIL_TRANSFER_QP:
		return qp_bytes(in);
	case MAIL_TRANSFER_UU:
		return uu_bytes(in);
	case MAIL_TRANSFER_NONE:
		break;
	}
	return in.n;
}
