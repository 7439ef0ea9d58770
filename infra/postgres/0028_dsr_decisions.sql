-- What operators decide about people's requests: two more months (Art. 12(3)),
-- a refusal (Art. 12(4), (5)), and legal holds, which make an erasure wait
-- (Art. 17(3)). The person is told the reason of each.

DROP FUNCTION dsr_shown(dsr_requests); -- a column comes to its argument
ALTER TABLE users
	ADD legal_hold    text NOT NULL DEFAULT '', -- the reason; '': none
	ADD legal_hold_at timestamptz;
ALTER TABLE dsr_requests
	ADD extended_at      timestamptz,
	ADD extension_reason text NOT NULL DEFAULT '';

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
    AND d.expires_at > now(), 'extended_at', d.extended_at,
    'extension_reason', d.extension_reason, 'held', CASE
    WHEN d.kind = 'erasure' AND d.status IN ('received', 'running')
    THEN (SELECT u.legal_hold FROM users u
        WHERE u.id = d.user_id AND u.legal_hold <> '') END);

-- outcome: done, missing, over (it is not open any more), extended (once is
-- all), late (the person must hear of it within the first month), begun (what
-- is half erased can't be refused).
CREATE FUNCTION dsr_decide(p_id bigint, p_decision text, p_reason text,
	p_actor bigint, p_request text, OUT outcome text, OUT request jsonb)
LANGUAGE plpgsql AS $$
DECLARE
	d dsr_requests;
BEGIN
	SELECT * INTO d FROM dsr_requests WHERE id = p_id AND user_id <> 0
	FOR UPDATE;
	outcome := CASE WHEN d.id IS NULL THEN 'missing'
	    WHEN d.status NOT IN ('received', 'running') THEN 'over'
	    WHEN p_decision = 'extend' AND d.extended_at IS NOT NULL
	    THEN 'extended'
	    WHEN p_decision = 'extend'
	        AND now() > d.received_at + interval '1 month' THEN 'late'
	    WHEN p_decision = 'refuse' AND d.kind = 'erasure'
	        AND d.stage <> '' THEN 'begun'
	    ELSE 'done' END;
	IF outcome <> 'done' THEN
		RETURN;
	END IF;
	IF p_decision = 'extend' THEN
		UPDATE dsr_requests SET extended_at = now(),
		    due_at = due_at + interval '2 months',
		    extension_reason = p_reason WHERE id = p_id RETURNING *
		INTO d;
	ELSE
		-- Whoever works on it has lost it with the next thing done.
		UPDATE dsr_requests SET status = 'refused', error = p_reason,
		    finished_at = now(), claimed_by = NULL,
		    claimed_until = NULL WHERE id = p_id RETURNING * INTO d;
	END IF;
	INSERT INTO audit_log (user_id, actor, action, subject, detail,
	    request_id)
	VALUES (d.user_id, 'user:' || p_actor, CASE p_decision
	    WHEN 'extend' THEN 'dsr.extended' ELSE 'dsr.refused' END,
	    'dsr:' || p_id, jsonb_build_object('reason', p_reason), p_request);
	request := dsr_shown(d);
END $$;

-- A hold with a reason, or without one its end. outcome: done, missing, begun
-- (their erasure is under way).
CREATE FUNCTION privacy_hold(p_user bigint, p_reason text, p_actor bigint,
	p_request text, OUT outcome text, OUT since timestamptz)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM users WHERE id = p_user FOR UPDATE;
	outcome := CASE WHEN NOT FOUND THEN 'missing'
	    WHEN p_reason <> '' AND EXISTS (SELECT FROM dsr_requests
	        WHERE user_id = p_user AND kind = 'erasure'
	        AND status = 'running' AND stage <> '') THEN 'begun'
	    ELSE 'done' END;
	IF outcome <> 'done' THEN
		RETURN;
	END IF;
	UPDATE users SET legal_hold = p_reason, legal_hold_at = CASE
	    WHEN p_reason = '' THEN NULL ELSE now() END WHERE id = p_user
	RETURNING legal_hold_at INTO since;
	INSERT INTO audit_log (user_id, actor, action, subject, detail,
	    request_id)
	VALUES (p_user, 'user:' || p_actor, CASE p_reason
	    WHEN '' THEN 'hold.ended' ELSE 'hold.set' END, 'user:' || p_user,
	    jsonb_build_object('reason', p_reason), p_request);
END $$;

-- As before, but an account that is held stays: whoever holds it and whoever
-- closes it wait for each other at its row.
CREATE OR REPLACE FUNCTION dsr_close(p_id bigint, p_by text, p_user bigint)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM FROM users WHERE id = p_user FOR UPDATE;
	IF EXISTS (SELECT FROM users WHERE id = p_user AND legal_hold <> '')
	    OR NOT dsr_count(p_id, p_by, 'account', 0) THEN
		RETURN false;
	END IF;
	UPDATE users SET disabled_at = now()
	WHERE id = p_user AND disabled_at IS NULL;
	DELETE FROM tokens WHERE user_id = p_user;
	DELETE FROM sessions WHERE user_id = p_user;
	DELETE FROM dsr_requests WHERE user_id = p_user AND id <> p_id;
	RETURN true;
END $$;
