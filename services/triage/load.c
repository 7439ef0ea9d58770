/* load.c - what the scorer needs to know, from the database. */
#include "services/triage/load.h"
#include "common/mail/field.h"
#include "proto/json.h"
#include "services/triage/from_message.h"
#include "services/triage/signals/text.h"

#define MANY_RECIPIENTS 10

/* The user's zone decides which day "tomorrow" is. A mail answers the user
 * when it names one of their own mails in the same thread. */
const char triage_sql_emails[] =
    "SELECT e.id, e.subject, left(e.body_text, 8192) AS body,"
    " left(coalesce(e.own_text, e.body_text), 8192) AS own_text,"
    " e.from_name,"
    " e.from_addr, e.to_addrs, e.cc_addrs, e.reply_to,"
    " e.message_id, e.in_reply_to, cardinality(e.refs) AS n_refs,"
    " e.headers::text AS headers, e.links::text AS links,"
    " e.attachments::text AS attachments, e.calendar_text, e.hidden_bytes,"
    " e.has_html, e.is_outgoing, e.received_at, u.email AS own,"
    " coalesce((SELECT string_agg(lower(m.address), ' ') FROM mailboxes m"
    "  WHERE m.user_id = e.user_id AND m.address <> ''), '') AS addresses,"
    " (extract(epoch FROM (e.received_at AT TIME ZONE u.time_zone)"
    "  - (e.received_at AT TIME ZONE 'UTC')) / 60)::int AS tz_min,"
    " u.time_zone LIKE 'America/%' AND u.time_zone NOT IN"
    "  ('America/Sao_Paulo', 'America/Argentina/Buenos_Aires')"
    "  AS month_first,"
    " EXISTS (SELECT FROM emails o WHERE o.user_id = e.user_id"
    "  AND o.thread_id = e.thread_id AND o.is_outgoing AND o.id <> e.id"
    "  AND o.message_id <> '' AND (o.message_id = e.in_reply_to"
    "  OR o.message_id = ANY (e.refs))) AS replies"
    ", EXISTS (SELECT FROM emails p WHERE p.from_addr = e.from_addr"
    "  AND p.user_id = e.user_id"
    "  AND p.received_at < e.received_at - interval '12 hours') AS heard"
    " FROM emails e JOIN users u ON u.id = e.user_id"
    " WHERE e.id = ANY ($1::bigint[]) ORDER BY e.id";

const char triage_sql_contacts[] =
    "SELECT who, count(*) AS times FROM (SELECT unnest(r.to_addrs) AS who"
    " FROM (SELECT to_addrs, is_outgoing FROM emails WHERE user_id = $1"
    "  ORDER BY received_at DESC LIMIT $2) r WHERE r.is_outgoing) w"
    " GROUP BY who ORDER BY times DESC, who LIMIT 500";

const char triage_sql_feedback[] =
    "SELECT f.email_id, f.category, f.priority,"
    " coalesce(f.before ->> 'category', '') AS was_category,"
    " coalesce((f.before ->> 'priority')::int, 0) AS was_priority,"
    " e.from_addr, coalesce(e.headers ->> 'list-id', '') AS list_id"
    " FROM triage_feedback f JOIN emails e ON e.id = f.email_id"
    " WHERE f.user_id = $1 AND f.undone_at IS NULL"
    " ORDER BY f.id DESC LIMIT 1000";

static const struct json *parse(
    struct task *t, const struct pg_result *r, size_t i, const char *col)
{
	const struct json *j = NULL;
	struct err err;

	/* It is jsonb: it parses. */
	if (json_parse(t->arena, pg_str(r, i, col), &j, &err) < 0)
		return NULL;
	return j;
}

/* "Name <addr>" or addr. */
static struct str address_in(struct str who)
{
	const char *open = memchr(who.p, '<', who.n);

	if (open != NULL && who.p[who.n - 1] == '>')
		return (struct str){
		    open + 1, who.n - (size_t)(open + 1 - who.p) - 1};
	return who;
}

static struct str name_in(struct str who)
{
	struct str addr = address_in(who);

	if (addr.n == who.n)
		return (struct str){who.p, 0};
	return str_trim((struct str){who.p, (size_t)(addr.p - 1 - who.p)});
}

static struct str header(const struct json *headers, const char *name)
{
	return str_of(json_str(json_get(headers, name), ""));
}

/* The topmost results of a receiver that we trust; anybody can write the
 * others. */
static void load_auth(struct task *t, const struct triage *d,
    const struct json *headers, struct triage_mail *m_r)
{
	const struct json *list = json_get(headers, "authentication-results");
	struct mail_authres r;

	for (const struct json *h = json_first(list); h != NULL;
	     h = json_next(h)) {
		if (!mail_authres_parse(t->arena, json_str(h, ""), &r))
			continue;
		for (size_t i = 0; i < d->n_authserv; i++) {
			if (!strieq(r.authserv_id, d->authserv[i]))
				continue;
			triage_auth_take(&r, m_r);
			return;
		}
	}
}

void triage_load_envelope(struct task *t, const struct triage *d,
    const struct pg_result *r, size_t i, struct triage_mail *m_r)
{
	const struct json *headers = parse(t, r, i, "headers");

	m_r->zone_min = mail_field_zone_min(header(headers, "date"));
	m_r->list_id = header(headers, "list-id");
	m_r->list_unsubscribe = header(headers, "list-unsubscribe");
	m_r->list_unsubscribe_post = header(headers, "list-unsubscribe-post");
	m_r->list_post = header(headers, "list-post");
	m_r->precedence = header(headers, "precedence");
	m_r->priority = header(headers, "x-priority");
	m_r->auto_submitted = header(headers, "auto-submitted");
	m_r->mailer = header(headers, "x-mailer");
	if (m_r->mailer.n == 0)
		m_r->mailer = header(headers, "user-agent");
	load_auth(t, d, headers, m_r);
}

static void load_lists(struct task *t, const struct pg_result *r, size_t i,
    struct triage_mail *m_r)
{
	const struct json *links = parse(t, r, i, "links");
	const struct json *files = parse(t, r, i, "attachments");
	size_t max_links = MIN(json_len(links), (size_t)TRIAGE_LINKS_MAX);
	size_t max_files = MIN(json_len(files), (size_t)TRIAGE_ATTACHMENTS_MAX);
	struct triage_link *l =
	    ARENA_ARRAY(t->arena, struct triage_link, max_links + 1);
	struct triage_attachment *f =
	    ARENA_ARRAY(t->arena, struct triage_attachment, max_files + 1);
	const struct json *j = json_first(links);

	for (size_t k = 0; k < max_links; k++, j = json_next(j)) {
		m_r->n_forms += json_bool(json_get(j, "form"), false);
		l[k] =
		    (struct triage_link){header(j, "href"), header(j, "text")};
	}
	j = json_first(files);
	for (size_t k = 0; k < max_files; k++, j = json_next(j))
		f[k] = (struct triage_attachment){
		    header(j, "filename"), header(j, "content_type")};
	for (size_t k = 0; k < max_files; k++)
		m_r->n_images += str_istarts(f[k].type, "image/");
	m_r->links = l;
	m_r->n_links = max_links;
	m_r->attachments = f;
	m_r->n_attachments = max_files;
}

static void load_user(struct task *t, const struct pg_result *r, size_t i,
    struct triage_user *u_r)
{
	struct str *own = ARENA_ARRAY(t->arena, struct str, 32);
	struct str rest = pg_str(r, i, "addresses"), one;
	size_t n = 0;

	own[n++] = pg_str(r, i, "own");
	while (n < 32 && str_split(&rest, ' ', &one)) {
		if (one.n > 0)
			own[n++] = one;
	}
	*u_r = (struct triage_user){.addresses = own,
	    .n_addresses = n,
	    .heard_before = pg_bool(r, i, "heard"),
	    .tz_offset_min = (int)pg_i64(r, i, "tz_min"),
	    .month_first = pg_bool(r, i, "month_first")};
}

static bool to_user(
    const char *const *to, size_t n, const struct triage_user *u)
{
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < u->n_addresses; k++) {
			if (str_ieq(address_in(str_of(to[i])), u->addresses[k]))
				return true;
		}
	}
	return false;
}

static const struct triage_contact *contacts(
    struct task *t, const char *const *who, size_t n)
{
	struct triage_contact *v =
	    ARENA_ARRAY(t->arena, struct triage_contact, n + 1);

	for (size_t i = 0; i < n; i++)
		v[i] = (struct triage_contact){
		    name_in(str_of(who[i])), address_in(str_of(who[i]))};
	return v;
}

void triage_load_mail(struct task *t, const struct triage *d,
    const struct pg_result *r, size_t i, struct triage_mail *m_r,
    struct triage_user *u_r)
{
	const char **to, **cc, **reply;
	size_t n_to = pg_texts(t, r, i, "to_addrs", &to);
	size_t n_cc = pg_texts(t, r, i, "cc_addrs", &cc);
	size_t n_reply = pg_texts(t, r, i, "reply_to", &reply);

	load_user(t, r, i, u_r);
	*m_r = (struct triage_mail){
	    .subject = pg_str(r, i, "subject"),
	    .body = pg_str(r, i, "body"),
	    .own = pg_str(r, i, "own_text"),
	    .from_name = pg_str(r, i, "from_name"),
	    .from_addr = pg_str(r, i, "from_addr"),
	    .reply_to = n_reply > 0 ? address_in(str_of(reply[0])) : str_of(""),
	    .message_id = pg_str(r, i, "message_id"),
	    .in_reply_to = pg_str(r, i, "in_reply_to"),
	    .n_references = (size_t)pg_i64(r, i, "n_refs"),
	    .to = contacts(t, to, n_to),
	    .n_to = n_to,
	    .cc = contacts(t, cc, n_cc),
	    .n_cc = n_cc,
	    .calendar = pg_str(r, i, "calendar_text"),
	    .replies_to_user = pg_bool(r, i, "replies"),
	    .to_user = to_user(to, n_to, u_r) || to_user(cc, n_cc, u_r),
	    .to_many = n_to + n_cc > MANY_RECIPIENTS,
	    .to_nobody = n_to + n_cc == 0,
	    .has_html = pg_bool(r, i, "has_html"),
	    .is_outgoing = pg_bool(r, i, "is_outgoing"),
	    .hidden_bytes = (size_t)pg_i64(r, i, "hidden_bytes"),
	    .at_ms = pg_time(r, i, "received_at"),
	};
	triage_load_envelope(t, d, r, i, m_r);
	load_lists(t, r, i, m_r);
}

size_t triage_load_contacts(struct task *t, const struct pg_result *r,
    const struct triage_contact **v_r)
{
	size_t n = pg_rows(r);
	struct triage_contact *v =
	    ARENA_ARRAY(t->arena, struct triage_contact, n + 1);

	for (size_t i = 0; i < n; i++) {
		struct str who = pg_str(r, i, "who");

		v[i] = (struct triage_contact){name_in(who), address_in(who)};
	}
	*v_r = v;
	return n;
}

static int category_or_none(const char *name)
{
	enum triage_category c;

	return triage_category_parse(name, &c) < 0 ? -1 : (int)c;
}

size_t triage_load_corrections(struct task *t, const struct pg_result *r,
    const struct triage_correction **v_r)
{
	size_t n = pg_rows(r);
	struct triage_correction *v =
	    ARENA_ARRAY(t->arena, struct triage_correction, n + 1);

	for (size_t i = 0; i < n; i++)
		v[i] = (struct triage_correction){
		    .email_id = (uint64_t)pg_i64(r, i, "email_id"),
		    .category = category_or_none(pg_text(r, i, "category")),
		    .priority = pg_is_null(r, i, "priority")
				    ? -1
				    : (int)pg_i64(r, i, "priority"),
		    .was_category =
			category_or_none(pg_text(r, i, "was_category")),
		    .was_priority = (int)pg_i64(r, i, "was_priority"),
		    .from_addr = pg_str(r, i, "from_addr"),
		    .list_id = pg_str(r, i, "list_id"),
		};
	*v_r = v;
	return n;
}
