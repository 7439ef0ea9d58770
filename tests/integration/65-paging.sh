#!/bin/sh
# Incidents reach people: PagerDuty and Slack are told what the handbook says,
# once, in order, whatever they answer; the next one is called by the clock.
# PagerDuty and Slack are tests/lib/page_peer.js.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/peer.sh
. "$ROOT/tests/lib/peer.sh"
peer_start tests/lib/page_peer.js R0UT1NGK3Y xoxb-t0k3n
SUITE_ENV="PAGERDUTY_URL='$at'
PAGERDUTY_ROUTING_KEY='R0UT1NGK3Y'
SLACK_URL='$at/api'
SLACK_BOT_TOKEN='xoxb-t0k3n'
APPLYLENS_PUBLIC_URL='https://app.test.example'
APPLYLENS_RUNBOOKS_URL='https://docs.test.example'"
suite_start
trap peer_end EXIT
# shellcheck source=tests/lib/paging.sh
. "$ROOT/tests/lib/paging.sh"

# ---- from opening to its end ----
incident 1 'search is down'
pages_done
is "SEV1 calls at once" "$(alert "applylens-incident-$id" state)" triggered
is "as critical" "$(alert "applylens-incident-$id" severity)" critical
has "with the runbook and the incident" "$(seen .alerts)" \
	'https://docs.test.example/docs/runbooks/service-down.md'
has "both" "$(seen .alerts)" "https://app.test.example/incidents/$id"
is "it has a channel" "$(seen '.rooms[0].name')" "inc-$id"
has "whose topic says what" "$(seen '.rooms[0].topic')" \
	'SEV1 | investigating'
is "everybody hears of it once" "$(seen '.messages.filter((m) =>
	m.room === "#incidents").length')" 1
event acknowledged
pages_done
is "acknowledged here is acknowledged there" \
	"$(alert "applylens-incident-$id" state)" acknowledged
sql "UPDATE incidents SET status = 'resolved', resolved_at = now()
	WHERE id = $id" >/dev/null
event resolved
pages_done
is "resolved here is resolved there" \
	"$(alert "applylens-incident-$id" state)" resolved
is "nobody was called again" "$(seen '.alerts.length')" 1
is "nothing was wrong with what was sent" "$(seen .bad)" '[]'
is "nor sent twice" "$(doubled)" 0

# ---- the clocks ----
peer_forget
incident 1 'nobody looks'
pages_done
for level in secondary manager vp cto; do
	not_yet=$(alert "applylens-incident-$id-$level" state)
	case $level in
	secondary) pass=5 ;;
	manager) pass=10 ;;
	vp) pass=15 ;;
	cto) pass=30 ;;
	esac
	pass_minutes $((pass - 1))
	sleep 1
	pages_done
	is "not before its time: $level" \
		"$not_yet$(alert "applylens-incident-$id-$level" state)" ''
	pass_minutes 1
	wait_for "alert applylens-incident-$id-$level state" triggered
	is "SEV1 calls $level" \
		"$(alert "applylens-incident-$id-$level" state)" triggered
done
is "and then nobody" "$(sql "SELECT due_at IS NULL FROM escalations
	WHERE incident_id = $id")" t
event acknowledged
pages_done
is "all of them hear that somebody is at it" "$(seen '.alerts.filter((a) =>
	a.state === "acknowledged").length')" 5

peer_forget
incident 1 'somebody looks'
pages_done
event acknowledged
pass_minutes 90
sleep 1.2
pages_done
is "acknowledgement stops the clock" "$(seen '.alerts.length')" 1
event escalated
wait_for "alert applylens-incident-$id-secondary state" triggered
is "an operator can still call the next one" \
	"$(alert "applylens-incident-$id-secondary" state)" triggered

# ---- severities ----
peer_forget
incident 3 'a minor thing'
pages_done
is "SEV3 calls nobody" "$(seen '.alerts.length')" 0
is "and is told once in Slack" "$(seen '.messages.length')" 1
is "without a channel" "$(seen '.rooms.length')" 0
incident 4 'a ticket'
pages_done
is "SEV4 is a ticket" "$(seen '.messages.length')" 1
sql "UPDATE incidents SET severity = 1 WHERE id = $id" >/dev/null
event severity
wait_for "alert applylens-incident-$id state" triggered
is "what grows is called" "$(alert "applylens-incident-$id" state)" triggered
pages_done
is "and gets a channel" "$(seen '.rooms[0].name')" "inc-$id"
is "that is told of it once" "$(seen ".messages.filter((m) =>
	m.room === \"inc-$id\" && /severity/.test(m.text)).length")" 1

# ---- the clock of the database jumps ----
peer_forget
incident 1 'clocks'
wait_for "alert applylens-incident-$id state" triggered
pages_done
sleep 1.2
sql "UPDATE escalation_clock SET at = at - interval '2 hours'" >/dev/null
sleep 1.5
pages_done
is "a clock that jumps ahead calls nobody" "$(seen '.alerts.length')" 1
between "their minutes are left to them" "$(sql "SELECT round(extract(epoch
	FROM due_at - now() - interval '2 hours')) FROM escalations
	WHERE incident_id = $id")" 240 300
event resolved
pages_done

# ---- PagerDuty and Slack fail ----
peer_forget
peer_mode '{"pagerduty":"broken","slack":"busy","after":1,"times":2}'
incident 1 'all fail'
pages_done
is "500 is tried again" "$(alert "applylens-incident-$id" state)" triggered
is "429 too, after what it asked for" "$(seen '.messages.length > 0')" true
is "once each" "$(doubled)" 0
peer_forget
peer_mode '{"pagerduty":"flaky","slack":"flaky"}'
incident 1 'answers are lost'
pages_done
is "an answer that was lost doubles nothing" \
	"$(seen '.alerts.length') $(doubled)" '1 0'
between "though it was sent again" "$(seen .events)" 2 9
peer_mode '{}'
event resolved
pages_done

peer_forget
peer_mode '{"pagerduty":"hang","slack":"garble"}'
incident 1 'it hangs'
sleep 2
is "a peer that hangs holds up nothing else" "$(sql 'SELECT 1')" 1
api GET /api/incidents
is "the daemon answers" "$code" 200
peer_mode '{}'
sql "UPDATE outbox_pages SET not_before = now() WHERE state = 'waiting'"
event resolved
pages_done 30
is "and all is made up for" "$(alert "applylens-incident-$id" state)" resolved

# ---- refused for good ----
peer_forget
peer_mode '{"pagerduty":"denied","slack":"restricted"}'
incident 1 'the key is wrong'
pages_done
is "a refusal is final" "$(sql "SELECT state FROM outbox_pages
	WHERE incident_id = $id AND channel = 'pagerduty'")" failed
has "and told in the timeline" "$(sql "SELECT text FROM incident_timeline
	WHERE incident_id = $id AND kind = 'page_failed'")" \
	'PagerDuty answered 403'
has "and in Slack" "$(seen .messages)" 'could not be paged'
is "without a channel of its own everybody's takes it" \
	"$(seen '.messages.every((m) => m.room === "#incidents")')" true
is "no key is in a log" "$(cat "$STATE"/log/*/current |
	grep -c 'R0UT1NGK3Y\|xoxb-t0k3n')" 0

# ---- hostile texts ----
peer_forget
peer_mode '{}'
incident 1 '<!channel> <@U999> & <http://evil.example|click>'
pages_done
is "no text of an alert is a mention" "$(seen .bad)" '[]'
has "it is shown as it is" "$(seen .messages)" '&lt;!channel&gt;'

# ---- killed ----
peer_forget
peer_mode '{"pagerduty":"hang","slack":"hang"}'
incident 1 'killed'
sleep 0.7
kill9 oncall
peer_mode '{}'
wait_up oncall
pages_done 30
is "what a dead daemon had in hand is sent by the next" \
	"$(alert "applylens-incident-$id" state) $(doubled)" 'triggered 0'

# ---- who waits is told ----
told() { # SQL
	printf 'LISTEN applylens_paging;\n%s;\n' "$1" | owner_sql |
		sed -n 's/.*with payload "\([a-z_]*\)".*/\1/p'
}
is "a new page is told of" "$(told "INSERT INTO outbox_pages (incident_id,
	channel, action, body, state) VALUES ($id, 'slack', 'update', '{}',
	'sent')")" outbox_pages
is "and the time of a call" "$(told "UPDATE escalations
	SET due_at = now() + interval '1 h' WHERE incident_id = $id")" \
	escalations
is "but not that nobody need be called" "$(told "UPDATE escalations
	SET due_at = NULL WHERE incident_id = $id")" ''
done_testing
