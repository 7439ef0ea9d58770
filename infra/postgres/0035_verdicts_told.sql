-- A verdict that changes after its mail was indexed (a correction, mail that
-- reads alike, a lesson taken back) is brought to the index and to the graph by
-- the pipeline, as labels are. What still waits for triage needs no telling.
CREATE FUNCTION verdicts_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	-- Whoever indexes it just now has read the old verdict.
	INSERT INTO pipeline (email_id, user_id, stage)
	SELECT n.email_id, n.user_id, 'triaged'
	FROM now_so n JOIN was_so w USING (email_id)
	WHERE (n.category, n.priority, n.priority_band, n.risk, n.risk_level,
	    n.needs_reply) IS DISTINCT FROM (w.category, w.priority,
	    w.priority_band, w.risk, w.risk_level, w.needs_reply)
	ORDER BY n.email_id
	ON CONFLICT (email_id) DO UPDATE SET stage = 'triaged',
	    claimed_by = NULL, claimed_until = NULL, not_before = now()
	    WHERE pipeline.stage <> 'received';
	RETURN NULL;
END $$;

CREATE TRIGGER classifications_changed AFTER UPDATE ON classifications
    REFERENCING OLD TABLE AS was_so NEW TABLE AS now_so
    FOR EACH STATEMENT EXECUTE FUNCTION verdicts_changed();
