-- Idempotency keys: which request came with a key, and what it was answered.
-- A key is the user's and the route's; its id is a hash of route and key. With
-- no status the request is being worked on by `holder`, until leased_until at
-- the latest; after that nobody knows.

CREATE TABLE idempotency_keys (
	user_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	id           bytea NOT NULL CHECK (length(id) = 32),
	route        text NOT NULL,
	request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
	holder       text NOT NULL, -- the request's id
	leased_until timestamptz NOT NULL,
	created_at   timestamptz NOT NULL DEFAULT now(),
	status       smallint CHECK (status BETWEEN 200 AND 499),
	content_type text,
	headers      text NOT NULL DEFAULT '',
	body         bytea, -- NULL with a status: a secret, shown once
	PRIMARY KEY (user_id, id)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
CALL applylens_protect('idempotency_keys');
