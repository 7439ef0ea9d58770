#!/bin/sh
# Streams through nginx (buffering and gzip on), HAProxy and Varnish: the same
# bytes, and each event when it is made.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/lib/faults.sh
. "$ROOT/tests/lib/faults.sh"
one_mail || echo "Bail out! no mail is found"
base=$(free_port)
proxy=

have() { # program: or this part is left out, and said so
	PATH=$PATH:/usr/sbin command -v "$1" >/dev/null && return
	echo "ok $((tests_run += 1)) - $1 # SKIP is not installed:" \
		"deploy/local/packages test"
	return 1
}

until_has() { # file text
	uh=0
	until grep -q "$2" "$1" 2>/dev/null; do
		uh=$((uh + 1))
		[ $uh -gt 100 ] && return 1
		sleep 0.1
	done
}

transcript() { # the events, without what only keeps the stream alive
	awk 'BEGIN { RS = ""; ORS = "\n\n" } /^id: / { print }' "$1"
}

read_through() { # name port [curl arguments]
	rt=$1
	rt_file=$STATE/through.$1
	rt_port=$2
	shift 2
	rt_n=0
	until curl -fsS -m 2 -o /dev/null "http://127.0.0.1:$rt_port/healthz" \
		2>/dev/null; do
		rt_n=$((rt_n + 1))
		[ $rt_n -gt 100 ] && break
		sleep 0.1
	done
	freeze search
	curl -sS -N -m 30 -G -D "$rt_file.head" \
		-H "Authorization: Bearer $TOKEN" "$@" \
		--data-urlencode 'q=When is the quagga interview?' \
		"http://127.0.0.1:$rt_port/api/chat/stream" >"$rt_file" &
	rt_reader=$!
	if until_has "$rt_file" '^event: intent'; then
		ok "$rt: the first events come before the last is made"
	else
		not_ok "$rt: the first events come before the last is made" \
			"$(cat "$rt_file.head" "$rt_file")"
	fi
	thaw search
	wait $rt_reader
	has "$rt: the answer is whole" "$(tail -n 3 "$rt_file")" '"ok":true'
	rt_id=$(sed -n 's/^id: //p' "$rt_file" | head -n 1)
	curl -sS -N -m 30 -H "Authorization: Bearer $TOKEN" \
		-H "Last-Event-ID: ${rt_id%.*}.0" "$URL/api/chat/stream" \
		>"$rt_file.direct"
	is "$rt: its bytes are those of a reader without it" \
		"$(transcript "$rt_file" | sha256sum)" \
		"$(transcript "$rt_file.direct" | sha256sum)"
}

end_proxy() {
	kill "$proxy"
	wait "$proxy" 2>/dev/null
}

# ---- nginx ----
if have nginx; then
	mkdir -p "$STATE/nginx"
	cat >"$STATE/nginx/conf" <<-CONF
	daemon off;
	worker_processes 1;
	pid $STATE/nginx/pid;
	error_log $STATE/nginx/error.log;
	user root;
	events { }
	http {
		access_log off;
		client_body_temp_path $STATE/nginx/body;
		proxy_temp_path $STATE/nginx/proxy;
		fastcgi_temp_path $STATE/nginx/fastcgi;
		uwsgi_temp_path $STATE/nginx/uwsgi;
		scgi_temp_path $STATE/nginx/scgi;
		gzip on;
		gzip_proxied any;
		gzip_min_length 0;
		gzip_types text/event-stream application/json;
		server {
			listen 127.0.0.1:$base;
			location / {
				proxy_pass $URL;
				proxy_http_version 1.1;
				proxy_set_header Connection "";
				proxy_buffering on;
			}
		}
	}
	CONF
	[ "$(id -u)" = 0 ] || sed -i '/^user/d' "$STATE/nginx/conf"
	PATH=$PATH:/usr/sbin nginx -c "$STATE/nginx/conf" \
		-p "$STATE/nginx" 2>"$STATE/nginx/err" &
	proxy=$!
	read_through nginx "$base"
	read_through nginx-gzip "$base" --compressed
	has "nginx-gzip: it was compressed on its way" \
		"$(cat "$STATE/through.nginx-gzip.head")" 'Content-Encoding: gzip'
	end_proxy
fi

# ---- HAProxy ----
if have haproxy; then
	cat >"$STATE/haproxy.cfg" <<-CFG
	defaults
		mode http
		timeout connect 5s
		timeout client 60s
		timeout server 60s
	listen edge
		bind 127.0.0.1:$((base + 11))
		compression algo gzip
		compression type text/event-stream
		server gateway 127.0.0.1:$PORT
	CFG
	PATH=$PATH:/usr/sbin haproxy -f "$STATE/haproxy.cfg" -db \
		2>"$STATE/haproxy.err" &
	proxy=$!
	read_through haproxy $((base + 11))
	read_through haproxy-gzip $((base + 11)) --compressed
	end_proxy
fi

# ---- Varnish ----
if have varnishd; then
	cat >"$STATE/edge.vcl" <<-VCL
	vcl 4.1;
	backend gateway { .host = "127.0.0.1"; .port = "$PORT"; }
	VCL
	PATH=$PATH:/usr/sbin varnishd -F -j none -n "$STATE/varnish" \
		-a "127.0.0.1:$((base + 12))" -f "$STATE/edge.vcl" \
		-s malloc,16m >"$STATE/varnish.log" 2>&1 &
	proxy=$!
	read_through varnish $((base + 12))
	end_proxy
fi
done_testing
