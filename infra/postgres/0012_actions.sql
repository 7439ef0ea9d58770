-- What is proposed, decided, done and taken back. Each function is one
-- transaction's worth: a decision, what it does to the mail, the event and the
-- line of the audit log are there together or not at all.

ALTER TABLE actions
	ADD COLUMN tried       integer NOT NULL DEFAULT 0,
	ADD COLUMN not_before  timestamptz NOT NULL DEFAULT now(),
	ADD COLUMN executed_at timestamptz,
	ADD COLUMN undone_at   timestamptz;
CREATE INDEX actions_approved ON actions (not_before, id)
    WHERE status = 'approved';
CREATE INDEX actions_email ON actions (email_id);

-- Changes an email's labels; the index is told by the pipeline, people by an
-- event. Answers what really changed: its reverse is the undo. NULL: there is
-- no such email.
CREATE FUNCTION email_relabel(p_user bigint, p_email bigint,
	p_add text[], p_remove text[])
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	had text[];
	added text[];
	removed text[];
	changed jsonb;
BEGIN
	SELECT labels INTO had FROM emails
	WHERE id = p_email AND user_id = p_user FOR UPDATE;
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	added := ARRAY(SELECT DISTINCT l FROM unnest(p_add) l
	    WHERE l <> ALL (had) ORDER BY l);
	removed := ARRAY(SELECT DISTINCT l FROM unnest(had) l
	    WHERE l = ANY (p_remove) AND l <> ALL (p_add) ORDER BY l);
	changed := jsonb_build_object('added', to_jsonb(added),
	    'removed', to_jsonb(removed));
	IF added = '{}' AND removed = '{}' THEN
		RETURN changed;
	END IF;
	UPDATE emails SET labels = ARRAY(SELECT l
	        FROM unnest(had) WITH ORDINALITY x (l, n)
	        WHERE l <> ALL (removed) ORDER BY n) || added,
	    updated_at = now()
	WHERE id = p_email AND user_id = p_user;
	INSERT INTO labels (user_id, name, is_system)
	SELECT p_user, l, l IN ('INBOX', 'SPAM', 'TRASH')
	FROM unnest(added) l ON CONFLICT DO NOTHING;
	-- Whoever indexes it just now has read the old labels.
	INSERT INTO pipeline (email_id, user_id, stage)
	VALUES (p_email, p_user, 'triaged')
	ON CONFLICT (email_id) DO UPDATE SET stage = 'triaged',
	    claimed_by = NULL, claimed_until = NULL, not_before = now()
	    WHERE pipeline.stage <> 'received';
	INSERT INTO outbox (user_id, topic, payload)
	VALUES (p_user, 'mail.' || p_user, changed || jsonb_build_object(
	    'event', 'labels', 'email_id', p_email::text));
	RETURN changed;
END $$;

-- Does what an approved action says, when that is a matter of labels.
CREATE FUNCTION action_execute(p_user bigint, p_id bigint)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	a actions;
	changed jsonb;
BEGIN
	SELECT * INTO a FROM actions
	WHERE id = p_id AND user_id = p_user FOR UPDATE;
	IF NOT FOUND OR a.status <> 'approved' THEN
		RETURN coalesce(a.status, 'missing');
	END IF;
	changed := email_relabel(p_user, a.email_id,
	    CASE a.kind
	    WHEN 'quarantine' THEN ARRAY['SPAM']
	    WHEN 'label' THEN ARRAY(SELECT jsonb_array_elements_text(
	        coalesce(a.params->'add', '[]')))
	    ELSE '{}' END,
	    CASE a.kind
	    WHEN 'label' THEN ARRAY(SELECT jsonb_array_elements_text(
	        coalesce(a.params->'remove', '[]')))
	    ELSE ARRAY['INBOX'] END);
	UPDATE actions SET undo = changed, executed_at = now(),
	    tried = tried + 1,
	    status = CASE WHEN changed IS NULL THEN 'failed'
	        ELSE 'executed' END,
	    error = CASE WHEN changed IS NULL
	        THEN 'the mail is not there any more' ELSE '' END
	WHERE id = p_id;
	RETURN CASE WHEN changed IS NULL THEN 'failed' ELSE 'executed' END;
END $$;

-- A person decides. 'done', or why not: 'missing'; 'state' when the action's
-- status does not allow it; 'unsupported' when nobody here can carry it out;
-- 'final' when it can't be taken back. Deciding the same twice is done once.
CREATE FUNCTION action_decide(p_user bigint, p_id bigint, p_decision text,
	p_request text)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	a actions;
	after text;
BEGIN
	SELECT * INTO a FROM actions
	WHERE id = p_id AND user_id = p_user FOR UPDATE;
	IF NOT FOUND THEN
		RETURN 'missing';
	END IF;
	after := CASE p_decision WHEN 'approve' THEN 'approved'
	    WHEN 'reject' THEN 'rejected' ELSE 'undone' END;
	IF a.status = after OR (after = 'approved' AND a.status = 'executed')
	THEN
		RETURN 'done';
	END IF;
	IF a.status NOT IN ('proposed', 'failed') AND after <> 'undone'
	    OR a.status <> 'executed' AND after = 'undone' THEN
		RETURN 'state';
	END IF;
	IF after = 'undone' AND a.undo IS NULL THEN
		RETURN 'final';
	END IF;
	IF a.kind NOT IN ('archive', 'label', 'quarantine', 'unsubscribe')
	    AND after = 'approved' THEN
		RETURN 'unsupported';
	END IF;
	UPDATE actions SET status = after, error = '', decided_at = now(),
	    decided_by = p_user, not_before = now(), tried = 0,
	    undone_at = CASE WHEN after = 'undone' THEN now() END
	WHERE id = p_id;
	IF after = 'undone' THEN
		PERFORM email_relabel(p_user, a.email_id,
		    ARRAY(SELECT jsonb_array_elements_text(a.undo->'removed')),
		    ARRAY(SELECT jsonb_array_elements_text(a.undo->'added')));
	ELSIF after = 'approved' AND a.kind <> 'unsubscribe' THEN
		after := action_execute(p_user, p_id);
	END IF;
	INSERT INTO audit_log (user_id, actor, action, subject, detail,
	    request_id)
	VALUES (p_user, 'user:' || p_user, 'action.' || p_decision,
	    'action:' || p_id, jsonb_build_object('kind', a.kind,
	    'email_id', a.email_id::text, 'status', after), p_request);
	RETURN 'done';
END $$;

-- A proposal; the same one again is the one that waits. NULL: no such email.
CREATE FUNCTION action_propose(p_user bigint, p_agent text, p_email bigint,
	p_kind text, p_params jsonb, p_reason text)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	which bigint;
BEGIN
	PERFORM FROM emails WHERE id = p_email AND user_id = p_user
	FOR UPDATE; -- one proposal at a time
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	SELECT id INTO which FROM actions
	WHERE email_id = p_email AND user_id = p_user AND kind = p_kind
	    AND params = p_params AND status IN ('proposed', 'approved')
	LIMIT 1;
	IF which IS NULL THEN
		INSERT INTO actions (user_id, agent, kind, email_id, params,
		    reason)
		VALUES (p_user, p_agent, p_kind, p_email, p_params, p_reason)
		RETURNING id INTO which;
	END IF;
	RETURN which;
END $$;
