#!/bin/sh
# The access log: a line a request, with what an operator needs and without
# what would tell who a person is or what they wrote; traces go through.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user
log=$STATE/log/gateway/current

line_of() { # request id: its line, once it is there
	lo=0
	until grep -F "\"request_id\":\"$1\"" "$log" | grep '"message":"request"'; do
		lo=$((lo + 1))
		[ $lo -gt 100 ] && return
		sleep 0.05
	done
}
ask() { # METHOD PATH [curl...]: sets id, line and code
	ask_method=$1 ask_path=$2
	shift 2
	code=$(curl -sS -m 30 -X "$ask_method" -D "$STATE/head" \
		-o "$STATE/body" -w '%{http_code}' "$@" "$URL$ask_path")
	id=$(sed -n 's/^X-Request-Id: \([0-9a-f-]*\).*/\1/p' "$STATE/head")
	line=$(line_of "$id")
}
value() { # of a field of the line
	printf '%s' "$line" | sed -n 's/.*"'"$1"'":"\{0,1\}\([^",}]*\).*/\1/p'
}

# ---- what it says ----
trace=0af7651916cd43dd8448eb211c80319c
ask GET '/api/search?q=quagga-in-the-query' -H "Authorization: Bearer $TOKEN" \
	-H "traceparent: 00-$trace-b7ad6b7169203331-01"
is "a call is answered" "$code" 200
exemplar() { # histogram: the traces that its buckets show
	curl -sS -H 'Accept: application/openmetrics-text' "$URL/metrics" |
		grep "^$1_bucket" | sed -n 's/.*{trace_id="\([0-9a-f]*\)".*/\1/p'
}
is "its route's histogram shows its trace" \
	"$(exemplar 'applylens_http_request_duration_seconds' | grep -cx $trace)" 1
is "and that of the call" \
	"$(exemplar 'applylens_bus_call_duration_seconds' | grep -cx $trace)" 1
is "its line has the route's template" "$(value route)" /api/search
is "the lane that answered" "$(value lane)" stable
is "what the caller came with" "$(value by)" token
is "the network, not the address" "$(value peer)" 127.0.0.0/24
is "the client's trace" "$(value trace_id)" $trace
has "the time of each step" "$line" '"steps_us":['
mine=$(value user)
is "and a hash for the user" "$(printf %s "$mine" | grep -cE '^[0-9a-f]{16}$')" 1
has "the trace goes on to the daemon" \
	"$(grep -F "$id" "$STATE/log/search/current")" "\"trace_id\":\"$trace\""
ask GET /api/emails -H "Authorization: Bearer $TOKEN"
is "the same user is the same hash" "$(value user)" "$mine"
ask GET /api/emails -H "Authorization: Bearer $OTHER_TOKEN"
is "another is another" "$([ "$(value user)" != "$mine" ] && echo other)" other
ask GET /version -H 'traceparent: 00-zz-bad-01'
is "nobody has none" "$(value user)" ''
is "a broken traceparent begins a trace of our own" \
	"$(value trace_id | grep -cE '^[0-9a-f]{32}$')" 1
kill9 gateway
wait_up gateway
ask GET /api/emails -H "Authorization: Bearer $TOKEN"
is "the hash outlives the process" "$(value user)" "$mine"
ask POST /api/ux/heartbeat -H "Authorization: Bearer $TOKEN" -d '{}' \
	-H 'Idempotency-Key: one'
is "bytes that came" "$(value bytes_in)" 2
ask POST /api/ux/heartbeat -H "Authorization: Bearer $TOKEN" -d '{}' \
	-H 'Idempotency-Key: one'
is "a replay is marked" "$(value replayed)" true
ask GET '/api/emails?nosuch=quagga-in-the-query' \
	-H "Authorization: Bearer $TOKEN"
is "what was wrong, by its class" "$(value error)" INVALID

# ---- what it does not say ----
curl -sS -o /dev/null -c "$STATE/jar" -d "{\"token\":\"$TOKEN\"}" \
	"$URL/api/session"
session=$(awk '$6 == "session_id" { print $7 }' "$STATE/jar")
csrf=$(awk '$6 == "csrf_token" { print $7 }' "$STATE/jar")
ask GET '/api/emails/quagga-in-the-path' -b "$STATE/jar"
is "a session is one" "$(value by)" session
ask POST /api/chat -b "$STATE/jar" -H "X-CSRF-Token: $csrf" \
	-d '{"messages":[{"role":"user","content":"quagga-in-the-body"}]}'
ask GET '/api/search?q=form:quagga-in-the-query' \
	-H "Authorization: Bearer $TOKEN"
ask GET /api/agents/quagga-in-the-path -H "Authorization: Bearer $TOKEN"
ask GET /api/emails -H 'Authorization: Bearer quagga-as-a-token'
ask GET /quagga-in-the-path?quagga-in-the-query
ask GET /api/emails -H 'X-Note: quagga-in-a-header' -H 'Cookie: a=quagga-cookie'
for part in quagga "$TOKEN" "$OTHER_TOKEN" "$session" "$csrf" \
	'me@' 'other@mail' '"user":1,' '127.0.0.1"'; do
	is "no line of the gateway has $(printf %.6s "$part")..." \
		"$(grep -F '"message":"request"' "$log" |
			grep -cF -- "$part")" 0
done
for part in quagga "$TOKEN" "$session" "$csrf"; do
	is "nor any other line of any daemon has $(printf %.6s "$part")..." \
		"$(cat "$STATE"/log/*/current | grep -cF -- "$part")" 0
done
done_testing
