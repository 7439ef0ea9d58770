-- The graph of large mailboxes.

-- One mail is one month's: a plan for its id opens one partition, a plan for
-- any id all of them.
ALTER FUNCTION graph_evidence(bigint, bigint, text, integer, integer)
    SET plan_cache_mode = force_custom_plan;

-- Names of other orders and alphabets have other keys now. Facts are read and
-- counted again, from all mail.
DELETE FROM facts;
DELETE FROM linked;
DO $$
BEGIN
	PERFORM graph_clear(u.id) FROM users u;
END $$;
INSERT INTO pipeline (email_id, user_id, stage)
SELECT e.id, e.user_id, 'indexed' FROM emails e
JOIN users u ON u.id = e.user_id
ON CONFLICT (email_id) DO NOTHING;
