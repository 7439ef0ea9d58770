#!/bin/sh
# people.sh - which addresses are one person, on made-up mail whose truth is
# known, beside matching names and matching addresses.
#
#   tests/eval/people.sh [dev|dev2|dev3|wide-dev|test|wide-test]
#
# Without an argument the two tests: their words and seed are frozen and share
# nothing with those of development (people_words.def.h, people_wide.def.h);
# the same hand wrote both, and the rules. Goal: F1 of pairs at least 0.98.
# Columns: measure, ours, rival, interval of ours.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/people-eval" >&2 || exit 70
exec "$build/bin/people-eval" "$@"
