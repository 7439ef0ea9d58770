# shellcheck shell=sh
# privacy.sh - what the tests of people's data share; sourced after suite_start.
#
#   fill_mailbox TOKEN WORD N     N mails with that word, all through
#   some_of_everything WORD       rows in the tables that have none yet
#   table_counts USER             "table<TAB>rows" of every table of users' rows
#   settled ID                    waits until a request is over; $body is it

fill_mailbox() {
	for fm_n in $(seq "$3"); do
		cat <<-MAIL
		From x
		From: $2 <$2@zoo.example>
		To: me@mail.example
		Message-ID: <$2$fm_n@zoo.example>
		Subject: $2 $fm_n
		Date: $(date -R)

		The $2 number $fm_n has $(seq -s ' ' 300).
		>From here on it is quoted.

		MAIL
	done >"$STATE/$2.mbox"
	APPLYLENS_TOKEN=$1 cli import --wait "$STATE/$2.mbox" \
		>"$STATE/out" 2>&1
}

# shellcheck disable=SC2154 # body, code: set by api
some_of_everything() {
	se_mail=$(sql "SELECT max(id) FROM emails WHERE user_id = 1")
	api POST "/api/emails/$se_mail/feedback" -d '{"category":"personal"}'
	api POST /api/chat \
		-d "{\"messages\":[{\"role\":\"user\",\"content\":\"$1?\"}]}"
	curl -sS -N -m 20 -o "$STATE/stream" -G --data-urlencode "q=$1?" \
		-H "Authorization: Bearer $TOKEN" "$URL/api/chat/stream"
	api POST /api/actions \
		-d "{\"email_id\":\"$se_mail\",\"kind\":\"archive\"}"
	api POST /api/agents/inbox.search/run -d "{\"objective\":\"$1\"}"
	api POST /api/tokens -d '{"name":"of everything","scopes":["chat"]}'
	curl -sS -o "$STATE/session" -d "{\"token\":\"$TOKEN\"}" \
		"$URL/api/session"
	cli policies "of_$1" on_arrival --kind archive >"$STATE/out"
	wait_settled # the correction is brought to the index
}

table_counts() {
	sql "SELECT string_agg(format('SELECT %L, count(*) FROM %I WHERE %I = $1',
		c.relname, c.relname, a.attname), ' UNION ALL ')
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE (a.attname = 'user_id' OR (c.relname, a.attname)
		= ('users', 'id')) AND c.relkind IN ('r', 'p')
	AND NOT c.relispartition
	AND c.relnamespace = 'public'::regnamespace" >"$STATE/counts.sql"
	owner_sql -F "$(printf '\t')" -f "$STATE/counts.sql" | sort
}

settled() {
	st=0
	until api GET "/security/dsr/$1" &&
		[ "$(field status)" != received ] &&
		[ "$(field status)" != running ]; do
		st=$((st + 1))
		[ $st -gt 600 ] && return 1
		sleep 0.1
	done
}
