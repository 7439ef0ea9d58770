#!/bin/sh
# What the pages name really runs: every harmless command of README.md, the
# handbook and the runbooks in a suite with mail, Prometheus, Alertmanager and a
# peer for Elasticsearch; every query of theirs in that Prometheus.
# tests/docs/pages_table.py says which are not run, and why.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
for tool in prometheus prometheus-alertmanager amtool promtool; do
	command -v $tool >/dev/null || {
		ok "$tool # SKIP not installed"
		done_testing
	}
done
suite_start
# shellcheck source=tests/lib/es_peer.sh
. "$ROOT/tests/lib/es_peer.sh"
trap leave EXIT
# shellcheck source=tests/telemetry/traffic.sh
. "$ROOT/tests/telemetry/traffic.sh"
prometheus_start 1 "$URL"
# shellcheck disable=SC2317 # for the trap
all_stop() {
	kill "$prometheus_pid" 2>/dev/null
	wait "$prometheus_pid" 2>/dev/null
	leave
}
trap all_stop EXIT

# A folder that looks like that of make up, in the test's own.
home=$work/home
mkdir "$home"
for name in "$ROOT"/* "$ROOT/.git"; do
	ln -s "$name" "$home/"
done
rm -f "$home/var" "$home/.git"
ln -s "$STATE" "$home/var"
echo "gitdir: $(git rev-parse --absolute-git-dir)" >"$home/.git"
touch "$STATE/env.local"

"$APPLYLENS_BIN/render_sample" --today "$(date +%Y-%m-%d)" \
	"$ROOT"/deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
cli import --wait "$STATE/sample.mbox" >/dev/null
wait_settled
wait_ready
asks_agents
set -a
# shellcheck source=/dev/null
. "$STATE/owner.env"
set +a
backup=$(cli backup | sed -n '1s/:.*//p')
cli --json incidents open 3 'a trial of the pages' >"$STATE/incident"
incident=$(jq -r '.id // .incident.id' "$STATE/incident")
email=$(cli --json mail --limit 1 | jq -r '.emails[0].id')
until_scraped 'sum(applylens:daemon_up)' "$(echo "$DAEMONS" | wc -w)"
export ELASTICSEARCH_URL="$peer"

"$ROOT/tests/docs/run_pages.py" --home "$home" --port "$APPLYLENS_PORT" \
	--prometheus "${PROMETHEUS##*:}" --alertmanager "${ALERTMANAGER##*:}" \
	incident="$incident" email="$email" backup="$backup" word=interview \
	user="$(sql "SELECT user_id FROM emails LIMIT 1")" \
	mbox="$STATE/sample.mbox" address=ada@corp.example \
	tomorrow="$(date -d tomorrow +%Y-%m-%d)" \
	day_after="$(date -d '2 days' +%Y-%m-%d)" \
	now="$(date -u +%Y-%m-%dT%H:%M:%SZ)" \
	span="$(date -u -d '3 days' +%Y-%m-%dT%H:%M:%SZ) $(date -u -d '4 days' \
		+%Y-%m-%dT%H:%M:%SZ)" >"$STATE/pages" 2>"$STATE/pages.err"
is "the pages were read to the end" \
	"$? $(head -c 500 "$STATE/pages.err")" '0 '
while IFS= read -r line; do
	case $line in
	"ok - "*) ok "${line#ok - }" ;;
	"not ok - "*) not_ok "${line#not ok - }" ;;
	*) printf '%s\n' "$line" ;;
	esac
done <"$STATE/pages"

# ---- and what they ask Prometheus ----
for page in docs/*.md docs/runbooks/*.md; do
	grep -q '^```promql' "$page" || continue
	"$ROOT/tests/telemetry/panels.py" "$PROMETHEUS" "$page" \
		>"$STATE/queries" 2>&1
	is "Prometheus understands every query of $page" \
		"$? $(grep -A1 prom.py "$STATE/queries")" '0 '
done
done_testing
