-- What leaves the database when its time is up: common/service/retention.def.h
-- says which rows, the daemons remove them, and note it here.
CREATE TABLE retention_jobs (
	name         text PRIMARY KEY,
	keep_days    integer CHECK (keep_days > 0), -- NULL: as the table says
	ran_at       timestamptz,
	succeeded_at timestamptz, -- nothing past its time was left
	last_rows    bigint NOT NULL DEFAULT 0, -- of the last batch
	removed_rows bigint NOT NULL DEFAULT 0
);
CALL applylens_operational('retention_jobs');

CREATE INDEX agent_runs_started ON agent_runs (started_at);
CREATE INDEX tokens_expires ON tokens (expires_at)
    WHERE expires_at IS NOT NULL;
CREATE INDEX quality_results_checked ON quality_results (checked_at);
CREATE INDEX outbox_pages_ended ON outbox_pages (ended_at)
    WHERE ended_at IS NOT NULL;
CREATE INDEX incident_alerts_unheard ON incident_alerts (last_seen)
    WHERE incident_id IS NULL;
CREATE INDEX audit_log_at ON audit_log (at);

-- Daemons may only add to the audit log. What is older than p_days, and never
-- what is younger than a year, goes by this alone: up to p_limit rows.
CREATE FUNCTION audit_expire(p_days integer, p_limit integer)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
	n bigint;
BEGIN
	IF p_days IS NULL OR p_days < 365 OR NOT applylens_system() THEN
		RAISE EXCEPTION 'the audit log is kept for a year at least'
		    USING ERRCODE = 'insufficient_privilege';
	END IF;
	DELETE FROM audit_log WHERE id IN (SELECT id FROM audit_log
	    WHERE at < now() - p_days * interval '1 day' ORDER BY at
	    LIMIT p_limit FOR UPDATE SKIP LOCKED);
	GET DIAGNOSTICS n = ROW_COUNT;
	RETURN n;
END $$;
REVOKE EXECUTE ON FUNCTION audit_expire FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_expire TO applylens_app;
