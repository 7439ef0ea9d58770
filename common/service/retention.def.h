/* retention.def.h - what is kept for how long, and who removes it after that.
 *
 * RETENTION_JOBS: X(name, "daemon", "table", "age", "only", days, least, HOW,
 *     "what")
 *   age    the column whose age counts
 *   only   the rows that may go, beside
 *   days   are kept, unless retention_jobs.keep_days says otherwise (applylens
 *          retention keep); least  whatever that says
 *   HOW    ROWS: the daemon may delete there; or the function of the database
 *          that may
 * Whoever starts that daemon has them removed (retention.c). Each column of
 * age has an index.
 *
 * RETENTION_OTHERS: X("what", "kept", "who removes it, when", "SQL or ''")
 *   SQL    rows and bytes that are there past their time: more than a few say
 *          that whoever should remove them does not
 */
#ifndef SERVICE_RETENTION_DEF_H
#define SERVICE_RETENTION_DEF_H

#define RETENTION_JOBS(X)                                                      \
	X(agent_runs, "gateway", "agent_runs", "started_at",                   \
	    "status NOT IN ('queued', 'running')", 90, 31, ROWS,               \
	    "runs of agents, with what they logged; planner reads 30 days")    \
	X(tokens, "gateway", "tokens", "expires_at", "true", 30, 1, ROWS,      \
	    "API tokens past their date, as a list of what there was")         \
	X(quality_results, "warehouse", "quality_results", "checked_at",       \
	    "true", 90, 7, ROWS, "results of checks of data")                  \
	X(outbox_pages, "oncall", "outbox_pages", "ended_at",                  \
	    "EXISTS (SELECT FROM incidents i WHERE i.id = incident_id AND "    \
	    "i.status IN ('resolved', 'closed'))", 90, 7, ROWS,                \
	    "what PagerDuty and Slack were told; the timeline stays")          \
	X(incident_alerts, "oncall", "incident_alerts", "last_seen",           \
	    "incident_id IS NULL", 90, 7, ROWS,                                \
	    "alerts that were over before they were heard of")                 \
	X(capacity_samples, "oncall", "capacity_samples", "at", "true", 400,   \
	    60, ROWS, "how much there was of what, by the day")                \
	X(audit_log, "privacy", "audit_log", "at", "true", 1095, 365,          \
	    audit_expire, "who did what")

#define RETENTION_OTHERS(X)                                                    \
	X("sessions", "APPLYLENS_SESSION_TIME", "gateway, every minute",       \
	    "SELECT count(*), 0 FROM sessions "                                \
	    "WHERE expires_at < now() - interval '10 minutes'")                \
	X("idempotency_keys", "APPLYLENS_KEY_TIME", "gateway, every minute",   \
	    "SELECT count(*), coalesce(sum(length(body)), 0) "                 \
	    "FROM idempotency_keys WHERE created_at < now() - interval "       \
	    "'31 days'")                                                       \
	X("slo_minutes", "35 days", "oncall, every hour",                      \
	    "SELECT count(*), 0 FROM slo_minutes "                             \
	    "WHERE minute < now() - interval '35 days 2 hours'")               \
	X("slo_scrapes", "35 days", "oncall, every hour",                      \
	    "SELECT count(*), 0 FROM slo_scrapes "                             \
	    "WHERE seen_at < now() - interval '35 days 2 hours'")              \
	X("model_spent", "31 days", "assistant, with a person's next answer",  \
	    "")                                                                \
	X("outbox, pipeline", "until done", "ingest, at once", "")             \
	X("objects exports/", "APPLYLENS_EXPORT_KEEP", "privacy, every 10 s",  \
	    "SELECT count(*), coalesce(sum(f.stored_bytes), 0) "               \
	    "FROM dsr_files f JOIN dsr_requests d ON d.id = f.dsr_id "         \
	    "WHERE d.expires_at < now() - interval '1 hour'")                  \
	X("objects backups/", "--keep-days",                                   \
	    "applylens backup prune, by cron", "")                             \
	X("emails, objects mail/", "until their person erases them",           \
	    "privacy, at their request", "")                                   \
	X("conversations, memory, actions", "until their person deletes them", \
	    "assistant, ingest", "")                                           \
	X("incidents and their timelines", "for ever", "nobody", "")           \
	X("consents, dsr_requests", "for ever: they are proof", "nobody", "")  \
	X("search index", "as its mail, or its lifecycle", "search", "")       \
	X("Redis: answers", "APPLYLENS_ASSISTANT_KEEP_TIME",                   \
	    "Redis, by expiry", "")                                            \
	X("logs", "5 files of 20 MB a daemon", "svlogd", "")                   \
	X("Prometheus", "30 days", "Prometheus, --storage.tsdb.retention", "")

/* ---- a batch, for retention.c and the command ---- */

#define RETENTION_BATCH 2000 /* rows */
#define RETENTION_STR_(x) #x
#define RETENTION_STR(x) RETENTION_STR_(x)

/* Days, as SQL. */
#define RETENTION_KEEP(name, days, least)                                      \
	"greatest(coalesce((SELECT keep_days FROM retention_jobs WHERE "       \
	"name = '" #name "'), " #days "), " #least ")"
#define RETENTION_OLD(table, age, only, keep)                                  \
	table " WHERE " age " < now() - " keep " * interval '1 day' AND " only
#define RETENTION_DO_ROWS(table, age, only, keep)                              \
	"DELETE FROM " table " WHERE ctid = ANY (ARRAY(SELECT ctid FROM "      \
	RETENTION_OLD(table, age, only, keep) " ORDER BY " age                 \
	" LIMIT " RETENTION_STR(RETENTION_BATCH) " FOR UPDATE SKIP LOCKED)) "  \
	"RETURNING 1"
#define RETENTION_DO_audit_expire(table, age, only, keep)                      \
	"SELECT generate_series(1, audit_expire(" keep ", "                    \
	RETENTION_STR(RETENTION_BATCH) "))"
/* Removes a batch and notes it: removed, done (there was no more), and
 * succeeded, when that was said last (Unix time; 0: never). */
#define RETENTION_SQL(name, table, age, only, days, least, how)                \
	"WITH gone AS (" RETENTION_DO_##how(table, age, only,                  \
	    RETENTION_KEEP(name, days, least)) "), "                           \
	"noted AS (INSERT INTO retention_jobs AS j (name, ran_at, "            \
	"succeeded_at, last_rows, removed_rows) SELECT '" #name "', now(), "   \
	"CASE WHEN n < " RETENTION_STR(RETENTION_BATCH) " THEN now() END, "    \
	"n, n FROM (SELECT count(*) AS n FROM gone) c "                        \
	"ON CONFLICT (name) DO UPDATE SET ran_at = EXCLUDED.ran_at, "          \
	"succeeded_at = coalesce(EXCLUDED.succeeded_at, j.succeeded_at), "     \
	"last_rows = EXCLUDED.last_rows, "                                     \
	"removed_rows = j.removed_rows + EXCLUDED.removed_rows RETURNING *) "  \
	"SELECT last_rows AS removed, coalesce(succeeded_at = ran_at, false) " \
	"AS done, coalesce(extract(epoch FROM succeeded_at), 0)::float8 "      \
	"AS succeeded FROM noted"

#endif
