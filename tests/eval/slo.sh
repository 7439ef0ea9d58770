#!/bin/sh
# slo.sh - pages that nothing deserved, and minutes until an outage is told, at
# 5 to 3000 requests an hour, beside the same rule without an error bound.
#
#   tests/eval/slo.sh
#
# Made-up traffic from a fixed seed, the fast rule of a 99 % objective; nothing
# was tuned on it. One line a measure: name, ours, rival, ratio.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/slo-eval" >&2 || exit 70
exec "$build/bin/slo-eval"
