/* record.c - which row a message becomes. See record.h. */
#include "services/ingest/record.h"

#include "common/base/ids.h"
#include "common/mail/field.h"

#define MIN_MS 631152000000LL /* 1990-01-01 */
#define DAY_MS 86400000LL
#define ID_BYTES 998
#define REF_BYTES 250 /* of what an index holds */
#define SUBJECT_BYTES 2000
#define NAME_BYTES 500
#define ADDR_BYTES 320 /* RFC 5321: 64 + @ + 255 */
#define FIRST_REFS 5   /* of many References: the root and the nearest */

static void fill_people(
    struct arena *a, const struct mail_message *m, struct record *r);
static void fill_thread(struct arena *a, const struct record_owner *owner,
    const struct mail_message *m, struct record *r);
static const char *defects(struct arena *a, uint32_t bits);
static bool is_owner(
    struct arena *a, const struct record_owner *owner, const char *addr);

static const char *cut(struct arena *a, const char *s, size_t max)
{
	struct str all = str_of(s);

	return all.n <= max ? s : arena_strndup(a, s, utf8_cut(all, max));
}

void record_build(struct arena *a, const struct record_owner *owner,
    struct str raw, struct str envelope, int64_t now_ms, struct record *r)
{
	struct mail_message m = {0};
	struct err err = {0};
	int64_t envelope_ms = record_envelope_date(envelope);

	r->raw = raw;
	if (mail_parse(a, raw, NULL, &m, &err) < 0) {
		record_unreadable(a, owner, err.text,
		    record_received(0, 0, envelope_ms, now_ms), r);
		return;
	}
	r->received_ms =
	    record_received(m.received_ms, m.date_ms, envelope_ms, now_ms);
	r->date_ms = m.date_ms;
	r->is_outgoing = is_owner(a, owner, m.from.addr);
	r->has_html = m.has_html;
	r->hidden_bytes = MIN(m.hidden_bytes, (size_t)INT32_MAX);
	record_key(m.message_id, m.content_sha256, r->key);
	fill_people(a, &m, r);
	fill_thread(a, owner, &m, r);
	r->labels = record_labels(a, owner, &m, r->is_outgoing, &r->labels_n);
	r->text[TEXT_LABELS] = record_list(a, r->labels, r->labels_n);
	r->text[TEXT_SUBJECT] = cut(a, m.subject, SUBJECT_BYTES);
	r->text[TEXT_BODY] = m.body_text.n > 0 ? m.body_text.p : "";
	r->text[TEXT_OWN] = str_eq(m.own_text, m.body_text) ? NULL
			    : m.own_text.n > 0              ? m.own_text.p
							    : "";
	r->text[TEXT_SNIPPET] = m.snippet;
	r->text[TEXT_HEADERS] = record_headers(a, &m);
	r->text[TEXT_LINKS] = record_links(a, &m);
	r->text[TEXT_ATTACHMENTS] = record_attachments(a, &m);
	r->text[TEXT_CALENDAR] = m.calendar_text.n > 0 ? m.calendar_text.p : "";
	r->text[TEXT_SHA256] = arena_strdup(a, m.content_sha256);
	r->text[TEXT_DEFECTS] = defects(a, m.defects);
	r->text[TEXT_ERROR] = "";
}

void record_unreadable(struct arena *a, const struct record_owner *owner,
    const char *why, int64_t received_ms, struct record *r)
{
	const struct mail_message nothing = {0};
	char sha256[65];

	for (size_t i = 0; i < TEXTS; i++)
		r->text[i] = "";
	r->text[TEXT_REFS] = r->text[TEXT_TO] = r->text[TEXT_CC] = "{}";
	r->text[TEXT_BCC] = r->text[TEXT_REPLY_TO] = "{}";
	r->text[TEXT_DEFECTS] = r->text[TEXT_HEADERS] = "{}";
	r->text[TEXT_LINKS] = r->text[TEXT_ATTACHMENTS] = "[]";
	r->text[TEXT_SUBJECT] = "(unreadable message)";
	r->text[TEXT_ERROR] = cut(a, arena_strdup(a, why), NAME_BYTES);
	ids_sha256_hex(r->raw.p, r->raw.n, sha256);
	r->text[TEXT_SHA256] = arena_strdup(a, sha256);
	record_key("", sha256, r->key);
	r->received_ms = received_ms;
	r->date_ms = 0;
	r->has_html = r->is_outgoing = false;
	r->hidden_bytes = 0;
	r->ids_n = r->peers_n = 0;
	r->is_reply = r->names_others = false;
	r->labels = record_labels(a, owner, &nothing, false, &r->labels_n);
	r->text[TEXT_LABELS] = record_list(a, r->labels, r->labels_n);
}

void record_key(
    const char *message_id, const char *content_sha256, char key[65])
{
	if (*message_id != '\0')
		ids_sha256_hex(message_id, strlen(message_id), key);
	else
		memcpy(key, content_sha256, 65);
}

/* ---- when ---- */

int64_t record_received(
    int64_t received_ms, int64_t date_ms, int64_t envelope_ms, int64_t now_ms)
{
	const int64_t given[] = {received_ms, date_ms, envelope_ms};
	int64_t max = now_ms + DAY_MS;

	for (size_t i = 0; i < ARRAY_LEN(given); i++)
		if (given[i] >= MIN_MS && given[i] <= max)
			return given[i];
	for (size_t i = 0; i < ARRAY_LEN(given); i++)
		if (given[i] != 0)
			return given[i] < MIN_MS ? MIN_MS : max;
	return now_ms;
}

/* "address date": what stands behind the first space. */
int64_t record_envelope_date(struct str envelope)
{
	struct str address;

	if (envelope.n == 0 || !str_split(&envelope, ' ', &address))
		return 0;
	return mail_field_date(str_trim(envelope));
}

/* ---- who ---- */

static const char *lower(struct arena *a, const char *s)
{
	char *copy = arena_strdup(a, s);

	for (char *c = copy; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 'a' - 'A');
	return copy;
}

static bool is_owner(
    struct arena *a, const struct record_owner *owner, const char *addr)
{
	const char *identity;

	if (*addr == '\0')
		return false;
	identity = mail_addr_identity(a, addr, MAIL_ADDR_FOLD_GMAIL);
	for (size_t i = 0; i < owner->addrs_n; i++)
		if (streq(owner->addrs[i], identity))
			return true;
	return false;
}

/* "Name <addr>", or the one of them that is there. */
static const char *people(struct arena *a, const struct mail_addrs *list)
{
	const char **v;

	if (list->n == 0)
		return "{}";
	v = ARENA_ARRAY(a, const char *, list->n);
	for (size_t i = 0; i < list->n; i++) {
		const char *name = cut(a, list->v[i].name, NAME_BYTES);
		const char *addr = cut(a, list->v[i].addr, ADDR_BYTES);

		v[i] = *name == '\0'   ? addr
		       : *addr == '\0' ? name
				       : arena_printf(a, "%s <%s>", name, addr);
	}
	return record_list(a, v, list->n);
}

static void fill_people(
    struct arena *a, const struct mail_message *m, struct record *r)
{
	bool fits = strlen(m->from.addr) <= ADDR_BYTES;

	r->text[TEXT_FROM_NAME] =
	    cut(a, fits ? m->from.name : m->from.addr, NAME_BYTES);
	r->text[TEXT_FROM_ADDR] = fits ? lower(a, m->from.addr) : "";
	r->text[TEXT_TO] = people(a, &m->to);
	r->text[TEXT_CC] = people(a, &m->cc);
	r->text[TEXT_BCC] = people(a, &m->bcc);
	r->text[TEXT_REPLY_TO] = people(a, &m->reply_to);
}

/* ---- which conversation ---- */

const char *record_ref(struct arena *a, const char *message_id)
{
	char hash[65];
	size_t n = strlen(message_id);

	if (n <= REF_BYTES)
		return message_id;
	ids_sha256_hex(message_id, n, hash);
	return arena_printf(a, "sha256:%s", hash);
}

static void add_id(struct arena *a, struct record *r, const char *id)
{
	if (*id != '\0' && r->ids_n < RECORD_IDS_MAX)
		r->ids[r->ids_n++] = record_ref(a, id);
}

/* The own id comes first, so that no list of others pushes it out. */
static void fill_ids(
    struct arena *a, const struct mail_message *m, struct record *r)
{
	size_t n = m->references_n;
	size_t last = RECORD_IDS_MAX - FIRST_REFS - 2;

	r->ids = ARENA_ARRAY(a, const char *, RECORD_IDS_MAX);
	add_id(a, r, m->message_id);
	add_id(a, r, m->in_reply_to);
	for (size_t i = 0; i < n; i++)
		if (i < FIRST_REFS || n - i <= last)
			add_id(a, r, m->references[i]);
}

static void add_peers(struct arena *a, const struct record_owner *owner,
    const struct mail_addrs *list, struct record *r)
{
	for (size_t i = 0; i < list->n; i++) {
		const char *addr = list->v[i].addr;

		if (r->peers_n == RECORD_PEERS_MAX)
			return;
		if (*addr != '\0' && strlen(addr) <= ADDR_BYTES &&
		    !is_owner(a, owner, addr))
			r->peers[r->peers_n++] =
			    mail_addr_identity(a, addr, MAIL_ADDR_FOLD_GMAIL);
	}
}

static void fill_thread(struct arena *a, const struct record_owner *owner,
    const struct mail_message *m, struct record *r)
{
	const char **refs = ARENA_ARRAY(a, const char *, m->references_n + 1);

	for (size_t i = 0; i < m->references_n; i++)
		refs[i] = cut(a, m->references[i], ID_BYTES);
	r->text[TEXT_REFS] = record_list(a, refs, m->references_n);
	r->text[TEXT_MESSAGE_ID] = cut(a, m->message_id, ID_BYTES);
	r->text[TEXT_IN_REPLY_TO] = cut(a, m->in_reply_to, ID_BYTES);
	r->text[TEXT_SUBJECT_BASE] =
	    cut(a, m->subject_base, RECORD_SUBJECT_BASE);
	r->is_reply = m->is_reply;
	r->names_others = m->references_n > 0 || *m->in_reply_to != '\0';
	fill_ids(a, m, r);
	r->peers = ARENA_ARRAY(a, const char *, RECORD_PEERS_MAX);
	add_peers(a, owner, &m->from_all, r);
	add_peers(a, owner, &m->to, r);
	add_peers(a, owner, &m->cc, r);
}

/* ---- lists ---- */

static const char *defects(struct arena *a, uint32_t bits)
{
	const char *names[32];
	size_t n = 0;

	for (unsigned i = 0; i < 32 && mail_defect_name(i) != NULL; i++)
		if (bits & (UINT32_C(1) << i))
			names[n++] = mail_defect_name(i);
	return record_list(a, names, n);
}

const char *record_list(struct arena *a, const char *const *v, size_t n)
{
	size_t room = 3;
	char *text, *p;

	if (n == 0)
		return "{}";
	for (size_t i = 0; i < n; i++)
		room += 2 * strlen(v[i]) + 3;
	p = text = arena_alloc(a, room);
	*p++ = '{';
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			*p++ = ',';
		*p++ = '"';
		for (const char *c = v[i]; *c != '\0'; c++) {
			if (*c == '"' || *c == '\\')
				*p++ = '\\';
			*p++ = *c;
		}
		*p++ = '"';
	}
	*p++ = '}';
	*p = '\0';
	return text;
}
