-- Who is asking: users, API tokens, sessions; and the two settings that
-- row-level security reads.
--
-- Every statement of a daemon runs with applylens.user_id (and, for the
-- pipeline and operators, applylens.system) set for its transaction. The
-- daemons' role owns nothing, so the policies always bind it.

CREATE FUNCTION applylens_user() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('applylens.user_id', true), '')::bigint;

CREATE FUNCTION applylens_system() RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('applylens.system', true), '') = 'on';

-- Closes a table that holds users' data: rows are visible and writable only
-- to their user, or to the system. The sub-selects make both settings be read
-- once a statement, not once a row.
CREATE PROCEDURE applylens_protect(t regclass)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
	EXECUTE format(
	    'CREATE POLICY own_rows ON %s USING '
	    '(user_id = (SELECT applylens_user()) OR (SELECT applylens_system()))'
	    , t);
	EXECUTE format(
	    'GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO applylens_app', t);
END $$;

GRANT USAGE ON SCHEMA public TO applylens_app;

CREATE TABLE users (
	id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	email       text NOT NULL UNIQUE CHECK (length(email) <= 320),
	name        text NOT NULL DEFAULT '',
	role        text NOT NULL DEFAULT 'user'
	            CHECK (role IN ('user', 'operator', 'admin')),
	time_zone   text NOT NULL DEFAULT 'UTC',
	created_at  timestamptz NOT NULL DEFAULT now(),
	disabled_at timestamptz
);
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_row ON users USING
    (id = (SELECT applylens_user()) OR (SELECT applylens_system()));
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO applylens_app;

-- A token is shown once; only its SHA-256 is kept.
CREATE TABLE tokens (
	id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	name         text NOT NULL,
	hash         bytea NOT NULL UNIQUE CHECK (length(hash) = 32),
	scopes       text[] NOT NULL DEFAULT '{}',
	created_at   timestamptz NOT NULL DEFAULT now(),
	expires_at   timestamptz,
	last_used_at timestamptz,
	revoked_at   timestamptz
);
CREATE INDEX tokens_user ON tokens (user_id);
CALL applylens_protect('tokens');

CREATE TABLE sessions (
	hash         bytea PRIMARY KEY CHECK (length(hash) = 32),
	user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	csrf_hash    bytea NOT NULL CHECK (length(csrf_hash) = 32),
	created_at   timestamptz NOT NULL DEFAULT now(),
	last_seen_at timestamptz NOT NULL DEFAULT now(),
	expires_at   timestamptz NOT NULL,
	user_agent   text NOT NULL DEFAULT ''
);
CREATE INDEX sessions_user ON sessions (user_id);
CALL applylens_protect('sessions');
