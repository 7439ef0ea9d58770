-- Backups of this database (applylens backup): what daemons and dashboards see
-- of the list that lies in the object store.
CREATE TABLE backups (
	name        text PRIMARY KEY,
	bytes       bigint NOT NULL CHECK (bytes >= 0),
	row_count   bigint NOT NULL CHECK (row_count >= 0),
	made_at     timestamptz NOT NULL DEFAULT now(),
	verified_at timestamptz -- NULL: nobody has tried to restore it
);
CALL applylens_operational('backups');
