-- knowledge_world.sql - the graph of a large mailbox, put straight into its
-- tables: psql -v messages=1000000 -v user=ID. Two years of mail; a person for
-- every 20 messages, written with by a Zipf-like law, so that the first of
-- them takes part in some thousands of mails; threads of one to eight; two in
-- ten mails go out, three in ten have a copy to a third. Names are of 400 given
-- and 3,000 family names. The same seed gives the same mailbox.
\set people '(:messages / 20)'
\set companies '(:messages / 400)'
BEGIN;
SELECT setseed(0.20261122) \g /dev/null
CREATE TEMP TABLE who ON COMMIT DROP AS
SELECT i, 2000000000000 + i AS id,
    initcap('given' || chr(97 + i % 20) || chr(97 + i / 20 % 20)) AS given,
    'Family' || chr(97 + i / 3 % 15) || chr(97 + i / 45 % 15) ||
        chr(97 + i / 675 % 14) AS family,
    CASE WHEN i % 4 = 0 THEN '' ELSE 'company' ||
        floor(:companies * power(random(), 2))::int || '.example'
        END AS domain
FROM generate_series(0, :people - 1) i;
ALTER TABLE who ADD addr text COLLATE "C";
UPDATE who SET addr = lower(given || '.' || family) || i || '@' ||
    CASE domain WHEN '' THEN 'gmail.com' ELSE domain END;
CREATE UNIQUE INDEX ON who (i);

-- A thread is one of the user and another, now and then of a third, too.
CREATE TEMP TABLE thread ON COMMIT DROP AS
SELECT t, floor(:people * power(random(), 3))::int AS other,
    floor(:people * power(random(), 2))::int AS third,
    (1 + 7 * power(random(), 2))::int AS mails,
    random() < 0.2 AS bulk, random() < 0.3 AS has_third
FROM generate_series(1, (:messages * 0.31)::int) t;
CREATE TEMP TABLE mail ON COMMIT DROP AS
SELECT m.*, a.addr AS other_addr, a.given || ' ' || a.family AS other_name,
    b.addr AS third_addr, b.given || ' ' || b.family AS third_name,
    email_month(m.at) << 40 | (1 << 30) + m.nr AS id
FROM (SELECT t.*, k, row_number() OVER (ORDER BY t.t, k) AS nr,
        timestamptz '2026-11-01' - interval '700 days' *
            (1 - t.t / (:messages * 0.31)) + interval '5 hours' * k AS at,
        k % 5 = 2 AND NOT t.bulk AS outgoing, random() < 0.15 AS asks
    FROM thread t CROSS JOIN LATERAL generate_series(1, t.mails) k) m
JOIN who a ON a.i = m.other JOIN who b ON b.i = m.third
WHERE m.nr <= :messages;

SELECT emails_ensure_partitions(array_agg(at)) FROM (
    SELECT date_trunc('month', at) + interval '1 day' AS at FROM mail
    GROUP BY 1) x \g /dev/null
INSERT INTO emails (id, user_id, thread_id, message_id, subject, from_name,
    from_addr, to_addrs, cc_addrs, received_at, body_text, is_outgoing,
    size_bytes, content_sha256, raw_key, raw_offset)
SELECT id, :user, 2000000000000 + t, 'made' || nr || '@bench.example',
    'About the matter ' || t, CASE WHEN outgoing THEN '' ELSE other_name END,
    CASE WHEN outgoing THEN 'me@mail.example' ELSE other_addr END,
    ARRAY[CASE WHEN outgoing THEN other_addr ELSE 'me@mail.example' END],
    CASE WHEN has_third THEN ARRAY[third_addr] ELSE '{}' END, at,
    'Hello, could you send me the draft by Friday? ' || md5(nr::text) ||
        E'\n\nBest regards,\n' || other_name,
    outgoing, 400, md5(nr::text), '', 0
FROM mail;
INSERT INTO linked (user_id, email_id, thread_id, at, learnt_at, sender,
    hearer, is_outgoing, is_bulk, asks)
SELECT :user, id, 2000000000000 + t, at, at,
    CASE WHEN outgoing THEN '' ELSE other_addr END,
    CASE WHEN outgoing THEN other_addr ELSE '' END, outgoing, bulk, asks
FROM mail;
INSERT INTO facts (user_id, email_id, n, kind, part, from_byte, to_byte, key,
    value, speaker, true_at, until_at, learnt_at, confidence)
SELECT :user, m.id, f.n, f.kind, f.part, 0, 20, f.key, f.value,
    CASE WHEN outgoing THEN '' ELSE other_addr END, m.at,
    CASE WHEN f.n > 2 THEN m.at + interval '3 days' END, m.at, 900
FROM mail m CROSS JOIN LATERAL (VALUES
    (0, 'participant', CASE WHEN outgoing THEN 'to' ELSE 'from' END,
        other_addr, other_name, true),
    (1, 'participant', 'cc', third_addr, third_name,
        has_third AND third_addr <> other_addr),
    (2, 'signature_name', 'body', other_addr, other_name,
        NOT bulk AND NOT outgoing AND nr % 3 = 0),
    (3, 'request', 'body', CASE WHEN outgoing THEN other_addr ELSE
        'me@mail.example' END, 'send the draft', asks),
    (4, 'commitment', 'body', other_addr, 'look into it', nr % 20 = 7),
    (5, 'meeting', 'body', '', 'about it', nr % 40 = 9))
    f(n, kind, part, key, value, there) WHERE f.there
ORDER BY m.nr, f.n;

INSERT INTO addresses (user_id, addr, person_id, domain, wrote, got, asked,
    first_at, last_at)
SELECT :user, w.addr, CASE WHEN w.i % 16 = 8 THEN w.id - 1 ELSE w.id END,
    w.domain, count(*) FILTER (WHERE f.part = 'from'),
    count(*) FILTER (WHERE f.part = 'cc'),
    count(*) FILTER (WHERE f.part = 'to'), min(f.true_at), max(f.true_at)
FROM who w JOIN facts f ON f.user_id = :user AND f.kind = 'participant'
    AND f.key = w.addr GROUP BY w.addr, w.i, w.id, w.domain;
INSERT INTO people (user_id, id, name, addr, domain, title, why, wrote, got,
    asked, first_at, last_at)
SELECT :user, s.person_id, min(w.given || ' ' || w.family), min(s.addr),
    max(s.domain), '', CASE WHEN count(*) = 1 THEN '[]' ELSE
    jsonb_build_array(jsonb_build_object('rule', 'phone', 'a', min(s.addr),
        'b', max(s.addr), 'by', 'p:123')) END, sum(s.wrote), sum(s.got),
    sum(s.asked), min(s.first_at), max(s.last_at)
FROM addresses s JOIN who w ON w.addr = s.addr WHERE s.user_id = :user
GROUP BY s.person_id;
INSERT INTO people_words (user_id, word, person_id)
SELECT DISTINCT :user, word, s.person_id FROM addresses s
JOIN who w ON w.addr = s.addr CROSS JOIN LATERAL regexp_split_to_table(
    lower(w.given || ' ' || w.family || ' ' || w.addr), '[^a-z0-9]+') word
WHERE s.user_id = :user;
INSERT INTO companies (user_id, id, domain, name, people, emails, first_at,
    last_at)
SELECT :user, 3000000000000 + row_number() OVER (), domain,
    initcap(split_part(domain, '.', 1)), count(DISTINCT person_id),
    sum(wrote + got + asked), min(first_at), max(last_at)
FROM addresses WHERE user_id = :user AND domain LIKE 'company%'
GROUP BY domain;
INSERT INTO turns (user_id, thread_id, email_id, at, other, is_outgoing,
    is_bulk, asks, emails)
SELECT DISTINCT ON (thread_id) user_id, thread_id, email_id, at,
    sender || hearer, is_outgoing, is_bulk, asks,
    count(*) OVER (PARTITION BY thread_id)
FROM linked WHERE user_id = :user AND thread_id > 2000000000000
ORDER BY thread_id, at DESC, email_id DESC;
COMMIT;
VACUUM ANALYZE emails, linked, facts, addresses, people, people_words,
    companies, turns;
