#!/bin/sh
# oncall sees when certificates end, of servers that openssl runs here, and says
# when it can't see one.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
command -v openssl >/dev/null || {
	ok "openssl # SKIP not installed"
	done_testing
}
keys=$(mktemp -d /tmp/applylens-test.XXXXXX)
served=
# shellcheck disable=SC2317 # for the trap
certificates_end() {
	# shellcheck disable=SC2086 # a pid each
	kill $served 2>/dev/null
	rm -rf "$keys"
	suite_stop
}
trap certificates_end EXIT
serve() { # name days: a server with a certificate for so long; its port in $port
	openssl req -x509 -newkey rsa:2048 -nodes -subj "/CN=$1" -days "$2" \
		-keyout "$keys/$1.key" -out "$keys/$1.crt" 2>/dev/null
	port=$(free_port)
	openssl s_server -quiet -www -accept "127.0.0.1:$port" \
		-key "$keys/$1.key" -cert "$keys/$1.crt" >/dev/null 2>&1 &
	served="$served $!"
}
serve soon 10
soon=$port
serve later 300
later=$port
away=$(free_port)
hosts="https://127.0.0.1:$soon, https://127.0.0.1:$later/"
SUITE_ENV="APPLYLENS_CERTIFICATES='$hosts,https://127.0.0.1:$away'"
suite_start
trap certificates_end EXIT # in place of the suite's own
wait_up oncall

gauge() { # name, port
	curl -sS "http://127.0.0.1:$(health_port oncall)/metrics" |
		sed -n "s/^$1{host=\"127.0.0.1:$2\"} //p"
}
gw=0
until [ "$(gauge applylens_certificate_probe_success "$away")" = 0 ]; do
	gw=$((gw + 1))
	[ $gw -gt 200 ] && break
	sleep 0.1
done
ends() { # name: as openssl says it
	date -d "$(openssl x509 -in "$keys/$1.crt" -noout -enddate |
		cut -d= -f2)" +%s
}
seen=applylens_certificate_expiry_timestamp_seconds
is "when it ends" "$(gauge $seen "$soon" | xargs printf %.0f)" "$(ends soon)"
is "and the other" "$(gauge $seen "$later" | xargs printf %.0f)" \
	"$(ends later)"
is "both were seen" "$(gauge applylens_certificate_probe_success "$soon"):$(
	gauge applylens_certificate_probe_success "$later")" 1:1
is "who is away was not" \
	"$(gauge applylens_certificate_probe_success "$away")" 0
is "and has no date" "$(gauge $seen "$away")" ''
done_testing
