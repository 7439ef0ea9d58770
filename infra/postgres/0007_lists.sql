-- What lists of mail need to be quick at any size of mailbox: the moment of an
-- email beside its verdict, and one index an order. A page is then read off an
-- index, whatever it is narrowed by.

ALTER TABLE classifications ADD COLUMN received_at timestamptz;
UPDATE classifications c SET received_at = e.received_at
FROM emails e WHERE e.id = c.email_id;

CREATE FUNCTION classification_moment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	NEW.received_at := coalesce((SELECT e.received_at FROM emails e
	    WHERE e.id = NEW.email_id), now());
	RETURN NEW;
END $$;
CREATE TRIGGER classifications_moment BEFORE INSERT ON classifications
    FOR EACH ROW EXECUTE FUNCTION classification_moment();

DROP INDEX classifications_user;
CREATE INDEX classifications_category
    ON classifications (user_id, category, received_at DESC, email_id DESC);
CREATE INDEX classifications_band
    ON classifications (user_id, priority_band, received_at DESC,
        email_id DESC);
CREATE INDEX classifications_priority
    ON classifications (user_id, priority DESC, email_id DESC);
CREATE INDEX classifications_category_priority
    ON classifications (user_id, category, priority DESC, email_id DESC);

-- The runs that sweeping looks for are few.
CREATE INDEX agent_runs_running ON agent_runs (started_at)
    WHERE status = 'running';

-- The policies bind the tables' owner too, so that a daemon that was given
-- the owner's address by mistake still sees its user's rows only. What the
-- owner does to rows in a migration says applylens.system first.
CREATE OR REPLACE PROCEDURE applylens_protect(t regclass)
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
	EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
	EXECUTE format(
	    'CREATE POLICY own_rows ON %s USING '
	    '(user_id = (SELECT applylens_user()) OR (SELECT applylens_system()))'
	    , t);
	EXECUTE format(
	    'GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO applylens_app', t);
END $$;

DO $$
DECLARE
	t regclass;
BEGIN
	FOR t IN SELECT polrelid FROM pg_policy
	    WHERE polname IN ('own_rows', 'own_row')
	LOOP
		EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
	END LOOP;
END $$;
