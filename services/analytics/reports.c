/* reports.c - volumes, response times, senders, categories: one statement
 * each over the user's own mail. Empty mailboxes give empty lists and nulls,
 * never an error. */
#include "services/analytics/reports.h"

#define SINCE                                                                  \
	"e.user_id = $1 AND e.received_at > now() - make_interval(days => "    \
	"$2::int) "

/* This window beside the one before it. */
static const char sql_summary[] =
    "WITH m AS (SELECT e.id, e.from_addr, e.is_outgoing, c.category, "
    "c.needs_reply, c.risk, (e.received_at > now() - make_interval(days => "
    "$2::int)) AS now_ FROM emails e LEFT JOIN classifications c "
    "ON c.email_id = e.id WHERE e.user_id = $1 AND e.received_at > "
    "now() - 2 * make_interval(days => $2::int)), "
    "k AS (SELECT now_, count(*) FILTER (WHERE NOT is_outgoing) AS received, "
    "count(*) FILTER (WHERE is_outgoing) AS sent, "
    "count(DISTINCT from_addr) AS senders, "
    "count(*) FILTER (WHERE needs_reply) AS needing_reply, "
    "count(*) FILTER (WHERE risk >= 60) AS risky, "
    "count(*) FILTER (WHERE category IN ('interview', 'offer', 'recruiter')) "
    "AS opportunities FROM m GROUP BY now_) "
    "SELECT jsonb_build_object('days', $2::int, "
    "'current', (SELECT to_jsonb(k) - 'now_' FROM k WHERE now_), "
    "'previous', (SELECT to_jsonb(k) - 'now_' FROM k WHERE NOT now_), "
    "'applications', (SELECT coalesce(jsonb_object_agg(stage, n), '{}') "
    "FROM (SELECT stage, count(*) AS n FROM (SELECT DISTINCT ON (key) "
    "value AS stage FROM facts WHERE user_id = $1 AND kind = 'stage' "
    "ORDER BY key, true_at DESC, email_id DESC) a GROUP BY stage) s))::text AS "
    "report";

static const char sql_volumes[] =
    "WITH days AS (SELECT d::date AS day FROM generate_series("
    "(now() - make_interval(days => $2::int - 1))::date, now()::date, "
    "interval '1 day') d), m AS (SELECT e.received_at::date AS day, "
    "count(*) FILTER (WHERE NOT e.is_outgoing) AS received, "
    "count(*) FILTER (WHERE e.is_outgoing) AS sent FROM emails e WHERE " SINCE
    "GROUP BY 1) "
    "SELECT jsonb_build_object('days', jsonb_agg(jsonb_build_object('day', "
    "days.day, 'received', coalesce(received, 0), 'sent', coalesce(sent, 0)) "
    "ORDER BY days.day), 'received', coalesce(sum(received), 0), 'sent', "
    "coalesce(sum(sent), 0), 'busiest_hours', (SELECT coalesce("
    "jsonb_object_agg(h, n), '{}') FROM (SELECT extract(hour FROM "
    "e.received_at)::int AS h, count(*) AS n FROM emails e WHERE " SINCE
    "GROUP BY 1 ORDER BY 2 DESC LIMIT 5) hours))::text AS report "
    "FROM days LEFT JOIN m USING (day)";

/* A reply is the user's first own mail in a thread after somebody's mail. */
static const char sql_responses[] =
    "WITH r AS (SELECT e.id, e.from_addr, e.received_at AS asked, "
    "(SELECT min(o.received_at) FROM emails o WHERE o.user_id = $1 AND "
    "o.thread_id = e.thread_id AND o.is_outgoing AND o.received_at > "
    "e.received_at) AS replied FROM emails e WHERE " SINCE
    "AND NOT e.is_outgoing AND e.thread_id IS NOT NULL AND EXISTS (SELECT "
    "FROM classifications c WHERE c.email_id = e.id AND c.needs_reply)), "
    "h AS (SELECT *, extract(epoch FROM replied - asked) / 3600 AS hours "
    "FROM r) "
    "SELECT jsonb_build_object('needing_reply', count(*), 'replied', "
    "count(replied), 'unanswered', count(*) - count(replied), "
    "'median_hours', round((percentile_cont(0.5) WITHIN GROUP (ORDER BY "
    "hours))::numeric, 2), 'p90_hours', round((percentile_cont(0.9) WITHIN "
    "GROUP (ORDER BY hours))::numeric, 2), 'slowest', (SELECT coalesce("
    "jsonb_agg(s), '[]') FROM (SELECT id::text AS id, from_addr AS \"from\", "
    "asked, round(hours::numeric, 1) AS hours FROM h WHERE hours IS NOT NULL "
    "ORDER BY hours DESC LIMIT 5) s))::text AS report FROM h";

static const char sql_senders[] =
    "SELECT jsonb_build_object('senders', coalesce(jsonb_agg(s), '[]'))::text "
    "AS report FROM (SELECT e.from_addr AS \"from\", max(e.from_name) AS "
    "name, count(*) AS emails, max(e.received_at) AS last_at, "
    "mode() WITHIN GROUP (ORDER BY c.category) AS category, "
    "sum(e.size_bytes) AS bytes FROM emails e LEFT JOIN classifications c "
    "ON c.email_id = e.id WHERE " SINCE "AND NOT e.is_outgoing "
    "GROUP BY e.from_addr ORDER BY emails DESC, last_at DESC LIMIT 25) s";

static const char sql_categories[] =
    "WITH m AS (SELECT c.category, date_trunc('week', e.received_at)::date AS "
    "week, count(*) AS n FROM emails e JOIN classifications c ON c.email_id = "
    "e.id WHERE " SINCE "GROUP BY 1, 2) "
    "SELECT jsonb_build_object('totals', (SELECT coalesce(jsonb_object_agg("
    "category, n), '{}') FROM (SELECT category, sum(n) AS n FROM m GROUP BY 1)"
    " t), 'weeks', (SELECT coalesce(jsonb_agg(jsonb_build_object('week', "
    "week, 'categories', by_category) ORDER BY week), '[]') FROM (SELECT "
    "week, jsonb_object_agg(category, n) AS by_category FROM m GROUP BY week) "
    "w))::text AS report";

/* The funnel of a job hunt: how far each application came. */
static const char sql_funnel[] =
    "SELECT jsonb_build_object('applications', count(*), 'interviewed', "
    "count(*) FILTER (WHERE stages && ARRAY['interview', "
    "'interview_scheduled', 'interview_rescheduled', 'offer', 'accepted']), "
    "'offers', count(*) FILTER (WHERE stages && ARRAY['offer', 'accepted']), "
    "'rejections', count(*) FILTER (WHERE 'rejected' = ANY(stages)), "
    "'unanswered', count(*) FILTER (WHERE stages <@ ARRAY['applied']), "
    "'median_days_to_first_answer', percentile_cont(0.5) WITHIN GROUP "
    "(ORDER BY extract(epoch FROM answered - applied) / 86400) "
    "FILTER (WHERE answered > applied))::text AS report "
    "FROM (SELECT key, array_agg(DISTINCT value) AS stages, "
    "min(true_at) FILTER (WHERE value = 'applied') AS applied, "
    "min(true_at) FILTER (WHERE value <> 'applied') AS answered, "
    "max(true_at) AS last FROM facts WHERE user_id = $1 AND kind = 'stage' "
    "GROUP BY key) a WHERE last > now() - make_interval(days => $2::int)";

const struct service_report analytics_reports[] = {
    {"summary", "|summary|overview|report|", sql_summary},
    {"volumes", "|volume|how many|how much mail|per day|", sql_volumes},
    {"responses", "|response|reply|replies|answer time|", sql_responses},
    {"senders", "|sender|who writes|top |", sql_senders},
    {"categories", "|categor|trend|kinds|", sql_categories},
    {"funnel", "|funnel|application|interview|offer|", sql_funnel},
};
const size_t analytics_n_reports = ARRAY_LEN(analytics_reports);
