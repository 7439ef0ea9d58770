#!/bin/sh
# format.sh - fails on C that clang-format would change.
#
#   format.sh [root]
set -eu
cd "${1:-.}"

if ! command -v clang-format >/dev/null; then
	echo "ok format (skipped: clang-format is not installed)"
	exit 0
fi
found=$(find common proto services tests -name '*.[ch]' ! -name '*.def.h' \
	-print 2>/dev/null | sort) || :
if [ -z "$found" ]; then
	echo "ok format"
	exit 0
fi
# No path of ours has a blank, so splitting is what is wanted.
# shellcheck disable=SC2086
offences=$(clang-format --dry-run $found 2>&1 |
	sed -n 's/^\([^:]*:[0-9]*\):[0-9]*: .*code should be.*/\1/p' |
	awk -F: '!seen[$1]++ { print $0 ": not formatted: clang-format -i " $1 }')
if [ -n "$offences" ]; then
	echo "$offences"
	exit 1
fi
echo "ok format"
