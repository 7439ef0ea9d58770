#!/bin/sh
# Leaving a mailing list from the reader, in Chromium, its server on loopback.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
# shellcheck source=tests/lib/peer.sh
. tests/lib/peer.sh
# shellcheck disable=SC2034 # of suite_start
SUITE_ENV="APPLYLENS_UNSUBSCRIBE_PRIVATE='true'"
browser_start
LIST_LOG=$STATE/asked
: >"$LIST_LOG"
peer_start tests/lib/unsubscribe_peer.js "$LIST_LOG"
# shellcheck disable=SC2154 # of peer_start
LIST=$at/off

bring() { # name [header]: its id in $id
	{
		printf 'From: News <news@list.example>\nTo: me@mail.example\n'
		printf 'Subject: letter %s\nMessage-ID: <%s@list.example>\n' "$1" "$1"
		printf 'List-Unsubscribe: <%s/%s>\n' "$LIST" "$1"
		printf 'List-Unsubscribe-Post: List-Unsubscribe=One-Click\n'
		[ -z "${2:-}" ] || printf '%s\n' "$2"
		printf '\nwords of letter %s\n' "$1"
	} >"$STATE/letter"
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$STATE/letter"
	id=$(printf '%s' "$body" | grep -o '"email_ids":\["[0-9]*' |
		grep -o '[0-9]*$')
}

bring ok-1 'DKIM-Signature: v=1; a=rsa-sha256; d=list.example; s=k; h=from:list-unsubscribe:list-unsubscribe-post; bh=x; b=y'
MAIL=$id
bring ok-2
REFUSED=$id
wait_settled
export LIST LIST_LOG MAIL REFUSED
browser_run unsubscribe.mjs
done_testing
