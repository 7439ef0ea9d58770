#!/bin/sh
# bogofilter.sh - what bogofilter says of each mail, and what it learns.
#
#   bogofilter.sh FOLDER < LIST
#
# A line of LIST is "spam PATH", "ham PATH" or "- PATH". Prints the score of
# each mail, in order (0.5 where nothing is known yet); then registers it as
# what its line says ("-": not at all). FOLDER takes its words.
set -u
case ${1:-} in
'' | -h | --help) sed -n '2,8s/^# \{0,1\}//p' "$0" && exit 0 ;;
--version) bogofilter -V 2>&1 | sed -n 1p && exit 0 ;;
esac
while read -r label path; do
	score=$(bogofilter -d "$1" -TT < "$path")
	echo "${score:-0.5}"
	case $label in
	spam) bogofilter -d "$1" -s < "$path" ;;
	ham) bogofilter -d "$1" -n < "$path" ;;
	esac
done
