-- The graph: people, companies, and who wrote to whom and when. Derived from
-- emails and rebuildable; every edge says which email it rests on.

CREATE TABLE companies (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	domain     text NOT NULL, -- registrable domain, lower case
	name       text NOT NULL DEFAULT '',
	first_at   timestamptz NOT NULL,
	last_at    timestamptz NOT NULL,
	UNIQUE (user_id, domain)
);
CALL applylens_protect('companies');

CREATE TABLE people (
	id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	addr       text NOT NULL, -- lower case
	name       text NOT NULL DEFAULT '',
	company_id bigint REFERENCES companies ON DELETE SET NULL,
	first_at   timestamptz NOT NULL,
	last_at    timestamptz NOT NULL,
	UNIQUE (user_id, addr)
);
CREATE INDEX people_company ON people (company_id);
CALL applylens_protect('people');

-- One row an email and person: the evidence from which counts are made, so
-- linking an email twice changes nothing.
CREATE TABLE participations (
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	email_id   bigint NOT NULL,
	person_id  bigint NOT NULL REFERENCES people ON DELETE CASCADE,
	role       text NOT NULL CHECK (role IN ('from', 'to', 'cc', 'bcc')),
	thread_id  bigint,
	at         timestamptz NOT NULL,
	PRIMARY KEY (email_id, person_id, role)
);
CREATE INDEX participations_person ON participations (person_id, at DESC);
CREATE INDEX participations_user ON participations (user_id, at DESC);
CALL applylens_protect('participations');

-- Job applications as the mail tells of them: one row a company and role.
CREATE TABLE applications (
	id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id       bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	company_id    bigint NOT NULL REFERENCES companies ON DELETE CASCADE,
	role_title    text NOT NULL DEFAULT '',
	stage         text NOT NULL CHECK (stage IN ('applied', 'recruiter',
	                  'interview', 'offer', 'rejected')),
	first_at      timestamptz NOT NULL,
	last_at       timestamptz NOT NULL,
	last_email_id bigint NOT NULL,
	UNIQUE (user_id, company_id, role_title)
);
CALL applylens_protect('applications');
