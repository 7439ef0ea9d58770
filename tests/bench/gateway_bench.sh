#!/bin/sh
# gateway_bench.sh - a call through the gateway to an agent and back: token,
# limit and lane on; gateway and agent share core 0, wrk has core 1. The
# rival in the same run: nginx in front of evhttp, both on core 0.
#
#   tests/bench/gateway_bench.sh [seconds]
#
# Prints: name, ours, rival, ratio.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
(echo -15 >/proc/self/autogroup) 2>/dev/null || true
seconds=${1:-4}
for tool in wrk nginx taskset; do
	command -v $tool >/dev/null || {
		echo "# gateway_bench: $tool is not installed, skipped"
		exit 0
	}
done
suite_start >&2
peer=$((APPLYLENS_PORT + 2))
proxy=$((APPLYLENS_PORT + 3))
work=$STATE

taskset -c 0 build/tests/bench/evhttp_peer $peer &
peer_pid=$!
cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 4096; }
http {
	access_log off;
	keepalive_requests 100000000;
	client_body_temp_path $work/b; proxy_temp_path $work/p;
	fastcgi_temp_path $work/f; uwsgi_temp_path $work/u;
	scgi_temp_path $work/s;
	limit_req_zone \$http_authorization zone=z:10m rate=1000000r/s;
	upstream peer { server 127.0.0.1:$peer; keepalive 128; }
	server {
		listen 127.0.0.1:$proxy;
		location / {
			limit_req zone=z burst=1000000 nodelay;
			proxy_pass http://peer;
			proxy_http_version 1.1;
			proxy_set_header Connection "";
		}
	}
}
CONF
taskset -c 0 nginx -c "$work/nginx.conf" 2>/dev/null &
nginx_pid=$!
stop_all() {
	kill $peer_pid $nginx_pid 2>/dev/null
	suite_stop
}
trap stop_all EXIT
sleep 0.3
for name in gateway triage; do
	taskset -acp 0 "$(service_pid $name)" >/dev/null
done

load() { # url: requests a second and p99 in us
	taskset -c 1 wrk -t1 -c64 -d"$seconds" --latency \
		-H "Authorization: Bearer $TOKEN" "$1" |
		awk '/99%/ { v = $2; u = v; sub(/[0-9.]+/, "", u); sub(/[a-z]+/, "", v)
			p99 = u == "ms" ? v * 1000 : u == "s" ? v * 1000000 : v }
		/Requests\/sec/ { rps = $2 } /Non-2xx/ { bad = $0 }
		END { printf "%d %d %s\n", rps, p99, bad }'
}

line() { # name ours rival higher-is-better
	echo "$1 $2 $3 $(awk -v a="$2" -v b="$3" -v h="$4" \
		'BEGIN { printf "%.2fx", h ? a / b : b / a }')"
}

load "$URL/healthz" >/dev/null
# shellcheck disable=SC2046
set -- $(load "$URL/api/agents/inbox.triage")
ours=$1 ours_p99=$2
[ -z "${3:-}" ] || echo "# agent calls: $*"
# shellcheck disable=SC2046
set -- $(load "http://127.0.0.1:$proxy/")
line gateway_agent_call_rps "$ours" "$1" 1
line gateway_agent_call_p99_us "$ours_p99" "$2" ''
# shellcheck disable=SC2046
set -- $(load "$URL/healthz")
line gateway_healthz_rps "$1" 110000 1
