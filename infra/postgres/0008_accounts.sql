-- How people prove who they are: passwords, Google, scopes of tokens, and
-- sessions that can be listed and ended one by one. Every change that takes
-- power away tells the gateways ('user:ID' on channel applylens), which forget
-- what they knew of that user.
SET LOCAL applylens.system = 'on';

-- crypt() and gen_salt(): passwords are bcrypt of a SHA-256 made in the
-- gateway, so neither statements nor logs here ever hold one.
CREATE EXTENSION IF NOT EXISTS pgcrypto;

ALTER TABLE users
	ADD COLUMN password_hash   text,
	ADD COLUMN password_set_at timestamptz,
	ADD COLUMN google_sub      text UNIQUE,
	-- may be signed in to by a Google account with the same email
	ADD COLUMN google_link     boolean NOT NULL DEFAULT true;
CREATE INDEX users_email_lower ON users (lower(email));

-- '*' is every scope, of now and of later. A token that another one made ends
-- with it.
UPDATE tokens SET scopes = '{*}' WHERE scopes = '{}' OR 'all' = ANY (scopes);
ALTER TABLE tokens
	ALTER COLUMN scopes SET DEFAULT '{*}',
	ADD CONSTRAINT tokens_some_scope CHECK (cardinality(scopes) > 0),
	ADD COLUMN hint text NOT NULL DEFAULT '', -- its first characters
	ADD COLUMN parent_id bigint REFERENCES tokens ON DELETE CASCADE;
CREATE INDEX tokens_parent ON tokens (parent_id) WHERE parent_id IS NOT NULL;

-- A session that a token opened has that token's scopes and ends with it.
ALTER TABLE sessions
	ADD COLUMN id        bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
	ADD COLUMN token_id  bigint REFERENCES tokens ON DELETE CASCADE,
	ADD COLUMN scopes    text[] NOT NULL DEFAULT '{*}'
	                     CHECK (cardinality(scopes) > 0),
	ADD COLUMN opened_by text NOT NULL DEFAULT 'token'
	                     CHECK (opened_by IN ('token', 'password', 'google')),
	ADD COLUMN peer      text NOT NULL DEFAULT '';
CREATE INDEX sessions_token ON sessions (token_id) WHERE token_id IS NOT NULL;
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE FUNCTION credentials_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('applylens', 'user:' || OLD.user_id);
	RETURN NULL;
END $$;

-- A session that ended by itself is nobody's news.
CREATE TRIGGER tokens_changed
    AFTER DELETE OR UPDATE OF hash, scopes, expires_at, revoked_at ON tokens
    FOR EACH ROW EXECUTE FUNCTION credentials_changed();
CREATE TRIGGER sessions_changed
    AFTER DELETE OR UPDATE OF hash, csrf_hash, scopes, expires_at ON sessions
    FOR EACH ROW WHEN (OLD.expires_at > now())
    EXECUTE FUNCTION credentials_changed();

-- Another role, or none any more: what was opened before is over.
CREATE FUNCTION user_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'UPDATE' AND (NEW.role, NEW.disabled_at)
	    IS DISTINCT FROM (OLD.role, OLD.disabled_at) THEN
		DELETE FROM sessions WHERE user_id = OLD.id;
	END IF;
	PERFORM pg_notify('applylens', 'user:' || OLD.id);
	RETURN NULL;
END $$;
CREATE TRIGGER users_changed
    AFTER DELETE OR UPDATE OF role, disabled_at, email ON users
    FOR EACH ROW EXECUTE FUNCTION user_changed();
