-- What operators who watch are told of incidents: a log of numbered events,
-- written at the end of the transaction that it is about, whoever changes an
-- incident. The gateways read it (services/gateway/streams/incidents.c).

-- The log's name, and its last number: whoever writes holds the row until it
-- is committed, so numbers have no gap and come in the order of commits.
CREATE TABLE incident_feed (
	one boolean PRIMARY KEY DEFAULT true CHECK (one),
	log uuid NOT NULL DEFAULT gen_random_uuid(),
	n   bigint NOT NULL DEFAULT 0
);
CALL applylens_operational('incident_feed');

CREATE TABLE incident_events (
	n           bigint PRIMARY KEY,
	incident_id bigint NOT NULL,
	xact        xid8 NOT NULL,
	at          timestamptz NOT NULL DEFAULT now(),
	body        text NOT NULL -- JSON
);
CREATE INDEX incident_events_incident ON incident_events (incident_id, at);
CALL applylens_operational('incident_events');

-- One event of an incident a transaction, and ten thousand of all are kept:
-- who has missed more reads the incidents anew.
CREATE FUNCTION incident_tell(p_incident bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	i incidents;
	number bigint;
BEGIN
	IF EXISTS (SELECT FROM incident_events e
	    WHERE e.incident_id = p_incident AND e.at = now()
	    AND e.xact = pg_current_xact_id()) THEN
		RETURN;
	END IF;
	SELECT * INTO i FROM incidents WHERE id = p_incident;
	IF NOT FOUND THEN
		RETURN;
	END IF;
	UPDATE incident_feed SET n = n + 1 RETURNING n INTO number;
	INSERT INTO incident_events (n, incident_id, xact, body)
	VALUES (number, i.id, pg_current_xact_id(), json_build_object(
	    'id', i.id::text, 'version', i.version, 'severity', i.severity,
	    'status', i.status, 'title', i.title,
	    'acknowledged', i.acknowledged_at IS NOT NULL,
	    'alerts_firing', (SELECT count(*) FROM incident_alerts a
	        WHERE a.incident_id = i.id AND a.ends_at IS NULL)));
	DELETE FROM incident_events WHERE n <= number - 10000;
	PERFORM pg_notify('applylens', 'incident_events');
END $$;

CREATE FUNCTION incident_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_TABLE_NAME = 'incidents' THEN
		PERFORM incident_tell(NEW.id);
	ELSE
		PERFORM incident_tell(NEW.incident_id);
	END IF;
	RETURN NULL;
END $$;

-- Deferred: the incident is then as it will be seen, and of all rows that a
-- transaction waits for the feed's is the last.
CREATE CONSTRAINT TRIGGER incidents_changed
    AFTER INSERT OR UPDATE ON incidents DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION incident_changed();
CREATE CONSTRAINT TRIGGER incident_timeline_changed
    AFTER INSERT ON incident_timeline DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION incident_changed();

INSERT INTO incident_feed DEFAULT VALUES;
