#!/bin/sh
# Nobody is smuggled past us: the corpus of tests/http to our server, nginx,
# HAProxy and llhttp, and to our server and a whole gateway behind the first
# two. What each made of the 1175 cases (November 2026, nginx 1.22, HAProxy 2.6,
# node 20):
#
#              ours  nginx  haproxy  llhttp
#   takes       155    293      336     202
#   refuses    1018    876      833     957
#   waits         2      6        6      16
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"

ran() { # name command...: its TAP as one test of ours, shown when it fails
	ran_name=$1
	shift
	if "$@" >"$APPLYLENS_STATE/tap" 2>&1; then
		ok "$ran_name"
	else
		not_ok "$ran_name" "$(grep -v '^ok ' "$APPLYLENS_STATE/tap")"
	fi
	sed 's/^/#  /' "$APPLYLENS_STATE/tap" | head -n 20
}

suite_start
ran "as strict as two of nginx, HAProxy, llhttp; no other boundaries" \
	node tests/http/differ.mjs
ran "behind nginx and HAProxy: 0 out of step" node tests/http/behind.mjs
ran "a gateway behind them: its log has what they sent, and no more" \
	node tests/http/behind.mjs "$APPLYLENS_PORT" \
	"$APPLYLENS_STATE/log/gateway/current"
done_testing
