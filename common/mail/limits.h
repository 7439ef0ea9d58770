/* limits.h - how much of one message is looked at. */
#ifndef MAIL_LIMITS_H
#define MAIL_LIMITS_H

#include "common/base/base.h"

struct mail_limits {
	size_t raw_bytes;          /* above: not parsed at all */
	size_t header_bytes;       /* of one header block */
	size_t header_value_bytes; /* of one value, unfolded */
	size_t headers;            /* of one header block */
	size_t parts;              /* MIME parts in all */
	size_t depth;              /* nesting of multipart and message */
	size_t text_bytes;         /* of body_text */
	size_t html_bytes;         /* of one HTML part, decoded */
	size_t calendar_bytes;
	size_t addresses; /* of one list */
	size_t references;
	size_t auth_results;
	size_t attachments;
	size_t links;
	size_t spans;
};

/* 50 MB raw, 256 KB of headers (16 KB each, 1,000), 1,000 parts, depth 20,
 * 256 KB of text, 2 MB of HTML, 64 KB of calendar, 500 addresses, 100
 * references, 200 attachments, 200 links, 256 spans. */
extern const struct mail_limits mail_limits_default;

#endif
