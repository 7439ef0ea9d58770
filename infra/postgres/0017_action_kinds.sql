-- Tasks, events and drafts: what approved actions make. A preview comes from
-- the same functions as the deed, so that nothing else changes than it said.

CREATE TABLE tasks (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	action_id  bigint UNIQUE REFERENCES actions ON DELETE SET NULL,
	email_id   bigint,
	title      text NOT NULL CHECK (title <> '' AND length(title) <= 300),
	notes      text NOT NULL DEFAULT '' CHECK (length(notes) <= 8000),
	due_at     timestamptz,
	due_is_day boolean NOT NULL DEFAULT false, -- due_at is its midnight, UTC
	done_at    timestamptz,
	created_at timestamptz NOT NULL DEFAULT now(),
	changed_at timestamptz -- by the person; NULL: as the action made it
);
CREATE INDEX tasks_user ON tasks (user_id, due_at, id);
CALL applylens_protect('tasks');

CREATE TABLE calendar_events (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	action_id  bigint UNIQUE REFERENCES actions ON DELETE SET NULL,
	email_id   bigint,
	uid        text NOT NULL UNIQUE DEFAULT gen_random_uuid()::text,
	title      text NOT NULL CHECK (title <> '' AND length(title) <= 300),
	starts_at  timestamptz NOT NULL,
	ends_at    timestamptz CHECK (ends_at > starts_at),
	all_day    boolean NOT NULL DEFAULT false, -- both are midnights, UTC
	location   text NOT NULL DEFAULT '' CHECK (length(location) <= 500),
	notes      text NOT NULL DEFAULT '' CHECK (length(notes) <= 8000),
	created_at timestamptz NOT NULL DEFAULT now(),
	changed_at timestamptz
);
CREATE INDEX calendar_events_user ON calendar_events (user_id, starts_at, id);
CALL applylens_protect('calendar_events');

CREATE TABLE drafts (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	action_id  bigint UNIQUE REFERENCES actions ON DELETE SET NULL,
	email_id   bigint, -- what it answers
	uid        text NOT NULL UNIQUE DEFAULT gen_random_uuid()::text,
	to_addrs   text[] NOT NULL DEFAULT '{}', -- "Name <addr>" or addr
	cc_addrs   text[] NOT NULL DEFAULT '{}',
	subject    text NOT NULL DEFAULT '' CHECK (length(subject) <= 900),
	body       text NOT NULL DEFAULT '' CHECK (length(body) <= 32768),
	created_at timestamptz NOT NULL DEFAULT now(),
	changed_at timestamptz
);
CREATE INDEX drafts_user ON drafts (user_id, id);
CALL applylens_protect('drafts');

CREATE FUNCTION json_texts(j jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT ARRAY(SELECT jsonb_array_elements_text(coalesce(j, '[]')));
$$;

-- A day is its midnight in UTC.
CREATE FUNCTION action_time(said text) RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN length(said) = 10 THEN said || 'T00:00:00Z'
	    ELSE said END::timestamptz;
$$;

-- ---- labels ----

CREATE FUNCTION action_adds(p_kind text, p_params jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE p_kind WHEN 'quarantine' THEN ARRAY['SPAM']
	    WHEN 'label' THEN json_texts(p_params->'add') ELSE '{}' END;
$$;

CREATE FUNCTION action_takes(p_kind text, p_params jsonb) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE p_kind WHEN 'label' THEN json_texts(p_params->'remove')
	    WHEN 'archive' THEN ARRAY['INBOX']
	    WHEN 'quarantine' THEN ARRAY['INBOX'] ELSE '{}' END;
$$;

-- {"added": [...], "removed": [...], "after": [...]}
CREATE FUNCTION labels_change(had text[], p_add text[], p_remove text[])
RETURNS jsonb LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
	added text[] := ARRAY(SELECT DISTINCT l FROM unnest(p_add) l
	    WHERE l <> ALL (had) ORDER BY l);
	removed text[] := ARRAY(SELECT DISTINCT l FROM unnest(had) l
	    WHERE l = ANY (p_remove) AND l <> ALL (p_add) ORDER BY l);
BEGIN
	RETURN jsonb_build_object('added', added, 'removed', removed, 'after',
	    ARRAY(SELECT l FROM unnest(had) WITH ORDINALITY x (l, n)
	        WHERE l <> ALL (removed) ORDER BY n) || added);
END $$;

CREATE OR REPLACE FUNCTION email_relabel(p_user bigint, p_email bigint,
	p_add text[], p_remove text[])
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
	had text[];
	will jsonb;
	changed jsonb;
BEGIN
	SELECT labels INTO had FROM emails
	WHERE id = p_email AND user_id = p_user FOR UPDATE;
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	will := labels_change(had, p_add, p_remove);
	changed := will - 'after';
	IF json_texts(will->'after') = had THEN
		RETURN changed;
	END IF;
	UPDATE emails SET labels = json_texts(will->'after'),
	    updated_at = now()
	WHERE id = p_email AND user_id = p_user;
	INSERT INTO labels (user_id, name, is_system)
	SELECT p_user, l, l IN ('INBOX', 'SPAM', 'TRASH')
	FROM unnest(json_texts(will->'added')) l ON CONFLICT DO NOTHING;
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

-- ---- what is made ----

-- Told to whoever looks at them.
CREATE FUNCTION made_tell(p_user bigint, p_made text, p_id bigint,
	p_what text)
RETURNS void LANGUAGE sql AS $$
	INSERT INTO outbox (user_id, topic, payload)
	VALUES (p_user, 'mail.' || p_user, jsonb_build_object('event', p_made,
	    'id', p_id::text, 'what', p_what));
$$;

-- Makes what a task, calendar or draft says: {"made": kind, "id": ...}. NULL:
-- its mail is not there any more.
CREATE FUNCTION action_make(a actions) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	p jsonb := a.params;
	made bigint;
BEGIN
	PERFORM FROM emails WHERE id = a.email_id AND user_id = a.user_id;
	IF NOT FOUND THEN
		RETURN NULL;
	END IF;
	IF a.kind = 'task' THEN
		INSERT INTO tasks (user_id, action_id, email_id, title, notes,
		    due_at, due_is_day)
		VALUES (a.user_id, a.id, a.email_id, p->>'title',
		    coalesce(p->>'notes', ''), action_time(p->>'due_at'),
		    coalesce(length(p->>'due_at') = 10, false))
		RETURNING id INTO made;
	ELSIF a.kind = 'calendar' THEN
		INSERT INTO calendar_events (user_id, action_id, email_id,
		    title, starts_at, ends_at, all_day, location, notes)
		VALUES (a.user_id, a.id, a.email_id, p->>'title',
		    action_time(p->>'starts_at'), action_time(p->>'ends_at'),
		    coalesce((p->>'all_day')::boolean, false),
		    coalesce(p->>'location', ''), coalesce(p->>'notes', ''))
		RETURNING id INTO made;
	ELSE
		INSERT INTO drafts (user_id, action_id, email_id, to_addrs,
		    cc_addrs, subject, body)
		VALUES (a.user_id, a.id, a.email_id, json_texts(p->'to'),
		    json_texts(p->'cc'), coalesce(p->>'subject', ''),
		    coalesce(p->>'body', ''))
		RETURNING id INTO made;
	END IF;
	PERFORM made_tell(a.user_id, a.kind, made, 'made');
	RETURN jsonb_build_object('made', a.kind, 'id', made::text);
END $$;

-- Of what an action made: 'same', 'changed' by the person since, 'gone', or
-- 'none' when it made nothing.
CREATE FUNCTION made_state(p_user bigint, p_undo jsonb) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN p_undo->>'made' IS NULL THEN 'none' ELSE coalesce(
	    (SELECT CASE WHEN m.changed_at IS NULL THEN 'same'
	        ELSE 'changed' END
	    FROM (SELECT changed_at FROM tasks WHERE p_undo->>'made' = 'task'
	        AND id = (p_undo->>'id')::bigint AND user_id = p_user
	    UNION ALL SELECT changed_at FROM calendar_events
	        WHERE p_undo->>'made' = 'calendar'
	        AND id = (p_undo->>'id')::bigint AND user_id = p_user
	    UNION ALL SELECT changed_at FROM drafts
	        WHERE p_undo->>'made' = 'draft'
	        AND id = (p_undo->>'id')::bigint AND user_id = p_user) m),
	    'gone') END;
$$;

-- Takes away what was made, if the person has not changed it meanwhile: their
-- work is kept, and false answered.
CREATE FUNCTION action_unmake(p_user bigint, p_undo jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
	which bigint := (p_undo->>'id')::bigint;
	removed bigint;
BEGIN
	IF p_undo->>'made' = 'task' THEN
		DELETE FROM tasks WHERE id = which AND user_id = p_user
		    AND changed_at IS NULL RETURNING id INTO removed;
	ELSIF p_undo->>'made' = 'calendar' THEN
		DELETE FROM calendar_events WHERE id = which
		    AND user_id = p_user AND changed_at IS NULL
		RETURNING id INTO removed;
	ELSE
		DELETE FROM drafts WHERE id = which AND user_id = p_user
		    AND changed_at IS NULL RETURNING id INTO removed;
	END IF;
	IF removed IS NOT NULL THEN
		PERFORM made_tell(p_user, p_undo->>'made', which, 'removed');
	END IF;
	RETURN made_state(p_user, p_undo) <> 'changed';
END $$;

-- ---- previews ----

CREATE FUNCTION labels_folder(l jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT CASE WHEN l ? 'TRASH' THEN 'trash' WHEN l ? 'SPAM' THEN 'spam'
	    WHEN l ? 'INBOX' THEN 'inbox' ELSE 'archive' END;
$$;

-- What a change of labels changes: [{"what", "before", "after"}].
CREATE FUNCTION labels_preview(had text[], p_add text[], p_remove text[])
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object('what', x.what, 'before',
	    x.before, 'after', x.after) ORDER BY x.what)
	    FILTER (WHERE x.before <> x.after), '[]')
	FROM (SELECT to_jsonb(had) AS before,
	    labels_change(had, p_add, p_remove)->'after' AS after) l,
	LATERAL (VALUES ('labels', l.before, l.after), ('folder',
	    to_jsonb(labels_folder(l.before)),
	    to_jsonb(labels_folder(l.after)))) x (what, before, after);
$$;

-- What approving would make, in the order in which one reads it; or, taken
-- away, what taking back would remove.
CREATE FUNCTION made_preview(p_kind text, p_params jsonb, p_away boolean)
RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object(
	    'what', CASE p_kind WHEN 'calendar' THEN 'event' ELSE p_kind END
	        || '.' || f.name,
	    'before', CASE WHEN p_away THEN f.value END,
	    'after', CASE WHEN NOT p_away THEN f.value END) ORDER BY f.n), '[]')
	FROM (SELECT name, n, p_params->name AS value FROM unnest(
	    ARRAY['to', 'cc', 'subject', 'title', 'starts_at', 'ends_at',
	    'due_at', 'all_day', 'location', 'body', 'notes'])
	    WITH ORDINALITY o (name, n)) f
	WHERE f.value IS NOT NULL;
$$;

-- What the next thing that may be decided would change, from the state of
-- now: approving what is proposed, taking back what was executed. Whom
-- unsubscribing asks is added outside.
CREATE FUNCTION action_preview(p_user bigint, p_kind text, p_params jsonb,
	p_status text, p_undo jsonb, p_labels text[])
RETURNS jsonb LANGUAGE sql STABLE AS $$
	SELECT CASE
	WHEN p_status NOT IN ('proposed', 'failed', 'approved')
	    AND (p_status <> 'executed' OR p_undo IS NULL) THEN '[]'
	WHEN p_labels IS NULL AND p_status <> 'executed' THEN '[]' -- no mail
	WHEN p_kind IN ('task', 'calendar', 'draft') THEN
	    CASE WHEN p_status = 'executed'
	        AND made_state(p_user, p_undo) <> 'same' THEN '[]'
	    ELSE made_preview(p_kind, p_params, p_status = 'executed') END
	WHEN p_labels IS NULL OR p_kind = 'unsubscribe' THEN '[]'
	WHEN p_status = 'executed' THEN labels_preview(p_labels,
	    json_texts(p_undo->'removed'), json_texts(p_undo->'added'))
	ELSE labels_preview(p_labels, action_adds(p_kind, p_params),
	    action_takes(p_kind, p_params)) END;
$$;

-- ---- deciding ----

-- Does what an approved action says, when nobody outside must be asked.
CREATE OR REPLACE FUNCTION action_execute(p_user bigint, p_id bigint)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	a actions;
	changed jsonb;
	why text := 'the mail is not there any more';
BEGIN
	SELECT * INTO a FROM actions
	WHERE id = p_id AND user_id = p_user FOR UPDATE;
	IF NOT FOUND OR a.status <> 'approved' THEN
		RETURN coalesce(a.status, 'missing');
	END IF;
	BEGIN
		IF a.kind IN ('task', 'calendar', 'draft') THEN
			changed := action_make(a);
		ELSE
			changed := email_relabel(p_user, a.email_id,
			    action_adds(a.kind, a.params),
			    action_takes(a.kind, a.params));
		END IF;
	EXCEPTION WHEN data_exception OR integrity_constraint_violation THEN
		why := 'its params can''t be carried out (' || SQLSTATE || ')';
	END;
	UPDATE actions SET undo = changed, executed_at = now(),
	    tried = tried + 1,
	    status = CASE WHEN changed IS NULL THEN 'failed'
	        ELSE 'executed' END,
	    error = CASE WHEN changed IS NULL THEN why ELSE '' END
	WHERE id = p_id;
	RETURN CASE WHEN changed IS NULL THEN 'failed' ELSE 'executed' END;
END $$;

-- A person decides. 'done', or why not: 'missing'; 'state' when the action's
-- status does not allow it; 'final' when it can't be taken back; 'changed'
-- when the person has worked on what it made. Deciding the same twice is done
-- once.
CREATE OR REPLACE FUNCTION action_decide(p_user bigint, p_id bigint,
	p_decision text, p_request text)
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
	IF after = 'undone' AND a.undo ? 'made'
	    AND NOT action_unmake(p_user, a.undo) THEN
		RETURN 'changed';
	END IF;
	UPDATE actions SET status = after, error = '', decided_at = now(),
	    decided_by = p_user, not_before = now(), tried = 0,
	    undone_at = CASE WHEN after = 'undone' THEN now() END
	WHERE id = p_id;
	IF after = 'undone' AND NOT a.undo ? 'made' THEN
		PERFORM email_relabel(p_user, a.email_id,
		    json_texts(a.undo->'removed'), json_texts(a.undo->'added'));
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

-- A task can be made without asking, too.
ALTER TABLE triage_policies DROP CONSTRAINT triage_policies_apply_check;
