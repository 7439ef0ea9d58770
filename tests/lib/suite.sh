# shellcheck shell=sh
# suite.sh - a whole suite of its own for a test: sourced by integration and
# fault scripts.
#
#   suite_start         postgres, redis and every daemon, as make up does it,
#                       in a temporary folder and on a free port
#   suite_stop          called at exit by itself
#   ok NAME / not_ok NAME WHY / is NAME GOT WANT / has NAME TEXT PART /
#   between NAME GOT LEAST MOST / done_testing
#   api METHOD PATH [curl arguments]      status line in $code, body in $body
#   kill9 SERVICE       kill -9 of a daemon or store; runit starts it again
#   wait_up SERVICE     until its /readyz says so (daemons)
#   wait_settled        until nothing waits in the pipeline
#
# SUITE_ENV: lines NAME='value' for every daemon (var/env.local). SUITE_FRESH: the
# database is made and migrated here, not copied (pg_template).

set -u
cd "$(dirname "$0")/../.." || exit 70
ROOT=$(pwd)
tests_run=0
tests_failed=0
newline='
'

# ---- TAP ----

ok() {
	tests_run=$((tests_run + 1))
	echo "ok $tests_run - $1"
}

not_ok() {
	tests_run=$((tests_run + 1))
	tests_failed=$((tests_failed + 1))
	echo "not ok $tests_run - $1"
	printf '%s\n' "${2:-}" | head -c 2000 | sed 's/^/# /'
}

is() {
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got '$2', want '$3'"
	fi
}

between() { # name got least most
	if [ "$2" -ge "$3" ] 2>/dev/null && [ "$2" -le "$4" ]; then
		ok "$1"
	else
		not_ok "$1" "got '$2', want $3 to $4"
	fi
}

has() {
	case $2 in
	*"$3"*) ok "$1" ;;
	*) not_ok "$1" "no '$3' in: $2" ;;
	esac
}

done_testing() {
	echo "1..$tests_run"
	[ $tests_failed = 0 ]
	exit
}

# ---- the suite ----

# A base with the twenty-one ports above it free, and not another test's: it is
# claimed by a file with our process in it before anybody listens there.
free_port() {
	fp_claims=${TMPDIR:-/tmp}/applylens-ports
	mkdir -p "$fp_claims"
	fp=$((20000 + $$ % 900 * 22))
	while :; do
		fp_busy=
		for fp_i in 0 11 12 13 14 15 16 17 18 19 20 21; do
			fp_hex=$(printf ':%04X ' $((fp + fp_i)))
			grep -qs "$fp_hex" /proc/net/tcp && fp_busy=1
		done
		[ -z "$fp_busy" ] && port_claimed "$fp_claims/$fp" && echo $fp &&
			return
		fp=$((fp + 22))
		[ $fp -gt 39800 ] && fp=20000
	done
}

# A claim of a process that has ended is none.
port_claimed() { # file
	pc_pid=
	[ ! -e "$1" ] || read -r pc_pid <"$1"
	if [ -n "$pc_pid" ] && [ "$pc_pid" != $$ ] && [ -d "/proc/$pc_pid" ]; then
		return 1
	fi
	[ "$pc_pid" = $$ ] && return
	rm -f "$1"
	(set -C && echo $$ >"$1") 2>/dev/null
}

suite_start() {
	APPLYLENS_STATE=$(mktemp -d /tmp/applylens-test.XXXXXX)
	APPLYLENS_PORT=$(free_port)
	APPLYLENS_BIN=${APPLYLENS_BIN:-$ROOT/build/bin}
	# What is killed here are processes: what was written stays.
	PG_OPTS=${PG_OPTS:--c fsync=off}
	export APPLYLENS_STATE APPLYLENS_PORT APPLYLENS_BIN PG_OPTS
	trap suite_stop EXIT
	trap 'exit 130' INT TERM
	mkdir -p "$APPLYLENS_STATE"
	: >"$APPLYLENS_STATE/env.local"
	# Nobody's tests fail because the weights could not be fetched.
	[ -s "$(deploy/local/weights --path)" ] ||
		echo "EMBED_WEIGHTS=''" >"$APPLYLENS_STATE/env.local"
	printf '%s\n' "${SUITE_ENV:-}" >>"$APPLYLENS_STATE/env.local"
	[ -n "${SUITE_FRESH:-}" ] || tests/lib/pg_template "$APPLYLENS_STATE" \
		>"$APPLYLENS_STATE/template.log" 2>&1
	if ! deploy/local/up --no-sample --quiet \
		>"$APPLYLENS_STATE/up.log" 2>&1; then
		sed 's/^/# /' "$APPLYLENS_STATE/up.log"
		echo "Bail out! the suite does not start"
		exit 1
	fi
	URL=http://127.0.0.1:$APPLYLENS_PORT
	TOKEN=$(cat "$APPLYLENS_STATE/token")
	APPLYLENS_TOKEN=$TOKEN
	APPLYLENS_URL=$URL
	export URL APPLYLENS_TOKEN APPLYLENS_URL
	STATE=$APPLYLENS_STATE
	# shellcheck source=deploy/local/suite.sh
	PORT=$APPLYLENS_PORT
	. "$ROOT/deploy/local/suite.sh"
}

suite_stop() {
	[ -n "${APPLYLENS_STATE:-}" ] || return 0
	"$ROOT/deploy/local/down" >/dev/null 2>&1
	if [ -n "${KEEP_STATE:-}" ]; then
		echo "# state kept in $APPLYLENS_STATE"
	else
		rm -rf "$APPLYLENS_STATE"
	fi
	APPLYLENS_STATE=
}

# ---- calls ----

api() { # method path [curl arguments]: sets code and body
	api_method=$1
	api_path=$2
	shift 2
	body=$(curl -sS -m 30 -X "$api_method" -w '\n%{http_code}' \
		-H "Authorization: Bearer $TOKEN" "$@" "$URL$api_path")
	split_code
}

# What curl wrote with "\n%{http_code}" at its end, in $body: without a process
# more, for some scripts ask a thousand times.
split_code() {
	# shellcheck disable=SC2034 # for the script that sources this
	code=${body##*"$newline"}
	body=${body%"$newline"*}
	while [ "${body%"$newline"}" != "$body" ]; do
		body=${body%"$newline"}
	done
}

cli() {
	"$APPLYLENS_BIN/applylens" "$@"
}

field() { # first "name":value of the body, without quotes
	printf '%s' "$body" | grep -o '"'"$1"'" *: *\("[^"]*"\|[^",}]*\)' |
		head -n 1 | sed 's/^"[^"]*" *: *"\{0,1\}//; s/"$//'
}

sql() { # one value as the owner
	owner_sql -c "$1"
}

# A second user, with a token of their own in OTHER_TOKEN.
other_user() {
	OTHER_TOKEN=$(cli token mint)
	ou_hash=$(printf %s "$OTHER_TOKEN" | sha256sum | cut -d' ' -f1)
	owner_sql >/dev/null <<-SQL
	WITH u AS (INSERT INTO users (email, name)
		VALUES ('other@mail.example', 'Other') RETURNING id)
	INSERT INTO tokens (user_id, name, hash)
	SELECT id, 'test', decode('$ou_hash', 'hex') FROM u;
	SQL
}

# ---- breaking things ----

# The process that does the work: the worker, where a keeper stands before it.
service_pid() {
	case " postgres redis $KEPT " in
	*" $1 "*)
		case $1 in
		postgres) pg_pid "$STATE" ;;
		redis) redis_pid "$STATE" ;;
		# 0: between two of them; kill would take it for us all.
		*) keeper_says "$1" worker | grep -vx 0 ;;
		esac
		;;
	*) supervised_pid "$1" ;;
	esac
}

supervised_pid() { # the process that runit started
	sv status "$STATE/service/$1" |
		sed -n 's/^run: [^(]*(pid \([1-9][0-9]*\)).*/\1/p'
}

kill9() {
	k9=$(service_pid "$1")
	[ -n "$k9" ] && kill -9 "$k9"
}

wait_up() {
	wu=0
	until curl -fsS -m 2 -o /dev/null \
		"http://127.0.0.1:$(health_port "$1")/readyz" 2>/dev/null; do
		wu=$((wu + 1))
		[ $wu -gt 600 ] && return 1
		sleep 0.05
	done
}

wait_ready() { # until every service is well, not only the gateway's own needs
	wr=0
	until curl -sS -m 3 "$URL/health" 2>/dev/null |
		grep -q '^{"status":"healthy"'; do
		wr=$((wr + 1))
		[ $wr -gt 600 ] && return 1
		sleep 0.05
	done
}

wait_settled() {
	ws_n=0
	until [ "$(sql 'SELECT count(*) FROM pipeline')" = 0 ]; do
		ws_n=$((ws_n + 1))
		[ $ws_n -gt 600 ] && return 1
		sleep 0.1
	done
}
