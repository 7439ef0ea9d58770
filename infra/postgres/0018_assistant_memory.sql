-- What people tell the assistant to remember, in their own words.

CREATE TABLE assistant_memory (
	id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id         bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	kind            text NOT NULL CHECK (kind IN ('keep_sender', 'tone',
	                    'name', 'signature', 'note')),
	value           text NOT NULL CHECK (length(value) BETWEEN 1 AND 1000),
	said_at         timestamptz NOT NULL DEFAULT now(),
	conversation_id uuid -- where it was said; NULL: by hand
);
CREATE UNIQUE INDEX assistant_memory_once
    ON assistant_memory (user_id, kind, lower(value));
CALL applylens_protect('assistant_memory');

-- Keeps it; the same again is the one that is there. Of tone, name and
-- signature there is one: the last. No row: there are p_max already.
CREATE FUNCTION memory_keep(p_user bigint, p_kind text, p_value text,
	p_conversation uuid, p_max bigint)
RETURNS SETOF assistant_memory LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_advisory_xact_lock(hashtextextended('memory ' || p_user, 0));
	IF p_kind IN ('tone', 'name', 'signature') THEN
		DELETE FROM assistant_memory WHERE user_id = p_user
		    AND kind = p_kind AND lower(value) <> lower(p_value);
	END IF;
	RETURN QUERY SELECT * FROM assistant_memory WHERE user_id = p_user
	    AND kind = p_kind AND lower(value) = lower(p_value);
	IF NOT FOUND AND (SELECT count(*) FROM assistant_memory
	    WHERE user_id = p_user) < p_max THEN
		RETURN QUERY INSERT INTO assistant_memory (user_id, kind, value,
		    conversation_id)
		VALUES (p_user, p_kind, p_value, p_conversation) RETURNING *;
	END IF;
END $$;

-- What resumes a conversation's answers is found by their ids.
CREATE INDEX conversation_messages_user
    ON conversation_messages (user_id, created_at);
