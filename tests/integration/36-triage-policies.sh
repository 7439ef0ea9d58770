#!/bin/sh
# Policies: verdicts become proposed actions, once, and nothing else happens.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

mail() { # name, then the message on stdin
	sed 's/$/\r/' >"$STATE/$1.eml"
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$STATE/$1.eml"
}
settle() { # until nothing waits in the pipeline
	n=0
	until [ "$(sql 'SELECT count(*) FROM pipeline')" = 0 ]; do
		n=$((n + 1))
		[ $n -gt 200 ] && break
		sleep 0.05
	done
}
promotion() { # number
	mail "promo$1" <<EOF
From: Shop <deals@news.shop.example>
To: me@mail.example
Subject: 50% off everything, this weekend only
Message-ID: <promo$1@shop.example>
Date: $(date -R)
List-Id: <deals.shop.example>
List-Unsubscribe: <mailto:u@shop.example>, <https://shop.example/u/$1>
List-Unsubscribe-Post: List-Unsubscribe=One-Click

Shop now: free shipping, use promo code SAVE$1 at checkout. New arrivals and
best sellers, up to 50 % off. The sale ends on Sunday. Unsubscribe here.
EOF
}

promotion 1
settle
is "by default nothing is proposed when mail arrives" \
	"$(sql 'SELECT count(*) FROM actions')" 0

me=$(sql "SELECT user_id FROM emails LIMIT 1")
sql "INSERT INTO triage_policies (user_id, name, mode, kind, categories,
	p_least, risk_most, priority_most)
	VALUES ($me, 'unsubscribe_promotions', 'on_arrival', 'unsubscribe',
	'{promotion,newsletter}', 0.3, 19, 40)" >/dev/null
sql "INSERT INTO triage_policies (user_id, name, mode, kind, label, sender)
	VALUES ($me, 'shops', 'on_arrival', 'label', 'shop', 'shop.example')" \
	>/dev/null
promotion 2
settle
is "a policy that is switched on proposes, with the one-click address" \
	"$(sql "SELECT kind || ' ' || policy || ' ' || status || ' '
	|| (params ->> 'url') FROM actions WHERE kind = 'unsubscribe'")" \
	"unsubscribe unsubscribe_promotions proposed https://shop.example/u/2"
is "a policy of one's own labels mail of a domain" \
	"$(sql "SELECT params FROM actions WHERE policy = 'shops'")" \
	'{"add": ["shop"]}'
is "the agent's name stands beside it" \
	"$(sql "SELECT DISTINCT agent FROM actions")" inbox.triage

# Judged again: by the pipeline, as after a crash.
id=$(sql "SELECT email_id FROM actions WHERE kind = 'unsubscribe'")
sql "UPDATE actions SET status = 'rejected' WHERE kind = 'unsubscribe'" \
	>/dev/null
api GET "/api/emails/$id/triage"
sql "INSERT INTO pipeline (email_id, user_id, stage)
	VALUES ($id, $me, 'received')" >/dev/null 2>&1
settle
is "what was rejected is not proposed again" \
	"$(sql "SELECT count(*) || ' ' || min(status) FROM actions
	WHERE kind = 'unsubscribe'")" "1 rejected"

run='{"objective":"triage","dry_run":false,"allow_actions":true}'
api POST /api/agents/inbox.triage/run -d "$run"
is "a run that may act proposes by the same policies" \
	"$code:$(field status)" 200:succeeded
before=$(sql 'SELECT count(*) FROM actions')
between "for older mail too" "$before" 3 100
api POST /api/agents/inbox.triage/run -d "$run"
is "and a second run proposes nothing new" \
	"$(sql 'SELECT count(*) FROM actions')" "$before"
is "every action waits for somebody" \
	"$(sql "SELECT count(*) FROM actions WHERE status NOT IN
	('proposed', 'rejected')")" 0
# ---- by the API ----
api GET /api/policies
has "the product's policies are shown" "$body" '"name":"quarantine_risky"'
api PUT /api/policies/shops -d '{"mode":"apply"}'
is "a policy may approve what it proposes" "$code" 200
has "what was not said stays" "$body" '"label":"shop"'
promotion 77
settle
n=0
until [ "$(sql "SELECT count(*) FROM emails WHERE 'shop' = ANY (labels)")" = 1 ] ||
	[ $n -gt 100 ]; do
	n=$((n + 1))
	sleep 0.05
done
is "such an action is carried out without a question" "$(sql "SELECT a.status
	FROM actions a JOIN emails e ON e.id = a.email_id WHERE a.policy = 'shops'
	AND e.message_id = 'promo77@shop.example'")" executed
action=$(sql "SELECT max(id) FROM actions WHERE policy = 'shops'")
is "and is in the audit log" "$(sql "SELECT actor || ' ' || action FROM
	audit_log WHERE subject = 'action:$action'")" \
	'service:ingest action.execute'
api POST "/api/actions/$action/undo"
is "and can be taken back all the same" "$code" 200
api PUT /api/policies/mine -d '{"mode":"on_arrival"}'
is "a new policy needs a kind" "$code" 400
api PUT /api/policies/mine -d '{"kind":"label"}'
is "a label policy needs a label" "$code" 400
api PUT /api/policies/Mine -d '{"kind":"archive"}'
is "a name is of a-z, 0-9 and _" "$code" 400
api PUT /api/policies/tasks \
	-d '{"kind":"task","mode":"apply","sender":"boss.example"}'
is "a task can be made without asking" "$code" 200
mail boss <<EOF
From: Boss <ann@boss.example>
To: me@mail.example
Subject: The report
Message-ID: <report@boss.example>
Date: $(date -R)

Could you send me the report until Friday?
EOF
settle
n=0
until [ "$(sql "SELECT count(*) FROM tasks")" = 1 ] || [ $n -gt 100 ]; do
	n=$((n + 1))
	sleep 0.05
done
is "and is made when such mail arrives" "$(sql "SELECT t.title || ' ' ||
	a.policy FROM tasks t JOIN actions a ON a.id = t.action_id")" 'Answer tasks'
api PUT /api/policies/mine -d '{"kind":"archive","categories":["spamm"]}'
is "unknown categories are refused" "$code" 400
api PUT /api/policies/mine -d '{"kind":"archive","risk_least":50,"risk_most":2}'
is "a range is a range" "$code" 400
has "the command sets them" "$(cli policies quarantine_spam apply)" \
	quarantine_spam
is "of its user" "$(sql "SELECT mode FROM triage_policies
	WHERE name = 'quarantine_spam'")" apply
cli policies quarantine_spam --forget >/dev/null
is "and forgets them" "$(sql "SELECT count(*) FROM triage_policies
	WHERE name = 'quarantine_spam'")" 0
done_testing
