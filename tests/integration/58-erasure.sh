#!/bin/sh
# The end of an account: asked for twice over, done whatever is killed or away,
# proven by counting, and nothing of anybody else's is touched. Then the disk is
# searched for the words that were in the mail.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/lib/privacy.sh
. "$ROOT/tests/lib/privacy.sh"
other_user
password=$(cat "$STATE/password")
address=alex.moreau@mail.example
fill_mailbox "$TOKEN" quaggadon 60
fill_mailbox "$OTHER_TOKEN" zebrafish 20
some_of_everything quaggadon
api POST /security/dsr -d '{"kind":"access"}'
settled "$(field id)"
is "there is a copy in the store" "$(field status)" "done"
api PUT /security/consents -d '{"purpose":"chat_memory","granted":true}'

super() {
	psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$(stores_run_dir "$STATE")" \
		-U postgres -d applylens -c "$*"
}
found() { # files that have the word, by kind; not those of this test
	grep -rlai quaggadon "$STATE" | sed "s|^$STATE/||" |
		grep -v '\.mbox$\|^stream$\|^counts\|^sums' | sort
}
super CHECKPOINT
has "its words can be found on the disk" "$(found)" objects/raw/1/
has "in the tables too" "$(found)" pg/base/

# ---- who may ----
ask() {
	api POST /security/dsr -d "{\"kind\":\"erasure\"$1}"
}
ask ''
is "without a password nothing is erased" "$code" 403
ask ",\"confirm\":\"$address\",\"password\":\"not the password\""
is "nor with another one" "$code" 403
ask ",\"confirm\":\"someone@else.example\",\"password\":\"$password\""
is "nor for another address" "$code" 400
has "which is said" "$body" '"field":"confirm"'
ask ",\"password\":\"$password\""
is "nor without any" "$code" 400
is "nothing was written down" "$(sql "SELECT count(*) FROM dsr_requests
	WHERE kind = 'erasure'")" 0
ask_cli=$(printf 'someone@else.example\n%s\n' "$password" |
	cli dsr erase 2>&1)
has "the command wants the address typed" "$ask_cli" 'confirm is not the'

# ---- what is the other's ----
theirs() {
	sql "SELECT string_agg(format('SELECT %L, md5(coalesce(string_agg((
		to_jsonb(t) - ''last_used_at'' - ''last_seen_at'')::text, ''''
		ORDER BY (to_jsonb(t) - ''last_used_at''
		- ''last_seen_at'')::text), '''')) FROM %I t WHERE %I = 2',
		c.relname, c.relname, a.attname), ' UNION ALL ')
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE (a.attname = 'user_id' OR (c.relname, a.attname)
		= ('users', 'id')) AND c.relkind IN ('r', 'p')
	AND NOT c.relispartition
	AND c.relnamespace = 'public'::regnamespace" >"$STATE/sums.sql"
	owner_sql -f "$STATE/sums.sql" | sort
	find "$STATE/objects/raw/2" -type f -exec sha256sum {} + | sort
}
theirs >"$STATE/theirs.before"
between "the other one has things" "$(wc -l <"$STATE/theirs.before")" 20 1000

# ---- erased, with search away at first and kills all along ----
sv -w 10 down "$STATE/service/search" >/dev/null 2>&1
out=$(printf '%s\n%s\n' "$address" "$password" | cli dsr erase 2>&1)
has "it is being erased" "$out" 'The account is being erased'
receipt=$(printf '%s' "$out" | grep -o 'erasure_[A-Za-z0-9]*' | head -n 1)
n=0
until [ "$(sql "SELECT error <> '' FROM dsr_requests
	WHERE kind = 'erasure'")" = t ]; do
	n=$((n + 1))
	[ $n -gt 200 ] && break
	sleep 0.1
done
has "what it waits for is said" "$(cli dsr receipt "$receipt" --json)" search
api GET /api/emails
is "nobody comes in any more" "$code" 401
for n in 1 2 3 4; do
	kill9 privacy
	sleep 0.3
done
sv up "$STATE/service/search" >/dev/null 2>&1
kills=0
while [ "$(sql "SELECT status FROM dsr_requests
	WHERE kind = 'erasure'")" != "done" ] && [ $kills -lt 12 ]; do
	sleep 0.2
	kill9 privacy && kills=$((kills + 1))
done
out=$(cli dsr receipt "$receipt" --wait)
has "it is done" "$out" ': done'
has "and verified" "$out" '        0 left'
has "with counts of what there was" "$out" '       60 emails'
printf '%s\n' "$out" | sed 's/^/# /'

# ---- nothing is left ----
is "no row is the user's" "$(table_counts 1 | grep -v '	0$')" ''
is "no object" "$(find "$STATE/objects/raw/1" "$STATE/objects/exports/1" \
	2>&1 | grep -vc 'No such file')" 0
is "no index" "$(find "$STATE/index" -name '*[^0-9]1[^0-9]*' -o -name 1 |
	wc -l)" 0
redis() { redis-cli -s "$(stores_run_dir "$STATE")/redis.sock" "$@"; }
is "no key" "$(redis --scan --pattern '*{1}*' | wc -l)" 0
is "no conversation of theirs is heard of" "$(curl -sS -m 10 -o /dev/null \
	-w '%{http_code}' -d "{\"email\":\"$address\",\"password\":\"$password\"}" \
	"$URL/api/login")" 401
hmac=$(printf %s "$address" | openssl dgst -sha256 -mac HMAC \
	-macopt "hexkey:$(cat "$STATE/tombstone.key")" | sed 's/.* //')
is "a tombstone is, with the address as a keyed hash" "$(sql "SELECT
	user_id || ' ' || encode(subject_hash, 'hex') FROM dsr_requests
	WHERE kind = 'erasure'")" "0 $hmac"
has "and a line of the audit log, of nobody" "$(sql "SELECT action || detail
	FROM audit_log WHERE user_id = 0")" 'dsr.erased'
TOKEN=$OTHER_TOKEN APPLYLENS_TOKEN=$OTHER_TOKEN
theirs >"$STATE/theirs.after"
is "the other one's rows and mail are as they were, byte for byte" \
	"$(diff "$STATE/theirs.before" "$STATE/theirs.after")" ''
api GET '/api/search?q=zebrafish'
is "and are found" "$(field total)" 20

# ---- what comes late ----
mkdir -p "$STATE/objects/raw/1"
echo late >"$STATE/objects/raw/1/late.pack"
sql "UPDATE dsr_requests SET not_before = now() WHERE was_user = 1" >/dev/null
n=0
until [ "$(sql "SELECT count(was_user) FROM dsr_requests")" = 0 ]; do
	n=$((n + 1))
	[ $n -gt 200 ] && break
	sleep 0.1
done
is "a pack that was on its way goes too" "$(find "$STATE/objects/raw/1" \
	2>&1 | grep -vc 'No such file')" 0
is "then not even the number is kept" "$(sql "SELECT count(*)
	FROM dsr_requests WHERE was_user IS NOT NULL")" 0

# ---- the disk: what an operator's compaction leaves (docs/privacy.md) ----
rm -f "$STATE"/*.mbox "$STATE"/out "$STATE"/stream "$STATE"/counts* \
	"$STATE"/sums.sql "$STATE"/session "$STATE"/up.log
super VACUUM 'FULL ANALYZE' >"$STATE/vacuum" 2>&1
super CHECKPOINT
is "its words are in no file of data, index, store, cache or log" \
	"$(found | grep -v '^pg/pg_wal/')" ''
n=0
while [ -n "$(found)" ] && [ $n -lt 20 ]; do
	n=$((n + 1))
	super SELECT 'pg_switch_wal()' >"$STATE/vacuum"
	super CHECKPOINT
done
is "and when the write-ahead log has come round, nowhere" "$(found)" ''
done_testing
