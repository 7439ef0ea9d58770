#!/bin/sh
# Many at once ask for the same new partition of emails: all get it.
set -u
cd "$(dirname "$0")/../.." || exit 70
STORES_ROOT=$(pwd)
# shellcheck source=tests/lib/stores.sh
. tests/lib/stores.sh
dir=$(mktemp -d /tmp/applylens-test.XXXXXX)
trap 'pg_stop "$dir"; rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM
pg_start "$dir" || { echo "Bail out! no PostgreSQL"; exit 1; }
deploy/migrate --database "$DATABASE_OWNER_URL" >"$dir/migrate.log" 2>&1

failed=0
for year in 1995 1998 2003 2011; do
	pids=
	for _ in 1 2 3 4 5 6 7 8; do
		psql -X -q -d "$DATABASE_URL" -v ON_ERROR_STOP=1 -c "BEGIN;
			SELECT emails_ensure_partitions(ARRAY['$year-03-01'::timestamptz]);
			SELECT pg_sleep(0.05); COMMIT" >/dev/null 2>>"$dir/err" &
		pids="$pids $!"
	done
	for pid in $pids; do
		wait "$pid" || failed=$((failed + 1))
	done
done
if [ $failed = 0 ]; then
	echo "ok 1 - 32 concurrent requests for four partitions all succeed"
else
	sed 's/^/# /' "$dir/err" | sort | uniq -c | head -n 5
	echo "not ok 1 - $failed of 32 concurrent requests failed"
fi
echo "1..1"
[ $failed = 0 ]
