#!/bin/sh
# kill -9 of anything during an import: nothing lost, nothing doubled.
#
# For each daemon and store: a fresh user imports KILL_MAIL messages (400;
# 5000 with FULL=1) while the victim is killed KILLS times at random moments.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
KILL_MAIL=${KILL_MAIL:-$([ -n "${FULL:-}" ] && echo 5000 || echo 400)}
KILLS=${KILLS:-3}
suite_start

# Deterministic mail with words, threads and sizes of its own.
make_mail() { # count
	awk -v n="$1" 'BEGIN { srand(7); for (i = 1; i <= n; i++) {
		printf "From x Mon Jan  1 00:00:00 2024\n"
		printf "From: Person %d <p%d@corp%d.example>\n", i % 97, i % 97, i % 13
		printf "To: me@mail.example\nSubject: Message number %d\n", i
		printf "Message-ID: <m%d@corp.example>\n", i
		if (i % 5 == 0) printf "In-Reply-To: <m%d@corp.example>\n", i - 1
		printf "Date: %02d Oct 2026 10:%02d:00 +0000\n\n", i % 28 + 1, i % 60
		words = int(rand() * 300) + 20
		for (w = 0; w < words; w++)
			printf "word%d%s", int(rand() * 5000), w % 12 == 11 ? "\n" : " "
		printf "\nunique%d\n\n", i } }'
}
make_mail "$KILL_MAIL" >"$STATE/m.mbox"

new_user() { # name: sets TOKEN and USER_ID
	TOKEN=alt_kill_$1_00000000000000000000
	nu_hash=$(printf %s "$TOKEN" | sha256sum | cut -d' ' -f1)
	USER_ID=$(owner_sql <<-SQL
	WITH u AS (INSERT INTO users (email) VALUES ('$1@kill.example')
		RETURNING id), t AS (INSERT INTO tokens (user_id, name, hash)
		SELECT id, 't', decode('$nu_hash', 'hex') FROM u)
	SELECT id FROM u;
	SQL
	)
	export APPLYLENS_TOKEN="$TOKEN"
}

count() {
	sql "SELECT count(*) FROM $1 WHERE user_id = $USER_ID"
}

for victim in ingest triage search knowledge gateway postgres redis; do
	new_user $victim
	"$APPLYLENS_BIN/applylens" --json import --wait "$STATE/m.mbox" \
		>"$STATE/import.out" 2>"$STATE/import.err" &
	import=$!
	for _ in $(seq "$KILLS"); do
		sleep "0.$(awk -v s="$$$victim" 'BEGIN { srand(); print int(rand() * 6) + 1 }')"
		kill9 $victim
	done
	wait $import
	is "$victim: the import ends well" "$?" 0
	wait_ready
	n=0
	while [ "$(count pipeline)" != 0 ] && [ $n -lt 600 ]; do
		n=$((n + 1))
		sleep 0.1
	done
	is "$victim: every message is there once" "$(count emails)" "$KILL_MAIL"
	is "$victim: each has its verdict" "$(count classifications)" \
		"$KILL_MAIL"
	is "$victim: nothing waits" "$(count pipeline)" 0
	is "$victim: each sender and recipient is linked once" \
		"$(sql "SELECT count(*) FROM facts WHERE kind = 'participant' AND user_id = $USER_ID")" \
		$((KILL_MAIL * 2))
	api GET '/api/warehouse/health'
	has "$victim: the index has exactly these" "$body" \
		'"name":"parity","status":"ok"'
	api GET "/api/search?q=unique$KILL_MAIL"
	is "$victim: the last message is found" "$(field total)" 1
done
done_testing
