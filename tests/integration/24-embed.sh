#!/bin/sh
# embed alone: with weights, without, with damaged ones, and when they come
# while it runs; and what the suite says of it.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
BIN=$ROOT/build/bin
WEIGHTS=$(deploy/local/weights --path)
DIR=$(mktemp -d /tmp/embed-test.XXXXXX)
# shellcheck disable=SC2154 # pid: begin
trap '[ -z "${pid:-}" ] || kill "$pid" 2>/dev/null; suite_stop
	rm -rf "$DIR"' EXIT
HEALTH=unix:$DIR/health

ask() { # path: sets code and body
	body=$(curl -sS -m 5 -w '\n%{http_code}' --unix-socket "$DIR/health" \
		"http://embed$1")
	code=$(printf '%s' "$body" | tail -n 1)
	body=$(printf '%s' "$body" | sed '$d')
}

begin() { # weights
	APPLYLENS_RUN_DIR=$DIR APPLYLENS_HEALTH_LISTEN=$HEALTH \
		EMBED_WEIGHTS=$1 "$BIN/embed" 2>>"$DIR/log" &
	pid=$!
	b=0
	until [ -S "$DIR/health" ] && ask /healthz && [ "$code" = 200 ]; do
		b=$((b + 1))
		[ $b -gt 200 ] && break
		sleep 0.05
	done
}

finish() {
	kill "$pid"
	wait "$pid"
	is "$1: ends well" $? 0
	pid=
	rm -f "$DIR/health"
}

ready_is() { # name code: within some seconds
	ri=0
	until ask /readyz && [ "$code" = "$2" ]; do
		ri=$((ri + 1))
		[ $ri -gt 100 ] && break
		sleep 0.05
	done
	is "$1" "$code" "$2"
}

# ---- the daemon by itself ----
begin ''
ask /readyz
is "switched off: ready, since nobody asked for vectors" "$code" 200
finish "switched off"

begin "$DIR/none"
ask /healthz
is "no file: it lives" "$code" 200
ask /readyz
is "no file: not ready" "$code" 503
has "no file: it says which" "$body" "no weights: $DIR/none No such file"
if [ -s "$WEIGHTS" ]; then
	cp "$WEIGHTS" "$DIR/new"
	printf X | dd of="$DIR/new" bs=1 seek=20000000 conv=notrunc 2>/dev/null
	mv "$DIR/new" "$DIR/none"
	sleep 2.5
	ask /readyz
	has "damaged: it says so" "$body" "is damaged: its checksum differs"
	is "damaged: embed_convert says so too" \
		"$("$BIN/embed_convert" --check "$DIR/none" 2>&1 |
			grep -c 'is damaged')" 1
	cp "$WEIGHTS" "$DIR/new"
	mv "$DIR/new" "$DIR/none"
	ready_is "weights came while it ran: ready" 200
	has "the log names the kernel" "$(cat "$DIR/log")" '"kernel":"'
	ask /metrics
	has "the metrics say so" "$body" 'applylens_embed_weights_loaded 1'
else
	ok "with weights # SKIP they could not be fetched"
fi
finish "no file"

"$BIN/embed_convert" /dev/null /dev/null "$DIR/out" 2>"$DIR/err"
is "converting nothing is refused" $? 65
is "and leaves nothing" "$(ls "$DIR/out" 2>/dev/null)" ''
printf 'x' >"$DIR/one"
"$BIN/embed_convert" "$DIR/one" "$DIR/one" "$DIR/out" 2>"$DIR/err"
is "converting rubbish is refused" $? 65
has "and says why" "$(cat "$DIR/err")" 'weights: cut'

# ---- in the suite ----
SUITE_ENV="EMBED_WEIGHTS='/nowhere/weights'"
trap_before=$DIR
suite_start
trap 'suite_stop; rm -rf "$trap_before"' EXIT
n=0
until api GET /health && case $body in *'no weights'*) true ;; *) false ;; esac
do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
is "without weights: the suite serves" "$code" 200
has "without weights: it is degraded" "$body" '"status":"degraded"'
has "without weights: health says why" "$body" \
	'no weights: /nowhere/weights No such file'
api GET '/api/search?q=hello'
is "without weights: search goes on" "$code" 200
done_testing
