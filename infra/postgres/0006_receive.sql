-- Receiving a batch of mail: keys, threads, emails, pipeline, labels and the
-- event, in one statement, so that a batch costs one round trip and is there
-- whole or not at all.
--
-- The planner's choices are pinned, by settings and by LATERAL ... LIMIT 1: the
-- tables grow by thousands of rows between two plannings, and a plan made for
-- empty tables reads all of them again and again.

-- Joins threads into the oldest of them. What moved is indexed and linked
-- again, because both know its thread; whoever is at it just now loses the
-- lease, for it has read the old one.
CREATE FUNCTION merge_threads(p_user bigint, p_threads bigint[])
RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off AS $$
DECLARE
	kept bigint := (SELECT min(t) FROM unnest(p_threads) t);
	gone bigint[] := array_remove(p_threads, kept);
BEGIN
	UPDATE threads t SET first_at = a.first_at, last_at = a.last_at,
	    is_orphan = a.is_orphan, addrs = a.addrs
	FROM (SELECT min(first_at) AS first_at, max(last_at) AS last_at,
	        bool_and(is_orphan) AS is_orphan,
	        ARRAY(SELECT DISTINCT x FROM threads s, unnest(s.addrs) x
	            WHERE s.id = ANY (p_threads) AND s.user_id = p_user
	            LIMIT 50) AS addrs
	    FROM threads WHERE id = ANY (p_threads) AND user_id = p_user) a
	WHERE t.id = kept AND t.user_id = p_user;

	UPDATE thread_refs SET thread_id = kept
	WHERE thread_id = ANY (gone) AND user_id = p_user;

	WITH moved AS (
		UPDATE emails SET thread_id = kept, updated_at = now()
		WHERE user_id = p_user AND thread_id = ANY (gone)
		RETURNING id)
	INSERT INTO pipeline (email_id, user_id, stage)
	SELECT id, p_user, 'triaged' FROM moved ORDER BY id
	ON CONFLICT (email_id) DO UPDATE SET stage = 'triaged',
	    claimed_by = NULL, claimed_until = NULL
	    WHERE pipeline.stage <> 'received';

	DELETE FROM threads WHERE id = ANY (gone) AND user_id = p_user;
END $$;

-- The thread of each group: the one that knows one of its ids, else one of its
-- subject, else a new one. NULL for groups that are not live.
CREATE FUNCTION place_groups(
	p_user bigint, live bigint[],
	g_subject text[], g_kind bigint[],
	g_first timestamptz[], g_last timestamptz[], g_addrs text[],
	r_id text[], r_group bigint[])
RETURNS bigint[] LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	near CONSTANT interval := '30 days';
	thread_of bigint[];
BEGIN
	WITH known AS (
		SELECT x.grp, min(r.thread_id) AS thread_id
		FROM unnest(r_id, r_group) x(id, grp),
		    LATERAL (SELECT r.thread_id FROM thread_refs r
		        WHERE r.user_id = p_user AND r.message_id = x.id
		        LIMIT 1) r
		WHERE x.grp = ANY (live)
		GROUP BY x.grp),
	found AS (
		SELECT g.n, g.subject, g.kind, g.first_at, g.last_at, g.addrs,
		    CASE
		    WHEN k.thread_id IS NOT NULL THEN k.thread_id
		    WHEN g.subject = '' THEN NULL
		    WHEN g.kind = 1 THEN (
		        SELECT t.id FROM threads t
		        WHERE t.user_id = p_user AND t.is_orphan
		            AND t.subject_base = g.subject
		            AND t.last_at >= g.first_at - near
		            AND t.first_at <= g.last_at + near
		            AND t.addrs && g.addrs
		        ORDER BY t.id LIMIT 1)
		    WHEN g.kind = 2 THEN (
		        SELECT t.id FROM threads t
		        WHERE t.user_id = p_user
		            AND t.subject_base = g.subject
		            AND t.last_at >= g.first_at - near
		            AND t.first_at <= g.last_at + near
		            AND t.addrs && g.addrs
		        ORDER BY t.id LIMIT 1)
		    END AS thread_id
		FROM (SELECT u.n, u.subject, u.kind, u.first_at, u.last_at,
		        u.addrs::text[] AS addrs
		    FROM unnest(g_subject, g_kind, g_first, g_last, g_addrs)
		        WITH ORDINALITY
		        u(subject, kind, first_at, last_at, addrs, n)
		    WHERE u.n = ANY (live)) g
		LEFT JOIN known k ON k.grp = g.n),
	placed AS (
		SELECT f.*, f.thread_id IS NULL AS is_new,
		    coalesce(f.thread_id, nextval('threads_id_seq')) AS id
		FROM found f),
	opened AS (
		INSERT INTO threads (id, user_id, subject_base, first_at,
		    last_at, is_orphan, addrs)
		OVERRIDING SYSTEM VALUE
		SELECT p.id, p_user, p.subject, p.first_at, p.last_at,
		    p.kind = 2, p.addrs
		FROM placed p WHERE p.is_new),
	grown AS (
		UPDATE threads t SET first_at = least(t.first_at, j.first_at),
		    last_at = greatest(t.last_at, j.last_at),
		    is_orphan = t.is_orphan AND j.orphans,
		    addrs = ARRAY(SELECT DISTINCT a
		        FROM unnest(t.addrs || ARRAY(SELECT a
		            FROM placed q, unnest(q.addrs) a
		            WHERE q.id = t.id)) a LIMIT 50)
		FROM (SELECT p.id, min(p.first_at) AS first_at,
		        max(p.last_at) AS last_at,
		        bool_and(p.kind = 2) AS orphans
		    FROM placed p WHERE NOT p.is_new GROUP BY p.id) j
		WHERE t.id = j.id AND t.user_id = p_user)
	SELECT array_agg(p.id ORDER BY g.n) INTO thread_of
	FROM generate_subscripts(g_kind, 1) g(n)
	LEFT JOIN placed p ON p.n = g.n;
	RETURN thread_of;
END $$;

-- Arrays beginning with e_ have one element an email, g_ one a group of
-- emails that belong together as far as this batch shows, r_ one a message id
-- that a group names. Lists inside an element are array literals.
-- g_kind: 0 joins no thread by subject; 1 an original, which joins the thread
-- of its orphaned replies; 2 such a reply, which joins any.
-- p_claimer NULL leaves the emails to the sweeper.
--
-- Answers one row an email, in order: its id and 'new'; 'again' when this
-- message of this import is there already; 'duplicate' for another's.
CREATE FUNCTION receive_emails(
	p_user bigint, p_import text, p_claimer text, p_lease_ms bigint,
	p_raw_key text, p_labels text[],
	e_key text[], e_offset bigint[], e_group bigint[],
	e_received timestamptz[], e_date timestamptz[],
	e_message_id text[], e_in_reply_to text[], e_refs text[],
	e_subject text[], e_subject_base text[],
	e_from_name text[], e_from_addr text[],
	e_to text[], e_cc text[], e_bcc text[], e_reply_to text[],
	e_body text[], e_own text[], e_snippet text[],
	e_headers text[], e_links text[], e_attachments text[],
	e_calendar text[], e_hidden bigint[],
	e_has_html boolean[], e_outgoing boolean[], e_labels text[],
	e_size bigint[], e_sha256 text[], e_raw_offset bigint[],
	e_defects text[], e_error text[],
	g_subject text[], g_kind bigint[],
	g_first timestamptz[], g_last timestamptz[], g_addrs text[],
	r_id text[], r_group bigint[])
RETURNS TABLE (n bigint, email_id bigint, outcome text)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	fresh bigint[];
	ids bigint[];
	outcomes text[];
	live bigint[];
	torn bigint;
	thread_of bigint[];
BEGIN
	-- One batch of a user at a time: two that see each other's messages
	-- half would make two threads of one.
	PERFORM pg_advisory_xact_lock(hashtextextended('receive', p_user));

	WITH added AS (
		INSERT INTO email_keys AS k (user_id, dedup_key, email_id,
		    import_id, import_offset)
		SELECT p_user, i.key,
		    email_month(i.at) << 40 | nextval('email_counter'),
		    p_import, i.place
		FROM unnest(e_key, e_offset, e_received) i(key, place, at)
		ON CONFLICT DO NOTHING
		RETURNING k.email_id)
	SELECT coalesce(array_agg(a.email_id), '{}') INTO fresh FROM added a;

	SELECT array_agg(coalesce(k.email_id, 0) ORDER BY i.n),
	    array_agg(CASE
	        WHEN k.import_id = p_import AND k.import_offset = i.place
	        THEN CASE WHEN k.email_id = ANY (fresh)
	            THEN 'new' ELSE 'again' END
	        ELSE 'duplicate' END ORDER BY i.n)
	INTO ids, outcomes
	FROM unnest(e_key, e_offset) WITH ORDINALITY i(key, place, n)
	LEFT JOIN LATERAL (SELECT k.email_id, k.import_id, k.import_offset
	    FROM email_keys k
	    WHERE k.user_id = p_user AND k.dedup_key = i.key LIMIT 1) k ON true;

	SELECT array_agg(DISTINCT i.grp) INTO live
	FROM unnest(e_group, outcomes) i(grp, outcome)
	WHERE i.outcome = 'new';

	IF live IS NOT NULL THEN
		-- Known threads that turn out to be one.
		FOR torn IN
			SELECT x.grp FROM unnest(r_id, r_group) x(id, grp),
			    LATERAL (SELECT r.thread_id FROM thread_refs r
			        WHERE r.user_id = p_user
			            AND r.message_id = x.id LIMIT 1) r
			WHERE x.grp = ANY (live)
			GROUP BY x.grp HAVING count(DISTINCT r.thread_id) > 1
		LOOP
			PERFORM merge_threads(p_user,
			    array_agg(DISTINCT r.thread_id))
			FROM unnest(r_id, r_group) x(id, grp),
			    LATERAL (SELECT r.thread_id FROM thread_refs r
			        WHERE r.user_id = p_user
			            AND r.message_id = x.id LIMIT 1) r
			WHERE x.grp = torn
			HAVING count(DISTINCT r.thread_id) > 1;
		END LOOP;

		thread_of := place_groups(p_user, live, g_subject, g_kind,
		    g_first, g_last, g_addrs, r_id, r_group);

		INSERT INTO thread_refs (user_id, message_id, thread_id)
		SELECT DISTINCT p_user, x.id, thread_of[x.grp]
		FROM unnest(r_id, r_group) x(id, grp)
		WHERE x.grp = ANY (live)
		ON CONFLICT DO NOTHING;

		INSERT INTO emails (id, user_id, thread_id, message_id,
		    in_reply_to, refs, subject, subject_base, from_name,
		    from_addr, to_addrs, cc_addrs, bcc_addrs, reply_to,
		    date_at, received_at, body_text, own_text, snippet,
		    headers, links, attachments, calendar_text, hidden_bytes,
		    has_html, is_outgoing, labels, size_bytes,
		    content_sha256, raw_key, raw_offset, defects, parse_error,
		    import_id)
		SELECT ids[i.n], p_user, thread_of[i.grp], i.message_id,
		    i.in_reply_to, i.refs::text[], i.subject, i.subject_base,
		    i.from_name, i.from_addr, i.to_addrs::text[],
		    i.cc_addrs::text[], i.bcc_addrs::text[],
		    i.reply_to::text[], i.date_at, i.received_at, i.body,
		    i.own, i.snippet, i.headers::jsonb,
		    i.links::jsonb, i.attachments::jsonb, i.calendar,
		    i.hidden, i.has_html, i.outgoing, i.labels::text[],
		    i.size, i.sha256, p_raw_key, i.raw_offset,
		    i.defects::text[], i.error, p_import
		FROM unnest(e_group, e_message_id, e_in_reply_to, e_refs,
		    e_subject, e_subject_base, e_from_name, e_from_addr, e_to,
		    e_cc, e_bcc, e_reply_to, e_date, e_received, e_body,
		    e_own, e_snippet, e_headers, e_links, e_attachments,
		    e_calendar, e_hidden, e_has_html, e_outgoing, e_labels,
		    e_size, e_sha256, e_raw_offset, e_defects, e_error)
		    WITH ORDINALITY i(grp, message_id, in_reply_to, refs,
		    subject, subject_base, from_name, from_addr, to_addrs,
		    cc_addrs, bcc_addrs, reply_to, date_at, received_at, body,
		    own, snippet, headers, links, attachments,
		    calendar, hidden, has_html, outgoing, labels,
		    size, sha256, raw_offset, defects, error, n)
		WHERE outcomes[i.n] = 'new';

		INSERT INTO pipeline (email_id, user_id, claimed_by,
		    claimed_until)
		SELECT i.id, p_user, p_claimer, CASE
		    WHEN p_claimer IS NOT NULL
		    THEN now() + p_lease_ms * interval '1 ms' END
		FROM unnest(ids, outcomes) i(id, outcome)
		WHERE i.outcome = 'new';

		INSERT INTO labels (user_id, name, is_system)
		SELECT p_user, l, l = ANY ('{INBOX,UNREAD,SENT,DRAFT,STARRED,'
		    'IMPORTANT,SPAM,TRASH}') OR starts_with(l, 'CATEGORY_')
		FROM unnest(p_labels) l
		ON CONFLICT DO NOTHING;

		INSERT INTO outbox (user_id, topic, payload)
		VALUES (p_user, 'mail.' || p_user,
		    jsonb_build_object('event', 'received', 'import_id',
		        p_import, 'emails', cardinality(fresh)));
	END IF;

	RETURN QUERY SELECT i.n, i.id, i.outcome
	FROM unnest(ids, outcomes) WITH ORDINALITY i(id, outcome, n)
	ORDER BY i.n;
END $$;

-- Tells the planner about tables that have more than doubled since it last
-- heard of them. Autovacuum would do so too, a minute late: in that minute an
-- import fills empty partitions, and every daemon keeps the plans it made for
-- empty ones. New statistics make all sessions plan anew. Ingest calls this
-- every few seconds; it is cheap when nothing has grown.
CREATE FUNCTION analyze_grown() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp
SET lock_timeout = '200ms' AS $$
DECLARE
	name regclass;
	done integer := 0;
BEGIN
	IF NOT pg_try_advisory_xact_lock(hashtext('analyze grown')) THEN
		RETURN 0;
	END IF;
	FOR name IN
		SELECT c.oid FROM pg_stat_user_tables s
		JOIN pg_class c ON c.oid = s.relid
		WHERE s.schemaname = 'public' AND c.relkind = 'r'
		    AND c.relowner = current_user::regrole
		    AND s.n_live_tup > 200 + 2 * greatest(c.reltuples, 0)
	LOOP
		BEGIN
			EXECUTE format('ANALYZE %s', name);
			done := done + 1;
		EXCEPTION WHEN lock_not_available THEN
			NULL; -- somebody else is at it
		END;
	END LOOP;
	RETURN done;
END $$;
