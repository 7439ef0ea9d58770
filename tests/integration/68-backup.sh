#!/bin/sh
# applylens backup: what was backed up comes back, row by row; what is damaged,
# missing or in the way is said, and nothing is lost by it.
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

backup() { # arguments; $out and $rc
	rc=0
	out=$(cli backup "$@" 2>&1) || rc=$?
}

owner() { # SQL
	psql -X -q -A -t -w -v ON_ERROR_STOP=1 -d "$DATABASE_OWNER_URL" -c "$1"
}

database_url() { # another database of the same server
	printf '%s/%s' "${DATABASE_OWNER_URL%/*}" "$1"
}

backup --help
is "backup --help" "$rc" 0
backup frobnicate
is "a wrong word is refused" "$rc" 64
backup list
has "no backup yet" "$out" "no backup yet"
backup verify
is "nothing to verify" "$rc" 66
has "is said" "$out" "there is no backup latest"

# ---- made, and tried ----
backup
is "a backup" "$rc" 0
name=$(printf '%s' "$out" | sed -n 's/^\([0-9TZ]*\): .*/\1/p')
has "has a name" "$name" Z
emails=$(sql 'SELECT count(*) FROM emails')
manifest=$(cat "$STATE/objects/backups/$name/manifest")
is "its manifest counts every user's mail" \
	"$(printf '%s' "$manifest" | jq '[.tables[] | select(.name | test("^public.emails")) | .rows] | add')" \
	"$emails"
is "and names the last migration" "$(printf '%s' "$manifest" | jq -r .migration)" \
	"$(owner 'SELECT max(name) FROM applylens_migrations')"
backup --json list
is "it is listed" "$(printf '%s' "$out" | jq -r '.backups[].name')" "$name"
is "nobody has tried it" "$(printf '%s' "$out" | jq -r '.backups[].verified_at')" null
backup verify
is "verify" "$rc" 0
has "compares every row" "$out" "all as they were"
is "the daemons see it" "$(owner "SELECT verified_at IS NOT NULL FROM backups WHERE name = '$name'")" t
is "no database is left over" \
	"$(owner "SELECT count(*) FROM pg_database WHERE datname LIKE 'applylens_verify%'")" 0

# ---- back into an empty database ----
owner 'CREATE DATABASE back' >/dev/null
backup restore "$name" --into "$(database_url back)"
is "restore into an empty database" "$rc" 0
is "all mail is there" \
	"$(PGOPTIONS='-c applylens.system=on' psql -X -q -A -t -d "$(database_url back)" -c 'SELECT count(*) FROM emails')" \
	"$emails"
is "and nobody sees another's" \
	"$(psql -X -q -A -t -d "$(database_url back)" -c 'SELECT count(*) FROM emails')" 0
backup restore "$name" --into "$(database_url back)"
is "not into one that is not empty" "$rc" 64
has "is said" "$out" "is not empty"
owner 'DROP DATABASE back' >/dev/null
owner 'CREATE DATABASE back' >/dev/null

# ---- damaged ----
part=$STATE/objects/backups/$name/dump.000001
cp "$part" "$STATE/part"
printf 'x' | dd of="$part" bs=1 seek=1000 conv=notrunc 2>/dev/null
backup verify "$name"
is "a damaged part" "$rc" 65
has "is found and named" "$out" "dump.000001 is damaged"
rm "$part"
backup restore "$name" --into "$(database_url back)"
is "a missing part" "$rc" 66
is "leaves nothing half restored" \
	"$(psql -X -q -A -t -d "$(database_url back)" -c "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")" 0
cp "$STATE/part" "$part"
backup verify "$name"
is "whole again" "$rc" 0
is "after failures, too, no database is left over" \
	"$(owner "SELECT count(*) FROM pg_database WHERE datname LIKE 'applylens_verify%'")" 0

# ---- a row that did not come back is found ----
jq -c '(.tables[] | select(.name == "public.users") | .rows) += 1' \
	"$STATE/objects/backups/$name/manifest" >"$STATE/manifest"
bytes=$(wc -c <"$STATE/manifest")
old=$(wc -c <"$STATE/objects/backups/$name/manifest")
cp "$STATE/objects/backups/$name/manifest" "$STATE/manifest.kept"
cp "$STATE/manifest" "$STATE/objects/backups/$name/manifest"
sed -i "s/\"manifest_bytes\":$old/\"manifest_bytes\":$bytes/" "$STATE/objects/backups/index"
backup verify "$name"
is "a table with a row less than was backed up" "$rc" 65
has "is named" "$out" "public.users:"
cp "$STATE/manifest.kept" "$STATE/objects/backups/$name/manifest"
sed -i "s/\"manifest_bytes\":$bytes/\"manifest_bytes\":$old/" "$STATE/objects/backups/index"

# ---- killed in the middle, two at once ----
before=$(cli --json backup list)
psql -X -q -A -t -d "$DATABASE_OWNER_URL" -c 'BEGIN; LOCK users; SELECT pg_sleep(3)' >/dev/null &
locked=$!
sleep 0.5
"$APPLYLENS_BIN/applylens" backup >/dev/null 2>&1 &
pid=$!
sleep 1
kill -9 $pid
wait $pid 2>/dev/null
wait $locked
is "a backup that was killed is none" "$(cli --json backup list)" "$before"
psql -X -q -A -t -d "$DATABASE_OWNER_URL" \
	-c "SELECT pg_advisory_lock(hashtextextended('applylens backup', 0))" \
	-c 'SELECT pg_sleep(3)' >/dev/null &
pid=$!
sleep 1
backup
is "a second one at the same time" "$rc" 75
has "is said" "$out" "another backup"
wait $pid

# ---- pruned ----
sleep 1
backup
second=$(printf '%s' "$out" | sed -n 's/^\([0-9TZ]*\): .*/\1/p')
sed -i "s/$name/20200101T000000Z/" "$STATE/objects/backups/index"
mv "$STATE/objects/backups/$name" "$STATE/objects/backups/20200101T000000Z"
backup prune --keep-days 30
is "the newest that was tried stays, however old" "$out" "0 removed, 2 kept"
backup verify "$second"
is "once the second was tried" "$rc" 0
backup prune --keep-days 30
is "the old one goes" "$out" "1 removed, 1 kept"
is "with its objects" "$(ls "$STATE/objects/backups")" "$(printf '%s\nindex' "$second")"
backup prune --keep-days never
is "not a number of days" "$rc" 64

# ---- stores that are away ----
rc=0
out=$(DATABASE_OWNER_URL=postgresql://nobody:sesame@127.0.0.1:1/x cli backup 2>&1) || rc=$?
is "no database" "$rc" 69
case $out in
*sesame*) not_ok "the password is not said" "$out" ;;
*) ok "the password is not said" ;;
esac
done_testing
