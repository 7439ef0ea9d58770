-- What people may ask of their own data: requests (GDPR Art. 15, 17, 20),
-- exports made for them, consents. services/privacy does the work.

CREATE TABLE dsr_requests (
	id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id       bigint NOT NULL, -- 0: erased; the row is a tombstone
	kind          text NOT NULL
	              CHECK (kind IN ('access', 'portability', 'erasure')),
	status        text NOT NULL DEFAULT 'received'
	              CHECK (status IN ('received', 'running', 'done', 'failed',
	                  'refused')),
	received_at   timestamptz NOT NULL DEFAULT now(),
	due_at        timestamptz NOT NULL DEFAULT now() + interval '1 month',
	finished_at   timestamptz,
	counts        jsonb NOT NULL DEFAULT '{}', -- what was exported or erased
	error         text NOT NULL DEFAULT '',    -- of the last attempt
	-- Where the work is. A claim is a lease: who dies meanwhile loses it.
	stage         text NOT NULL DEFAULT '', -- table, or step of an erasure
	after         jsonb,                    -- key of the last row exported
	part          integer NOT NULL DEFAULT 0, -- files of this table
	attempts      integer NOT NULL DEFAULT 0, -- since something went well
	claimed_by    text,
	claimed_until timestamptz,
	not_before    timestamptz NOT NULL DEFAULT now(),
	total_rows    bigint, -- when the work began
	-- exports
	export_bytes  bigint,
	expires_at    timestamptz,
	-- erasures: HMAC-SHA256 of the address, SHA-256 of the receipt; and who
	-- it was, until the last look for what came late
	subject_hash  bytea,
	receipt_hash  bytea UNIQUE,
	was_user      bigint
);
CREATE UNIQUE INDEX dsr_requests_open ON dsr_requests (user_id, kind)
    WHERE status IN ('received', 'running') AND user_id <> 0;
CREATE INDEX dsr_requests_user ON dsr_requests (user_id, id);
CREATE INDEX dsr_requests_subject ON dsr_requests (subject_hash)
    WHERE subject_hash IS NOT NULL;
CALL applylens_protect('dsr_requests');

-- The entries of an export, in order. Each lies as one object in the store;
-- one behind the other they are a ZIP file.
CREATE TABLE dsr_files (
	dsr_id       bigint NOT NULL REFERENCES dsr_requests ON DELETE CASCADE,
	n            integer NOT NULL,
	user_id      bigint NOT NULL,
	name         text NOT NULL, -- '' for the ZIP's directory
	of_table     text NOT NULL,
	rows         bigint NOT NULL,
	bytes        bigint NOT NULL,
	stored_bytes bigint NOT NULL, -- of the object
	packed_bytes bigint NOT NULL, -- of the entry's data in it
	crc32        bigint NOT NULL,
	sha256       text NOT NULL,
	PRIMARY KEY (dsr_id, n)
);
CALL applylens_protect('dsr_files');

-- Append-only: the last row of a purpose holds.
CREATE TABLE consents (
	id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	purpose      text NOT NULL,
	granted      boolean NOT NULL,
	text_version integer NOT NULL, -- of the text that was agreed to
	at           timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consents_user ON consents (user_id, purpose, id DESC);
CALL applylens_protect('consents');
REVOKE UPDATE, DELETE ON consents FROM applylens_app;

-- Exports say which schema they are of.
GRANT SELECT ON applylens_migrations TO applylens_app;

-- ---- every table that holds rows of users, whoever made it ----

CREATE FUNCTION privacy_tables() RETURNS SETOF text
LANGUAGE sql STABLE AS $$
	SELECT c.relname::text FROM pg_class c
	JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE c.relnamespace = 'public'::regnamespace
	AND c.relkind IN ('r', 'p') AND NOT c.relispartition
	AND (a.attname = 'user_id' OR (c.relname, a.attname) = ('users', 'id'))
	AND a.attnum > 0 AND NOT a.attisdropped
	ORDER BY c.relname COLLATE "C"
$$;

CREATE FUNCTION privacy_owner(p_table text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN CASE p_table WHEN 'users' THEN 'id' ELSE 'user_id' END;

-- A table's primary key but for its user: quoted names, and types.
CREATE FUNCTION privacy_key(p_table text, OUT names text[], OUT types text[])
LANGUAGE sql STABLE AS $$
	SELECT coalesce(array_agg(quote_ident(a.attname) ORDER BY k.n), '{}'),
	    coalesce(array_agg(format_type(a.atttypid, a.atttypmod)
	        ORDER BY k.n), '{}')
	FROM pg_index i
	CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, n)
	JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
	WHERE i.indrelid = to_regclass('public.' || quote_ident(p_table))
	AND i.indisprimary AND a.attname <> privacy_owner(p_table)
$$;

-- A user's rows of a table as JSON, without some columns, in order of the
-- key, behind the row `p_after` ends with: so many that they have p_bytes, or
-- one. key is what the next page begins behind.
CREATE FUNCTION privacy_page(p_user bigint, p_table text, p_without text[],
	p_after jsonb, p_bytes bigint)
RETURNS TABLE (line text, key text) LANGUAGE plpgsql STABLE AS $$
DECLARE
	names text[];
	types text[];
	behind text;
	total bigint := 0;
BEGIN
	SELECT k.names, k.types INTO names, types FROM privacy_key(p_table) k;
	IF names = '{}' AND p_after IS NOT NULL THEN
		RETURN; -- a row a user
	END IF;
	IF p_after IS NOT NULL THEN
		SELECT format(' AND (%s) > (%s)',
		    string_agg('t.' || n, ', ' ORDER BY i),
		    string_agg(format('($2->>%s)::%s', i - 1, y), ', '
		        ORDER BY i)) INTO behind
		FROM unnest(names, types) WITH ORDINALITY u (n, y, i);
	END IF;
	FOR line, key IN EXECUTE format(
	    'SELECT (to_jsonb(t) - $3)::text, jsonb_build_array(%s)::text '
	    'FROM %I t WHERE t.%I = $1%s %s LIMIT 5000',
	    (SELECT string_agg('t.' || n || '::text', ', ' ORDER BY i)
	        FROM unnest(names) WITH ORDINALITY u (n, i)),
	    p_table, privacy_owner(p_table), behind,
	    'ORDER BY ' || nullif(array_to_string(names, ', '), ''))
	USING p_user, p_after, p_without
	LOOP
		RETURN NEXT;
		total := total + octet_length(line);
		EXIT WHEN total >= p_bytes;
	END LOOP;
END $$;

-- How many rows a user has in each of these tables.
CREATE FUNCTION privacy_count(p_user bigint, p_tables text[])
RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
	name text;
	n bigint;
	counts jsonb := '{}';
BEGIN
	FOREACH name IN ARRAY p_tables LOOP
		EXECUTE format('SELECT count(*) FROM %I WHERE %I = $1', name,
		    privacy_owner(name)) INTO n USING p_user;
		counts := counts || jsonb_build_object(name, n);
	END LOOP;
	RETURN counts;
END $$;

-- Removes up to p_limit of a user's rows of a table, the ones that daemons may
-- not touch otherwise among them: runs as the owner, for an erasure that p_by
-- has claimed and for nothing else. What it removed is counted with the
-- request in the same transaction. NULL: the claim is lost.
CREATE FUNCTION privacy_erase(p_dsr bigint, p_by text, p_user bigint,
	p_table text, p_limit bigint)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
	names text[];
	n bigint;
BEGIN
	PERFORM FROM dsr_requests WHERE id = p_dsr AND kind = 'erasure'
	    AND claimed_by = p_by AND p_user > 0
	    AND (status = 'running' AND user_id = p_user
	        OR status = 'done' AND was_user = p_user) FOR UPDATE;
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	IF p_table = 'dsr_requests' OR p_table NOT IN
	    (SELECT privacy_tables()) THEN
		RAISE EXCEPTION 'not a table of users'' rows: %', p_table
		    USING ERRCODE = 'insufficient_privilege';
	END IF;
	SELECT k.names INTO names FROM privacy_key(p_table) k;
	IF names = '{}' OR p_table = 'users' THEN
		EXECUTE format('DELETE FROM %I WHERE %I = $1', p_table,
		    privacy_owner(p_table)) USING p_user;
	ELSE
		EXECUTE format('DELETE FROM %1$I WHERE user_id = $1 AND '
		    '(%2$s) IN (SELECT %2$s FROM %1$I WHERE user_id = $1 '
		    'LIMIT $2)', p_table, array_to_string(names, ', '))
		USING p_user, p_limit;
	END IF;
	GET DIAGNOSTICS n = ROW_COUNT;
	PERFORM dsr_count(p_dsr, p_by, p_table, n);
	RETURN n;
END $$;

-- ---- requests ----

-- A request, or the one of this kind that is open already. Erasing wants the
-- person's own address typed: outcome 'address' says that it is another one.
CREATE FUNCTION dsr_open(p_user bigint, p_kind text, p_confirm text,
	p_subject bytea, p_receipt bytea, p_request text,
	OUT id bigint, OUT outcome text)
LANGUAGE plpgsql AS $$
DECLARE
	which bigint;
BEGIN
	-- One at a time of a user.
	PERFORM FROM users u WHERE u.id = p_user AND (p_kind <> 'erasure'
	    OR lower(u.email) = lower(trim(p_confirm))) FOR UPDATE;
	IF NOT FOUND THEN
		outcome := 'address';
		RETURN;
	END IF;
	outcome := 'open';
	SELECT d.id INTO which FROM dsr_requests d WHERE d.user_id = p_user
	    AND d.kind = p_kind AND d.status IN ('received', 'running');
	IF which IS NULL THEN
		outcome := 'new';
		INSERT INTO dsr_requests (user_id, kind, subject_hash)
		VALUES (p_user, p_kind, p_subject)
		RETURNING dsr_requests.id INTO which;
		INSERT INTO audit_log (user_id, actor, action, subject, detail,
		    request_id)
		VALUES (p_user, 'user:' || p_user, 'dsr.opened',
		    'dsr:' || which, jsonb_build_object('kind', p_kind),
		    p_request);
	END IF;
	IF p_receipt IS NOT NULL THEN
		UPDATE dsr_requests d SET receipt_hash = p_receipt
		WHERE d.id = which;
	END IF;
	id := which;
END $$;

CREATE FUNCTION dsr_shown(d dsr_requests) RETURNS jsonb
LANGUAGE sql STABLE
RETURN jsonb_build_object('id', d.id::text, 'kind', d.kind,
    'status', d.status, 'received_at', d.received_at, 'due_at', d.due_at,
    'finished_at', d.finished_at, 'stage', d.stage, 'counts', d.counts,
    'error', d.error, 'export_bytes', d.export_bytes,
    'total_rows', d.total_rows, 'done_rows', CASE d.kind WHEN 'erasure'
    THEN (SELECT sum(value::bigint) FROM jsonb_each_text(d.counts)
        WHERE key NOT IN ('documents', 'objects', 'keys', 'left', 'rounds'))
    ELSE (SELECT sum(rows) FROM dsr_files f WHERE f.dsr_id = d.id) END,
    'expires_at', d.expires_at, 'can_download', d.status = 'done'
    AND d.expires_at > now());

-- How much there is to do, once.
CREATE FUNCTION dsr_measure(p_id bigint, p_user bigint) RETURNS void
LANGUAGE sql AS $$
	UPDATE dsr_requests SET total_rows = (SELECT sum(value::bigint * CASE
	        WHEN key = 'emails' AND kind <> 'erasure' THEN 2 ELSE 1 END)
	    FROM jsonb_each_text(privacy_count(p_user,
	        ARRAY(SELECT privacy_tables()))))
	WHERE id = p_id AND total_rows IS NULL
$$;

-- Adds to what an erasure has removed so far, and renews the claim.
CREATE FUNCTION dsr_count(p_id bigint, p_by text, p_what text, p_n bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	UPDATE dsr_requests SET stage = p_what, attempts = 0, error = '',
	    claimed_until = now() + interval '90 seconds',
	    counts = CASE WHEN p_n = 0 THEN counts
	        ELSE counts || jsonb_build_object(p_what,
	            coalesce((counts->>p_what)::bigint, 0) + p_n) END
	WHERE id = p_id AND claimed_by = p_by;
	RETURN FOUND;
END $$;

-- Closes an account before its rows go: nobody comes in any more, and no other
-- request of theirs is worked on. False: the claim is lost.
CREATE FUNCTION dsr_close(p_id bigint, p_by text, p_user bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	IF NOT dsr_count(p_id, p_by, 'account', 0) THEN
		RETURN false;
	END IF;
	UPDATE users SET disabled_at = now()
	WHERE id = p_user AND disabled_at IS NULL;
	DELETE FROM tokens WHERE user_id = p_user;
	DELETE FROM sessions WHERE user_id = p_user;
	DELETE FROM dsr_requests WHERE user_id = p_user AND id <> p_id;
	RETURN true;
END $$;

-- The last thing done for a user: what is left says that an erasure was asked
-- for, when, and what it removed; not of whom. False: something of theirs is
-- there still, or the claim is lost.
CREATE FUNCTION dsr_bury(p_id bigint, p_by text, p_user bigint, p_rounds bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	said jsonb;
BEGIN
	IF EXISTS (SELECT FROM jsonb_each_text(privacy_count(p_user,
	    ARRAY(SELECT t FROM privacy_tables() t WHERE t <> 'dsr_requests')))
	    WHERE value <> '0') THEN
		RETURN false;
	END IF;
	-- Later, once more, for what was on its way meanwhile.
	UPDATE dsr_requests SET user_id = 0, was_user = p_user,
	    status = 'done', finished_at = now(), error = '', stage = '',
	    claimed_by = NULL, claimed_until = NULL,
	    counts = counts || jsonb_build_object('left', 0,
	        'rounds', p_rounds),
	    not_before = now() + interval '3 minutes'
	WHERE id = p_id AND claimed_by = p_by AND status = 'running'
	RETURNING counts INTO said;
	IF NOT FOUND THEN
		RETURN false;
	END IF;
	INSERT INTO audit_log (user_id, actor, action, subject, detail)
	VALUES (0, 'service:privacy', 'dsr.erased', 'dsr:' || p_id, said);
	RETURN true;
END $$;
