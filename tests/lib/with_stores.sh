#!/bin/sh
# with_stores.sh CMD... - runs CMD beside a PostgreSQL and a Redis of its own.
#
# Exports DATABASE_URL, DATABASE_OWNER_URL, DATABASE_ADMIN_URL (superuser),
# REDIS_URL, STORES_ROOT and STORES_DIR; stops and removes everything after
# CMD, whatever its end. Exits with CMD's code, or 69 without stores.
set -u
STORES_ROOT=$(cd "$(dirname "$0")/../.." && pwd)
export STORES_ROOT
. "$STORES_ROOT/tests/lib/stores.sh"

if [ $# -eq 0 ]; then
	echo "usage: with_stores.sh CMD..." >&2
	exit 64
fi
STORES_DIR=$(mktemp -d "${TMPDIR:-/tmp}/stores.XXXXXX") || exit 69
export STORES_DIR

cleanup() {
	trap - EXIT
	redis_stop "$STORES_DIR"
	pg_stop "$STORES_DIR"
	rm -rf "$STORES_DIR"
}
trap cleanup EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if ! pg_start "$STORES_DIR" || ! redis_start "$STORES_DIR"; then
	for f in initdb.log pg.log roles.log redis.log; do
		[ -s "$STORES_DIR/$f" ] && tail -5 "$STORES_DIR/$f" >&2
	done
	exit 69
fi
DATABASE_ADMIN_URL=$(pg_url "$STORES_DIR" postgres)
export DATABASE_ADMIN_URL
"$@"
