-- How much there was of what: the last value of each day (UTC); of connections
-- the largest. oncall samples what the database knows, `applylens capacity`
-- the rest.
CREATE TABLE capacity_samples (
	what  text NOT NULL, -- "mails", "database", "table emails", ...
	day   date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
	value double precision NOT NULL CHECK (value >= 0),
	at    timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (what, day)
);
CREATE INDEX capacity_samples_at ON capacity_samples (at);
CALL applylens_operational('capacity_samples');

-- Of mails the counter, which no erasure takes back. Runs as the owner: the
-- daemons do not see the views for operators.
CREATE FUNCTION capacity_sample() RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
	INSERT INTO capacity_samples AS s (what, value)
	SELECT 'mails', coalesce(pg_sequence_last_value('email_counter'), 0)
	UNION ALL SELECT 'users', count(*) FROM users
	UNION ALL SELECT 'database', pg_database_size(current_database())
	UNION ALL SELECT 'connections', count(*) FROM pg_stat_activity
	    WHERE backend_type = 'client backend'
	UNION ALL SELECT 'table ' || name, total_bytes FROM ops_table_sizes
	    WHERE total_bytes >= 1000000
	ON CONFLICT (what, day) DO UPDATE SET at = now(),
	    value = CASE s.what WHEN 'connections'
	        THEN greatest(s.value, EXCLUDED.value) ELSE EXCLUDED.value END
$$;
REVOKE EXECUTE ON FUNCTION capacity_sample FROM PUBLIC;
GRANT EXECUTE ON FUNCTION capacity_sample TO applylens_app;
