-- Read and unread: the label UNREAD, set and taken away for many mails at
-- once. ingest tells the index itself, so that it follows within the request;
-- the rows of the pipeline are there for when that fails.

-- One row an email that is there: whether it was changed, and whether its row
-- of the pipeline is the claimer's. It is not when the mail is on its way
-- anyway: whoever is at it just now has read the old labels, and loses it to
-- the sweeper.
CREATE FUNCTION emails_mark_read(p_user bigint, p_ids bigint[],
	p_read boolean, p_claimer text, p_lease_ms bigint)
RETURNS TABLE (email_id bigint, is_changed boolean, is_claimed boolean)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
	there bigint[];
	changed bigint[];
	claimed bigint[];
BEGIN
	-- In one order, so that two who mark at once never wait in a ring.
	SELECT coalesce(array_agg(e.id), '{}') INTO there FROM (
		SELECT id FROM emails
		WHERE user_id = p_user AND id = ANY (p_ids)
		ORDER BY id FOR UPDATE) e;

	WITH marked AS (
		UPDATE emails SET updated_at = now(), labels = CASE WHEN p_read
		    THEN array_remove(labels, 'UNREAD')
		    ELSE labels || 'UNREAD'::text END
		WHERE user_id = p_user AND id = ANY (there)
		    AND ('UNREAD' = ANY (labels)) = p_read
		RETURNING id)
	SELECT coalesce(array_agg(m.id ORDER BY m.id), '{}') INTO changed
	FROM marked m;

	IF changed <> '{}' AND NOT p_read THEN
		INSERT INTO labels (user_id, name, is_system)
		VALUES (p_user, 'UNREAD', true) ON CONFLICT DO NOTHING;
	END IF;

	WITH queued AS (
		INSERT INTO pipeline (email_id, user_id, stage, claimed_by,
		    claimed_until)
		SELECT c, p_user, 'triaged', p_claimer,
		    now() + p_lease_ms * interval '1 ms'
		FROM unnest(changed) c
		ON CONFLICT (email_id) DO UPDATE SET stage = 'triaged',
		    claimed_by = NULL, claimed_until = NULL, not_before = now()
		    WHERE pipeline.stage <> 'received'
		RETURNING email_id, claimed_by)
	SELECT coalesce(array_agg(q.email_id), '{}') INTO claimed
	FROM queued q WHERE q.claimed_by IS NOT NULL;

	INSERT INTO outbox (user_id, topic, payload)
	SELECT p_user, 'mail.' || p_user, jsonb_build_object('event', 'labels',
	    'email_id', c::text,
	    'added', CASE WHEN p_read THEN '[]' ELSE '["UNREAD"]' END::jsonb,
	    'removed', CASE WHEN p_read THEN '["UNREAD"]' ELSE '[]' END::jsonb)
	FROM unnest(changed) c;

	RETURN QUERY SELECT t, t = ANY (changed), t = ANY (claimed)
	FROM unnest(there) t;
END $$;
