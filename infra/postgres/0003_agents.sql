-- What the agents decide, propose and did: classifications and corrections,
-- runs, actions, the audit log, conversations.

CREATE TABLE classifications (
	email_id      bigint PRIMARY KEY,
	user_id       bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	category      text NOT NULL,
	category_p    real NOT NULL,
	priority      smallint NOT NULL CHECK (priority BETWEEN 0 AND 100),
	priority_band text NOT NULL
	              CHECK (priority_band IN ('now', 'today', 'later', 'none')),
	risk          smallint NOT NULL CHECK (risk BETWEEN 0 AND 100),
	risk_level    text NOT NULL
	              CHECK (risk_level IN ('safe', 'low', 'medium', 'high',
	                  'critical')),
	needs_reply   boolean NOT NULL DEFAULT false,
	needs_reply_p real NOT NULL DEFAULT 0,
	due_at        timestamptz,
	event_at      timestamptz,
	reasons       jsonb NOT NULL DEFAULT '[]',
	    -- [{"of":"category|risk|priority","signal","weight","evidence"}]
	model         text NOT NULL,
	corrected     boolean NOT NULL DEFAULT false,
	created_at    timestamptz NOT NULL DEFAULT now(),
	updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX classifications_user ON classifications (user_id, category);
CREATE INDEX classifications_due ON classifications (user_id, due_at)
    WHERE due_at IS NOT NULL;
CREATE INDEX classifications_event ON classifications (user_id, event_at)
    WHERE event_at IS NOT NULL;
CALL applylens_protect('classifications');

-- A person's corrections. undone_at set: as if never said.
CREATE TABLE triage_feedback (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	email_id   bigint NOT NULL,
	category   text,
	priority   smallint CHECK (priority BETWEEN 0 AND 100),
	before     jsonb NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now(),
	undone_at  timestamptz
);
CREATE INDEX triage_feedback_user ON triage_feedback (user_id, id);
CALL applylens_protect('triage_feedback');

CREATE TABLE agent_runs (
	id               uuid PRIMARY KEY,
	user_id          bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	agent            text NOT NULL,
	lane             text NOT NULL DEFAULT 'stable',
	objective        text NOT NULL,
	params           jsonb NOT NULL DEFAULT '{}',
	dry_run          boolean NOT NULL,
	allow_actions    boolean NOT NULL,
	budget_ms        bigint,
	budget_ops       bigint,
	budget_cost_cents double precision,
	status           text NOT NULL DEFAULT 'running'
	                 CHECK (status IN ('queued', 'running', 'succeeded',
	                     'failed', 'canceled')),
	error            text NOT NULL DEFAULT '',
	logs             jsonb NOT NULL DEFAULT '[]',
	artifacts        jsonb NOT NULL DEFAULT '{}',
	ops_count        bigint NOT NULL DEFAULT 0,
	cost_cents_used  double precision NOT NULL DEFAULT 0,
	duration_ms      double precision,
	started_at       timestamptz NOT NULL DEFAULT now(),
	finished_at      timestamptz
);
CREATE INDEX agent_runs_user ON agent_runs (user_id, started_at DESC);
CREATE INDEX agent_runs_agent ON agent_runs (agent, started_at DESC);
CALL applylens_protect('agent_runs');

-- What agents propose; nothing happens until a person or a policy approves.
CREATE TABLE actions (
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	run_id      uuid,
	agent       text NOT NULL,
	kind        text NOT NULL CHECK (kind IN ('archive', 'label',
	                'quarantine', 'unsubscribe', 'draft', 'task', 'calendar')),
	email_id    bigint,
	params      jsonb NOT NULL DEFAULT '{}',
	reason      text NOT NULL DEFAULT '',
	status      text NOT NULL DEFAULT 'proposed'
	            CHECK (status IN ('proposed', 'approved', 'rejected',
	                'executed', 'failed', 'undone')),
	undo        jsonb,
	error       text NOT NULL DEFAULT '',
	created_at  timestamptz NOT NULL DEFAULT now(),
	decided_at  timestamptz,
	decided_by  bigint
);
CREATE INDEX actions_user ON actions (user_id, status, id);
CALL applylens_protect('actions');

-- Append-only: the daemons may insert and read, never change or remove.
CREATE TABLE audit_log (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	at         timestamptz NOT NULL DEFAULT now(),
	user_id    bigint NOT NULL, -- whose data; 0 for the system's own
	actor      text NOT NULL,   -- "user:7", "service:planner"
	action     text NOT NULL,   -- "agent.run", "flag.set", ...
	subject    text NOT NULL DEFAULT '',
	detail     jsonb NOT NULL DEFAULT '{}',
	request_id text NOT NULL DEFAULT ''
);
CREATE INDEX audit_log_user ON audit_log (user_id, at);
CALL applylens_protect('audit_log');
REVOKE UPDATE, DELETE ON audit_log FROM applylens_app;

CREATE TABLE conversations (
	id         uuid PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	title      text NOT NULL DEFAULT '',
	created_at timestamptz NOT NULL DEFAULT now(),
	updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX conversations_user ON conversations (user_id, updated_at DESC);
CALL applylens_protect('conversations');

CREATE TABLE conversation_messages (
	id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
	user_id         bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	role            text NOT NULL CHECK (role IN ('user', 'assistant')),
	content         text NOT NULL,
	detail          jsonb NOT NULL DEFAULT '{}', -- intent, citations, stats
	created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX conversation_messages_of
    ON conversation_messages (conversation_id, id);
CALL applylens_protect('conversation_messages');
