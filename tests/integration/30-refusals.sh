#!/bin/sh
# Bad input gets a clear problem that names the field; foreign ids are 404.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

problem() { # name status field-or-empty part-of-detail method path [curl...]
	p_name=$1 p_status=$2 p_field=$3 p_detail=$4
	shift 4
	api "$@"
	is "$p_name: $p_status" "$code" "$p_status"
	has "$p_name: is a problem" "$body" '"title":'
	[ -z "$p_field" ] || has "$p_name: names the field" "$body" \
		"\"field\":\"$p_field\""
	has "$p_name: says why" "$body" "$p_detail"
}

ask=/api/chat
problem "not JSON" 400 "" "not JSON" POST $ask -d '{"messages":['
problem "too deep" 400 "" "deeper than 32" POST $ask \
	-d "$(printf '[%.0s' $(seq 100))"
problem "unknown field" 400 colour "is not a field" POST $ask \
	-d '{"messages":[{"role":"user","content":"a"}],"colour":1}'
problem "wrong type" 400 window_days "must be a number" POST $ask \
	-d '{"messages":[{"role":"user","content":"a"}],"window_days":"30"}'
problem "out of range" 400 window_days "between 1 and 365" POST $ask \
	-d '{"messages":[{"role":"user","content":"a"}],"window_days":0}'
problem "missing field" 400 messages "is missing" POST $ask -d '{}'
problem "nested field" 400 'messages[0].role' "must be one of" POST $ask \
	-d '{"messages":[{"role":"king","content":"a"}]}'
problem "not UTF-8" 400 "" "UTF-8" POST $ask --data-binary "$(printf '{"messages":"\377"}')"
problem "too long" 413 "" "" POST $ask --data-binary "@/usr/bin/git"
problem "unknown parameter" 400 limitt "not a parameter" GET \
	'/api/search?q=a&limitt=3'
problem "bad query" 400 q "column" GET '/api/search?q=form:anna'
letters=$(printf 'a%.0s' $(seq 1024))
problem "long query" 400 q "1024" GET "/api/search?q=${letters}b"
problem "4,000 terms" 400 q "1024" GET \
	"/api/search?q=$(printf 'a+%.0s' $(seq 4000))"
problem "too many terms" 400 q "more than 64 terms" GET \
	"/api/search?q=$(printf 'a+%.0s' $(seq 300))"
problem "deep query" 400 q "nested deeper than 16" GET \
	"/api/search?q=$(printf '(%.0s' $(seq 900))"
problem "64 KB of query" 414 "" "" GET \
	"/api/search?q=$(printf 'a+%.0s' $(seq 32768))"
problem "bad expression" 400 q "column 12" GET '/api/search?q=subject:/a(/'
problem "bad cursor" 400 cursor "" GET '/api/emails?cursor=xyz'
problem "no such path" 404 "" "nothing at this path" GET /api/nope
problem "wrong method" 405 "" "" DELETE /api/search
problem "wrong media type" 415 "" "message/rfc822 or application/mbox" \
	POST /api/emails/import -H 'Content-Type: text/plain' -d x
problem "an mbox without From lines" 400 "" "From " POST \
	/api/emails/import -H 'Content-Type: application/mbox' -d 'Hello: x'
problem "unknown agent" 404 "" "no agent" POST /api/agents/inbox.nope/run \
	-d '{"objective":"x"}'
problem "live run without allow_actions" 400 allow_actions "must be true" \
	POST /api/agents/inbox.triage/run \
	-d '{"objective":"x","dry_run":false}'
problem "a flag that is no name" 400 name "lower-case" PUT \
	/api/flags/UPPER -d '{"value":1}'
problem "an id that is none" 404 "" "no such id" GET /api/emails/abc
problem "a run that is none" 404 "" "no such run" GET /api/agents/runs/abc

# ---- who ----
code=$(curl -sS -o /dev/null -w '%{http_code}' "$URL/api/emails")
is "no token: 401" "$code" 401
code=$(curl -sS -o /dev/null -w '%{http_code}' \
	-H 'Authorization: Bearer alt_wrong' "$URL/api/emails")
is "a foreign token: 401" "$code" 401
other_user
code=$(curl -sS -o /dev/null -w '%{http_code}' -X PUT -d '{"value":1}' \
	-H "Authorization: Bearer $OTHER_TOKEN" "$URL/api/flags/x")
is "a user is no operator: 403" "$code" 403

# ---- another user's ids ----
printf 'From: a@b.example\nSubject: mine alone\nMessage-ID: <m@b>\n\nsecret giraffe\n' \
	>"$STATE/one.eml"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/one.eml"
id=$(printf '%s' "$body" | sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')
n=0
until api GET '/api/search?q=%2Bgiraffe' && [ "$(field total)" = 1 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
thread=$(sql "SELECT thread_id FROM emails WHERE id = $id")
mine=$TOKEN
for path in "/api/emails/$id" "/api/emails/$id/raw" \
	"/api/emails/$id/triage" "/api/threads/$thread"; do
	api GET "$path"
	is "mine: $(echo "$path" | tr -d 0-9)" "$code" 200
	TOKEN=$OTHER_TOKEN
	api GET "$path"
	is "another's: $(echo "$path" | tr -d 0-9)" "$code" 404
	TOKEN=$mine
done
TOKEN=$OTHER_TOKEN
api POST "/api/emails/$id/feedback" -d '{"category":"spam"}'
is "another's mail cannot be corrected" "$code" 404
api GET '/api/search?q=%2Bgiraffe'
is "another's mail is not found" "$(field total)" 0
api GET '/api/suggest?q=gira'
has "nor suggested" "$body" '"suggestions":[]'
api POST /api/chat -d '{"messages":[{"role":"user","content":"giraffe?"}]}'
has "nor cited" "$body" '"citations":[]'
TOKEN=$mine

# ---- sessions ----
jar=$STATE/jar
code=$(curl -sS -c "$jar" -o /dev/null -w '%{http_code}' \
	-d "{\"token\":\"$TOKEN\"}" "$URL/api/session")
is "sign in" "$code" 201
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' "$URL/api/emails")
is "the cookie reads" "$code" 200
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' -X PUT \
	-d '{"value":1}' "$URL/api/flags/x")
is "it does not write without the CSRF token: 403" "$code" 403
csrf=$(awk '$6 == "csrf_token" { print $7 }' "$jar")
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' -X PUT \
	-H "X-CSRF-Token: $csrf" -d '{"value":1}' "$URL/api/flags/x")
is "it writes with it" "$code" 200
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' -X DELETE \
	-H "X-CSRF-Token: $csrf" "$URL/api/session")
is "sign out" "$code" 204
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' "$URL/api/emails")
is "then the cookie is worth nothing" "$code" 401

# ---- hostile mail: kept, marked, reported ----
head -c 3000 /dev/urandom >"$STATE/noise.eml"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/noise.eml"
is "noise is answered" "$code" 200
has "noise is reported" "$body" '"rejected":1'
has "and kept" "$body" '"kept":true'
done_testing
