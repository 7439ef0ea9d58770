#!/bin/sh
# spamprobe.sh - what spamprobe says of each mail, and what it learns.
#
#   spamprobe.sh FOLDER < LIST
#
# A line of LIST is "spam PATH", "ham PATH" or "- PATH". Prints the score of
# each mail, in order (0.5 where nothing is known yet); then registers it as
# what its line says ("-": not at all). FOLDER takes its words.
set -u
case ${1:-} in
'' | -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0" && exit 0 ;;
--version) spamprobe -V 2>&1 | sed -n 1p && exit 0 ;;
esac
spamprobe -d "$1" create-db
while read -r label path; do
	score=$(spamprobe -d "$1" score "$path" | cut -d' ' -f2)
	echo "${score:-0.5}"
	case $label in
	spam) spamprobe -d "$1" spam "$path" ;;
	ham) spamprobe -d "$1" good "$path" ;;
	esac
done
