-- Incidents are written by who read them last; postmortems are kept.

GRANT USAGE ON SEQUENCE incidents_id_seq TO applylens_app;

-- Fails the transaction unless one row was written: somebody else was there
-- first.
CREATE FUNCTION incident_written(n bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	IF n <> 1 THEN
		RAISE EXCEPTION 'the incident was changed meanwhile'
		    USING ERRCODE = 'serialization_failure';
	END IF;
END $$;

-- The last one of an incident holds.
CREATE TABLE incident_postmortems (
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	incident_id bigint NOT NULL REFERENCES incidents,
	at          timestamptz NOT NULL,
	author      text NOT NULL,
	markdown    text NOT NULL CHECK (octet_length(markdown) <= 131072)
);
CREATE INDEX incident_postmortems_incident
    ON incident_postmortems (incident_id, id);
CALL applylens_operational('incident_postmortems');
REVOKE UPDATE, DELETE ON incident_postmortems FROM applylens_app;

-- What operators and releases changed in that time: what is asked first when
-- something goes wrong.
CREATE FUNCTION incident_changes(p_from timestamptz, p_to timestamptz)
RETURNS TABLE (at timestamptz, actor text, text text)
LANGUAGE sql STABLE AS $$
	SELECT a.at, a.actor, concat_ws(' ', a.action, a.subject,
	    nullif(a.detail::text, '{}'))
	FROM audit_log a
	WHERE a.user_id = 0 AND a.at BETWEEN p_from AND p_to
	AND (a.action LIKE 'flag.%' OR a.action LIKE 'lane.%')
	UNION ALL
	SELECT r.updated_at, r.created_by, format(
	    'release %s of %s to %s (%s): %s, %s %%', r.id, r.service,
	    r.environment, left(r.commit_sha, 12), r.state, r.canary_pct)
	FROM releases r WHERE r.updated_at BETWEEN p_from AND p_to
$$;
