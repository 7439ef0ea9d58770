-- Policies of inbox.triage: which verdicts lead to proposed actions. The rules
-- that come with the product stand in services/triage/policy.def.h and are
-- the defaults; a row of the same name replaces one for its user, any other
-- name adds one. Nothing here executes anything: an action is proposed, and
-- waits for a person.

CREATE TABLE triage_policies (
	user_id        bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	name           text NOT NULL CHECK (name ~ '^[a-z0-9_]{1,40}$'),
	mode           text NOT NULL
	               CHECK (mode IN ('off', 'on_run', 'on_arrival')),
	kind           text NOT NULL CHECK (kind IN ('archive', 'label',
	                   'quarantine', 'unsubscribe', 'task')),
	label          text NOT NULL DEFAULT '' CHECK (length(label) <= 60),
	categories     text[] NOT NULL DEFAULT '{}', -- none: any
	sender         text NOT NULL DEFAULT '', -- address, domain or list; '': any
	p_least        real NOT NULL DEFAULT 0 CHECK (p_least BETWEEN 0 AND 1),
	risk_least     smallint NOT NULL DEFAULT 0
	               CHECK (risk_least BETWEEN 0 AND 100),
	risk_most      smallint NOT NULL DEFAULT 100
	               CHECK (risk_most BETWEEN 0 AND 100),
	priority_least smallint NOT NULL DEFAULT 0
	               CHECK (priority_least BETWEEN 0 AND 100),
	priority_most  smallint NOT NULL DEFAULT 100
	               CHECK (priority_most BETWEEN 0 AND 100),
	age_days_least smallint NOT NULL DEFAULT 0
	               CHECK (age_days_least BETWEEN 0 AND 3650),
	needs_reply    boolean NOT NULL DEFAULT false, -- only what waits for one
	event_past     boolean NOT NULL DEFAULT false, -- only when it is over
	updated_at     timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (user_id, name)
);
CALL applylens_protect('triage_policies');

-- Which policy proposed it: once a mail, kind and policy, whatever became of it.
ALTER TABLE actions ADD COLUMN policy text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX actions_policy ON actions (email_id, kind, policy)
    WHERE policy <> '';
