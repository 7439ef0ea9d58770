-- What answers of a language model have cost a person, by the day (UTC).

CREATE TABLE model_spent (
	user_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
	day        date NOT NULL,
	usd_micros bigint NOT NULL CHECK (usd_micros >= 0),
	PRIMARY KEY (user_id, day)
);
CALL applylens_protect('model_spent');
