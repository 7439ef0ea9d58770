-- The graph as a fold of facts: what each mail says, and what follows from all
-- that a user's mail says. Everything but "facts", "linked" and "said" can be
-- made again from those; ids are hashes of what they name, and no column holds
-- the time of a run, so making it again gives the same bytes.

DROP TABLE applications, participations, people, companies;

-- Each change of a user's graph is one transaction that begins by advancing
-- this; who has read an older state begins again.
CREATE TABLE graph_state (
	user_id bigint PRIMARY KEY REFERENCES users ON DELETE CASCADE,
	version bigint NOT NULL DEFAULT 0
);
CALL applylens_protect('graph_state');

CREATE FUNCTION graph_advance(p_user bigint, p_version bigint)
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO graph_state (user_id) VALUES (p_user)
	ON CONFLICT DO NOTHING;
	UPDATE graph_state SET version = version + 1
	WHERE user_id = p_user AND version = p_version;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'the graph was changed meanwhile'
		    USING ERRCODE = 'serialization_failure';
	END IF;
	RETURN p_version + 1;
END $$;

-- The mails whose facts are stored.
CREATE TABLE linked (
	user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	email_id    bigint NOT NULL,
	thread_id   bigint,
	at          timestamptz NOT NULL, -- the mail's own time
	learnt_at   timestamptz NOT NULL, -- when it came to us
	sender      text COLLATE "C" NOT NULL,        -- folded address; "" for the user
	hearer      text COLLATE "C" NOT NULL,        -- the first in To
	is_outgoing boolean NOT NULL,
	is_bulk     boolean NOT NULL,
	asks        boolean NOT NULL,     -- has a request
	PRIMARY KEY (user_id, email_id)
);
CREATE INDEX linked_thread ON linked (user_id, thread_id, at, email_id);
CALL applylens_protect('linked');

-- The columns are those of struct fact (services/knowledge/extract/fact.h).
CREATE TABLE facts (
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	email_id   bigint NOT NULL,
	n          integer NOT NULL, -- in the order they were found
	kind       text COLLATE "C" NOT NULL,
	part       text COLLATE "C" NOT NULL,
	from_byte  integer NOT NULL,
	to_byte    integer NOT NULL,
	key        text COLLATE "C" NOT NULL,
	value      text COLLATE "C" NOT NULL,
	speaker    text COLLATE "C" NOT NULL,    -- the mail's sender; "" for the user
	true_at    timestamptz NOT NULL,
	until_at   timestamptz,
	learnt_at  timestamptz NOT NULL,
	confidence integer NOT NULL, -- thousandths
	PRIMARY KEY (user_id, email_id, n)
);
CREATE INDEX facts_key ON facts (user_id, kind, key, true_at);
CREATE INDEX facts_speaker ON facts (user_id, speaker, kind, true_at)
    WHERE kind <> 'participant';
CALL applylens_protect('facts');

-- What the user said of people; honoured whenever the graph is made. Taking
-- it back is removing the row. An erased address is kept as its SHA-256.
CREATE TABLE said (
	user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	what    text NOT NULL CHECK (what IN ('same', 'not_same', 'erased')),
	a       text COLLATE "C" NOT NULL,
	b       text COLLATE "C" NOT NULL DEFAULT '',
	said_at timestamptz NOT NULL DEFAULT now(),
	PRIMARY KEY (user_id, a, b),
	CHECK (what = 'erased' OR a < b)
);
CREATE INDEX said_b ON said (user_id, b) WHERE b <> '';
CALL applylens_protect('said');

-- Counted facts: how often an address shows a name, a telephone, another
-- address. norm is what two addresses of one person have in common.
CREATE TABLE address_values (
	user_id bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	addr    text COLLATE "C" NOT NULL,
	kind    text COLLATE "C" NOT NULL,
	value   text COLLATE "C" NOT NULL,
	norm    text COLLATE "C" NOT NULL DEFAULT '',
	n       bigint NOT NULL,
	PRIMARY KEY (user_id, addr, kind, value)
);
CREATE INDEX address_values_norm ON address_values (user_id, norm)
    WHERE norm <> '';
CALL applylens_protect('address_values');

CREATE TABLE addresses (
	user_id   bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	addr      text COLLATE "C" NOT NULL,
	person_id bigint NOT NULL DEFAULT 0, -- 0: a desk or a machine
	domain    text COLLATE "C" NOT NULL, -- of the company; "" for personal mail
	wrote     bigint NOT NULL, -- to the user
	got       bigint NOT NULL, -- beside the user, from others
	asked     bigint NOT NULL, -- from the user
	first_at  timestamptz NOT NULL,
	last_at   timestamptz NOT NULL,
	PRIMARY KEY (user_id, addr)
);
CREATE INDEX addresses_person ON addresses (user_id, person_id);
CREATE INDEX addresses_domain ON addresses (user_id, domain)
    WHERE domain <> '';
CALL applylens_protect('addresses');

CREATE TABLE people (
	user_id  bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	id       bigint NOT NULL, -- of the least of the addresses
	name     text NOT NULL,
	addr     text COLLATE "C" NOT NULL,   -- the one used last
	domain   text NOT NULL,   -- the last address's company
	title    text NOT NULL,
	why      jsonb NOT NULL,  -- [{"rule","a","b","by"}]: each merge
	wrote    bigint NOT NULL,
	got      bigint NOT NULL,
	asked    bigint NOT NULL,
	first_at timestamptz NOT NULL,
	last_at  timestamptz NOT NULL,
	PRIMARY KEY (user_id, id)
);
CREATE INDEX people_often ON people
    (user_id, (wrote + got + asked) DESC, id);
CREATE INDEX people_late ON people (user_id, last_at DESC, id);
CREATE INDEX people_domain ON people (user_id, domain) WHERE domain <> '';
CALL applylens_protect('people');

-- The words people are found by, in lower case: names and addresses.
CREATE TABLE people_words (
	user_id   bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	word      text COLLATE "C" NOT NULL,
	person_id bigint NOT NULL,
	PRIMARY KEY (user_id, word, person_id)
);
CREATE INDEX people_words_person ON people_words (user_id, person_id);
CALL applylens_protect('people_words');

CREATE TABLE companies (
	user_id  bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	id       bigint NOT NULL, -- of the domain
	domain   text COLLATE "C" NOT NULL, -- registrable, lower case
	name     text NOT NULL,   -- what its people call it most often; or ""
	people   bigint NOT NULL,
	emails   bigint NOT NULL, -- parts taken in mail by its addresses
	first_at timestamptz NOT NULL,
	last_at  timestamptz NOT NULL,
	PRIMARY KEY (user_id, domain)
);
CREATE UNIQUE INDEX companies_id ON companies (user_id, id);
CREATE INDEX companies_often ON companies (user_id, emails DESC, domain);
CALL applylens_protect('companies');

-- The last mail of each thread: whose turn it is.
CREATE TABLE turns (
	user_id     bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	thread_id   bigint NOT NULL,
	email_id    bigint NOT NULL,
	at          timestamptz NOT NULL,
	other       text COLLATE "C" NOT NULL, -- the sender, or whom the user wrote to
	is_outgoing boolean NOT NULL,
	is_bulk     boolean NOT NULL,
	asks        boolean NOT NULL,
	emails      bigint NOT NULL,
	PRIMARY KEY (user_id, thread_id)
);
CREATE INDEX turns_open ON turns (user_id, is_outgoing, at DESC)
    WHERE NOT is_bulk;
CREATE INDEX turns_other ON turns (user_id, other, at DESC);
CREATE INDEX turns_late ON turns (user_id, at DESC, thread_id);
CALL applylens_protect('turns');

-- All that the persons of these addresses depend on: the addresses, those
-- that share a norm with them or are named by them, and all addresses of all
-- these persons (is_member); and beside them, for the rules that ask how many
-- share a name, who else has a norm of a member. One row an address and
-- value; an address without values has one row. No norm gives more than
-- p_most addresses: so many share nothing that means anything.
CREATE FUNCTION graph_reach(p_user bigint, p_addrs text[], p_norms text[],
	p_most bigint)
RETURNS TABLE (addr text, is_member boolean, person_id bigint, seen bigint,
	asked bigint, kind text, value text, norm text, n bigint)
LANGUAGE plpgsql STABLE
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
	near text[];
	members text[];
	around text[];
BEGIN
	SELECT array_agg(DISTINCT x.a) INTO near FROM (
		SELECT unnest(p_addrs) AS a
		UNION ALL
		SELECT s.addr FROM (
			SELECT DISTINCT u.norm FROM (
				SELECT unnest(p_norms) AS norm
				UNION ALL
				SELECT 'a:' || unnest(p_addrs)
				UNION ALL
				SELECT v.norm FROM unnest(p_addrs) a
				CROSS JOIN LATERAL (SELECT v.norm
				    FROM address_values v
				    WHERE v.user_id = p_user AND v.addr = a
				        AND v.norm <> '' LIMIT 1001) v) u) w
		CROSS JOIN LATERAL (SELECT v.addr FROM address_values v
		    WHERE v.user_id = p_user AND v.norm = w.norm
		        AND v.norm <> '' ORDER BY v.addr LIMIT p_most) s
		UNION ALL
		SELECT substr(u.norm, 3) FROM unnest(p_norms) u(norm)
		WHERE u.norm LIKE 'a:%'
		UNION ALL
		SELECT v.value FROM unnest(p_addrs) a
		CROSS JOIN LATERAL (SELECT v.value FROM address_values v
		    WHERE v.user_id = p_user AND v.addr = a
		        AND v.norm LIKE 'a:%' LIMIT 1001) v
		UNION ALL
		SELECT s.b FROM said s
		WHERE s.user_id = p_user AND s.a = ANY (p_addrs) AND s.b <> ''
		UNION ALL
		SELECT s.a FROM said s
		WHERE s.user_id = p_user AND s.b = ANY (p_addrs) AND s.b <> ''
	) x;

	SELECT array_agg(DISTINCT x.a) INTO members FROM (
		SELECT unnest(near) AS a
		UNION ALL
		SELECT o.addr FROM (SELECT DISTINCT s.person_id
		    FROM unnest(near) a
		    CROSS JOIN LATERAL (SELECT s.person_id FROM addresses s
		        WHERE s.user_id = p_user AND s.addr = a
		            AND s.person_id <> 0 LIMIT 1) s) p
		CROSS JOIN LATERAL (SELECT o.addr FROM addresses o
		    WHERE o.user_id = p_user
		        AND o.person_id = p.person_id) o) x;

	SELECT array_agg(DISTINCT s.addr) INTO around FROM (
		SELECT DISTINCT v.norm FROM unnest(members) m
		CROSS JOIN LATERAL (SELECT v.norm FROM address_values v
		    WHERE v.user_id = p_user AND v.addr = m
		        AND v.norm <> '' LIMIT 1001) v) w
	CROSS JOIN LATERAL (SELECT v.addr FROM address_values v
	    WHERE v.user_id = p_user AND v.norm = w.norm
	        AND v.norm <> '' ORDER BY v.addr LIMIT p_most) s;

	RETURN QUERY
	SELECT x.a, x.a = ANY (members), coalesce(s.person_id, 0),
	    coalesce(s.seen, 0), coalesce(s.asked, 0),
	    coalesce(v.kind, ''), coalesce(v.value, ''), coalesce(v.norm, ''),
	    coalesce(v.n, 0)
	FROM (SELECT DISTINCT unnest(members || around) AS a) x
	LEFT JOIN LATERAL (SELECT s.person_id, s.asked,
	        s.wrote + s.got + s.asked AS seen FROM addresses s
	    WHERE s.user_id = p_user AND s.addr = x.a LIMIT 1) s ON true
	LEFT JOIN LATERAL (SELECT v.kind, v.value, v.norm, v.n
	    FROM address_values v
	    WHERE v.user_id = p_user AND v.addr = x.a
	    LIMIT 1001) v ON true;
END $$;

-- Deleted mail is linked again, which finds it gone and removes its facts.
CREATE FUNCTION emails_deleted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
	INSERT INTO pipeline (email_id, user_id, stage)
	SELECT OLD.id, OLD.user_id, 'indexed'
	FROM users u WHERE u.id = OLD.user_id
	ON CONFLICT (email_id) DO UPDATE SET stage = 'indexed',
	    claimed_by = NULL, claimed_until = NULL;
	RETURN NULL;
END $$;
CREATE TRIGGER emails_deleted AFTER DELETE ON emails
    FOR EACH ROW EXECUTE FUNCTION emails_deleted();

-- What is there already is linked anew.
INSERT INTO pipeline (email_id, user_id, stage)
SELECT e.id, e.user_id, 'indexed' FROM emails e
JOIN users u ON u.id = e.user_id
ON CONFLICT (email_id) DO NOTHING;

-- Stores what change.h says, and the persons that follow. m_ are mails, f_
-- facts, v_ differences of address_values, a_ of addresses, s_ the person of
-- each address that was reached, o_ the persons there were among them, p_ the
-- persons there are, w_ their words. Rows are written in the order given.
CREATE FUNCTION graph_save(
	p_user bigint, p_emails bigint[], p_threads bigint[],
	m_email bigint[], m_thread bigint[], m_at timestamptz[],
	m_learnt timestamptz[], m_sender text[], m_hearer text[],
	m_outgoing boolean[], m_bulk boolean[], m_asks boolean[],
	f_email bigint[], f_n bigint[], f_kind text[], f_part text[],
	f_from bigint[], f_to bigint[], f_key text[], f_value text[],
	f_speaker text[], f_true timestamptz[], f_until timestamptz[],
	f_learnt timestamptz[], f_confidence bigint[],
	v_addr text[], v_kind text[], v_value text[], v_norm text[],
	v_n bigint[],
	a_addr text[], a_domain text[], a_wrote bigint[], a_got bigint[],
	a_asked bigint[],
	s_addr text[], s_person bigint[], o_person bigint[],
	p_id bigint[], p_name text[], p_title text[], p_why text[],
	w_person bigint[], w_word text[],
	c_domain text[], c_id bigint[], c_named boolean[])
RETURNS bigint LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
	DELETE FROM facts WHERE user_id = p_user AND email_id = ANY (p_emails);
	DELETE FROM linked WHERE user_id = p_user
	    AND email_id = ANY (p_emails);
	INSERT INTO linked (user_id, email_id, thread_id, at, learnt_at,
	    sender, hearer, is_outgoing, is_bulk, asks)
	SELECT p_user, u.email, nullif(u.thread, 0), u.at, u.learnt, u.sender,
	    u.hearer, u.outgoing, u.bulk, u.asks
	FROM unnest(m_email, m_thread, m_at, m_learnt, m_sender, m_hearer,
	    m_outgoing, m_bulk, m_asks) u(email, thread, at, learnt, sender,
	    hearer, outgoing, bulk, asks);
	INSERT INTO facts (user_id, email_id, n, kind, part, from_byte,
	    to_byte, key, value, speaker, true_at, until_at, learnt_at,
	    confidence)
	SELECT p_user, u.* FROM unnest(f_email, f_n, f_kind, f_part, f_from,
	    f_to, f_key, f_value, f_speaker, f_true, f_until, f_learnt,
	    f_confidence) u;

	INSERT INTO address_values AS t (user_id, addr, kind, value, norm, n)
	SELECT p_user, u.* FROM unnest(v_addr, v_kind, v_value, v_norm, v_n) u
	ON CONFLICT (user_id, addr, kind, value)
	DO UPDATE SET n = t.n + excluded.n;
	DELETE FROM address_values t
	USING unnest(v_addr, v_kind, v_value) u(addr, kind, value)
	WHERE t.user_id = p_user AND t.addr = u.addr AND t.kind = u.kind
	    AND t.value = u.value AND t.n = 0;

	-- The first and the last time are read from the facts as they are now.
	INSERT INTO addresses AS t (user_id, addr, domain, wrote, got, asked,
	    first_at, last_at)
	SELECT p_user, u.addr, u.domain, u.wrote, u.got, u.asked,
	    coalesce((SELECT f.true_at FROM facts f WHERE f.user_id = p_user
	        AND f.kind = 'participant' AND f.key = u.addr
	        ORDER BY f.true_at LIMIT 1), 'epoch'),
	    coalesce((SELECT f.true_at FROM facts f WHERE f.user_id = p_user
	        AND f.kind = 'participant' AND f.key = u.addr
	        ORDER BY f.true_at DESC LIMIT 1), 'epoch')
	FROM unnest(a_addr, a_domain, a_wrote, a_got, a_asked)
	    u(addr, domain, wrote, got, asked)
	ON CONFLICT (user_id, addr) DO UPDATE SET
	    wrote = t.wrote + excluded.wrote, got = t.got + excluded.got,
	    asked = t.asked + excluded.asked, first_at = excluded.first_at,
	    last_at = excluded.last_at;
	DELETE FROM addresses t USING unnest(a_addr) u(addr)
	WHERE t.user_id = p_user AND t.addr = u.addr
	    AND t.wrote + t.got + t.asked = 0;
	UPDATE addresses t SET person_id = u.person
	FROM unnest(s_addr, s_person) u(addr, person)
	WHERE t.user_id = p_user AND t.addr = u.addr
	    AND t.person_id <> u.person;

	DELETE FROM people t USING unnest(o_person) u(id)
	WHERE t.user_id = p_user AND t.id = u.id AND u.id <> ALL (p_id);
	INSERT INTO people AS t (user_id, id, name, title, why, addr, domain,
	    wrote, got, asked, first_at, last_at)
	SELECT p_user, u.id, u.name, u.title, u.why::jsonb, l.addr,
	    coalesce((SELECT a.domain FROM addresses a
	        WHERE a.user_id = p_user AND a.person_id = u.id
	            AND a.domain <> ''
	        ORDER BY a.last_at DESC, a.addr LIMIT 1), ''),
	    s.wrote, s.got, s.asked, s.first_at, s.last_at
	FROM unnest(p_id, p_name, p_title, p_why) u(id, name, title, why)
	CROSS JOIN LATERAL (SELECT a.addr FROM addresses a
	    WHERE a.user_id = p_user AND a.person_id = u.id
	    ORDER BY a.last_at DESC, a.addr LIMIT 1) l
	CROSS JOIN LATERAL (SELECT sum(a.wrote)::bigint AS wrote,
	        sum(a.got)::bigint AS got, sum(a.asked)::bigint AS asked,
	        min(a.first_at) AS first_at, max(a.last_at) AS last_at
	    FROM addresses a
	    WHERE a.user_id = p_user AND a.person_id = u.id) s
	ON CONFLICT (user_id, id) DO UPDATE SET name = excluded.name,
	    title = excluded.title, why = excluded.why, addr = excluded.addr,
	    domain = excluded.domain, wrote = excluded.wrote,
	    got = excluded.got, asked = excluded.asked,
	    first_at = excluded.first_at, last_at = excluded.last_at;
	DELETE FROM people_words t USING unnest(o_person) u(id)
	WHERE t.user_id = p_user AND t.person_id = u.id
	    AND NOT EXISTS (SELECT FROM unnest(w_person, w_word) x(id, word)
	        WHERE x.id = t.person_id AND x.word = t.word);
	INSERT INTO people_words (user_id, word, person_id)
	SELECT p_user, u.word, u.id FROM unnest(w_word, w_person) u(word, id)
	ON CONFLICT DO NOTHING;

	PERFORM graph_save_companies(p_user, c_domain, c_id, c_named);

	DELETE FROM turns t USING unnest(p_threads) u(id)
	WHERE t.user_id = p_user AND t.thread_id = u.id;
	INSERT INTO turns (user_id, thread_id, email_id, at, other,
	    is_outgoing, is_bulk, asks, emails)
	SELECT p_user, u.id, l.email_id, l.at,
	    CASE WHEN l.is_outgoing THEN l.hearer ELSE l.sender END,
	    l.is_outgoing, l.is_bulk, l.asks,
	    (SELECT count(*) FROM linked k
	        WHERE k.user_id = p_user AND k.thread_id = u.id)
	FROM unnest(p_threads) u(id)
	CROSS JOIN LATERAL (SELECT k.* FROM linked k
	    WHERE k.user_id = p_user AND k.thread_id = u.id
	    ORDER BY k.at DESC, k.email_id DESC LIMIT 1) l;
	RETURN 1;
END $$;

-- A company is there while an address of its domain is. Its name is asked for
-- where c_named says that somebody said something new.
CREATE FUNCTION graph_save_companies(p_user bigint, c_domain text[],
	c_id bigint[], c_named boolean[])
RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
	DELETE FROM companies t USING unnest(c_domain) u(domain)
	WHERE t.user_id = p_user AND t.domain = u.domain
	    AND NOT EXISTS (SELECT FROM addresses a
	        WHERE a.user_id = p_user AND a.domain = u.domain
	            AND a.domain <> '');
	INSERT INTO companies AS t (user_id, id, domain, name, people, emails,
	    first_at, last_at)
	SELECT p_user, u.id, u.domain,
	    coalesce(CASE WHEN NOT u.named THEN (SELECT k.name
	        FROM companies k WHERE k.user_id = p_user
	            AND k.domain = u.domain)
	    ELSE (SELECT v.value FROM addresses a
	        CROSS JOIN LATERAL (SELECT v.value, v.n FROM address_values v
	            WHERE v.user_id = p_user AND v.addr = a.addr
	                AND v.kind = 'company') v
	        WHERE a.user_id = p_user AND a.domain = u.domain
	            AND a.domain <> ''
	        GROUP BY v.value ORDER BY sum(v.n) DESC, v.value LIMIT 1)
	    END, ''),
	    s.people, s.emails, s.first_at, s.last_at
	FROM unnest(c_domain, c_id, c_named) u(domain, id, named)
	CROSS JOIN LATERAL (SELECT
	        count(DISTINCT a.person_id) FILTER (WHERE a.person_id <> 0)
	            AS people,
	        sum(a.wrote + a.got + a.asked)::bigint AS emails,
	        min(a.first_at) AS first_at, max(a.last_at) AS last_at
	    FROM addresses a WHERE a.user_id = p_user
	        AND a.domain = u.domain AND a.domain <> '') s
	WHERE s.emails IS NOT NULL
	ON CONFLICT (user_id, domain) DO UPDATE SET name = excluded.name,
	    people = excluded.people, emails = excluded.emails,
	    first_at = excluded.first_at, last_at = excluded.last_at;
END $$;

-- Removes what can be made again, to make it again.
CREATE FUNCTION graph_clear(p_user bigint) RETURNS void
LANGUAGE sql AS $$
	DELETE FROM address_values WHERE user_id = p_user;
	DELETE FROM addresses WHERE user_id = p_user;
	DELETE FROM people WHERE user_id = p_user;
	DELETE FROM people_words WHERE user_id = p_user;
	DELETE FROM companies WHERE user_id = p_user;
	DELETE FROM turns WHERE user_id = p_user;
$$;

-- A sum of each table of the graph, to compare two ways of making it.
CREATE FUNCTION graph_sums(p_user bigint)
RETURNS TABLE (name text, n bigint, sum text) LANGUAGE sql STABLE AS $$
	SELECT 'address_values', count(*), md5(coalesce(string_agg(
	    md5(t::text), '' ORDER BY t.addr, t.kind, t.value), ''))
	FROM address_values t WHERE user_id = p_user
	UNION ALL
	SELECT 'addresses', count(*), md5(coalesce(string_agg(
	    md5(t::text), '' ORDER BY t.addr), ''))
	FROM addresses t WHERE user_id = p_user
	UNION ALL
	SELECT 'people', count(*), md5(coalesce(string_agg(
	    md5(t::text), '' ORDER BY t.id), ''))
	FROM people t WHERE user_id = p_user
	UNION ALL
	SELECT 'people_words', count(*), md5(coalesce(string_agg(
	    md5(t::text), '' ORDER BY t.person_id, t.word), ''))
	FROM people_words t WHERE user_id = p_user
	UNION ALL
	SELECT 'companies', count(*), md5(coalesce(string_agg(
	    md5(t::text), '' ORDER BY t.domain), ''))
	FROM companies t WHERE user_id = p_user
	UNION ALL
	SELECT 'turns', count(*), md5(coalesce(string_agg(
	    md5(t::text), '' ORDER BY t.thread_id), ''))
	FROM turns t WHERE user_id = p_user
$$;

-- A place in a mail with at most 80 bytes of what stands there. Whoever asks
-- must be allowed to see the mail; a range that is none gives no text.
CREATE FUNCTION graph_evidence(p_user bigint, p_email bigint, p_part text,
	p_from integer, p_to integer)
RETURNS jsonb LANGUAGE plpgsql STABLE
SET enable_seqscan = off AS $$
DECLARE
	whole bytea;
	quote text := '';
BEGIN
	BEGIN
		SELECT convert_to(CASE p_part
		    WHEN 'from' THEN CASE WHEN e.from_name = '' THEN
		        e.from_addr ELSE e.from_name || ' <' || e.from_addr
		        || '>' END
		    WHEN 'to' THEN array_to_string(e.to_addrs, ', ')
		    WHEN 'cc' THEN array_to_string(e.cc_addrs, ', ')
		    WHEN 'reply_to' THEN array_to_string(e.reply_to, ', ')
		    WHEN 'subject' THEN e.subject
		    WHEN 'body' THEN e.body_text
		    WHEN 'calendar' THEN e.calendar_text
		    ELSE '' END, 'UTF8')
		INTO whole FROM emails e
		WHERE e.id = p_email AND e.user_id = p_user;
		quote := convert_from(substring(whole FROM p_from + 1
		    FOR greatest(p_to - p_from, 0)), 'UTF8');
	EXCEPTION WHEN data_exception THEN
		quote := '';
	END;
	quote := CASE WHEN octet_length(left(quote, 80)) <= 80
	    THEN left(quote, 80) ELSE left(quote, 20) END;
	RETURN jsonb_build_object('email_id', p_email::text, 'part', p_part,
	    'from', p_from, 'to', p_to, 'text', coalesce(quote, ''));
END $$;
