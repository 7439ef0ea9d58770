/* receive.c - one round trip to see what is there, one to store the rest. */
#include "services/ingest/receive.h"

#include "common/base/die.h"
#include "services/ingest/group.h"

static const char sql_probe[] =
    "SELECT k.* FROM unnest($2::text[]) i(key), LATERAL (SELECT dedup_key, "
    "email_id, import_id, import_offset FROM email_keys WHERE user_id = $1 "
    "AND dedup_key = i.key LIMIT 1) k";

static const char sql_partitions[] =
    "SELECT emails_ensure_partitions($1::timestamptz[])";

/* The arguments' meaning: infra/postgres/0006_receive.sql. */
static const char sql_receive[] =
    "SELECT n, email_id, outcome FROM receive_emails($1, $2, $3, $4, $5, $6, "
    "$7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, "
    "$22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, "
    "$36, $37, $38, $39, $40, $41, $42, $43, $44, $45)";

void receive_probe(struct task *t, struct pg *pg, uint64_t user_id,
    const struct batch *b, struct pg_result **rows_r)
{
	const char **keys = ARENA_ARRAY(b->a, const char *, b->n);
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->v[i].fate == FATE_OPEN)
			keys[n++] = b->v[i].key;
	pg_query(t, pg, pg_as_user(user_id), rows_r, sql_probe,
	    PG_ARGS(PG_I64(user_id), PG_TEXTS(keys, n)));
}

void receive_probed(
    struct batch *b, const struct pg_result *rows, const char *import_id)
{
	for (size_t i = 0; i < pg_rows(rows); i++)
		batch_known(b, pg_text(rows, i, "dedup_key"),
		    (uint64_t)pg_i64(rows, i, "email_id"),
		    streq(pg_text(rows, i, "import_id"), import_id),
		    (uint64_t)pg_i64(rows, i, "import_offset"));
}

/* ---- columns ---- */

struct columns {
	const char **text[TEXTS];
	const char **key;
	int64_t *offset, *received, *date, *hidden, *size, *raw_offset;
	bool *has_html, *outgoing;
};

static struct columns columns_new(struct arena *a, size_t n)
{
	struct columns c = {
	    .key = ARENA_ARRAY(a, const char *, n),
	    .offset = ARENA_ARRAY(a, int64_t, n),
	    .received = ARENA_ARRAY(a, int64_t, n),
	    .date = ARENA_ARRAY(a, int64_t, n),
	    .hidden = ARENA_ARRAY(a, int64_t, n),
	    .size = ARENA_ARRAY(a, int64_t, n),
	    .raw_offset = ARENA_ARRAY(a, int64_t, n),
	    .has_html = ARENA_ARRAY(a, bool, n),
	    .outgoing = ARENA_ARRAY(a, bool, n),
	};

	for (size_t i = 0; i < TEXTS; i++)
		c.text[i] = ARENA_ARRAY(a, const char *, n);
	return c;
}

static void columns_set(struct columns *c, size_t i, const struct record *r)
{
	for (size_t k = 0; k < TEXTS; k++)
		c->text[k][i] = r->text[k];
	c->key[i] = r->key;
	c->offset[i] = (int64_t)r->offset;
	c->received[i] = r->received_ms;
	c->date[i] = r->date_ms;
	c->hidden[i] = (int64_t)r->hidden_bytes;
	c->size[i] = (int64_t)r->raw.n;
	c->raw_offset[i] = (int64_t)r->raw_offset;
	c->has_html[i] = r->has_html;
	c->outgoing[i] = r->is_outgoing;
}

struct group_columns {
	const char **subject, **addrs;
	int64_t *kind, *first, *last;
};

static struct group_columns group_columns(
    struct arena *a, const struct groups *g)
{
	struct group_columns c = {
	    .subject = ARENA_ARRAY(a, const char *, g->n),
	    .addrs = ARENA_ARRAY(a, const char *, g->n),
	    .kind = ARENA_ARRAY(a, int64_t, g->n),
	    .first = ARENA_ARRAY(a, int64_t, g->n),
	    .last = ARENA_ARRAY(a, int64_t, g->n),
	};

	for (size_t i = 0; i < g->n; i++) {
		c.subject[i] = g->v[i].subject;
		c.addrs[i] = record_list(a, g->v[i].addrs, g->v[i].addrs_n);
		c.kind[i] = (int64_t)g->v[i].kind;
		c.first[i] = g->v[i].first_ms;
		c.last[i] = g->v[i].last_ms;
	}
	return c;
}

/* Each label of the records once. */
static size_t all_labels(
    struct arena *a, struct record *const *v, size_t n, const char ***labels_r)
{
	size_t room = 0, found = 0;
	const char **labels;

	for (size_t i = 0; i < n; i++)
		room += v[i]->labels_n;
	labels = ARENA_ARRAY(a, const char *, room);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < v[i]->labels_n; k++) {
			size_t at = 0;

			while (
			    at < found && !streq(labels[at], v[i]->labels[k]))
				at++;
			if (at == found)
				labels[found++] = v[i]->labels[k];
		}
	}
	*labels_r = labels;
	return found;
}

/* ---- storing ---- */

#define TEXT_COLUMN(name) PG_TEXTS(c.text[TEXT_##name], n)

void receive_store(struct task *t, struct pg *pg, const struct receive *how,
    struct batch *b, struct record *const *v, size_t n,
    struct pg_result **rows_r)
{
	struct pg_batch *stmts =
	    pg_batch_begin(t, pg, pg_as_user(how->user_id));
	struct columns c = columns_new(b->a, n);
	struct group_columns gc;
	struct groups g;
	const char **labels;
	size_t labels_n = all_labels(b->a, v, n, &labels);

	for (size_t i = 0; i < n; i++)
		columns_set(&c, i, v[i]);
	groups_find(b->a, (const struct record *const *)v, n, &g);
	gc = group_columns(b->a, &g);
	pg_batch_add(
	    stmts, NULL, sql_partitions, PG_ARGS(PG_TIMES(c.received, n)));
	pg_batch_add(stmts, rows_r, sql_receive,
	    PG_ARGS(PG_I64(how->user_id), PG_TEXT(how->import_id),
		PG_TEXT(how->claimer), PG_I64(how->lease_ms),
		PG_TEXT(b->raw_key), PG_TEXTS(labels, labels_n),
		PG_TEXTS(c.key, n), PG_I64S(c.offset, n), PG_I64S(g.of, n),
		PG_TIMES(c.received, n), PG_TIMES(c.date, n),
		TEXT_COLUMN(MESSAGE_ID), TEXT_COLUMN(IN_REPLY_TO),
		TEXT_COLUMN(REFS), TEXT_COLUMN(SUBJECT),
		TEXT_COLUMN(SUBJECT_BASE), TEXT_COLUMN(FROM_NAME),
		TEXT_COLUMN(FROM_ADDR), TEXT_COLUMN(TO), TEXT_COLUMN(CC),
		TEXT_COLUMN(BCC), TEXT_COLUMN(REPLY_TO), TEXT_COLUMN(BODY),
		TEXT_COLUMN(OWN), TEXT_COLUMN(SNIPPET), TEXT_COLUMN(HEADERS),
		TEXT_COLUMN(LINKS), TEXT_COLUMN(ATTACHMENTS),
		TEXT_COLUMN(CALENDAR), PG_I64S(c.hidden, n),
		PG_BOOLS(c.has_html, n), PG_BOOLS(c.outgoing, n),
		TEXT_COLUMN(LABELS), PG_I64S(c.size, n), TEXT_COLUMN(SHA256),
		PG_I64S(c.raw_offset, n), TEXT_COLUMN(DEFECTS),
		TEXT_COLUMN(ERROR), PG_TEXTS(gc.subject, g.n),
		PG_I64S(gc.kind, g.n), PG_TIMES(gc.first, g.n),
		PG_TIMES(gc.last, g.n), PG_TEXTS(gc.addrs, g.n),
		PG_TEXTS(g.ids, g.ids_n), PG_I64S(g.id_group, g.ids_n)));
	pg_batch_run(stmts);
}

static enum record_fate fate_of(const char *outcome)
{
	if (streq(outcome, "new"))
		return FATE_NEW;
	return streq(outcome, "again") ? FATE_AGAIN : FATE_DUPLICATE;
}

size_t receive_stored(
    struct record *const *v, size_t n, const struct pg_result *rows)
{
	size_t fresh = 0;

	MUST(pg_rows(rows) == n);
	for (size_t i = 0; i < n; i++) {
		v[i]->email_id = (uint64_t)pg_i64(rows, i, "email_id");
		v[i]->fate = fate_of(pg_text(rows, i, "outcome"));
		fresh += v[i]->fate == FATE_NEW;
	}
	return fresh;
}
