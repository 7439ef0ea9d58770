-- Job applications are folded from facts when they are asked for; only what a
-- person said of them is stored. An application is named by one of its mails.

CREATE TABLE application_said (
	id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
	user_id  bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	email_id bigint NOT NULL,
	what     text NOT NULL
	         CHECK (what IN ('stage', 'merge', 'hide', 'role', 'company')),
	value    text NOT NULL DEFAULT '' CHECK (length(value) <= 200),
	other_id bigint NOT NULL DEFAULT 0, -- of merge: a mail of the other
	at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX application_said_user ON application_said (user_id, id DESC);
CALL applylens_protect('application_said');
