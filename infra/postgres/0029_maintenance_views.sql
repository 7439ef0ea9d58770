-- Who is connected, who waits for whom, how large tables are and what vacuum
-- has left in them: for the owner and for members of pg_monitor, by `applylens
-- database`. Of other roles' sessions PostgreSQL tells members of
-- pg_read_all_stats only (pg_monitor is one). No statement is shown with a
-- value in it.

-- A statement up to its first literal, comment or dollar quote; numbers are ?.
CREATE FUNCTION ops_statement(p_sql text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT btrim(regexp_replace(regexp_replace(said,
	    '(?<!\$)\m[0-9][0-9.]*', '?', 'g'), '\s+', ' ', 'g'))
	    || CASE WHEN length(said) < length(p_sql) THEN ' ...' ELSE '' END
	FROM substring(p_sql FROM
	    '^(?:[^''"$/-]|\$[0-9]|"[^"'']*"|/(?!\*)|-(?!-))*') AS x (said)
$$;

CREATE VIEW ops_connections WITH (security_invoker) AS
SELECT pid, usename AS role, application_name AS application,
    coalesce(client_addr::text, 'socket') AS client, state,
    nullif(concat_ws(': ', wait_event_type, wait_event), '') AS waits_for,
    extract(epoch FROM now() - backend_start)::float8 AS connected_s,
    extract(epoch FROM clock_timestamp() - xact_start)::float8
        AS transaction_s,
    CASE WHEN state = 'active' THEN
        extract(epoch FROM clock_timestamp() - query_start)::float8 END
        AS statement_s,
    ops_statement(query) AS statement
FROM pg_stat_activity
WHERE backend_type = 'client backend' AND datname = current_database();

-- A row for each session that waits and each that it waits for.
CREATE VIEW ops_locks WITH (security_invoker) AS
SELECT w.pid, w.application_name AS application,
    extract(epoch FROM clock_timestamp() - w.query_start)::float8 AS waits_s,
    l.locktype AS lock_type, l.mode,
    coalesce(c.relname::text, '') AS relation,
    ops_statement(w.query) AS statement, b.pid AS blocked_by,
    b.application_name AS blocker_application, b.state AS blocker_state,
    extract(epoch FROM clock_timestamp() - b.xact_start)::float8
        AS blocker_transaction_s,
    ops_statement(b.query) AS blocker_statement
FROM pg_stat_activity w
CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS x (pid)
JOIN pg_stat_activity b ON b.pid = x.pid
LEFT JOIN LATERAL (SELECT * FROM pg_locks p WHERE p.pid = w.pid
    AND NOT p.granted LIMIT 1) l ON true
LEFT JOIN pg_class c ON c.oid = l.relation
WHERE w.wait_event_type = 'Lock' AND w.datname = current_database();

-- Tables and their partitions, beneath the name of the whole.
CREATE VIEW ops_tables WITH (security_invoker) AS
SELECT c.oid, coalesce(p.relname, c.relname)::text AS name,
    c.relname::text AS part, c.relispartition AS is_part
FROM pg_class c
LEFT JOIN pg_inherits i ON i.inhrelid = c.oid AND c.relispartition
LEFT JOIN pg_class p ON p.oid = i.inhparent
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace;

CREATE VIEW ops_table_sizes WITH (security_invoker) AS
SELECT t.name, count(*) FILTER (WHERE t.is_part) AS parts,
    -- Never analyzed: -1.
    sum(greatest(c.reltuples, 0))::bigint AS rows_estimate,
    sum(pg_table_size(t.oid))::bigint AS table_bytes,
    sum(pg_indexes_size(t.oid))::bigint AS index_bytes,
    sum(pg_total_relation_size(t.oid))::bigint AS total_bytes
FROM ops_tables t JOIN pg_class c ON c.oid = t.oid
GROUP BY t.name;

-- dead_bytes: what rows take that nobody sees any more, were they all of the
-- table's average size. unfrozen: transactions until 2^31 that are used up.
CREATE VIEW ops_bloat WITH (security_invoker) AS
SELECT t.part AS name, s.n_live_tup AS live_rows, s.n_dead_tup AS dead_rows,
    s.n_dead_tup / nullif(s.n_live_tup + s.n_dead_tup, 0)::float8
        AS dead_share,
    (pg_relation_size(t.oid) * s.n_dead_tup
        / nullif(s.n_live_tup + s.n_dead_tup, 0))::bigint AS dead_bytes,
    extract(epoch FROM now() - greatest(s.last_vacuum, s.last_autovacuum))
        ::float8 AS vacuumed_s,
    extract(epoch FROM now() - greatest(s.last_analyze, s.last_autoanalyze))
        ::float8 AS analyzed_s,
    age(c.relfrozenxid) / 2147483648.0::float8 AS unfrozen
FROM ops_tables t JOIN pg_class c ON c.oid = t.oid
JOIN pg_stat_all_tables s ON s.relid = t.oid;

GRANT SELECT ON ops_connections, ops_locks, ops_tables, ops_table_sizes,
    ops_bloat TO pg_monitor;
