# shellcheck shell=sh
# paging.sh - incidents that page, for tests; sourced after suite.sh and
# peer.sh, with page_peer.js as the peer.
#
#   incident SEVERITY TITLE   one opens; its number in $id
#   event KIND                something happens to $id, as the timeline says it
#   pass_minutes N            the escalations' time passes
#   pages_done [SECONDS]      until nothing waits to be said
#   seen EXPRESSION           of what the peer has: JSON, or a bare value
#   alert KEY FIELD           of PagerDuty's alert with this key
#   doubled                   alerts and messages that somebody noticed twice
#   peer_forget               the peer begins anew

incident() {
	id=$(sql "WITH n AS (INSERT INTO incidents (key, severity, title,
		runbook, opened_by, started_at, created_at) VALUES ('test-' ||
		gen_random_uuid(), $1, \$x\$$2\$x\$,
		'docs/runbooks/service-down.md', 'test', now(), now())
		RETURNING id) SELECT id FROM n")
	event opened
}

# The rules' lines are the daemon's; here those that matter.
event() {
	case $1 in
	opened) ev_rules="'{3,2}', '{slack,slack}', '{announce,room}'" ;;
	acknowledged) ev_rules="'{3}', '{slack}', '{update}'"
		sql "UPDATE incidents SET acknowledged_at = now()
			WHERE id = $id" >/dev/null ;;
	resolved) ev_rules="'{3}', '{slack}', '{update}'"
		sql "UPDATE incidents SET status = 'resolved',
			resolved_at = now() WHERE id = $id" >/dev/null ;;
	*) ev_rules="'{3}', '{slack}', '{update}'" ;;
	esac
	sql "SELECT page_event($id, '$1', 'test', '', $ev_rules)" >/dev/null
}

pass_minutes() {
	sql "UPDATE escalations SET due_at = due_at - interval '$1 minutes',
		began_at = began_at - interval '$1 minutes'" >/dev/null
}

pages_done() {
	pd_n=0
	until [ "$(sql "SELECT (SELECT count(*) FROM outbox_pages WHERE state
		IN ('waiting', 'sending')) + (SELECT count(*) FROM escalations
		WHERE due_at <= now())")" = 0 ]; do
		pd_n=$((pd_n + 1))
		[ $pd_n -gt $((${1:-20} * 10)) ] && return 1
		sleep 0.1
	done
}

wait_for() { # command want
	wf_n=0
	until [ "$($1)" = "$2" ]; do
		wf_n=$((wf_n + 1))
		[ $wf_n -gt 100 ] && return 1
		sleep 0.1
	done
}

seen() {
	# shellcheck disable=SC2154 # set by peer_start
	curl -sS "$at/seen" | node -e '
		const x = JSON.parse(require("fs").readFileSync(0, "utf8"));
		const v = eval("x" + process.argv[1]);
		console.log(typeof v === "string" ? v : JSON.stringify(v));
	' "$(printf %s "$1" | tr '\n\t' '  ')"
}

alert() {
	seen ".alerts.filter((a) => a.key === '$1').map((a) => a.$2).join(' ')"
}

doubled() {
	seen ".alerts.length - new Set(x.alerts.map((a) => a.key)).size +
		x.messages.length - new Set(x.messages.map((m) =>
		m.room + m.text)).size"
}

peer_forget() {
	sql "UPDATE escalations SET due_at = NULL;
		UPDATE outbox_pages SET state = 'dropped'
		WHERE state IN ('waiting', 'sending')" >/dev/null
	curl -sS -o /dev/null -X PUT -d '{}' "$at/forget"
}
