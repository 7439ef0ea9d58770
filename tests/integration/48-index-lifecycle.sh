#!/bin/sh
# The lifecycle of the mail index in Elasticsearch: setup-es-ilm.sh makes it,
# finds each known failure, explains, migrates and takes it back; and mail is
# in one index only, whichever that is, after rollovers.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/es_peer.sh
. tests/lib/es_peer.sh
trap leave EXIT

ilm() { # arguments; $out and $rc
	rc=0
	out=$(infra/elasticsearch/setup-es-ilm.sh "$@" --url "$peer" 2>&1) || rc=$?
}

es() { # method path [body]; $out
	out=$(curl -sS -X "$1" "$peer$2" ${3:+-H 'Content-Type: application/json' -d "$3"})
}

lacks() { # name text part
	case $2 in
	*"$3"*) not_ok "$1" "$2" ;;
	*) ok "$1" ;;
	esac
}

tell_peer() { # JSON
	es PUT /_peer "$1"
}

# ---- setting up ----
ilm --help
is "setup-es-ilm.sh --help" "$rc" 0
has "names its commands" "$out" "rollback"
ilm frobnicate
is "a wrong command is refused" "$rc" 64
ilm --delete-after 0
is "and a wrong number of days" "$rc" 64
ilm verify
is "nothing is set up: verify fails" "$rc" 1
has "and says how to mend it" "$out" "there is no policy emails-rolling-90d"
ilm --plan
is "setup --plan" "$rc" 0
has "says what would be done" "$out" "3 to change; nothing was done"
has "and the bound that the mission's numbers give" "$out" "at most 120 days"
es GET /_alias/gmail_emails
has "and does nothing" "$out" aliases_not_found
ilm setup
is "setup" "$rc" 0
has "makes policy, template and index" "$out" "3 changed"
ilm setup
has "again: nothing to do" "$out" "0 changed"
es GET /_ilm/policy/emails-rolling-90d
has "rollover at 30 days or 20 GB" "$out" '{"max_age": "30d", "max_size": "20gb"}'
has "priority 100" "$out" '"priority": 100'
has "deletion after 90 days" "$out" '"min_age": "90d"'
es GET /_alias/gmail_emails
has "the write alias has its first index" "$out" '{"gmail_emails-000001": {"aliases": {"gmail_emails": {"is_write_index": true}}}}'
ilm verify
is "verify is content" "$rc" 0

# ---- mail through rollovers ----
# shellcheck disable=SC2034 # for suite.sh
SUITE_ENV="ELASTICSEARCH_URL='$peer'"
suite_start
"$APPLYLENS_BIN/render_sample" --today "$(date +%F)" \
	deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
cli --json import --wait "$STATE/sample.mbox" >/dev/null
sleep 2
api GET '/api/search?q=in:anywhere&limit=1'
total=$(field total)
id=$(printf '%s' "$body" | jq -r '.hits[0].id')
tell_peer '{"advance_days":31}'
es GET /_alias/gmail_emails
has "a month later there is a second index" "$out" '"gmail_emails-000002": {"aliases": {"gmail_emails": {"is_write_index": true}}}'
# The list of indices is asked for twice a minute: a new search has none yet.
sv -w 10 restart "$STATE/service/search" >/dev/null
wait_ready
api POST "/api/emails/$id/feedback" -d '{"category":"newsletter"}'
is "a correction of an older mail" "$code" 200
sleep 2
es POST '/gmail_emails-*/_search' "{\"size\":10,\"query\":{\"term\":{\"id\":$id}}}"
is "changes it where it is" "$(printf '%s' "$out" | jq -r '[.hits.hits[]._index] | join(" ")')" gmail_emails-000001
api GET '/api/search?q=in:anywhere&limit=1'
is "and not a second time" "$(field total)" "$total"
printf 'From: a@b.example\nTo: c@d.example\nSubject: after the rollover\nDate: %s\nMessage-ID: <roll@b.example>\n\nnew\n' \
	"$(date -R)" >"$work/new.eml"
cli --json import --wait "$work/new.eml" >/dev/null
sleep 2
es POST '/gmail_emails-*/_search' '{"size":10,"query":{"term":{"message_id":"roll@b.example"}}}'
is "new mail goes into the new index" "$(printf '%s' "$out" | jq -r '[.hits.hits[]._index] | join(" ")')" gmail_emails-000002
api GET '/api/search?q=in:anywhere&limit=1'
is "and both are searched" "$(field total)" $((total + 1))
ilm explain
has "explain: the first index" "$out" "gmail_emails-000001: $total documents"
has "and the day of its deletion" "$out" "rolled over"
has "and the second" "$out" "gmail_emails-000002: 1 documents"
tell_peer '{"advance_days":88}'
es GET /gmail_emails-000001/_count
has "89 days after the rollover the first is there" "$out" "\"count\": $total"
tell_peer '{"advance_days":2}'
es GET /_alias/gmail_emails
lacks "at 90 it is deleted" "$out" gmail_emails-000001
cli reindex --all >/dev/null 2>&1
is "what is written then" "$?" 0
api GET '/api/search?q=in:anywhere&limit=1'
is "goes into the index of today" "$(field total)" $((total + 1))
suite_stop

# ---- known failures ----
fails() { # name, words, commands to bring it about are done
	ilm verify
	is "$1: verify fails" "$rc" 1
	has "$1: says so" "$out" "$2"
}
mended() { # name
	ilm setup
	is "$1: setup mends it" "$rc" 0
	ilm verify
	is "$1: verify is content" "$rc $out" "0 0 problems"
}
es PUT /gmail_emails-000009 '{"settings":{"index.lifecycle.name":"other"}}'
fails "an old index without the policy" "has the policy other"
has "and not behind the alias" "$out" "is not behind gmail_emails"
mended "an old index without the policy"
es PUT /gmail_emails-000009/_settings '{"index.lifecycle.rollover_alias":"nobody"}'
tell_peer '{"advance_days":1}'
fails "a wrong rollover alias" "rollover alias nobody"
has "and stuck in its lifecycle" "$out" "is stuck: index.lifecycle.rollover_alias [nobody] does not point to index"
mended "a wrong rollover alias"
es POST /_aliases '{"actions":[{"add":{"index":"gmail_emails-000009","alias":"gmail_emails","is_write_index":false}}]}'
fails "no write index" "has 0 write indices"
mended "no write index"
es POST /_ilm/stop
fails "lifecycles stopped" "is STOPPED"
ilm setup
is "is for the operator to mend" "$rc" 1
es POST /_ilm/start
es PUT /_index_template/rival '{"index_patterns":["gmail_emails*"],"priority":900,"template":{}}'
fails "a template that shadows ours" "template rival claims gmail_emails-*"
es DELETE /_index_template/rival
es PUT /gmail_emails-odd '{"aliases":{"gmail_emails":{}}}'
fails "a name that can't be rolled over" "not named gmail_emails-000001"
es DELETE /gmail_emails-odd
mended "the rest"
es PUT /_snapshot/backups '{"type":"fs"}'
ilm setup --snapshots nowhere
is "a repository that is not there is refused" "$rc" 1
ilm setup --bounded --snapshots backups
is "deletion counted from the rollover's eve" "$rc" 0
has "keeps the bound" "$out" "at most 90 days"
es GET /_ilm/policy/emails-rolling-90d
has "in the policy" "$out" '"min_age": "60d"'
has "which waits for a snapshot" "$out" '"wait_for_snapshot": {"policy": "emails-before-delete"}'

# ---- back, and from an index to the alias ----
ilm rollback --plan
has "rollback --plan" "$out" "nothing was done"
ilm rollback
is "rollback" "$rc" 0
es GET '/gmail_emails/_ilm/explain'
lacks "no index has a lifecycle" "$out" '"managed": true'
es GET /_ilm/policy/emails-rolling-90d
has "no policy" "$out" "resource_not_found"
es GET /_alias/gmail_emails
has "the alias is as it was" "$out" is_write_index
ilm setup
is "and set up again" "$rc" 0
tell_peer '{"advance_days":0}'
for name in $(es GET /_alias/gmail_emails && printf '%s' "$out" | jq -r 'keys[]'); do
	es DELETE "/$name"
done
es PUT /gmail_emails '{}'
es POST '/gmail_emails/_bulk' ''
printf '{"index":{"_id":"1-1","routing":"1"}}\n{"user_id":"1","id":1}\n' |
	curl -sS -o "$work/bulk" -X POST "$peer/gmail_emails/_bulk" --data-binary @-
fails "an index in the alias' place" "gmail_emails is an index, not an alias"
ilm setup
is "setup leaves it alone" "$rc" 1
ilm migrate
is "migrate" "$rc" 0
has "moves every document" "$out" "1 documents moved"
es GET /_alias/gmail_emails
has "behind the alias" "$out" '"is_write_index": true'
ilm verify
is "and all is well" "$rc" 0
ilm migrate
has "again: nothing to do" "$out" "nothing to migrate"

# ---- a server that is away, or another make ----
kill "$peer_pid"
wait "$peer_pid" 2>/dev/null
ilm verify
is "no server" "$rc" 69
has "is said" "$out" "can't be reached"
done_testing
