#!/bin/sh
# people.sh - which addresses are one person, on made-up mail whose truth is
# known, beside matching names and matching addresses.
#
#   tests/eval/people.sh [dev]
#
# The words and the seed of the test are frozen and share nothing with those
# of development (tests/eval/people_words.def.h). Goal: F1 of pairs at least
# 0.98. Columns: measure, ours, rival, interval of ours.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,9s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/people-eval" >&2 || exit 70
exec "$build/bin/people-eval" "${1:-test}"
