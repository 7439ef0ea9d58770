-- 0030_paging_told.sql: oncall is told of a page to be sent and of a call that
-- gets its time, so that it need not ask while nothing waits. A hint: it looks
-- by itself as well.
CREATE FUNCTION paging_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('applylens_paging', TG_TABLE_NAME);
	RETURN NULL;
END $$;

CREATE TRIGGER outbox_pages_told AFTER INSERT ON outbox_pages
    FOR EACH ROW EXECUTE FUNCTION paging_notify();
CREATE TRIGGER escalations_told AFTER INSERT OR UPDATE OF due_at ON escalations
    FOR EACH ROW WHEN (NEW.due_at IS NOT NULL)
    EXECUTE FUNCTION paging_notify();
