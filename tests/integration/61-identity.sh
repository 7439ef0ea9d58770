#!/bin/sh
# Tokens, sessions and passwords: what each may do, how each ends, what is
# written down of it, and what guessing costs.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
jar=$STATE/jar
me=alex.moreau@mail.example
password=$(cat "$STATE/password")

# with TOKEN METHOD PATH [curl...]: as api(), by another token
with() {
	w_was=$TOKEN TOKEN=$1
	shift
	api "$@"
	TOKEN=$w_was
}

# by JAR METHOD PATH [curl...]: as api(), by a browser's session
by() {
	b_jar=$1 b_method=$2 b_path=$3
	shift 3
	b_csrf=$(awk '$6 == "csrf_token" { print $7 }' "$b_jar")
	body=$(curl -sS -m 30 -X "$b_method" -w '\n%{http_code}' -b "$b_jar" \
		-c "$b_jar" -H "X-CSRF-Token: $b_csrf" "$@" "$URL$b_path")
	split_code
}

# sign_in JAR EMAIL PASSWORD [curl...]
sign_in() {
	si_jar=$1 si_email=$2 si_password=$3
	shift 3
	body=$(curl -sS -m 30 -w '\n%{http_code}' -c "$si_jar" "$@" -d \
		"{\"email\":\"$si_email\",\"password\":\"$si_password\"}" \
		"$URL/api/login")
	split_code
}

audited() { # action: how many times
	sql "SELECT count(*) FROM audit_log WHERE action = '$1'"
}

gone_at_once() { # name command...: until the answer is 401, briefly
	ga_name=$1
	shift
	ga_n=0
	until "$@" && [ "$code" = 401 ]; do
		ga_n=$((ga_n + 1))
		[ $ga_n -gt 20 ] && break
		sleep 0.05
	done
	is "$ga_name" "$code" 401
}

queries() { # round trips to the database that the gateway has made so far
	curl -sS "$URL/metrics" | awk '
	/^applylens_pg_requests_total/ { n += $2 }
	END { print n + 0 }'
}

# ---- tokens ----
api POST /api/tokens -d '{"name":"reader","scopes":["mail:read"]}'
is "a token is made" "$code" 201
reader=$(field token)
reader_id=$(field id)
is "it says so of itself" "$(printf %s "$reader" | cut -c1-4)" alt_
is "and has its length" "${#reader}" 53
is "the database has its sum only" "$(sql "SELECT count(*) FROM tokens
	WHERE hash = sha256('$reader'::bytea)")" 1
with "$reader" GET /api/emails
is "it does what its scope says" "$code" 200
with "$reader" GET /api/insights/summary
is "and nothing else: 403" "$code" 403
has "the scope is named" "$body" 'this needs the scope insights:read'
with "$reader" POST /api/tokens -d '{"name":"x"}'
is "nor can it make tokens" "$code" 403
has "for want of a scope" "$body" 'scope account'
api GET /api/tokens
has "tokens are listed" "$body" '"name" : "reader"'
has "by their first characters" "$body" "$(printf %s "$reader" | cut -c1-8)"
case $body in
*"$reader"*) not_ok "never whole" "$body" ;;
*) ok "never whole" ;;
esac
api POST /api/tokens -d '{"name":"x","scopes":["mail:reed"]}'
is "a scope that is none is refused" "$code" 400
has "with what there is" "$body" 'mail:read, mail:write'
api POST /api/tokens -d '{"name":"x","expires_at":"2001-01-01"}'
has "an end that is past is refused" "$body" '"field":"expires_at"'

api POST /api/tokens -H 'Idempotency-Key: once' -d '{"name":"x"}'
has "nobody keeps an answer with a secret" "$body" \
	'"field":"Idempotency-Key"'

api POST /api/tokens -d '{"name":"parent","scopes":["account","mail:read"],
	"expires_at":"2099-01-01T00:00:00Z"}'
parent=$(field token) parent_id=$(field id)
with "$parent" POST /api/tokens -d '{"name":"x","scopes":["mail:write"]}'
is "a token makes none that may do more" "$code" 400
has "and says which scope" "$body" 'mail:write is more than'
with "$parent" POST /api/tokens -d '{"name":"x","scopes":["*"]}'
is "nor one that may do all" "$code" 400
with "$parent" POST /api/tokens \
	-d '{"name":"x","expires_at":"2099-01-01T00:00:01Z"}'
has "nor one that lasts longer" "$body" '"field":"expires_at"'
with "$parent" POST /api/tokens -d '{"name":"child"}'
is "one of its own kind it makes" "$code" 201
child=$(field token)
has "with its scopes" "$body" '"scopes" : ["mail:read","account"]'
has "and its end" "$body" '"expires_at" : "2099-01-01'
curl -sS -o /dev/null -c "$STATE/small" -d "{\"token\":\"$parent\"}" \
	"$URL/api/session"
by "$STATE/small" GET /api/insights/summary
is "its session may do no more than it" "$code" 403
by "$STATE/small" POST /api/tokens -d '{"name":"x","scopes":["chat"]}'
is "nor make more" "$code" 400
by "$STATE/small" POST /api/password \
	-d '{"password":"seven winters of snow"}'
is "nor set a password without knowing it" "$code" 403
with "$child" GET /api/emails
is "the child works" "$code" 200
api DELETE "/api/tokens/$parent_id"
is "a token is revoked" "$code" 204
gone_at_once "it is worth nothing" with "$parent" GET /api/session
gone_at_once "nor what it made" with "$child" GET /api/emails
gone_at_once "nor the session it opened" by "$STATE/small" GET /api/session
api DELETE "/api/tokens/$parent_id"
is "it is revoked once" "$code" 404
with "$reader" GET /api/emails
is "the others are not touched" "$code" 200
sql "UPDATE tokens SET revoked_at = now() WHERE id = $reader_id" >/dev/null
gone_at_once "revoking by hand is told to gateways too" \
	with "$reader" GET /api/emails
is "the audit log has what was made" "$(audited token.made)" 3
is "and what was revoked" "$(audited token.revoked)" 1
api POST /api/tokens -d '{"name":"streamer"}'
streamer=$(field token)
streamer_id=$(field id)
curl -sSN -m 20 -H "Authorization: Bearer $streamer" -o "$STATE/stream" \
	"$URL/api/agents/events" &
stream=$!
n=0
until grep -qs . "$STATE/stream" || [ $n -gt 100 ]; do
	n=$((n + 1))
	sleep 0.05
done
kill -0 $stream 2>/dev/null
is "a stream is open" $? 0
api DELETE "/api/tokens/$streamer_id"
wait $stream
is "a token that is revoked ends its streams, whole" $? 0

# ---- another gateway ----
second=$(free_port)
write_service gateway2 "\
APPLYLENS_PORT='$second' APPLYLENS_HEALTH_LISTEN='127.0.0.1:$((second + 1))' \\
	APPLYLENS_GATEWAY_URL='ipc://$(stores_run_dir "$STATE")/gateway2.sock' \\
	APPLYLENS_KEEPER_FILE='$(stores_run_dir "$STATE")/gateway2.keeper' \\
	exec '$BIN/gateway'"
at_second() { # by the token that both know
	code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' \
		-H "Authorization: Bearer $shared" \
		"http://127.0.0.1:$second/api/emails")
}
n=0
until curl -fsS -m 1 -o /dev/null "http://127.0.0.1:$second/readyz" \
	2>/dev/null; do
	n=$((n + 1))
	[ $n -gt 300 ] && break
	sleep 0.05
done
api POST /api/tokens -d '{"name":"shared"}'
shared=$(field token)
shared_id=$(field id)
at_second
is "a token is good at every gateway" "$code" 200
api DELETE "/api/tokens/$shared_id"
gone_at_once "revoked at one, dead at the other" at_second
sv -w 10 force-shutdown "$STATE/service/gateway2" >/dev/null
rm -rf "$STATE/service/gateway2"

n=0
until [ -n "$(sql "SELECT last_used_at FROM tokens WHERE name = 'make up'")" ]
do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
between "when a token was used is written" "$n" 0 99
used="SELECT xmin FROM tokens WHERE name = 'make up'"
before=$(sql "$used")
for _ in 1 2 3 4 5 6 7 8; do
	api GET /api/session
	sleep 0.8
done
is "once a minute at most, however busy it is" "$(sql "$used")" "$before"

with "$(cli token mint)" GET /api/session
is "a token that nobody made is refused" "$code" 401
guess() { # random characters after alt_: the answers' codes, counted
	for _ in $(seq 200); do
		printf 'next\nurl = "%s/api/session"\noutput = /dev/null\n' "$URL"
		printf 'write-out = "%%{http_code}\\n"\n'
		printf 'header = "Authorization: Bearer alt_%s"\n' \
			"$(od -An -v -N25 -tx1 /dev/urandom | tr -d ' \n' |
				head -c "$1")"
	done | sed 1d >"$STATE/guesses"
	curl -sS -K "$STATE/guesses" | sort | uniq -c | tr -s ' ' | tr '\n' ' '
}
before=$(queries)
is "guesses of a token's length are refused" "$(guess 49)" ' 200 401 '
after=$(queries)
between "and ask the database nothing" $((after - before)) 0 60
before=$(queries)
has "of another length some are looked at, the others put off" "$(guess 40)" \
	' 429 '
after=$(queries)
between "so many a second" $((after - before)) 40 180
n=$(sql "SELECT count(*) FROM tokens WHERE revoked_at IS NULL")
for _ in $(seq "$n" 99); do
	printf 'next\nurl = "%s/api/tokens"\noutput = /dev/null\n' "$URL"
	printf 'header = "Authorization: Bearer %s"\n' "$TOKEN"
	printf 'data = "{\\"name\\":\\"many\\"}"\n'
done | sed 1d >"$STATE/many"
curl -sS -Z --no-progress-meter -K "$STATE/many"
is "a hundred tokens may be had" \
	"$(sql "SELECT count(*) FROM tokens WHERE revoked_at IS NULL")" 100
api POST /api/tokens -d '{"name":"one more"}'
is "and no more" "$code" 409
sql "DELETE FROM tokens WHERE name = 'many'" >/dev/null

# ---- both at once ----
curl -sS -o /dev/null -c "$jar" -d "{\"token\":\"$TOKEN\"}" "$URL/api/session"
code=$(curl -sS -o /dev/null -w '%{http_code}' -b "$jar" \
	-H "Authorization: Bearer $(cli token mint)" "$URL/api/session")
is "a wrong token is not made good by a session" "$code" 401
code=$(curl -sS -o /dev/null -w '%{http_code}' -b "$jar" \
	-H "Authorization: Basic eDp5" "$URL/api/session")
is "nor another kind of header" "$code" 401
other_user
body=$(curl -sS -b "$jar" -H "Authorization: Bearer $OTHER_TOKEN" \
	"$URL/api/session")
has "with both the token is who asks" "$body" 'other@mail.example'

# ---- passwords ----
is "the first password came from make up" "$(sql "SELECT count(*) FROM users
	WHERE password_hash LIKE '\$2a\$12\$%'")" 1
sign_in "$jar" "$me" "$password"
is "it signs in" "$code" 201
sign_in "$jar" "ALEX.Moreau@mail.example" "$password"
is "whatever the case of the email" "$code" 201
by "$jar" GET /api/session
has "and is who they are" "$body" "\"email\":\"$me\""
sign_in "$STATE/no" "$me" "$password."
is "a wrong one does not" "$code" 401
wrong=$(printf %s "$body" | sed 's/"request_id":"[^"]*"//')
sign_in "$STATE/no" nobody@mail.example "$password"
is "nor does nobody" "$code" 401
is "who hears the same" \
	"$(printf %s "$body" | sed 's/"request_id":"[^"]*"//')" "$wrong"
sign_in "$STATE/no" other@mail.example "$password"
is "nor who has no password" \
	"$(printf %s "$body" | sed 's/"request_id":"[^"]*"//')" "$wrong"
sign_in "$STATE/no" "$me" "$password" -H 'Sec-Fetch-Site: cross-site'
is "another site cannot sign somebody in" "$code" 403
sign_in "$STATE/no" "$me" "$password" -H 'Origin: http://evil.example'
is "as Origin tells it" "$code" 403
sign_in "$STATE/no" "$me" "$password" -H "Origin: $URL"
is "the site itself can" "$code" 201
between "attempts that failed are written down" \
	"$(audited login.failed)" 3 3
is "the logs have no password" "$(grep -lF "$password" "$STATE"/log/*/current \
	"$STATE"/pg.log 2>/dev/null)" ''

for word in short "aaaaaaaaaaaaaaaa" "123456789012" "Passw0rd1234!" \
	"abcabcabcabcabc" "alex.moreau2026"; do
	by "$jar" POST /api/password \
		-d "{\"current\":\"$password\",\"password\":\"$word\"}"
	is "no password: $word" "$code" 400
done
has "and the field is named" "$body" '"field":"password"'
by "$jar" POST /api/password -d '{"password":"seven winters of snow"}'
is "nobody changes it without the present one" "$code" 403
sign_in "$STATE/second" "$me" "$password"
was=$(awk '$6 == "session_id" { print $7 }' "$jar")
by "$jar" POST /api/password \
	-d "{\"current\":\"$password\",\"password\":\"seven winters of snow\"}"
is "who knows it does" "$code" 204
is "the session goes on under another name" \
	"$([ "$(awk '$6 == "session_id" { print $7 }' "$jar")" != "$was" ] &&
		echo yes)" yes
by "$jar" GET /api/session
is "and works" "$code" 200
code=$(curl -sS -o /dev/null -w '%{http_code}' -b "session_id=$was" \
	"$URL/api/session")
is "the old name does not" "$code" 401
gone_at_once "other sessions have ended" by "$STATE/second" GET /api/session
api GET /api/session
is "tokens have not" "$code" 200
sign_in "$STATE/no" "$me" "$password"
is "the old password is none" "$code" 401
sign_in "$STATE/second" "$me" "seven winters of snow"
is "the new one is" "$code" 201
is "the change is written down" "$(audited password.changed)" 1

# ---- guessing ----
# Each wait is twice the last: however long a try takes, one comes too early.
for _ in 1 2 3 4 5 6 7 8 9 10; do
	sign_in "$STATE/no" guess@mail.example "$password"
	[ "$code" = 429 ] && break
done
is "who guesses on is held up" "$code" 429
has "and told for how long" "$(curl -sS -D - -o /dev/null -d \
	'{"email":"guess@mail.example","password":"x"}' "$URL/api/login")" \
	'Retry-After:'
sign_in "$STATE/no" "$me" "seven winters of snow"
is "others are not" "$code" 201
hung=$(service_pid redis)
kill -STOP "$hung"
sign_in "$STATE/no" "$me" "seven winters of snow"
kill -CONT "$hung"
is "a Redis that hangs keeps nobody out" "$code" 201
kill9 redis
rm -rf "$STATE"/redis/*
# Those that the gateway counts by itself, and those that Redis does again.
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14; do
	sign_in "$STATE/no" late@mail.example "$password"
	[ "$code" = 429 ] && break
done
is "nor does the death of Redis help" "$code" 429
n=0
until api GET /api/session && [ "$code" = 200 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done

# ---- sessions ----
by "$jar" DELETE /api/sessions
is "all others are ended" "$code" 200
sign_in "$STATE/second" "$me" "seven winters of snow" -A \
	'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
by "$jar" GET /api/sessions
is "two are left" "$(printf %s "$body" | grep -o '"id":' | wc -l)" 2
has "by device" "$body" '"device":"Firefox on Linux"'
has "by how" "$body" '"opened_by":"password"'
is "one of them this one" \
	"$(printf %s "$body" | grep -o '"current":true' | wc -l)" 1
id=$(printf %s "$body" | sed 's/.*"id":"\([0-9]*\)","device":"Firefox.*/\1/')
by "$jar" DELETE "/api/sessions/$id" -H 'Sec-Fetch-Site: same-site'
is "no page beside ours ends one" "$code" 403
by "$jar" DELETE "/api/sessions/$id" -H 'Origin: null'
is "nor one without a name" "$code" 403
by "$jar" DELETE "/api/sessions/$id"
is "one is ended" "$code" 204
gone_at_once "and worth nothing" by "$STATE/second" GET /api/session
by "$jar" DELETE "/api/sessions/$id"
is "once" "$code" 404
sql "UPDATE users SET role = 'operator' WHERE email = '$me'" >/dev/null
gone_at_once "another role ends what is open" by "$jar" GET /api/session
api GET /api/session
has "and tokens have the new one" "$body" '"role":"operator"'
sql "UPDATE users SET role = 'admin' WHERE email = '$me'" >/dev/null
sign_in "$jar" "$me" "seven winters of snow"
sql "UPDATE sessions SET last_seen_at = now() - interval '2 days',
	expires_at = expires_at" >/dev/null
gone_at_once "who was away for a day signs in again" \
	by "$jar" GET /api/session
sign_in "$jar" "$me" "seven winters of snow"
was=$(awk '$6 == "session_id" { print $7 }' "$jar")
sign_in "$jar" "$me" "seven winters of snow" -b "$jar"
printf '#\tFALSE\t/\tFALSE\t0\tsession_id\t%s\n' "$was" |
	sed "s/^#/127.0.0.1/" >"$STATE/before"
gone_at_once "signing in again ends the session before" \
	by "$STATE/before" GET /api/session
head=$(curl -sS -D - -o /dev/null \
	-d "{\"email\":\"$me\",\"password\":\"seven winters of snow\"}" \
	"$URL/api/login" | tr -d '\r')
has "pages cannot read the session's cookie" \
	"$(printf '%s' "$head" | grep -i '^set-cookie: session_id=')" \
	'HttpOnly; SameSite=Lax'
sql "UPDATE users SET disabled_at = now() WHERE email = 'other@mail.example'" \
	>/dev/null
gone_at_once "who is shut out is out" with "$OTHER_TOKEN" GET /api/session

# ---- while the database is away ----
api GET /api/session
kill -STOP "$(pg_pid "$STATE")"
api GET /api/session
kill -CONT "$(pg_pid "$STATE")"
is "known callers do not wait for the database" "$code" 200

# ---- the command ----
export XDG_CONFIG_HOME="$STATE/config"
unset APPLYLENS_TOKEN
(cd "$STATE" && printf 'seven winters of snow\n' |
	"$APPLYLENS_BIN/applylens" login "$me") >"$STATE/out" 2>&1
is "applylens login: 0" "$?" 0
is "what it keeps is its owner's" \
	"$(stat -c %a "$STATE/config/applylens/tokens")" 600
out=$(cd "$STATE" && "$APPLYLENS_BIN/applylens" token list 2>&1)
has "then it is signed in" "$out" 'applylens on'
secret=$(cd "$STATE" && "$APPLYLENS_BIN/applylens" token new ci \
	--scopes mail:read,chat --expires 2090-05-01)
is "it makes tokens" "$(sql "SELECT scopes FROM tokens
	WHERE hash = sha256('$secret'::bytea)")" '{mail:read,chat}'
is "that end" "$(sql "SELECT expires_at FROM tokens
	WHERE hash = sha256('$secret'::bytea)")" '2090-05-01 00:00:00+00'
id=$(sql "SELECT id FROM tokens WHERE name = 'ci'")
(cd "$STATE" && "$APPLYLENS_BIN/applylens" token revoke "$id") \
	>"$STATE/out" 2>&1
is "and revokes them" "$?" 0
out=$(cd "$STATE" && "$APPLYLENS_BIN/applylens" session list)
has "it lists sessions" "$out" 'device: curl'
(cd "$STATE" && printf 'wrong\n' | "$APPLYLENS_BIN/applylens" \
	login "$me") >"$STATE/out" 2>&1
is "a wrong password: no permission" "$?" 77
(cd "$STATE" && "$APPLYLENS_BIN/applylens" login --forget)
is "what it kept it forgets" "$(cat "$STATE/config/applylens/tokens")" ''
done_testing
