-- What happened to each agent, minute by minute, as oncall read it from the
-- daemons' counters: what objectives are judged by. 35 days are kept.

CREATE TABLE slo_minutes (
	minute    timestamptz NOT NULL,
	agent     text NOT NULL, -- a name of objectives.def.h
	lane      text NOT NULL CHECK (lane IN ('stable', 'canary')),
	good      bigint NOT NULL DEFAULT 0,
	bad       bigint NOT NULL DEFAULT 0,
	excluded  bigint NOT NULL DEFAULT 0,
	fresh     bigint NOT NULL DEFAULT 0,
	stale     bigint NOT NULL DEFAULT 0,
	verdicts  bigint NOT NULL DEFAULT 0,
	corrected bigint NOT NULL DEFAULT 0,
	undone    bigint NOT NULL DEFAULT 0,
	cost_usd  double precision NOT NULL DEFAULT 0,
	-- Requests by duration: the n-th is up to the n-th bound of
	-- "answer_seconds", the last above all of them.
	b0        bigint NOT NULL DEFAULT 0,
	b1        bigint NOT NULL DEFAULT 0,
	b2        bigint NOT NULL DEFAULT 0,
	b3        bigint NOT NULL DEFAULT 0,
	b4        bigint NOT NULL DEFAULT 0,
	b5        bigint NOT NULL DEFAULT 0,
	b6        bigint NOT NULL DEFAULT 0,
	b7        bigint NOT NULL DEFAULT 0,
	b8        bigint NOT NULL DEFAULT 0,
	b9        bigint NOT NULL DEFAULT 0,
	b10       bigint NOT NULL DEFAULT 0,
	b11       bigint NOT NULL DEFAULT 0,
	b12       bigint NOT NULL DEFAULT 0,
	b13       bigint NOT NULL DEFAULT 0,
	b14       bigint NOT NULL DEFAULT 0,
	b15       bigint NOT NULL DEFAULT 0,
	b16       bigint NOT NULL DEFAULT 0,
	b17       bigint NOT NULL DEFAULT 0,
	b18       bigint NOT NULL DEFAULT 0,
	b19       bigint NOT NULL DEFAULT 0,
	b20       bigint NOT NULL DEFAULT 0,
	b21       bigint NOT NULL DEFAULT 0,
	b22       bigint NOT NULL DEFAULT 0,
	b23       bigint NOT NULL DEFAULT 0,
	b24       bigint NOT NULL DEFAULT 0,
	PRIMARY KEY (minute, agent, lane)
);
CALL applylens_operational('slo_minutes');

-- The counters as they were when the last minutes were written, in the same
-- transaction: whoever goes on from them counts nothing twice.
CREATE TABLE slo_scrapes (
	target    text PRIMARY KEY, -- host:port
	daemon    text NOT NULL,
	started_s double precision NOT NULL, -- the process, Unix time
	counts    double precision[] NOT NULL,
	seen_at   timestamptz NOT NULL
);
CALL applylens_operational('slo_scrapes');

-- Two processes that collect take turns: who finds another version than it
-- left reads all of this anew.
CREATE TABLE slo_turn (
	one     boolean PRIMARY KEY DEFAULT true CHECK (one),
	version bigint NOT NULL
);
CALL applylens_operational('slo_turn');
INSERT INTO slo_turn (version) VALUES (1);
