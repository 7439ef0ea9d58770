#!/bin/sh
# migrations.sh - fails when the files of infra/postgres are not numbered 0001,
# 0002 ... without gap or repetition: deploy/migrate would refuse them all.
#
#   migrations.sh [root]
set -eu
cd "${1:-$(dirname "$0")/../..}"
want=1
for path in infra/postgres/*.sql; do
	[ -e "$path" ] || break
	name=${path##*/}
	if [ "${name%%_*}" != "$(printf %04d $want)" ]; then
		echo "$path:1: expected number $(printf %04d $want) here;" \
			"a new file takes the next free one"
		exit 1
	fi
	want=$((want + 1))
done
echo "ok migrations"
