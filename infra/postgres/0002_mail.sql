-- Mail: mailboxes, threads, emails (one partition a month), labels, the
-- durable pipeline and the outbox.

CREATE TABLE mailboxes (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	kind       text NOT NULL CHECK (kind IN ('import', 'gmail', 'imap')),
	name       text NOT NULL,
	address    text NOT NULL DEFAULT '',
	cursor     jsonb NOT NULL DEFAULT '{}',
	created_at timestamptz NOT NULL DEFAULT now(),
	UNIQUE (user_id, kind, name)
);
CALL applylens_protect('mailboxes');

-- A conversation. The columns behind subject_base serve the one rule that
-- joins by subject: a reply that names no other message belongs to a thread of
-- the same subject, with a common address, at most 30 days away.
CREATE TABLE threads (
	id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id       bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	subject_base  text NOT NULL DEFAULT '', -- at most 500 bytes
	first_at      timestamptz NOT NULL DEFAULT now(), -- of its emails
	last_at       timestamptz NOT NULL DEFAULT now(),
	is_orphan     boolean NOT NULL DEFAULT false, -- opened by such a reply
	addrs         text[] NOT NULL DEFAULT '{}', -- of others, at most 50
	created_at    timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX threads_user ON threads (user_id, id);
CREATE INDEX threads_subject ON threads (user_id, subject_base, last_at);
CREATE INDEX threads_orphans ON threads (user_id, subject_base, last_at)
    WHERE is_orphan;
CALL applylens_protect('threads');
GRANT USAGE ON SEQUENCE threads_id_seq TO applylens_app;

-- Every Message-ID that a thread has seen, as own id or in References, so
-- that a late parent finds the thread of its children. Ids of more than 250
-- bytes stand here as "sha256:" and their hash.
CREATE TABLE thread_refs (
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	message_id text NOT NULL,
	thread_id  bigint NOT NULL REFERENCES threads ON DELETE CASCADE,
	PRIMARY KEY (user_id, message_id)
);
CREATE INDEX thread_refs_thread ON thread_refs (thread_id);
CALL applylens_protect('thread_refs');

-- The id of an email carries its month in the high bits, so that the table
-- can be partitioned by month and still be found by id alone:
--   id = (months since January 1970) << 40 | counter
CREATE SEQUENCE email_counter MAXVALUE 1099511627775;
GRANT USAGE ON SEQUENCE email_counter TO applylens_app;

CREATE FUNCTION email_month(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (extract(year FROM at AT TIME ZONE 'UTC')::bigint - 1970) * 12
    + extract(month FROM at AT TIME ZONE 'UTC')::bigint - 1;

CREATE TABLE emails (
	id             bigint NOT NULL PRIMARY KEY,
	user_id        bigint NOT NULL,
	mailbox_id     bigint,
	thread_id      bigint,
	message_id     text NOT NULL DEFAULT '', -- without <>; '' when absent
	in_reply_to    text NOT NULL DEFAULT '',
	refs           text[] NOT NULL DEFAULT '{}',
	subject        text NOT NULL DEFAULT '',
	subject_base   text NOT NULL DEFAULT '',
	from_name      text NOT NULL DEFAULT '',
	from_addr      text NOT NULL DEFAULT '', -- lower case
	to_addrs       text[] NOT NULL DEFAULT '{}', -- "Name <addr>" or addr
	cc_addrs       text[] NOT NULL DEFAULT '{}',
	bcc_addrs      text[] NOT NULL DEFAULT '{}',
	reply_to       text[] NOT NULL DEFAULT '{}',
	date_at        timestamptz,              -- the Date header
	received_at    timestamptz NOT NULL,     -- decides the month
	body_text      text NOT NULL DEFAULT '',
	own_text       text, -- without quotes and signature; NULL: body_text
	snippet        text NOT NULL DEFAULT '',
	headers        jsonb NOT NULL DEFAULT '{}', -- the ones triage reads
	links          jsonb NOT NULL DEFAULT '[]', -- [{"href","text"}]
	attachments    jsonb NOT NULL DEFAULT '[]',
	    -- [{"filename","content_type","bytes","inline"}]
	calendar_text  text NOT NULL DEFAULT '',
	hidden_bytes   integer NOT NULL DEFAULT 0,
	has_html       boolean NOT NULL DEFAULT false,
	is_outgoing    boolean NOT NULL DEFAULT false,
	labels         text[] NOT NULL DEFAULT '{}', -- INBOX UNREAD STARRED ...
	size_bytes     integer NOT NULL,
	content_sha256 text NOT NULL,
	raw_key        text NOT NULL,            -- object, and where in it
	raw_offset     bigint NOT NULL,
	defects        text[] NOT NULL DEFAULT '{}',
	parse_error    text NOT NULL DEFAULT '', -- kept, though not parsed
	import_id      text NOT NULL DEFAULT '',
	created_at     timestamptz NOT NULL DEFAULT now(),
	updated_at     timestamptz NOT NULL DEFAULT now()
) PARTITION BY RANGE (id);
-- One index only begins with user_id, and it is made first: statements are
-- planned when a month's partition is still empty and all indexes cost the
-- same; then the planner takes the youngest that fits at all, and that one is
-- read for the rest of the import.
CREATE INDEX emails_user_received
    ON emails (user_id, received_at DESC, id DESC);
CREATE INDEX emails_from ON emails (from_addr, user_id, received_at);
CREATE INDEX emails_thread ON emails (thread_id, user_id);
CALL applylens_protect('emails');

-- Makes the partitions of these moments. Called before inserting; cheap when
-- they are there. Runs as the owner: the daemons may not create. Mail from
-- before 2020 lies in one partition a year, so that an old mailbox does not
-- make hundreds of nearly empty tables that every query must open.
CREATE FUNCTION emails_ensure_partitions(moments timestamptz[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
	modern CONSTANT bigint := (2020 - 1970) * 12;
	first bigint;
	months bigint;
	name text;
BEGIN
	FOR first, months IN
		SELECT DISTINCT CASE WHEN m >= modern THEN m ELSE m - m % 12 END,
		    CASE WHEN m >= modern THEN 1 ELSE 12 END
		FROM unnest(moments) at, email_month(at) m ORDER BY 1
	LOOP
		name := 'emails_' || 1970 + first / 12 ||
		    CASE WHEN months = 1
		    THEN '_' || lpad((first % 12 + 1)::text, 2, '0')
		    ELSE '' END;
		CONTINUE WHEN to_regclass(name) IS NOT NULL;
		PERFORM pg_advisory_xact_lock(hashtext('emails partition'));
		-- Not to_regclass: it may remember from before the wait that
		-- there is none.
		CONTINUE WHEN EXISTS (SELECT FROM pg_class WHERE relname = name
		    AND relnamespace = 'public'::regnamespace);
		EXECUTE format('CREATE TABLE %I (LIKE emails INCLUDING ALL)',
		    name);
		EXECUTE format(
		    'ALTER TABLE emails ATTACH PARTITION %I '
		    'FOR VALUES FROM (%s) TO (%s)',
		    name, first << 40, (first + months) << 40);
	END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION emails_ensure_partitions TO applylens_app;

-- One row an email and user: what makes a second import change nothing. The
-- key is the SHA-256 of the Message-ID, or of the content when there is none.
-- import_id and import_offset say which message of which upload brought it, so
-- that a repeated upload is told from a duplicate.
CREATE TABLE email_keys (
	user_id       bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	dedup_key     text NOT NULL,
	email_id      bigint NOT NULL,
	import_id     text NOT NULL DEFAULT '',
	import_offset bigint NOT NULL DEFAULT 0,
	PRIMARY KEY (user_id, dedup_key)
);
CALL applylens_protect('email_keys');

CREATE TABLE labels (
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
	is_system  boolean NOT NULL DEFAULT false,
	created_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (user_id, name)
);
CALL applylens_protect('labels');

-- What has not reached the end of the pipeline. A row is made in the
-- transaction that receives the email and removed when it is linked, so no
-- row means done. claimed_until is a lease: after a crash it runs out.
CREATE TABLE pipeline (
	email_id      bigint PRIMARY KEY,
	user_id       bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	stage         text NOT NULL DEFAULT 'received'
	              CHECK (stage IN ('received', 'triaged', 'indexed')),
	attempts      integer NOT NULL DEFAULT 0,
	claimed_by    text,
	claimed_until timestamptz,
	not_before    timestamptz NOT NULL DEFAULT now(),
	last_error    text NOT NULL DEFAULT '',
	received_at   timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX pipeline_ready ON pipeline (not_before, email_id);
CALL applylens_protect('pipeline');

-- Events that others must see, written with what they tell of. A relay
-- publishes and removes them; readers that must miss nothing read tables.
CREATE TABLE outbox (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL,
	topic      text NOT NULL,
	payload    jsonb NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
CALL applylens_protect('outbox');
