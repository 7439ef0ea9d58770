#!/bin/sh
# Streamed answers: stopped from anywhere, gone on with by another assistant,
# read slowly, and without Redis.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/lib/pairs.sh
. "$ROOT/tests/lib/pairs.sh"
# shellcheck source=tests/lib/faults.sh
. "$ROOT/tests/lib/faults.sh"
start_pairs || echo "Bail out! the second gateway does not start"
one_mail || echo "Bail out! no mail is found"
URL2=http://127.0.0.1:$PORT2

ask() { # url file [curl arguments]: in the background
	ask_url=$1
	ask_file=$2
	shift 2
	curl -sS -N -m 40 -G -H "Authorization: Bearer $TOKEN" \
		--data-urlencode 'q=When is the quagga interview?' "$@" \
		"$ask_url/api/chat/stream" >"$ask_file" 2>"$ask_file.err" &
}

until_has() { # file text
	uh=0
	until grep -q "$2" "$1" 2>/dev/null; do
		uh=$((uh + 1))
		[ $uh -gt 200 ] && return 1
		sleep 0.1
	done
}

redis_say() {
	redis-cli -s "$(stores_run_dir "$STATE")/redis.sock" "$@"
}

conversation_of() {
	sed -n 's/.*"conversation_id":"\([^"]*\)","answer_id".*/\1/p' "$1" |
		head -n 1
}

last_id() {
	sed -n 's/^id: //p' "$1" | tail -n 1
}

transcript() { # the events, without what only keeps the stream alive
	awk 'BEGIN { RS = ""; ORS = "\n\n" } /^id: / { print }' "$1"
}

# ---- stop: search hangs, so that there is something to stop ----
for round in 1 2 3 4; do # both assistants and both gateways have a turn
	freeze search
	ask "$URL" "$STATE/stopped$round"
	asked=$!
	until_has "$STATE/stopped$round" '^event: intent'
	c=$(conversation_of "$STATE/stopped$round")
	ask "$URL2" "$STATE/second$round" \
		-H "Last-Event-ID: $(last_id "$STATE/stopped$round")"
	again=$!
	until_has "$STATE/second$round" '^retry'
	stop=$(curl -sS -m 10 -X POST -H "Authorization: Bearer $TOKEN" \
		"$([ $((round % 2)) = 0 ] && echo "$URL" || echo "$URL2")/api/chat/$c/stop")
	has "stop $round: it was running" "$stop" '"was_running":true'
	wait $asked
	wait $again
	has "stop $round: who asked hears the end" \
		"$(tail -n 3 "$STATE/stopped$round")" '"stopped":true'
	has "stop $round: so does who came in at the other gateway" \
		"$(tail -n 3 "$STATE/second$round")" '"stopped":true'
	thaw search
done
stop=$(curl -sS -m 10 -X POST -H "Authorization: Bearer $TOKEN" \
	"$URL/api/chat/$c/stop")
has "what is over cannot be stopped" "$stop" '"was_running":false'

# ---- the assistants die in the middle ----
freeze search
ask "$URL" "$STATE/orphan"
asked=$!
until_has "$STATE/orphan" '^event: intent'
kill_all assistant
kill_all assistant2
thaw search
wait $asked
has "an answer whose maker was killed is gone on with" \
	"$(tail -n 3 "$STATE/orphan")" '"ok":true'
has "and says what it should" "$(cat "$STATE/orphan")" 'Friday at 10'
id=$(sed -n 's/^id: //p' "$STATE/orphan" | head -n 1)
is "its events are numbered without gap or repeat" \
	"$(sed -n 's/^id: .*\.//p' "$STATE/orphan" | tr '\n' ' ')" \
	"$(seq -s ' ' 1 "$(sed -n 's/^id: //p' "$STATE/orphan" | wc -l)") "
ask "$URL2" "$STATE/whole" -H "Last-Event-ID: ${id%.*}.0"
wait $!
is "who reads it elsewhere reads the same bytes" \
	"$(transcript "$STATE/whole")" "$(transcript "$STATE/orphan")"
is "its turn is kept once" "$(sql "SELECT count(*) FROM conversation_messages
	WHERE detail->>'answer_id' = '${id%.*}'")" 2
code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $TOKEN" \
	-H "Last-Event-ID: $(last_id "$STATE/orphan")" "$URL/api/chat/stream")
is "who has had all of it need not come back" "$code" 204

# Asked again, after the mail has changed, it would be another one.
freeze search
ask "$URL" "$STATE/changed"
asked=$!
until_has "$STATE/changed" '^event: intent'
id=$(last_id "$STATE/changed")
kill_all assistant
kill_all assistant2
key=$(redis_say --raw keys "chat:*:${id%.*}:head")
redis_say hset "$key" question \
	'{"messages":[{"role":"user","content":"Summarize my mail"}]}' >/dev/null
thaw search
wait $asked
has "one that comes out differently ends with an error" \
	"$(tail -n 4 "$STATE/changed")" 'event: error'
has "which says to ask again" "$(tail -n 4 "$STATE/changed")" 'ask again'

# ---- silence: the answer is not kept before this lock is gone ----
wait_ready
sql 'BEGIN; LOCK conversation_messages IN EXCLUSIVE MODE;
	SELECT pg_sleep(13)' >/dev/null &
locked=$!
sleep 1
ask "$URL" "$STATE/silent"
asked=$!
until_has "$STATE/silent" '^: keep-alive' # after 10 s
has "while nothing comes the connection is kept alive" \
	"$(cat "$STATE/silent")" ': keep-alive'
wait $locked
wait $asked
has "and the answer is whole when it comes" \
	"$(tail -n 3 "$STATE/silent")" '"ok":true'

# ---- SIGTERM ----
wait_ready
freeze search
ask "$URL" "$STATE/drained"
asked=$!
until_has "$STATE/drained" '^event: intent'
sv term "$STATE/service/assistant" "$STATE/service/assistant2" >/dev/null
sleep 0.5
thaw search
wait $asked
has "an assistant that is told to end finishes its answers" \
	"$(tail -n 3 "$STATE/drained")" '"ok":true'
wait_ready

# ---- a reader that does not read ----
cat >"$STATE/many.lua" <<'LUA'
local id = redis.call('HGET', KEYS[1], 'id')
local n = 0
for i = 1, 900 do
	n = redis.call('HINCRBY', KEYS[1], 'n', 1)
	local body = 'run_started\n{"n":' .. n .. ',"pad":"' ..
	    string.rep('x', 12000) .. '"}'
	redis.call('XADD', KEYS[1] .. ':log', n .. '-0', 'e', body)
	redis.call('XADD', 'runs:hints', '*', 'u', ARGV[1], 'i', id,
	    'n', n, 'e', body)
end
return n
LUA
user=$(sql "SELECT id FROM users WHERE email = 'alex.moreau@mail.example'")
printf 'GET /api/agents/events HTTP/1.0\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n' \
	"$TOKEN" >"$STATE/head"
mkfifo "$STATE/go"
{ cat "$STATE/head"; sleep 60; } |
	socat -t 60 - "TCP:127.0.0.1:$PORT,rcvbuf=4096" |
	{ head -c 400 >"$STATE/slow0"; read -r _ <"$STATE/go"; exec cat; } \
	>"$STATE/slow" &
until_has "$STATE/slow0" '^id: ' || sleep 1
sleep 1
gateway=$(service_pid gateway)
worker=$(awk '{ print $1 }' "/proc/$gateway/task/$gateway/children")
own_kb() {
	awk '/^RssAnon/ { print $2 }' "/proc/${worker:-$gateway}/status"
}
before=$(own_kb)
redis_say --eval "$STATE/many.lua" "runs:{$user}" , \
	"$user" >/dev/null
sleep 3
slow=$(curl -sS "$URL/metrics" |
	awk '/^applylens_stream_slow_readers_total/ { print $2 }')
between "a reader that does not read is left to its log" "${slow:-0}" 1 100000
# Of 11 MB it may keep 64 KB; a page of hints is 1.2 MB.
grown=$(($(own_kb) - before))
echo "# own memory grew by $grown kB"
between "and costs little meanwhile" $grown -100000 4096
api GET /healthz
is "nobody else waits for it" "$code" 200
echo >"$STATE/go"
until_has "$STATE/slow" '"n":900,'
is "when it reads on it has every event, once" \
	"$(cat "$STATE/slow0" "$STATE/slow" | grep -c '"pad"')" \
	"$(cat "$STATE/slow0" "$STATE/slow" | grep -o '"n":[0-9]*,"pad"' |
		sort -u | wc -l)"
is "and all of them" "$(cat "$STATE/slow0" "$STATE/slow" | grep -c '"pad"')" 900

# ---- Redis hangs, and is away ----
freeze redis
ask "$URL" "$STATE/hung"
wait $!
thaw redis
has "while Redis hangs an answer is told all the same" \
	"$(tail -n 3 "$STATE/hung")" '"ok":true'
sv down "$STATE/service/redis" >/dev/null
kill9 redis
sleep 0.5
ask "$URL" "$STATE/away"
wait $!
has "while it is away too" "$(tail -n 3 "$STATE/away")" '"ok":true'
ask "$URL" "$STATE/away2" -H "Last-Event-ID: $(last_id "$STATE/away")"
wait $!
has "but it cannot be resumed then, and that is said" \
	"$(cat "$STATE/away2")" 'cannot be read now'
is "with the id that one comes back with" "$(last_id "$STATE/away2")" \
	"$(last_id "$STATE/away")"
sv up "$STATE/service/redis" >/dev/null
wait_ready
ask "$URL" "$STATE/back"
wait $!
has "and all is well when it is back" "$(tail -n 3 "$STATE/back")" '"ok":true'
done_testing
