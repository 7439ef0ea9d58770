#!/bin/sh
# http_bench.sh - our HTTP server beside nginx `return 200`, one core each,
# wrk on the other core. Prints "name ours rival ratio" lines: requests a
# second, and microseconds of CPU a request.
#
#   tests/bench/http_bench.sh [SECONDS]     of each measurement (3)
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 120 "$@"
set -eu
need wrk nginx taskset curl
build_program bench_http
seconds=${1:-3}
work=$(mktemp -d)
ours_pid=''
nginx_pid=''
stop() {
	[ -z "$ours_pid" ] || kill "$ours_pid" 2>/dev/null || true
	[ -z "$nginx_pid" ] || kill "$nginx_pid" 2>/dev/null || true
	wait 2>/dev/null || true
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 1' INT TERM

taskset -c 0 "$BUILD/tests/bench/bench_http" 127.0.0.1:0 >"$work/port" &
ours_pid=$!
while [ ! -s "$work/port" ]; do sleep 0.05; done
ours=$(cat "$work/port")

body='{"status":"healthy","version":"1.2.3","commit":"0123456789abcdef",'
body="$body\"note\":\"one hundred bytes here\"}"
rival=$((ours + 1))
[ "$rival" -lt 65536 ] || rival=$((ours - 1))
cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/error.log;
events { worker_connections 4096; }
http {
	access_log off;
	keepalive_requests 100000000;
	client_body_temp_path $work/b; proxy_temp_path $work/p;
	fastcgi_temp_path $work/f; uwsgi_temp_path $work/u;
	scgi_temp_path $work/s;
	server {
		listen 127.0.0.1:$rival;
		default_type application/json;
		location / { return 200 '$body'; }
	}
}
CONF
taskset -c 0 nginx -p "$work" -c "$work/nginx.conf" 2>/dev/null &
nginx_pid=$!
until curl -s -o "$work/probe" "http://127.0.0.1:$rival/"; do sleep 0.05; done

# User and system time of a process, in clock ticks.
ticks() {
	sed 's/.*) //' "/proc/$1/stat" | awk '{print $12 + $13}'
}

# measure PORT PID -> "requests_a_second cpu_us_a_request requests"
measure() {
	before=$(ticks "$2")
	taskset -c 1 wrk -t1 -c64 -d"${seconds}s" "http://127.0.0.1:$1/" \
		>"$work/wrk"
	after=$(ticks "$2")
	if grep -q -e 'Socket errors' -e 'Non-2xx' "$work/wrk"; then
		echo "http_bench: requests failed on port $1" >&2
		cat "$work/wrk" >&2
		exit 1
	fi
	awk -v t=$((after - before)) -v hz="$(getconf CLK_TCK)" '
		/requests in/ { n = $1 }
		/Requests\/sec/ { rps = $2 }
		END { printf "%.0f %.2f\n", rps, t / hz * 1e6 / n }' "$work/wrk"
}

worker=$(cat "/proc/$nginx_pid/task/$nginx_pid/children")
worker=${worker%% *}
# Alternate, and keep the best of three of each: other work only slows.
best() { # FILE COLUMN OP
	sort -n -k"$2" "$1" | if [ "$3" = max ]; then tail -1; else head -1; fi |
		awk -v c="$2" '{print $c}'
}
for _ in 1 2 3; do
	measure "$ours" "$ours_pid" >>"$work/ours"
	measure "$rival" "$worker" >>"$work/rival"
done
both() { # NAME COLUMN OP
	line "$1" "$(best "$work/ours" "$2" "$3")" \
		"$(best "$work/rival" "$2" "$3")" \
		"$([ "$3" = max ] && echo more || echo less)" nginx
}
echo "# $(nginx -v 2>&1), wrk -t1 -c64 -d${seconds}s, GET, keep-alive," \
	"98 bytes of JSON, one core, best of 3"
both http_get_requests_per_second 1 max
both http_get_cpu_us_per_request 2 min
