/* load.c - mails as the extractors read them, and what is stored of them. */
#include "services/knowledge/store/load.h"

#include "common/base/ids.h"
#include "common/mail/field.h"

#include <stdlib.h>

#define OWN_ADDRS 32

static const char sql_version[] =
    "SELECT coalesce((SELECT version FROM graph_state WHERE user_id = $1), 0) "
    "AS version";

static const char sql_own[] =
    "SELECT u.email AS addr FROM users u WHERE u.id = $1 UNION "
    "SELECT m.address FROM mailboxes m WHERE m.user_id = $1 "
    "AND m.address <> '' ORDER BY 1 LIMIT 32";

static const char sql_mails[] =
    "SELECT e.id, e.thread_id, e.message_id, e.received_at, e.created_at, "
    "e.date_at, e.from_name, e.from_addr, e.to_addrs, e.cc_addrs, e.reply_to, "
    "e.subject, left(e.body_text, 32768) AS body, "
    "left(e.calendar_text, 65536) AS calendar, "
    "coalesce(e.headers ->> 'date', '') AS date, "
    "coalesce(e.headers ->> 'list-id', '') AS list_id, "
    "coalesce(e.headers ->> 'precedence', '') AS precedence, "
    "coalesce(e.headers ->> 'auto-submitted', '') AS auto_submitted, "
    "coalesce(e.headers ->> 'list-unsubscribe', '') AS list_unsubscribe, "
    "e.is_outgoing, coalesce(c.category, '') AS category "
    "FROM emails e LEFT JOIN LATERAL (SELECT k.category "
    "FROM classifications k WHERE k.email_id = e.id LIMIT 1) c ON true "
    "WHERE e.user_id = $1 AND e.id = ANY ($2) ORDER BY e.id";

static const char sql_linked[] =
    "SELECT email_id, thread_id, at, learnt_at, sender, hearer, is_outgoing, "
    "is_bulk, asks FROM linked WHERE user_id = $1 AND email_id = ANY ($2) "
    "ORDER BY email_id";

static const char sql_facts[] =
    "SELECT email_id, kind, part, from_byte, to_byte, key, value, true_at, "
    "until_at, confidence FROM facts WHERE user_id = $1 "
    "AND email_id = ANY ($2) ORDER BY email_id, n";

static const char sql_said[] =
    "SELECT what, a, b FROM said WHERE user_id = $1 ORDER BY a, b";

void load_state(struct pg_batch *b, uint64_t user, struct load *l)
{
	pg_batch_add(b, &l->version, sql_version, PG_ARGS(PG_I64(user)));
	pg_batch_add(b, &l->said, sql_said, PG_ARGS(PG_I64(user)));
}

void load_start(struct task *t, struct pg *pg, uint64_t user, struct load *l,
    struct pg_arg email_ids)
{
	struct pg_batch *b = pg_batch_begin(t, pg, pg_as_user(user));

	load_state(b, user, l);
	pg_batch_add(b, &l->own, sql_own, PG_ARGS(PG_I64(user)));
	pg_batch_add(b, &l->mails, sql_mails, PG_ARGS(PG_I64(user), email_ids));
	pg_batch_add(
	    b, &l->linked, sql_linked, PG_ARGS(PG_I64(user), email_ids));
	pg_batch_add(b, &l->facts, sql_facts, PG_ARGS(PG_I64(user), email_ids));
	pg_batch_run(b);
}

/* ---- what was said ---- */

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void load_said(struct task *t, const struct pg_result *r, struct said *s_r)
{
	size_t n = pg_rows(r);
	struct said s = {.v = ARENA_ARRAY(t->arena, struct cluster_said, n + 1),
	    .erased = ARENA_ARRAY(t->arena, const char *, n + 1)};

	for (size_t i = 0; i < n; i++) {
		const char *what = pg_text(r, i, "what");

		if (streq(what, "erased"))
			s.erased[s.erased_n++] = pg_text(r, i, "a");
		else
			s.v[s.n++] = (struct cluster_said){pg_text(r, i, "a"),
			    pg_text(r, i, "b"), streq(what, "same")};
	}
	qsort(s.erased, s.erased_n, sizeof *s.erased, text_order);
	*s_r = s;
}

const char *said_hash(struct arena *a, const char *addr)
{
	char hex[65];

	ids_sha256_hex(addr, strlen(addr), hex);
	return arena_printf(a, "sha256:%s", hex);
}

bool said_erased(const struct said *s, const char *addr)
{
	char hex[7 + 65] = "sha256:";
	const char *key = hex;

	if (s->erased_n == 0 || addr[0] == '\0')
		return false;
	ids_sha256_hex(addr, strlen(addr), hex + 7);
	return bsearch(&key, s->erased, s->erased_n, sizeof *s->erased,
		   text_order) != NULL;
}

/* ---- new ---- */

struct mail_addr load_addr(struct arena *a, const char *text)
{
	struct str s = str_of(text), addr = str_trim(s), name = {"", 0};
	const char *open = memrchr(s.p, '<', s.n);
	const char *close = memrchr(s.p, '>', s.n);

	if (open != NULL && close != NULL && close > open) {
		name = str_trim((struct str){s.p, (size_t)(open - s.p)});
		addr = str_trim(
		    (struct str){open + 1, (size_t)(close - open) - 1});
	}
	return (struct mail_addr){arena_strndup(a, name.p, name.n),
	    memchr(addr.p, '@', addr.n) == NULL
		? ""
		: arena_strndup(a, addr.p, addr.n)};
}

static struct mail_addrs read_list(struct task *t, const struct pg_result *r,
    size_t row, const char *col, struct str *text_r)
{
	const char **list;
	size_t n = pg_texts(t, r, row, col, &list), bytes = 0, at = 0;
	struct mail_addr *v = ARENA_ARRAY(t->arena, struct mail_addr, n + 1);
	char *text;

	n = MIN(n, (size_t)FACT_PARTICIPANTS);
	for (size_t i = 0; i < n; i++)
		bytes += strlen(list[i]) + 2;
	text = arena_alloc(t->arena, bytes + 1);
	for (size_t i = 0; i < n; i++) {
		size_t len = strlen(list[i]);

		v[i] = load_addr(t->arena, list[i]);
		if (i > 0) {
			memcpy(text + at, ", ", 2);
			at += 2;
		}
		memcpy(text + at, list[i], len);
		at += len;
	}
	*text_r = (struct str){text, at};
	return (struct mail_addrs){v, n};
}

static void read_mail(struct task *t, const struct pg_result *r, size_t row,
    struct fact_mail *m_r)
{
	struct fact_mail m = {
	    .email_id = (uint64_t)pg_i64(r, row, "id"),
	    .thread_id = (uint64_t)pg_i64(r, row, "thread_id"),
	    .message_id = pg_text(r, row, "message_id"),
	    .received_ms = pg_time(r, row, "received_at"),
	    .date_ms =
		pg_is_null(r, row, "date_at") ? 0 : pg_time(r, row, "date_at"),
	    .zone_min = mail_field_zone_min(pg_str(r, row, "date")),
	    .from = {pg_text(r, row, "from_name"),
		pg_text(r, row, "from_addr")},
	    .subject = pg_str(r, row, "subject"),
	    .body = pg_str(r, row, "body"),
	    .calendar = pg_str(r, row, "calendar"),
	    .list_id = pg_text(r, row, "list_id"),
	    .precedence = pg_text(r, row, "precedence"),
	    .auto_submitted = pg_text(r, row, "auto_submitted"),
	    .list_unsubscribe = pg_text(r, row, "list_unsubscribe"),
	    .category = pg_text(r, row, "category"),
	    .is_outgoing = pg_bool(r, row, "is_outgoing"),
	};
	m.from_text = str_of(
	    m.from.name[0] == '\0'
		? m.from.addr
		: arena_printf(t->arena, "%s <%s>", m.from.name, m.from.addr));
	m.to = read_list(t, r, row, "to_addrs", &m.to_text);
	m.cc = read_list(t, r, row, "cc_addrs", &m.cc_text);
	m.reply_to = read_list(t, r, row, "reply_to", &m.reply_to_text);
	m.body.n = utf8_cut(m.body, FACT_BODY_BYTES);
	mail_text_spans(t->arena, m.body, FACT_SPANS, &m.spans);
	*m_r = m;
}

static void drop_erased(struct linked *l, const struct said *s, struct fact *v)
{
	bool sender = said_erased(s, l->sender);
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++) {
		if (said_erased(s, v[i].key) ||
		    (sender && v[i].kind != FACT_PARTICIPANT))
			continue;
		v[n++] = v[i];
	}
	l->n = n;
	if (sender)
		l->sender = "";
	if (said_erased(s, l->hearer))
		l->hearer = "";
}

static void read_new(struct task *t, const struct fact_mail *m,
    int64_t learnt_ms, const struct said *s, struct linked *l_r)
{
	struct fact *v = ARENA_ARRAY(t->arena, struct fact, FACTS_PER_MAIL);
	size_t n = facts_of(t->arena, m, v, FACTS_PER_MAIL);
	struct linked l = {
	    .email_id = m->email_id,
	    .thread_id = m->thread_id,
	    .at_ms = m->received_ms,
	    .learnt_ms = learnt_ms,
	    .sender =
		m->is_outgoing ? "" : fact_addr_key(t->arena, m->from.addr),
	    .hearer = "",
	    .is_outgoing = m->is_outgoing,
	    .is_bulk = fact_is_bulk(m),
	    .facts = v,
	    .n = n,
	};

	for (size_t i = 0; i < n && l.hearer[0] == '\0'; i++)
		if (v[i].kind == FACT_PARTICIPANT && v[i].part == FACT_PART_TO)
			l.hearer = v[i].key;
	if (s->erased_n > 0)
		drop_erased(&l, s, v);
	for (size_t i = 0; i < l.n; i++)
		l.asks = l.asks || v[i].kind == FACT_REQUEST;
	*l_r = l;
}

size_t load_new(struct task *t, const struct load *l, const struct said *s,
    struct linked **v_r)
{
	size_t n = pg_rows(l->mails),
	       own_n = MIN(pg_rows(l->own), (size_t)OWN_ADDRS);
	struct linked *v = ARENA_ARRAY(t->arena, struct linked, n + 1);
	const char **own = ARENA_ARRAY(t->arena, const char *, own_n + 1);

	for (size_t i = 0; i < own_n; i++)
		own[i] = fact_addr_key(t->arena, pg_text(l->own, i, "addr"));
	for (size_t i = 0; i < n; i++) {
		struct fact_mail m;

		read_mail(t, l->mails, i, &m);
		m.own_addrs = own;
		m.own_addrs_n = own_n;
		read_new(t, &m, pg_time(l->mails, i, "created_at"), s, &v[i]);
	}
	*v_r = v;
	return n;
}

/* ---- old ---- */

static struct fact read_fact(const struct pg_result *r, size_t row)
{
	int kind = fact_kind_of(pg_text(r, row, "kind"));
	int part = fact_part_of(pg_text(r, row, "part"));

	/* A kind that an older version knew counts as other than any new. */
	return (struct fact){
	    .kind = kind < 0 ? FACT_KINDS_N : (enum fact_kind)kind,
	    .part = part < 0 ? FACT_PARTS_N : (enum fact_part)part,
	    .from = (uint32_t)pg_i64(r, row, "from_byte"),
	    .to = (uint32_t)pg_i64(r, row, "to_byte"),
	    .key = pg_text(r, row, "key"),
	    .value = pg_text(r, row, "value"),
	    .true_ms = pg_time(r, row, "true_at"),
	    .until_ms = pg_is_null(r, row, "until_at")
			    ? 0
			    : pg_time(r, row, "until_at"),
	    .confidence_milli = (int)pg_i64(r, row, "confidence"),
	};
}

size_t load_old(struct task *t, const struct load *l, struct linked **v_r)
{
	const struct pg_result *r = l->linked;
	size_t n = pg_rows(r), facts_n = pg_rows(l->facts), f = 0;
	struct linked *v = ARENA_ARRAY(t->arena, struct linked, n + 1);
	struct fact *facts = ARENA_ARRAY(t->arena, struct fact, facts_n + 1);

	for (size_t i = 0; i < facts_n; i++)
		facts[i] = read_fact(l->facts, i);
	for (size_t i = 0; i < n; i++) {
		int64_t id = pg_i64(r, i, "email_id");

		v[i] = (struct linked){.email_id = (uint64_t)id,
		    .thread_id = (uint64_t)pg_i64(r, i, "thread_id"),
		    .at_ms = pg_time(r, i, "at"),
		    .learnt_ms = pg_time(r, i, "learnt_at"),
		    .sender = pg_text(r, i, "sender"),
		    .hearer = pg_text(r, i, "hearer"),
		    .is_outgoing = pg_bool(r, i, "is_outgoing"),
		    .is_bulk = pg_bool(r, i, "is_bulk"),
		    .asks = pg_bool(r, i, "asks"),
		    .facts = facts + f};
		while (f < facts_n && pg_i64(l->facts, f, "email_id") == id) {
			v[i].n++;
			f++;
		}
	}
	*v_r = v;
	return n;
}
