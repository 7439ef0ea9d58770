#!/bin/sh
# applylens database, retention and capacity: what is shown of sessions,
# statements, locks and tables; what is past its time goes, and nothing else;
# growth is what the samples say; what is said when that cannot be.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
"$APPLYLENS_BIN/render_sample" --today "$(date +%F)" \
	deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
cli --json import --wait "$STATE/sample.mbox" >/dev/null

set -a
# shellcheck source=/dev/null
. "$STATE/owner.env"
set +a

run() { # arguments of applylens; $out and $rc
	rc=0
	out=$(cli "$@" 2>&1) || rc=$?
}

admin() { # SQL as superuser
	psql -X -q -A -t -w -v ON_ERROR_STOP=1 -d "$(pg_url "$STATE" postgres)" \
		-c "$1"
}

url_of() { # role
	pg_url "$STATE" "$1"
}

# ---- what it shows ----
run database --help
is "database --help" "$rc" 0
run database
is "connections" "$rc" 0
has "says how many are used" "$out" "connections of this server are used"
has "by the daemons' names" "$out" ingest
run --json database connections
is "as JSON: a daemon's sessions, whatever role asks" \
	"$(printf '%s' "$out" | jq '[.rows[] | select(.role == "applylens_app" and .state == "idle") | .sessions] | add > 5')" true
run --json database tables
is "tables: all partitions of the mail are one" \
	"$(printf '%s' "$out" | jq '[.rows[] | select(.name == "emails")] | length == 1 and .[0].parts > 1')" true
is "their bytes are those of the server" \
	"$(printf '%s' "$out" | jq '[.rows[] | select(.name == "users") | .total_bytes][0]')" \
	"$(sql "SELECT pg_total_relation_size('users')")"
owner_sql -c 'CREATE TABLE swept AS SELECT g FROM generate_series(1, 20000) g' \
	-c 'ALTER TABLE swept SET (autovacuum_enabled = off)' >/dev/null
sql 'ANALYZE swept' # each tells what it did at its end
sql 'DELETE FROM swept WHERE g <= 15000'
run --json database bloat
is "bloat: three quarters of a table are dead" \
	"$(printf '%s' "$out" | jq '.rows[] | select(.name == "swept") | .dead_share')" 0.75
sql 'DROP TABLE swept' >/dev/null

# ---- slow statements ----
sql "SELECT count(*) FROM emails WHERE subject = 'sesame-literal'" >/dev/null
run --json database slow --limit 10000
is "slow: the daemons' statements" "$rc" 0
is "with counts and times" \
	"$(printf '%s' "$out" | jq '[.rows[] | select(.role == "applylens_app")] | length > 10 and all(.calls > 0 and .total_s >= 0)')" true
has "among them this one" "$out" "FROM emails WHERE subject = \$1"
case $out in
*sesame*) not_ok "without its value" "$out" ;;
*) ok "without its value" ;;
esac
run database slow --limit 3
is "as many as one wants" "$(printf '%s\n' "$out" | wc -l)" 4

# ---- somebody waits ----
psql -X -q -d "$DATABASE_OWNER_URL" -c 'BEGIN' -c "LOCK TABLE labels /* 'sesame' */" \
	-c "SELECT pg_sleep(30), 'sesame-held'" >/dev/null 2>&1 &
holds=$!
sleep 1
psql -X -q -d "$DATABASE_OWNER_URL" \
	-c "UPDATE labels SET name = 'sesame' WHERE name = 'x' AND 4711 = 1" >/dev/null 2>&1 &
waits=$!
sleep 1
run --json database locks
is "locks: one waits for one" "$(printf '%s' "$out" | jq '.rows | length')" 1
is "for which table" "$(printf '%s' "$out" | jq -r '.rows[0].relation')" labels
is "its statement up to the first value" \
	"$(printf '%s' "$out" | jq -r '.rows[0].statement')" "UPDATE labels SET name = ..."
case $out in
*sesame* | *4711*) not_ok "no value of either" "$out" ;;
*) ok "no value of either" ;;
esac
run database locks
has "on a terminal" "$out" RowExclusiveLock
sleep 5
run --json database
is "a transaction that lasts stands alone, with its pid" \
	"$(printf '%s' "$out" | jq '[.rows[] | select(.pid != null and (.statement | startswith("SELECT pg_sleep(?)")))] | length')" 1
kill $holds $waits
wait $holds $waits 2>/dev/null
admin "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()" >/dev/null
sleep 1
run database locks
has "nobody waits any more" "$out" "nobody waits for a lock"

# ---- retention: by the daemons, by hand ----
old_runs() { # how many, days old
	sql "INSERT INTO agent_runs (id, user_id, agent, objective, dry_run,
	    allow_actions, status, started_at)
	    SELECT gen_random_uuid(), 1, 'inbox.triage', 'old', true, false, 'succeeded',
	    now() - $2 * interval '1 day' FROM generate_series(1, $1)" >/dev/null
}
runs() { sql "SELECT count(*) FROM agent_runs WHERE objective = 'old'"; }
last_run() { sql "SELECT coalesce(max(ran_at), 'epoch') FROM retention_jobs WHERE name = '$1'"; }

run retention --help
is "retention --help" "$rc" 0
before=$(last_run audit_log)
old_runs 4100 100
old_runs 10 80
sql "INSERT INTO audit_log (at, user_id, actor, action) VALUES
    (now() - interval '1100 days', 0, 'test', 'flag.set'),
    (now() - interval '1090 days', 0, 'test', 'flag.set'),
    (now() - interval '364 days', 0, 'test', 'flag.set')" >/dev/null
run --json retention plan
is "plan: what is past its time" \
	"$(printf '%s' "$out" | jq -r '.retention[] | select(.name == "agent_runs" or .name == "audit_log") | .rows')" \
	"$(printf '4100\n1')"
is "with bytes" \
	"$(printf '%s' "$out" | jq '[.retention[] | select(.name == "agent_runs") | .bytes > 4100 * 50] | all')" true
is "others remove theirs: none is late" \
	"$(printf '%s' "$out" | jq '[.retention[] | select(.name == "sessions" or .name == "slo_minutes") | .rows] == [0, 0]')" true
is "a plan changes nothing" "$(runs)" 4110
sv restart "$STATE/service/gateway" >/dev/null
sv restart "$STATE/service/privacy" >/dev/null
n=0
until { [ "$(runs)" = 10 ] && [ "$(last_run audit_log)" != "$before" ]; } || [ $n = 300 ]; do
	n=$((n + 1))
	sleep 0.1
done
is "the gateway removes them, batch by batch, and what is younger stays" "$(runs)" 10
is "privacy may, of the audit log, though it can delete nothing else there" \
	"$(sql "SELECT count(*) FROM audit_log WHERE actor = 'test'")" 2
wait_up gateway
wait_ready
has "it is counted" \
	"$(curl -s "http://127.0.0.1:$(health_port gateway)/metrics" | grep '^applylens_retention_removed')" \
	'{table="agent_runs"} 4100'
between "and when it was done is said" \
	"$(curl -s "http://127.0.0.1:$(health_port gateway)/metrics" |
		sed -n 's/^applylens_retention_success_timestamp_seconds{table="agent_runs"} \([0-9]*\).*/\1/p')" \
	"$(($(date +%s) - 120))" "$(date +%s)"
run --json retention
is "show: rows so far" \
	"$(printf '%s' "$out" | jq '.retention[] | select(.name == "agent_runs") | .removed_rows')" 4100
run retention keep agent_runs 40
has "less is kept" "$out" "kept for 40 days"
run --json retention run agent_runs
is "by hand" "$out" '{"removed_rows":{"agent_runs":10}}'
run retention keep agent_runs 7
is "not less than planner reads" "$rc" 64
has "is said" "$out" "a number from 31"
sql "UPDATE retention_jobs SET keep_days = 1 WHERE name = 'audit_log'" >/dev/null
run retention run audit_log
has "nor a year of the audit log, whatever the row says" "$out" "audit_log: 1 removed"
is "what is younger stays there, too" \
	"$(sql "SELECT count(*) FROM audit_log WHERE actor = 'test'")" 1
rc=0
out=$(psql -X -q -A -t -d "$(pg_url "$STATE" applylens_app)" \
	-c "SET applylens.system = on" -c "SELECT audit_expire(30, 10)" 2>&1) || rc=$?
has "a daemon gone wrong cannot ask for less" "$out" "for a year at least"
run retention keep agent_runs default
has "as the table says again" "$out" "kept for 90 days"
sql "INSERT INTO incidents (key, severity, title, status, opened_by, started_at, created_at)
    VALUES ('a', 3, 'over', 'closed', 'test', now(), now()), ('b', 3, 'on', 'identified', 'test', now(), now());
    INSERT INTO outbox_pages (incident_id, channel, action, body, state, ended_at)
    SELECT id, 'slack', 'update', '{}', 'logged', now() - interval '91 days'
    FROM incidents WHERE opened_by = 'test'" >/dev/null
run --json retention run
is "pages of what still goes on stay" "$(printf '%s' "$out" | jq '.removed_rows.outbox_pages')" 1
run retention run nothing
is "no such table" "$rc" 64
run retention frobnicate
is "a wrong word of retention" "$rc" 64
run retention --database postgresql://nobody@127.0.0.1:1/x
is "no database for retention" "$rc" 69

# ---- capacity ----
item() { printf '%s' "$out" | jq ".items[] | select(.what == \"$1\") | $2"; }
run capacity --help
is "capacity --help" "$rc" 0
sv restart "$STATE/service/oncall" >/dev/null # its first turn was before the schema
sampled() {
	sql "SELECT count(*) FROM capacity_samples WHERE value > 0
		AND what IN ('mails', 'users', 'database', 'connections')"
}
n=0
until [ "$(sampled)" = 4 ] || [ $n = 300 ]; do
	n=$((n + 1))
	sleep 0.1
done
is "oncall samples what the database knows" "$(sampled)" 4
run capacity
is "capacity" "$rc" 0
case $out in
*'"level"'*) not_ok "no daemon's log on the terminal" "$out" ;;
*) ok "no daemon's log on the terminal" ;;
esac
has "with a day of history it says so" "$out" "too little history: 0 of 3 days"
has "and what a mail takes, or why not" "$out" mails
run --json capacity
is "mails: what was received" "$(item mails .now)" "$(sql 'SELECT last_value FROM email_counter')"
is "nothing is said of growth" "$(item mails .growth_7d.per_day)" null
is "objects: what is on the disk" \
	"$(item objects '.now > 4096')" true
is "redis, and its limit" "$(item redis '.now > 100000 and .limit == 256 * 1024 * 1024')" true
is "connections against the server's" "$(item connections .limit)" 297
is "a disk, by the first of its folders" \
	"$(printf '%s' "$out" | jq '[.items[] | select(.what | startswith("disk"))] | length >= 1 and all(.limit > .now)')" true
sql "INSERT INTO capacity_samples (what, day, value, at)
    SELECT w, (now() AT TIME ZONE 'UTC')::date - d, 1000000 - d * 20000, now() - d * interval '1 day'
    FROM generate_series(1, 20) d, unnest(ARRAY['mails', 'database', 'gone']) w;
    UPDATE capacity_samples SET value = 1000000 WHERE what = 'mails' AND day = (now() AT TIME ZONE 'UTC')::date;
    DELETE FROM capacity_samples WHERE what = 'gone' AND day > now() - interval '5 days';
    INSERT INTO slo_minutes (minute, agent, lane, good, bad)
    SELECT date_trunc('day', now(), 'UTC') - d * interval '1 day' + interval '12 hours', 'gateway', 'stable',
    100000 + d % 2 * 2000, 500 FROM generate_series(1, 10) d" >/dev/null
sql "SELECT setval('email_counter', 1000000)" >/dev/null
run --json capacity
is "growth: 20,000 mails a day, of three weeks" \
	"$(item mails '(.growth_30d.per_day - 20000 | fabs) < 100 and .growth_30d.steps == 20 and .growth_7d.steps == 7')" true
is "with its interval" "$(item mails '.growth_30d | .low <= .per_day and .per_day <= .high and .high < 21000')" true
is "requests: whole days" \
	"$(printf '%s' "$out" | jq '.load[] | select(.what == "requests a day") | .mean_30d | .per_day == 101500 and .steps == 10 and .low < 101500 and .high > 101500')" true
is "what is no more is not shown" "$(item gone .now)" ""
run capacity --markdown
has "as Markdown" "$out" "| requests a day | "
has "against what it is built for" "$out" "500 000"
sv down "$STATE/service/redis" >/dev/null
run capacity
is "without Redis" "$rc" 0
has "the rest is shown, and what is not" "$out" "Not measured: redis: Redis does not answer"
sv up "$STATE/service/redis" >/dev/null
run capacity frobnicate
is "a wrong word of capacity" "$rc" 64
run capacity --database postgresql://nobody@127.0.0.1:1/x
is "no database for capacity" "$rc" 69

# ---- what it says when it cannot ----
run database frobnicate
is "a wrong word" "$rc" 64
run database --limit many
is "no number" "$rc" 64
run database --database postgresql://nobody:sesame@127.0.0.1:1/x
is "no database" "$rc" 69
case $out in
*sesame*) not_ok "the password is not said" "$out" ;;
*) ok "the password is not said" ;;
esac
run database --database "$(url_of applylens_app)"
is "a role without the right" "$rc" 77
has "is told what it lacks" "$out" "may not read ops_connections: GRANT pg_monitor"
run database --database "$(url_of postgres | sed 's|/applylens$|/template1|')"
is "another database" "$rc" 66
has "is told so" "$out" "has no ops_connections; run deploy/migrate"
admin 'REVOKE pg_monitor FROM applylens' >/dev/null
run database
has "the owner alone sees less, and it is said" "$out" "GRANT pg_monitor TO applylens"
admin 'GRANT pg_monitor TO applylens' >/dev/null
psql -X -q -w -d "$(url_of postgres | sed 's|/applylens$|/postgres|')" \
	-c 'DROP EXTENSION pg_stat_statements' >/dev/null
run database slow
is "no extension" "$rc" 69
has "is told how to get it" "$out" "CREATE EXTENSION pg_stat_statements in the database postgres"
done_testing
