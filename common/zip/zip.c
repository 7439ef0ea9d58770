/* zip.c - local headers, data, the directory; ZIP64 where numbers are large. */
#include "common/zip/zip.h"

#include "common/base/civil.h"
#include "common/base/die.h"

#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#define LOCAL_BYTES 30
#define VERSION_DEFLATE 20
#define VERSION_ZIP64 45
#define METHOD_DEFLATE 8
#define FLAG_UTF8 0x0800
#define FULL16 0xffffu
#define FULL32 0xffffffffu
#define MADE_BY_UNIX (3 << 8)
#define FILE_MODE 0100600u

/* ---- numbers: little endian ---- */

static void put(struct buf *out, uint64_t v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addc(out, (char)(uint8_t)(v >> (8 * i)));
}

static void put16(struct buf *out, uint64_t v)
{
	put(out, v, 2);
}

static void put32(struct buf *out, uint64_t v)
{
	put(out, v, 4);
}

static void put64(struct buf *out, uint64_t v)
{
	put(out, v, 8);
}

/* Two seconds are the smallest step of MS-DOS. */
static void put_time(struct buf *out, int64_t unix_ms)
{
	struct civil d;
	int64_t s = unix_ms / 1000, of_day = s % 86400;

	d = civil_from_days(s / 86400);
	if (s < 0 || d.year < 1980) {
		put16(out, 0);
		put16(out, (1 << 5) | 1);
		return;
	}
	put16(out, (uint64_t)(of_day / 3600 << 11 | of_day / 60 % 60 << 5 |
			      of_day % 60 / 2));
	put16(out, (uint64_t)((d.year - 1980) << 9 | d.month << 5 | d.day));
}

/* ---- an entry ---- */

uint64_t zip_stored_bytes(const struct zip_entry *e)
{
	return LOCAL_BYTES + strlen(e->name) + e->packed_bytes;
}

static void put_common(struct buf *out, const struct zip_entry *e)
{
	put16(out, FLAG_UTF8);
	put16(out, METHOD_DEFLATE);
	put_time(out, e->unix_ms);
	put32(out, e->crc32);
	put32(out, e->packed_bytes);
	put32(out, e->bytes);
	put16(out, strlen(e->name));
}

static void put_local(struct buf *out, const struct zip_entry *e)
{
	put32(out, 0x04034b50);
	put16(out, VERSION_DEFLATE);
	put_common(out, e);
	put16(out, 0);
	buf_adds(out, e->name);
}

/* Raw, without zlib's own header: windowBits is negative. */
static int squeeze(
    struct buf *out, struct str data, uint64_t *packed_r, struct err *err)
{
	z_stream z = {0};
	size_t room;
	char *to;

	if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
		Z_DEFAULT_STRATEGY) != Z_OK)
		die("zlib: %s", z.msg == NULL ? "no memory" : z.msg);
	room = deflateBound(&z, data.n);
	to = buf_room(out, room);
	if (to == NULL) {
		deflateEnd(&z);
		return err_set(err, ERR_TOO_LARGE, "a ZIP entry is too large");
	}
	z.next_in = (z_const Bytef *)data.p;
	z.avail_in = (uInt)data.n;
	z.next_out = (Bytef *)to;
	z.avail_out = (uInt)room;
	MUST(deflate(&z, Z_FINISH) == Z_STREAM_END);
	*packed_r = z.total_out;
	deflateEnd(&z);
	buf_wrote(out, *packed_r);
	return 0;
}

int zip_pack(
    struct buf *out, struct str data, struct zip_entry *e, struct err *err)
{
	struct buf body;
	int result;

	if (data.n > ZIP_ENTRY_MAX || strlen(e->name) > ZIP_NAME_MAX)
		return err_set(err, ERR_TOO_LARGE,
		    "a ZIP entry has at most %zu bytes and a name of %d",
		    ZIP_ENTRY_MAX, ZIP_NAME_MAX);
	buf_init(&body, out->max);
	result = squeeze(&body, data, &e->packed_bytes, err);
	if (result == 0) {
		e->bytes = data.n;
		e->crc32 =
		    (uint32_t)crc32(0, (const Bytef *)data.p, (uInt)data.n);
		put_local(out, e);
		buf_add(out, buf_str(&body), body.len);
		if (buf_failed(out))
			result = err_set(
			    err, ERR_TOO_LARGE, "a ZIP entry is too large");
	}
	buf_deinit(&body);
	return result;
}

/* ---- the directory ---- */

void zip_directory_begin(struct zip_directory *d, struct buf *out)
{
	*d = (struct zip_directory){.out = out, .from = out->len};
}

void zip_directory_add(struct zip_directory *d, const struct zip_entry *e)
{
	bool far = d->at >= FULL32;

	put32(d->out, 0x02014b50);
	put16(d->out, MADE_BY_UNIX | VERSION_ZIP64);
	put16(d->out, far ? VERSION_ZIP64 : VERSION_DEFLATE);
	put_common(d->out, e);
	put16(d->out, far ? 12 : 0); /* extra field */
	put16(d->out, 0);            /* comment */
	put16(d->out, 0);            /* disk */
	put16(d->out, 0);
	put32(d->out, (uint64_t)FILE_MODE << 16);
	put32(d->out, far ? FULL32 : d->at);
	buf_adds(d->out, e->name);
	if (far) {
		put16(d->out, 1);
		put16(d->out, 8);
		put64(d->out, d->at);
	}
	d->n++;
	d->at += zip_stored_bytes(e);
}

static void put_end64(struct zip_directory *d, uint64_t bytes)
{
	put32(d->out, 0x06064b50);
	put64(d->out, 44); /* of this record, from here on */
	put16(d->out, MADE_BY_UNIX | VERSION_ZIP64);
	put16(d->out, VERSION_ZIP64);
	put32(d->out, 0);
	put32(d->out, 0);
	put64(d->out, d->n);
	put64(d->out, d->n);
	put64(d->out, bytes);
	put64(d->out, d->at);
	put32(d->out, 0x07064b50); /* and where it is */
	put32(d->out, 0);
	put64(d->out, d->at + bytes);
	put32(d->out, 1);
}

void zip_directory_end(struct zip_directory *d)
{
	uint64_t bytes = d->out->len - d->from;

	if (d->n >= FULL16 || d->at >= FULL32 || bytes >= FULL32)
		put_end64(d, bytes);
	put32(d->out, 0x06054b50);
	put16(d->out, 0);
	put16(d->out, 0);
	put16(d->out, MIN(d->n, FULL16));
	put16(d->out, MIN(d->n, FULL16));
	put32(d->out, MIN(bytes, FULL32));
	put32(d->out, MIN(d->at, FULL32));
	put16(d->out, 0);
}
