/* coding.c - content codings. See coding.h. */
#include "common/http/coding.h"

#include <brotli/encode.h>
#include <zlib.h>

#define GZIP_LEVEL 6
#define GZIP_WINDOW (15 + 16) /* 15 bits, with gzip's frame */
#define BROTLI_QUALITY 6      /* 30 MB/s; 11 saves 5 % more at 0.5 MB/s */

enum { WEIGHT_MAX = 1000 };

const char *coding_name(enum coding c)
{
	static const char *const names[CODINGS] = {"", "gzip", "br"};

	return names[c];
}

/* ---- choosing ---- */

/* "0", "0.5", "1.000": thousandths; anything else is 0 (RFC 9110, 12.4.2). */
static unsigned parse_weight(struct str s)
{
	unsigned weight = 0, unit = WEIGHT_MAX;

	if (s.n == 0 || s.n > 5 || (s.n >= 2 && s.p[1] != '.'))
		return 0;
	for (size_t i = 0; i < s.n; i++) {
		if (i == 1)
			continue;
		if (s.p[i] < '0' || s.p[i] > '9')
			return 0;
		weight += (unsigned)(s.p[i] - '0') * unit;
		unit /= 10;
	}
	return weight > WEIGHT_MAX ? 0 : weight;
}

/* Cuts "gzip;q=0.5" into its coding and weight. */
static struct str take_coding(struct str item, unsigned *weight_r)
{
	struct str name, param;

	*weight_r = WEIGHT_MAX;
	(void)str_split(&item, ';', &name);
	while (str_split(&item, ';', &param)) {
		param = str_trim(param);
		*weight_r =
		    str_istarts(param, "q=")
			? parse_weight((struct str){param.p + 2, param.n - 2})
			: 0;
	}
	return str_trim(name);
}

static bool names_coding(struct str name, enum coding c)
{
	return str_ieqs(name, c == CODING_NONE ? "identity" : coding_name(c)) ||
	       (c == CODING_GZIP && str_ieqs(name, "x-gzip"));
}

static unsigned weight_of(struct str accept, enum coding c)
{
	/* Identity may be sent unless it is refused; the others if asked. */
	unsigned star = c == CODING_NONE ? 1 : 0, weight;
	struct str item;

	while (str_split(&accept, ',', &item)) {
		struct str name = take_coding(item, &weight);

		if (names_coding(name, c))
			return weight;
		if (str_eqs(name, "*"))
			star = weight;
	}
	return star;
}

enum coding coding_choose(struct str accept, unsigned there)
{
	enum coding best = CODING_NONE;
	unsigned weight = weight_of(accept, CODING_NONE);

	for (enum coding c = CODING_GZIP; c < CODINGS; c++) {
		unsigned w = there & 1u << c ? weight_of(accept, c) : 0;

		if (w > 0 && w >= weight) {
			best = c;
			weight = w;
		}
	}
	return best;
}

/* ---- making ---- */

static size_t encode_gzip(struct str in, char *room, size_t bytes)
{
	z_stream z = {0};
	size_t n = 0;

	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return 0;
	/* z_const is empty in Debian's zlib.h: zlib only reads. */
	memcpy(&z.next_in, &in.p, sizeof in.p);
	z.avail_in = (uInt)in.n;
	z.next_out = (Bytef *)room;
	z.avail_out = (uInt)bytes;
	if (deflate(&z, Z_FINISH) == Z_STREAM_END)
		n = z.total_out;
	deflateEnd(&z);
	return n;
}

static size_t encode_brotli(struct str in, char *room, size_t bytes)
{
	size_t n = bytes;

	if (BrotliEncoderCompress(BROTLI_QUALITY, BROTLI_DEFAULT_WINDOW,
		BROTLI_MODE_TEXT, in.n, (const uint8_t *)in.p, &n,
		(uint8_t *)room) == BROTLI_FALSE)
		return 0;
	return n;
}

bool coding_encode(enum coding c, struct str in, struct buf *out)
{
	size_t most = in.n - in.n / 10, n;
	char *room;

	buf_clear(out);
	if (c == CODING_NONE || most < 64 || in.n > UINT32_MAX)
		return false;
	room = buf_room(out, most);
	if (room == NULL) {
		buf_clear(out);
		return false;
	}
	n = c == CODING_GZIP ? encode_gzip(in, room, most)
			     : encode_brotli(in, room, most);
	buf_wrote(out, n);
	return n > 0;
}
