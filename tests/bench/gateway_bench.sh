#!/bin/sh
# gateway_bench.sh - a call through the gateway to an agent and back: token,
# limits, admission and lane on; gateway and agent share core 0, wrk has core
# 1. The rivals in the same run: nginx and HAProxy, one worker each, that know
# the token, limit by it and choose a lane by it, in front of libevent's
# evhttp, both on core 0. And /healthz beside what either answers by itself.
#
#   tests/bench/gateway_bench.sh [SECONDS]     of each of the measurements
#
# Three rounds, ours and the rivals' in turn; medians. Prints: name, ours,
# rival, ratio.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 400 "$@"
seconds=${1:-3}
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_RATE_TOKEN_PER_MINUTE='90000000'
APPLYLENS_RATE_TOKEN_BURST='9000000'
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need wrk nginx haproxy taskset curl
build_program evhttp_peer
suite_start >&2
peer=$((APPLYLENS_PORT + 2))
nginx=$((APPLYLENS_PORT + 3))
haproxy=$((APPLYLENS_PORT + 4))
work=$STATE
peer_pid=
nginx_pid=
haproxy_pid=
stop_all() {
	for sa_pid in $nginx_pid $haproxy_pid $peer_pid; do
		kill "$sa_pid" 2>/dev/null && wait "$sa_pid" 2>/dev/null
	done
	suite_stop
}
trap stop_all EXIT

await() { # NAME PORT
	aw_tries=0
	until curl -fs -m 1 -o "$work/probe" \
		-H "Authorization: Bearer $TOKEN" "http://127.0.0.1:$2/"; do
		aw_tries=$((aw_tries + 1))
		[ $aw_tries -lt 100 ] || {
			echo "gateway_bench: $1 does not start" >&2
			exit 69
		}
		sleep 0.05
	done
}

start_nginx() {
	cat >"$work/nginx.conf" <<-CONF
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
		map_hash_bucket_size 256;
		map \$http_authorization \$known { "Bearer $TOKEN" 1; default 0; }
		split_clients \$http_authorization \$lane {
			10% canary; * stable;
		}
		upstream stable {
			server 127.0.0.1:$peer;
			keepalive 128;
			keepalive_requests 100000000;
		}
		upstream canary {
			server 127.0.0.1:$peer;
			keepalive 128;
			keepalive_requests 100000000;
		}
		server {
			listen 127.0.0.1:$nginx;
			location = /healthz {
				return 200 '{"status":"alive"}';
			}
			location / {
				if (\$known = 0) { return 401; }
				limit_req zone=z burst=1000000 nodelay;
				proxy_pass http://\$lane;
				proxy_http_version 1.1;
				proxy_set_header Connection "";
			}
		}
	}
	CONF
	taskset -c 0 nginx -p "$work" -c "$work/nginx.conf" 2>/dev/null &
	nginx_pid=$!
	await nginx "$nginx"
	nginx_worker=$(children $nginx_pid)
	nginx_worker=${nginx_worker%% *}
}

start_haproxy() {
	echo "Bearer $TOKEN" >"$work/tokens"
	cat >"$work/haproxy.cfg" <<-CONF
	global
		nbthread 1
		maxconn 4096
	defaults
		mode http
		timeout client 30s
		timeout server 30s
		timeout connect 5s
		http-reuse always
	frontend all
		bind 127.0.0.1:$haproxy
		stick-table type string len 128 size 100k expire 60s store http_req_rate(10s)
		http-request return status 200 content-type application/json string '{"status":"alive"}' if { path /healthz }
		http-request deny deny_status 401 unless { req.hdr(Authorization) -f $work/tokens }
		http-request track-sc0 req.hdr(Authorization)
		http-request deny deny_status 429 if { sc_http_req_rate(0) gt 100000000 }
		use_backend canary if { req.hdr(Authorization),crc32,mod(100) lt 10 }
		default_backend stable
	backend stable
		server peer 127.0.0.1:$peer
	backend canary
		server peer 127.0.0.1:$peer
	CONF
	taskset -c 0 haproxy -db -f "$work/haproxy.cfg" \
		>"$work/haproxy.log" 2>&1 &
	haproxy_pid=$!
	await haproxy "$haproxy"
}

start_rivals() {
	taskset -c 0 "$BUILD/tests/bench/evhttp_peer" $peer &
	peer_pid=$!
	start_nginx
	start_haproxy
}

# measure NAME URL FRONT-PID BACK-PID: adds a line "requests/s, p99 us, CPU us
# a request of the front, of the back" to the file NAME.
measure() {
	m_front=$(cpu_ms "$3") m_back=$(cpu_ms "$4")
	taskset -c 1 wrk -t1 -c64 -d"${seconds}s" --latency \
		-H "Authorization: Bearer $TOKEN" "$2" >"$work/wrk"
	m_front=$(($(cpu_ms "$3") - m_front))
	m_back=$(($(cpu_ms "$4") - m_back))
	if grep -q -e 'Socket errors' -e 'Non-2xx' "$work/wrk"; then
		echo "gateway_bench: requests to $1 failed" >&2
		cat "$work/wrk" >&2
		exit 1
	fi
	awk -v f=$m_front -v b=$m_back '
		$1 == "99%" {
			unit = $2; sub(/[0-9.]+/, "", unit)
			p99 = $2 * (unit == "ms" ? 1e3 : unit == "s" ? 1e6 : 1)
		}
		/requests in/ { n = $1 }
		/Requests\/sec/ { rps = $2 }
		END { printf "%d %d %.2f %.2f\n", rps, p99, f * 1e3 / n,
			b * 1e3 / n }' "$work/wrk" >>"$work/$1"
}

column() { # file number: the median
	awk -v c="$2" '{ print $c }' "$work/$1" | median
}

favour_suite
start_rivals
gateway=$(service_pid gateway)
triage=$(service_pid triage)
for pid in $gateway $triage; do
	taskset -acp 0 "$pid" >/dev/null
done
load_line
echo "# $(nginx -v 2>&1), $(haproxy -v | head -n 1)," \
	"evhttp of libevent $(pkg-config --modversion libevent_core)," \
	"wrk -t1 -c64 -d${seconds}s, median of 3"
for round in warm 1 2 3; do
	measure "ours.$round" "$URL/api/agents/inbox.triage" \
		"$gateway" "$triage"
	measure "nginx.$round" "http://127.0.0.1:$nginx/" \
		"$nginx_worker" "$peer_pid"
	measure "haproxy.$round" "http://127.0.0.1:$haproxy/" \
		"$haproxy_pid" "$peer_pid"
	measure "healthz.$round" "$URL/healthz" "$gateway" "$triage"
	measure "nginx_healthz.$round" "http://127.0.0.1:$nginx/healthz" \
		"$nginx_worker" "$peer_pid"
	measure "haproxy_healthz.$round" "http://127.0.0.1:$haproxy/healthz" \
		"$haproxy_pid" "$peer_pid"
done
for what in ours nginx haproxy healthz nginx_healthz haproxy_healthz; do
	cat "$work/$what".[123] >"$work/$what"
done
load_line
for rival in nginx haproxy; do
	line gateway_agent_call_rps "$(column ours 1)" \
		"$(column $rival 1)" more "$rival+evhttp"
	line gateway_agent_call_p99_us "$(column ours 2)" \
		"$(column $rival 2)" less "$rival+evhttp"
	line gateway_cpu_us_per_call "$(column ours 3)" \
		"$(column $rival 3)" less $rival
	line gateway_healthz_rps "$(column healthz 1)" \
		"$(column ${rival}_healthz 1)" more $rival
done
line agent_cpu_us_per_call "$(column ours 4)" "$(column nginx 4)" less evhttp
line gateway_agent_call_rps "$(column ours 1)" 55000 more goal
line gateway_agent_call_p99_us "$(column ours 2)" 3000 less goal
line gateway_healthz_rps "$(column healthz 1)" 110000 more goal
