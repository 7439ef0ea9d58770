#!/bin/sh
# gateway_bench.sh - a call through the gateway to an agent and back: token,
# limit and lane on; gateway and agent share core 0, wrk has core 1. The
# rival in the same run: nginx with its limit on, in front of libevent's
# evhttp, both on core 0.
#
#   tests/bench/gateway_bench.sh [SECONDS]     of each of the measurements
#
# Three rounds, ours and the rival's in turn; medians. Prints: name, ours,
# rival, ratio.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
seconds=${1:-3}
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need wrk nginx taskset curl
build_program evhttp_peer
suite_start >&2
peer=$((APPLYLENS_PORT + 2))
proxy=$((APPLYLENS_PORT + 3))
work=$STATE
peer_pid=
nginx_pid=
stop_all() {
	for sa_pid in $nginx_pid $peer_pid; do
		kill "$sa_pid" 2>/dev/null && wait "$sa_pid" 2>/dev/null
	done
	suite_stop
}
trap stop_all EXIT

start_rival() {
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
		upstream peer {
			server 127.0.0.1:$peer;
			keepalive 128;
			keepalive_requests 100000000;
		}
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
	taskset -c 0 "$BUILD/tests/bench/evhttp_peer" $peer &
	peer_pid=$!
	taskset -c 0 nginx -p "$work" -c "$work/nginx.conf" 2>/dev/null &
	nginx_pid=$!
	tries=0
	until curl -fs -m 1 -o "$work/probe" "http://127.0.0.1:$proxy/"; do
		tries=$((tries + 1))
		[ $tries -lt 100 ] || {
			echo "gateway_bench: nginx does not start" >&2
			exit 69
		}
		sleep 0.05
	done
	worker=$(children $nginx_pid)
	worker=${worker%% *}
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
start_rival
gateway=$(service_pid gateway)
triage=$(service_pid triage)
for pid in $gateway $triage; do
	taskset -acp 0 "$pid" >/dev/null
done
load_line
echo "# $(nginx -v 2>&1), evhttp of libevent" \
	"$(pkg-config --modversion libevent_core), wrk -t1 -c64" \
	"-d${seconds}s, median of 3"
for round in warm 1 2 3; do
	measure "ours.$round" "$URL/api/agents/inbox.triage" \
		"$gateway" "$triage"
	measure "rival.$round" "http://127.0.0.1:$proxy/" \
		"$worker" "$peer_pid"
	measure "healthz.$round" "$URL/healthz" "$gateway" "$triage"
done
for what in ours rival healthz; do
	cat "$work/$what".[123] >"$work/$what"
done
load_line
line gateway_agent_call_rps "$(column ours 1)" "$(column rival 1)" more \
	nginx+evhttp
line gateway_agent_call_rps "$(column ours 1)" 55000 more goal
line gateway_agent_call_p99_us "$(column ours 2)" "$(column rival 2)" less \
	nginx+evhttp
line gateway_agent_call_p99_us "$(column ours 2)" 3000 less goal
line gateway_cpu_us_per_call "$(column ours 3)" "$(column rival 3)" less \
	nginx
line agent_cpu_us_per_call "$(column ours 4)" "$(column rival 4)" less evhttp
line gateway_healthz_rps "$(column healthz 1)" 110000 more goal
