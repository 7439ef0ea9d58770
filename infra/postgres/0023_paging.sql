-- Who is on call, who is called when, and what the outside is told of
-- incidents: services/oncall/rota and services/oncall/page.

CREATE TABLE rota_members (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	email     text NOT NULL UNIQUE CHECK (length(email) BETWEEN 3 AND 320),
	name      text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
	slack_id  text NOT NULL DEFAULT ''
	          CHECK (slack_id ~ '^([UW][A-Z0-9]{1,20})?$'),
	active    boolean NOT NULL DEFAULT true -- false: left; kept for what was
);
CALL applylens_operational('rota_members');

-- Append-only: in force from `from_at` until the level's next one.
CREATE TABLE rota_rotations (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	level      text NOT NULL,
	from_at    timestamptz NOT NULL DEFAULT now(),
	time_zone  text NOT NULL,
	first_day  date NOT NULL, -- of the first member's first shift
	minute     smallint NOT NULL CHECK (minute BETWEEN 0 AND 1439),
	shift_days smallint NOT NULL CHECK (shift_days BETWEEN 1 AND 28),
	members    bigint[] NOT NULL CHECK (cardinality(members) <= 50),
	made_by    text NOT NULL
);
CREATE INDEX rota_rotations_level ON rota_rotations (level, from_at);
CALL applylens_operational('rota_rotations');
REVOKE UPDATE, DELETE ON rota_rotations FROM applylens_app;

CREATE TABLE rota_overrides (
	id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	level     text NOT NULL,
	member_id bigint REFERENCES rota_members, -- NULL: nobody
	from_at   timestamptz NOT NULL,
	until_at  timestamptz NOT NULL,
	reason    text NOT NULL DEFAULT '' CHECK (length(reason) <= 200),
	made_by   text NOT NULL,
	CHECK (until_at > from_at)
);
CREATE INDEX rota_overrides_until ON rota_overrides (until_at);
CALL applylens_operational('rota_overrides');

-- What is to be said, in the transaction of what it is about, in the order of
-- the ids of an incident and channel. A claim is a lease.
CREATE TABLE outbox_pages (
	id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	uuid          uuid NOT NULL DEFAULT gen_random_uuid(),
	incident_id   bigint NOT NULL REFERENCES incidents,
	channel       text NOT NULL CHECK (channel IN ('pagerduty', 'slack')),
	action        text NOT NULL,
	dedup_key     text NOT NULL DEFAULT '',
	body          jsonb NOT NULL,
	state         text NOT NULL DEFAULT 'waiting'
	              CHECK (state IN ('waiting', 'sending', 'sent', 'logged',
	                  'failed', 'dropped')),
	attempts      integer NOT NULL DEFAULT 0,
	claimed_by    text,
	claimed_until timestamptz,
	not_before    timestamptz NOT NULL DEFAULT now(),
	created_at    timestamptz NOT NULL DEFAULT now(),
	ended_at      timestamptz, -- sent, or given up
	error         text NOT NULL DEFAULT '' -- of the last attempt
);
CREATE INDEX outbox_pages_open ON outbox_pages (channel, incident_id, id)
    WHERE state IN ('waiting', 'sending');
CREATE INDEX outbox_pages_incident ON outbox_pages (incident_id, id);
CALL applylens_operational('outbox_pages');

-- Where the calls for an incident are.
CREATE TABLE escalations (
	incident_id bigint PRIMARY KEY REFERENCES incidents,
	level       smallint NOT NULL DEFAULT 0, -- who is called next
	began_at    timestamptz, -- the first call, nights left out
	due_at      timestamptz, -- look again; NULL: when something changes
	forced      boolean NOT NULL DEFAULT false -- an operator wants it now
);
CREATE INDEX escalations_due ON escalations (due_at) WHERE due_at IS NOT NULL;
CALL applylens_operational('escalations');

-- When the clocks were last compared: of one who jumps, times are moved.
CREATE TABLE escalation_clock (
	one     boolean PRIMARY KEY DEFAULT true CHECK (one),
	at      timestamptz NOT NULL,
	mono_ms bigint NOT NULL,
	boot_id text NOT NULL
);
CALL applylens_operational('escalation_clock');

-- The Slack channel of an incident.
CREATE TABLE slack_rooms (
	incident_id bigint PRIMARY KEY REFERENCES incidents,
	room        text NOT NULL
);
CALL applylens_operational('slack_rooms');

-- ---- what is said of an incident now ----

CREATE FUNCTION page_body(i incidents, p_event text, p_actor text,
	p_text text) RETURNS jsonb
LANGUAGE sql STABLE AS $$
	SELECT jsonb_build_object('event', p_event, 'actor', p_actor,
	    'text', p_text, 'at_ms', floor(extract(epoch FROM now()) * 1000),
	    'key', i.key, 'title', i.title, 'summary', left(i.summary, 8000),
	    'status', i.status, 'commander', i.commander,
	    'runbook', i.runbook, 'severity', i.severity,
	    'agents', array_to_string(i.agents, ', '),
	    'created_ms', floor(extract(epoch FROM i.created_at) * 1000),
	    'resolved_ms', coalesce(floor(extract(epoch FROM i.resolved_at)
	        * 1000), 0))
$$;

-- An event of an incident, in the transaction that makes it: p_severities,
-- p_channels and p_actions are the lines of rules.def.h for it. What nobody
-- began to send and nobody needs any more is dropped.
CREATE FUNCTION page_event(p_incident bigint, p_event text, p_actor text,
	p_text text, p_severities bigint[], p_channels text[], p_actions text[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	i incidents;
BEGIN
	SELECT * INTO i FROM incidents WHERE id = p_incident;
	-- A part of a larger one: that one calls.
	IF NOT FOUND OR (p_event = 'opened' AND i.parent_id IS NOT NULL) THEN
		RETURN;
	END IF;
	IF p_event IN ('acknowledged', 'resolved', 'closed', 'grouped') THEN
		UPDATE escalations SET due_at = NULL, forced = false
		WHERE incident_id = i.id;
		UPDATE outbox_pages SET state = 'dropped', ended_at = now()
		WHERE incident_id = i.id AND channel = 'pagerduty'
		AND action = 'trigger' AND state = 'waiting' AND attempts = 0;
		-- Every alert that was opened and is not over.
		INSERT INTO outbox_pages (incident_id, channel, action,
		    dedup_key, body)
		SELECT i.id, 'pagerduty', CASE p_event WHEN 'acknowledged'
		    THEN 'acknowledge' ELSE 'resolve' END, k.dedup_key,
		    page_body(i, p_event, p_actor, p_text)
		FROM (SELECT DISTINCT ON (dedup_key) dedup_key, action
		    FROM outbox_pages WHERE incident_id = i.id
		    AND channel = 'pagerduty'
		    AND state NOT IN ('dropped', 'failed')
		    ORDER BY dedup_key, id DESC) k
		WHERE k.action = 'trigger' OR
		    (k.action = 'acknowledge' AND p_event <> 'acknowledged')
		ORDER BY k.dedup_key;
	ELSIF p_event = 'reopened' THEN
		INSERT INTO escalations (incident_id, due_at)
		VALUES (i.id, now()) ON CONFLICT (incident_id) DO UPDATE
		SET level = 0, began_at = NULL, due_at = now(), forced = false;
	ELSIF p_event = 'escalated' THEN
		INSERT INTO escalations (incident_id, due_at, forced)
		VALUES (i.id, now(), true) ON CONFLICT (incident_id) DO UPDATE
		SET due_at = now(), forced = true;
	ELSIF p_event IN ('opened', 'severity') THEN
		INSERT INTO escalations (incident_id, due_at)
		VALUES (i.id, now()) ON CONFLICT (incident_id) DO UPDATE
		SET due_at = now();
	END IF;
	INSERT INTO outbox_pages (incident_id, channel, action, body)
	SELECT i.id, r.channel, r.action, page_body(i, p_event, p_actor, p_text)
	FROM unnest(p_severities, p_channels, p_actions) WITH ORDINALITY
	    r (severity, channel, action, n)
	WHERE i.severity <= r.severity ORDER BY r.n;
END $$;

-- A level is called: PagerDuty by a key of its own, for an alert that is
-- acknowledged calls nobody again; Slack by a mention. False: it was called
-- meanwhile, or somebody acknowledged.
CREATE FUNCTION page_call(p_incident bigint, p_level smallint,
	p_began timestamptz, p_next timestamptz, p_name text, p_title text,
	p_person text, p_slack_id text, p_key text, p_text text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	i incidents;
	body jsonb;
BEGIN
	UPDATE escalations SET level = p_level + 1, began_at = p_began,
	    due_at = p_next, forced = false
	WHERE incident_id = p_incident AND level = p_level
	AND due_at IS NOT NULL;
	IF NOT FOUND THEN
		RETURN false;
	END IF;
	SELECT * INTO i FROM incidents WHERE id = p_incident;
	body := page_body(i, 'call', 'oncall', '') || jsonb_build_object(
	    'level', p_name, 'level_title', p_title, 'person', p_person,
	    'slack_id', p_slack_id);
	INSERT INTO outbox_pages (incident_id, channel, action, dedup_key, body)
	VALUES (i.id, 'pagerduty', 'trigger', p_key, body),
	    (i.id, 'slack', 'update', '', body);
	INSERT INTO incident_timeline (incident_id, at, kind, actor, text)
	VALUES (i.id, now(), 'called', 'oncall', p_text);
	RETURN true;
END $$;
