-- Operations: runtime flags, releases, lanes, objectives, data quality. No
-- user's data here; everybody may read, the system writes.

CREATE PROCEDURE applylens_operational(t regclass)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
	EXECUTE format('CREATE POLICY readable ON %s FOR SELECT USING (true)', t);
	EXECUTE format('CREATE POLICY system_writes ON %s USING '
	    '((SELECT applylens_system()))', t);
	EXECUTE format(
	    'GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO applylens_app', t);
END $$;

-- Tells every listening daemon which table changed; they read it anew.
CREATE FUNCTION applylens_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('applylens', TG_TABLE_NAME);
	RETURN NULL;
END $$;

CREATE TABLE flags (
	name       text PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_.]{0,63}$'),
	value      jsonb NOT NULL,
	updated_by text NOT NULL,
	updated_at timestamptz NOT NULL DEFAULT now()
);
CALL applylens_operational('flags');
CREATE TRIGGER flags_changed AFTER INSERT OR UPDATE OR DELETE ON flags
    FOR EACH STATEMENT EXECUTE FUNCTION applylens_notify();

CREATE TABLE releases (
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	service     text NOT NULL,
	environment text NOT NULL
	            CHECK (environment IN ('dev', 'staging', 'canary', 'prod')),
	commit_sha  text NOT NULL CHECK (length(commit_sha) BETWEEN 7 AND 64),
	state       text NOT NULL DEFAULT 'planned'
	            CHECK (state IN ('planned', 'canary', 'promoted',
	                'rolled_back', 'failed')),
	canary_pct  smallint NOT NULL DEFAULT 0
	            CHECK (canary_pct BETWEEN 0 AND 100),
	detail      jsonb NOT NULL DEFAULT '{}',
	created_by  text NOT NULL DEFAULT '',
	created_at  timestamptz NOT NULL DEFAULT now(),
	updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX releases_service ON releases (service, id DESC);
CALL applylens_operational('releases');

CREATE TABLE lanes (
	service    text PRIMARY KEY,
	canary_pct smallint NOT NULL DEFAULT 0
	           CHECK (canary_pct BETWEEN 0 AND 100),
	release_id bigint REFERENCES releases,
	updated_at timestamptz NOT NULL DEFAULT now()
);
CALL applylens_operational('lanes');
CREATE TRIGGER lanes_changed AFTER INSERT OR UPDATE OR DELETE ON lanes
    FOR EACH STATEMENT EXECUTE FUNCTION applylens_notify();

-- The handbook's table of objectives, with p99, error and precision from the
-- evaluation reference. NULL: no objective.
CREATE TABLE slo_targets (
	agent             text PRIMARY KEY,
	p95_ms            integer NOT NULL,
	p99_ms            integer NOT NULL,
	success_rate      double precision NOT NULL,
	freshness_minutes integer,
	cost_usd          double precision NOT NULL,
	precision_rate    double precision
);
CALL applylens_operational('slo_targets');
INSERT INTO slo_targets VALUES
	('inbox.triage',       1500,  3000, 0.98, 30,   0.05, 0.95),
	('inbox.search',        800,  1500, 0.99, NULL, 0.02, NULL),
	('knowledge.search',   1000,  2000, 0.98, NULL, 0.03, NULL),
	('planner.deploy',     5000, 10000, 0.95, NULL, 0.20, NULL),
	('warehouse.health',   2000,  4000, 0.98, 60,   0.10, NULL),
	('analytics.insights', 3000,  6000, 0.97, NULL, 0.15, NULL);

CREATE TABLE quality_results (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL, -- 0: the whole installation
	check_name text NOT NULL,
	status     text NOT NULL CHECK (status IN ('ok', 'degraded', 'failed')),
	observed   double precision,
	expected   double precision,
	detail     jsonb NOT NULL DEFAULT '{}',
	checked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX quality_results_latest
    ON quality_results (user_id, check_name, checked_at DESC);
CALL applylens_protect('quality_results');
