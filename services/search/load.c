/* load.c - emails of the database as documents of the index. */
#include "services/search/index/doc_flags.h"
#include "services/search/reindex.h"

/* Bodies are cut to what is indexed. What is attached inline (signatures'
 * logos) is no attachment. */
#define COLUMNS                                                                \
	"SELECT e.id, coalesce(e.thread_id, 0) AS thread_id, e.received_at,"   \
	" e.message_id, e.subject, e.from_name, e.from_addr,"                  \
	" array_to_string(e.to_addrs, ', ') AS to_line,"                       \
	" array_to_string(e.cc_addrs, ', ') AS cc_line,"                       \
	" array_to_string(e.bcc_addrs, ', ') AS bcc_line,"                     \
	" coalesce(e.headers ->> 'delivered-to', '') AS delivered_to,"         \
	" coalesce(e.headers ->> 'list-id', '') AS list_id,"                   \
	" left(e.body_text, 65536) AS body, e.snippet,"                        \
	" coalesce((SELECT string_agg(a ->> 'filename', E'\\n')"               \
	"  FROM jsonb_array_elements(e.attachments) a WHERE NOT"               \
	"  coalesce((a ->> 'inline')::boolean, false)), '') AS filenames,"     \
	" coalesce((SELECT string_agg(a ->> 'content_type', E'\\n')"           \
	"  FROM jsonb_array_elements(e.attachments) a WHERE NOT"               \
	"  coalesce((a ->> 'inline')::boolean, false)), '') AS types,"         \
	" left(e.links::text, 16384) AS links,"                                \
	" e.links <> '[]'::jsonb AS has_links,"                                \
	" e.calendar_text <> '' AS has_calendar, e.is_outgoing, e.labels,"     \
	" e.size_bytes::bigint AS size_bytes,"                                 \
	" coalesce(c.category, '') AS category,"                               \
	" coalesce(c.priority, 0)::bigint AS priority,"                        \
	" coalesce(c.priority_band, '') AS band,"                              \
	" coalesce(c.risk, 0)::bigint AS risk,"                                \
	" coalesce(c.risk_level, '') AS level,"                                \
	" coalesce(c.needs_reply, false) AS needs_reply"                       \
	" FROM emails e LEFT JOIN classifications c ON c.email_id = e.id "

static const char sql_ids[] =
    COLUMNS "WHERE e.user_id = $1 AND e.id = ANY ($2::bigint[]) ORDER BY e.id";

static const char sql_page[] =
    COLUMNS "WHERE e.user_id = $1 AND e.id > $2 AND NOT EXISTS ("
	    " SELECT FROM pipeline p WHERE p.email_id = e.id"
	    " AND p.stage IN ('received', 'triaged')) ORDER BY e.id LIMIT $3";

/* The same; and those that the pipeline has yet to bring here say so. */
static const char sql_again[] =
    "SELECT q.*, EXISTS (SELECT FROM pipeline p WHERE p.email_id = q.id"
    " AND p.stage IN ('received', 'triaged')) AS pending FROM (" COLUMNS
    "WHERE e.user_id = $1 AND e.id = ANY ($2::bigint[])) q ORDER BY q.id";

static void load_ids(struct task *t, struct search *d, uint64_t user_id,
    const uint64_t *ids, size_t n, const char *sql, struct pg_result **rows_r)
{
	int64_t *copy = ARENA_ARRAY(t->arena, int64_t, MAX(n, 1));

	for (size_t i = 0; i < n; i++)
		copy[i] = (int64_t)ids[i];
	pg_query(t, d->service->pg, pg_as_user(user_id), rows_r, sql,
	    PG_ARGS(PG_I64(user_id), PG_I64S(copy, n)));
}

void search_load(struct task *t, struct search *d, uint64_t user_id,
    const uint64_t *ids, size_t n, struct pg_result **rows_r)
{
	load_ids(t, d, user_id, ids, n, sql_ids, rows_r);
}

void search_load_again(struct task *t, struct search *d, uint64_t user_id,
    const uint64_t *ids, size_t n, struct pg_result **rows_r)
{
	load_ids(t, d, user_id, ids, n, sql_again, rows_r);
}

void search_load_page(struct task *t, struct search *d, uint64_t user_id,
    uint64_t after, size_t limit, struct pg_result **rows_r)
{
	pg_query(t, d->service->pg, pg_as_user(user_id), rows_r, sql_page,
	    PG_ARGS(PG_I64(user_id), PG_I64(after), PG_I64(limit)));
}

static const char *from_line(struct task *t, const char *name, const char *addr)
{
	if (*name == '\0')
		return addr;
	return arena_printf(t->arena, "%s <%s>", name, addr);
}

static void load_doc(
    struct task *t, const struct pg_result *r, size_t i, struct search_doc *d)
{
	struct doc_facts facts = {.filenames = pg_text(r, i, "filenames"),
	    .types = pg_text(r, i, "types"),
	    .links = pg_text(r, i, "links"),
	    .has_links = pg_bool(r, i, "has_links"),
	    .is_outgoing = pg_bool(r, i, "is_outgoing"),
	    .has_calendar = pg_bool(r, i, "has_calendar"),
	    .needs_reply = pg_bool(r, i, "needs_reply")};
	const char **labels;

	facts.n_labels = pg_texts(t, r, i, "labels", &labels);
	facts.labels = labels;
	*d = (struct search_doc){.id = (uint64_t)pg_i64(r, i, "id"),
	    .thread_id = (uint64_t)pg_i64(r, i, "thread_id"),
	    .date_ms = pg_time(r, i, "received_at"),
	    .message_id = pg_text(r, i, "message_id"),
	    .subject = pg_text(r, i, "subject"),
	    .from = from_line(
		t, pg_text(r, i, "from_name"), pg_text(r, i, "from_addr")),
	    .from_addr = pg_text(r, i, "from_addr"),
	    .from_name = pg_text(r, i, "from_name"),
	    .to = pg_text(r, i, "to_line"),
	    .cc = pg_text(r, i, "cc_line"),
	    .bcc = pg_text(r, i, "bcc_line"),
	    .delivered_to = pg_text(r, i, "delivered_to"),
	    .list = pg_text(r, i, "list_id"),
	    .body = pg_text(r, i, "body"),
	    .filenames = facts.filenames,
	    .snippet = pg_text(r, i, "snippet"),
	    .labels = labels,
	    .n_labels = facts.n_labels,
	    .category = pg_text(r, i, "category"),
	    .priority_band = pg_text(r, i, "band"),
	    .risk_level = pg_text(r, i, "level"),
	    .priority = (int)pg_i64(r, i, "priority"),
	    .risk = (int)pg_i64(r, i, "risk"),
	    .flags = doc_flags(&facts),
	    .size_bytes = pg_i64(r, i, "size_bytes")};
}

struct search_doc *search_load_docs(
    struct task *t, const struct pg_result *rows)
{
	size_t n = pg_rows(rows);
	struct search_doc *docs =
	    ARENA_ARRAY(t->arena, struct search_doc, MAX(n, 1));

	for (size_t i = 0; i < n; i++)
		load_doc(t, rows, i, &docs[i]);
	return docs;
}

int64_t search_kept_from(const struct search *d)
{
	int64_t retention_ms = d->opt->index_retention_ms;

	return retention_ms == 0 || d->life == NULL
		   ? 0
		   : loop_unix_ms(d->service->loop) - retention_ms;
}

size_t search_keep_docs(
    const struct search *d, struct search_doc *docs, size_t n)
{
	int64_t from_ms = search_kept_from(d);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		if (docs[i].date_ms >= from_ms || from_ms == 0)
			docs[kept++] = docs[i];
	}
	return kept;
}
