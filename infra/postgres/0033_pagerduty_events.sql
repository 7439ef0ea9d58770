-- What PagerDuty told by its webhook: each event once, and which of its
-- incidents is which of ours. Kept for 35 days, beyond which an event is stale.
CREATE TABLE pagerduty_events (
	id           text PRIMARY KEY, -- PagerDuty's, of the event
	pagerduty_id text NOT NULL,    -- its incident
	incident_id  bigint NOT NULL REFERENCES incidents,
	type         text NOT NULL,
	outcome      text NOT NULL,
	occurred_at  timestamptz NOT NULL, -- by its clock
	at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX pagerduty_events_incident ON pagerduty_events (pagerduty_id, at);
CREATE INDEX pagerduty_events_at ON pagerduty_events (at);
CALL applylens_operational('pagerduty_events');
