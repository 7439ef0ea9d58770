/* record.h - one message as the row that it becomes.
 *
 * Pure: no store, no clock. Texts are valid UTF-8 without NUL and bounded by
 * what the columns and their indexes take.
 */
#ifndef INGEST_RECORD_H
#define INGEST_RECORD_H

#include "common/base/arena.h"
#include "common/mail/message.h"
#include "services/ingest/record.def.h"

#define X_RECORD_TEXT(name) TEXT_##name,
enum record_text { RECORD_TEXTS(X_RECORD_TEXT) TEXTS };
#undef X_RECORD_TEXT

/* NULs, ids and addresses that an index must hold are cut or hashed. */
#define RECORD_IDS_MAX 24   /* message ids that place it in a thread */
#define RECORD_PEERS_MAX 20 /* addresses of others */
#define RECORD_SUBJECT_BASE 500

struct record {
	uint64_t offset;         /* in the upload */
	char key[65];            /* deduplication */
	const char *text[TEXTS]; /* OWN may be NULL: the same as BODY */
	int64_t received_ms, date_ms;
	size_t hidden_bytes;
	bool has_html, is_outgoing;
	struct str raw;      /* until it is packed; then p is not used */
	uint64_t raw_offset; /* in the pack */
	const char **labels;
	size_t labels_n;
	/* Threading. */
	const char **ids;
	size_t ids_n;
	bool is_reply;     /* by its subject */
	bool names_others; /* References or In-Reply-To */
	const char **peers;
	size_t peers_n;
	/* What became of it. */
	uint64_t email_id;
	enum record_fate {
		FATE_OPEN,
		FATE_NEW,
		FATE_AGAIN,     /* this import had brought it already */
		FATE_DUPLICATE, /* there before, or twice in the upload */
		FATE_REFUSED,   /* not kept: text[TEXT_ERROR] says why */
	} fate;
};

/* Whose mail it is, and what the upload says of all its messages. */
struct record_owner {
	const char *const *addrs; /* identities: see mail_addr_identity() */
	size_t addrs_n;
	const char *const *labels;
	size_t labels_n;
};

/* Fills r from raw, which is borrowed for the record's life. Never fails:
 * what cannot be parsed becomes an unreadable message with TEXT_ERROR.
 * envelope: the mbox From line, or empty. */
void record_build(struct arena *a, const struct record_owner *owner,
    struct str raw, struct str envelope, int64_t now_ms, struct record *r);
/* The row that keeps raw when it can be understood by nobody. */
void record_unreadable(struct arena *a, const struct record_owner *owner,
    const char *why, int64_t received_ms, struct record *r);

/* ---- its parts, for tests ---- */

/* SHA-256 hex of the Message-ID, or the content's when there is none. */
void record_key(
    const char *message_id, const char *content_sha256, char key[65]);
/* The first that is plausible of Received, Date and envelope; else the first
 * given, clamped to 1990 and tomorrow; else now. 0 means not given. */
int64_t record_received(
    int64_t received_ms, int64_t date_ms, int64_t envelope_ms, int64_t now_ms);
/* The date of an mbox From line ("a@b.c Thu Jan  1 00:00:00 2026"), or 0. */
int64_t record_envelope_date(struct str envelope);
/* Given labels, then those the message itself says: X-Gmail-Labels, Status,
 * X-Status, X-Mozilla-Status; without word of a place INBOX or SENT. */
const char **record_labels(struct arena *a, const struct record_owner *owner,
    const struct mail_message *m, bool is_outgoing, size_t *n_r);
/* As it stands in thread_refs: long ones are hashed. */
const char *record_ref(struct arena *a, const char *message_id);
/* {"a","b"}: how PostgreSQL reads a list of texts. */
const char *record_list(struct arena *a, const char *const *v, size_t n);

/* record_json.c */
const char *record_headers(struct arena *a, const struct mail_message *m);
const char *record_links(struct arena *a, const struct mail_message *m);
const char *record_attachments(struct arena *a, const struct mail_message *m);

#endif
