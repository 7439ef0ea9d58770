/* head.c - the header of a message: who, when, which thread. */
#include "common/mail/mime.h"

struct head {
	struct arena *a;
	const struct mail_limits *lim;
	const struct mail_fields *f;
	struct mail_message *m;
	const char **auth;
};

enum single {
	SINGLE_FROM = 1,
	SINGLE_DATE = 2,
	SINGLE_SUBJECT = 4,
	SINGLE_ID = 8,
	SINGLE_TO = 16,
};

typedef void head_fn(struct head *h, struct str raw, const char *value);

struct head_row {
	const char *name;
	head_fn *read;
	unsigned single; /* first wins, a second is a defect */
};

static head_fn on_from, on_sender, on_reply_to, on_to, on_cc, on_bcc, on_date,
    on_received, on_subject, on_id, on_in_reply_to, on_references, on_list_id,
    on_unsubscribe, on_unsubscribe_post, on_auth, on_precedence, on_auto,
    on_mailer, on_return_path, on_delivered;

static const struct head_row rows[] = {
    {"From", on_from, SINGLE_FROM},
    {"Date", on_date, SINGLE_DATE},
    {"Subject", on_subject, SINGLE_SUBJECT},
    {"Message-ID", on_id, SINGLE_ID},
    {"To", on_to, SINGLE_TO},
    {"Sender", on_sender, 0},
    {"Reply-To", on_reply_to, 0},
    {"Cc", on_cc, 0},
    {"Bcc", on_bcc, 0},
    {"Received", on_received, 0},
    {"In-Reply-To", on_in_reply_to, 0},
    {"References", on_references, 0},
    {"List-Id", on_list_id, 0},
    {"List-Unsubscribe", on_unsubscribe, 0},
    {"List-Unsubscribe-Post", on_unsubscribe_post, 0},
    {"Authentication-Results", on_auth, 0},
    {"Precedence", on_precedence, 0},
    {"Auto-Submitted", on_auto, 0},
    {"X-Mailer", on_mailer, 0},
    {"User-Agent", on_mailer, 0},
    {"Return-Path", on_return_path, 0},
    {"Delivered-To", on_delivered, 0},
};

static void absent(struct mail_message *m);

void mail_head_read(struct arena *a, const struct mail_limits *lim,
    const struct mail_fields *f, struct mail_message *m)
{
	struct head h = {.a = a, .lim = lim, .f = f, .m = m};
	struct mail_header *headers = ARENA_ARRAY(a, struct mail_header, f->n);
	unsigned seen = 0;

	absent(m);
	for (size_t i = 0; i < f->n; i++) {
		struct str name = f->v[i].name;
		struct str raw = mail_field_unfold(
		    a, f->v[i].raw, lim->header_value_bytes, &m->defects);
		headers[i].name = arena_strndup(a, name.p, name.n);
		headers[i].value = mail_field_decode(a, raw, &m->defects);
		for (size_t r = 0; r < ARRAY_LEN(rows); r++) {
			if ((rows[r].name[0] | 32) != (name.p[0] | 32) ||
			    !str_ieqs(name, rows[r].name))
				continue;
			if ((seen & rows[r].single) != 0)
				m->defects |= MAIL_DEFECT(DUPLICATE);
			else
				rows[r].read(&h, raw, headers[i].value);
			seen |= rows[r].single;
			break;
		}
	}
	m->headers = headers;
	m->headers_n = f->n;
	m->auth_results = h.auth;
	if (*m->from.addr == '\0')
		m->defects |= MAIL_DEFECT(NO_FROM);
	if (m->date_ms == 0)
		m->defects |= MAIL_DEFECT(NO_DATE);
	if (*m->message_id == '\0')
		m->defects |= MAIL_DEFECT(NO_MESSAGE_ID);
	m->subject_base =
	    mail_subject_base(a, m->subject, &m->is_reply, &m->is_forward);
}

static void absent(struct mail_message *m)
{
	m->message_id = m->in_reply_to = m->subject = m->subject_base = "";
	m->from = m->sender = (struct mail_addr){"", ""};
	m->list_id = m->list_unsubscribe = m->list_unsubscribe_post = "";
	m->precedence = m->auto_submitted = m->x_mailer = "";
	m->return_path = m->delivered_to = m->snippet = "";
}

/* ---- people --------------------------------------------------------------- */

/* Further headers of the same name add to the list. */
static void addrs(struct head *h, struct str raw, struct mail_addrs *list)
{
	struct mail_addrs more;
	size_t left = h->lim->addresses - MIN(list->n, h->lim->addresses);

	if (!mail_addr_parse(h->a, raw, left, &more))
		h->m->defects |= more.n >= left ? MAIL_DEFECT(LIST_CUT)
						: MAIL_DEFECT(BAD_ADDRESS);
	if (list->n > 0 && more.n > 0) {
		struct mail_addr *v =
		    ARENA_ARRAY(h->a, struct mail_addr, list->n + more.n);
		memcpy(v, list->v, list->n * sizeof *v);
		memcpy(v + list->n, more.v, more.n * sizeof *v);
		*list = (struct mail_addrs){v, list->n + more.n};
	} else if (more.n > 0) {
		*list = more;
	}
}

static void on_from(struct head *h, struct str raw, const char *value)
{
	(void)value;
	addrs(h, raw, &h->m->from_all);
	if (h->m->from_all.n > 0)
		h->m->from = h->m->from_all.v[0];
}

static void on_sender(struct head *h, struct str raw, const char *value)
{
	struct mail_addrs list = {NULL, 0};

	(void)value;
	addrs(h, raw, &list);
	if (list.n > 0)
		h->m->sender = list.v[0];
}

static void on_reply_to(struct head *h, struct str raw, const char *value)
{
	(void)value;
	addrs(h, raw, &h->m->reply_to);
}

static void on_to(struct head *h, struct str raw, const char *value)
{
	(void)value;
	addrs(h, raw, &h->m->to);
}

static void on_cc(struct head *h, struct str raw, const char *value)
{
	(void)value;
	addrs(h, raw, &h->m->cc);
}

static void on_bcc(struct head *h, struct str raw, const char *value)
{
	(void)value;
	addrs(h, raw, &h->m->bcc);
}

static const char *one_addr(struct head *h, struct str raw)
{
	struct mail_addrs list;

	(void)mail_addr_parse(h->a, raw, 1, &list);
	return list.n > 0 ? list.v[0].addr : "";
}

static void on_return_path(struct head *h, struct str raw, const char *value)
{
	(void)value;
	if (*h->m->return_path == '\0')
		h->m->return_path = one_addr(h, raw);
}

static void on_delivered(struct head *h, struct str raw, const char *value)
{
	(void)value;
	if (*h->m->delivered_to == '\0')
		h->m->delivered_to = one_addr(h, raw);
}

/* ---- time ----------------------------------------------------------------- */

static void on_date(struct head *h, struct str raw, const char *value)
{
	(void)value;
	h->m->date_ms = mail_field_date(raw);
}

/* The newest is on top; its date follows the last ";". */
static void on_received(struct head *h, struct str raw, const char *value)
{
	const char *semi = raw.n == 0 ? NULL : memrchr(raw.p, ';', raw.n);

	(void)value;
	if (h->m->received_ms != 0 || semi == NULL)
		return;
	h->m->received_ms = mail_field_date(
	    (struct str){semi + 1, raw.n - (size_t)(semi + 1 - raw.p)});
}

/* ---- thread --------------------------------------------------------------- */

static void on_subject(struct head *h, struct str raw, const char *value)
{
	(void)raw;
	h->m->subject = value;
}

static void on_id(struct head *h, struct str raw, const char *value)
{
	const char **ids;
	bool cut;

	(void)raw;
	if (mail_field_ids(h->a, str_of(value), 1, &ids, &cut) > 0)
		h->m->message_id = ids[0];
}

static void on_in_reply_to(struct head *h, struct str raw, const char *value)
{
	const char **ids;
	bool cut;

	(void)raw;
	if (*h->m->in_reply_to == '\0' &&
	    mail_field_ids(h->a, str_of(value), 1, &ids, &cut) > 0)
		h->m->in_reply_to = ids[0];
}

static void on_references(struct head *h, struct str raw, const char *value)
{
	const char **ids;
	bool cut = false;

	(void)raw;
	if (h->m->references_n > 0)
		return;
	h->m->references_n =
	    mail_field_ids(h->a, str_of(value), h->lim->references, &ids, &cut);
	h->m->references = ids;
	if (cut)
		h->m->defects |= MAIL_DEFECT(LIST_CUT);
}

/* ---- the rest ------------------------------------------------------------- */

static void first(const char **at, const char *value)
{
	if (**at == '\0')
		*at = value;
}

static void on_list_id(struct head *h, struct str raw, const char *value)
{
	const char *from = strrchr(value, '<'), *to;

	(void)raw;
	if (from != NULL && (to = strchr(from, '>')) != NULL)
		value = arena_strndup(h->a, from + 1, (size_t)(to - from - 1));
	first(&h->m->list_id, value);
}

static void on_auth(struct head *h, struct str raw, const char *value)
{
	struct mail_message *m = h->m;

	(void)raw;
	if (m->auth_results_n >= h->lim->auth_results)
		return;
	h->auth = mail_grow(h->a, h->auth, m->auth_results_n, sizeof *h->auth);
	h->auth[m->auth_results_n++] = value;
}

static void on_unsubscribe(struct head *h, struct str raw, const char *value)
{
	(void)raw;
	first(&h->m->list_unsubscribe, value);
}

static void on_unsubscribe_post(
    struct head *h, struct str raw, const char *value)
{
	(void)raw;
	first(&h->m->list_unsubscribe_post, value);
}

static void on_precedence(struct head *h, struct str raw, const char *value)
{
	(void)raw;
	first(&h->m->precedence, value);
}

static void on_auto(struct head *h, struct str raw, const char *value)
{
	(void)raw;
	first(&h->m->auto_submitted, value);
}

static void on_mailer(struct head *h, struct str raw, const char *value)
{
	(void)raw;
	first(&h->m->x_mailer, value);
}
