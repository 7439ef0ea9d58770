/* mime.h - the parts of a message: text blocks, attachments, links.
 *
 * The structure is walked in place over the raw bytes. (GMime builds the
 * whole tree before anything can be counted: 1 MB of empty parts took 270 MB
 * and a second. Its codecs and parameter parsers are used.)
 */
#ifndef MAIL_MIME_H
#define MAIL_MIME_H

#include "common/mail/field.h"
#include "common/mail/message.h"
#include "common/mail/transfer.h"

enum mail_block_kind {
	MAIL_BLOCK_PLAIN,
	MAIL_BLOCK_HTML,
	MAIL_BLOCK_REPORT, /* delivery status, returned headers */
	MAIL_BLOCK_HEAD,   /* From, Subject, Date of an attached message */
};

struct mail_block {
	struct str text; /* in the arena */
	enum mail_block_kind kind;
	bool nested; /* of an attached message */
};

/* Where the bytes of an attachment are, encoded. */
struct mail_file_source {
	struct str body;
	enum mail_transfer transfer;
};

/* An attached message that had to be decoded. */
struct mail_decoded {
	struct str bytes; /* in the arena */
	struct mail_file_source from;
};

struct mail_mime {
	struct arena *a;
	const struct mail_limits *lim;
	struct mail_message *m; /* its MIME fields are filled in */
	struct mail_block *blocks;
	size_t blocks_n;
	size_t text_left; /* bytes of blocks still allowed */
	struct mail_link *links;
	struct mail_attachment *files;
	bool full; /* no more parts */
	/* For a reader instead of the index: blocks hold HTML as it came, in
	 * UTF-8; of alternatives HTML is taken; sources say where the files
	 * are. */
	bool whole;
	size_t html_left;                 /* bytes of HTML still allowed */
	struct mail_file_source *sources; /* one for each of files */
	struct mail_decoded *decoded;     /* outer ones first */
	size_t decoded_n;
};

/* Walks the body of the message whose header is f. w: a, lim and m set. */
void mail_mime_walk(
    struct mail_mime *w, const struct mail_fields *f, struct str body);

/* Finds the header and the body of raw, reads the header into *f_r; -1 where
 * raw is no message (message.c). */
MUST_CHECK int mail_message_begin(struct arena *a, struct str raw,
    const struct mail_limits *lim, struct mail_fields *f_r, struct str *body_r,
    uint32_t *defects, struct err *err);

/* Fills m from the header fields f (head.c). */
void mail_head_read(struct arena *a, const struct mail_limits *lim,
    const struct mail_fields *f, struct mail_message *m);

/* One leaf part and what its header says (leaf.c). */
struct mail_part {
	const char *type; /* "text/plain", lower case */
	const char *charset;
	const char *filename;
	const char *boundary;
	const char *content_id;
	enum mail_transfer transfer;
	bool attachment, is_inline; /* Content-Disposition */
	bool flowed, delsp;
	bool enveloped; /* S/MIME: encrypted, not signed */
};

void mail_part_read(struct mail_mime *w, const struct mail_fields *f,
    const char *type_default, struct mail_part *p_r);
void mail_part_leaf(struct mail_mime *w, const struct mail_part *p,
    struct str body, bool nested);
void mail_part_file(struct mail_mime *w, const struct mail_part *p,
    struct str body, size_t bytes, bool nested);
void mail_block_add(struct mail_mime *w, enum mail_block_kind kind,
    struct str text, bool nested);

#endif
