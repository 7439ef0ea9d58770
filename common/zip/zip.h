/* zip.h - a ZIP file made piece by piece (PKWARE APPNOTE 6.3.10).
 *
 * An entry with its header depends on no other, so each can be made, kept and
 * forgotten on its own, by different processes even; one behind the other,
 * and then the directory, they are the file. Compression is zlib's.
 */
#ifndef ZIP_ZIP_H
#define ZIP_ZIP_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define ZIP_NAME_MAX 200
#define ZIP_ENTRY_MAX ((size_t)1 << 30) /* bytes of data in one entry */

struct zip_entry {
	const char *name; /* path in the file, UTF-8 */
	int64_t unix_ms;  /* shown as UTC; before 1980 is 1980 */
	uint32_t crc32;
	uint64_t bytes, packed_bytes; /* of its data */
};

/* Appends header and data to out. e has name and unix_ms; the rest is filled
 * in. Returns 0, or -1 with ERR_TOO_LARGE: data, name, or out's cap. */
MUST_CHECK int zip_pack(
    struct buf *out, struct str data, struct zip_entry *e, struct err *err);

/* What zip_pack appends for an entry. */
uint64_t zip_stored_bytes(const struct zip_entry *e);

/* The directory, appended to out: begin, each entry in its order, end. Check
 * buf_failed(out) at the end. */
struct zip_directory {
	struct buf *out;
	size_t from;    /* where in out it begins */
	uint64_t n, at; /* entries so far, and where the next lies */
};
void zip_directory_begin(struct zip_directory *d, struct buf *out);
void zip_directory_add(struct zip_directory *d, const struct zip_entry *e);
void zip_directory_end(struct zip_directory *d);

#endif
