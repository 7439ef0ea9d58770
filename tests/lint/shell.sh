#!/bin/sh
# shell.sh - fails on what shellcheck finds in our shell scripts.
#
#   shell.sh [root]
set -eu
cd "${1:-.}"

# Scripts by name, and by their first line.
scripts() {
	find .ci common proto services deploy infra tests -type f \
		! -path '*/node_modules/*' 2>/dev/null | sort |
		while read -r path; do
			case $path in
			*.sh) echo "$path" ;;
			*.*) ;;
			*) head -c 64 "$path" | head -n 1 |
				grep -aq '^#!.*[/ ]\(ba\|da\)\{0,1\}sh' &&
				echo "$path" ;;
			esac
		done
}

if ! command -v shellcheck >/dev/null; then
	echo "ok shell (skipped: shellcheck is not installed)"
	exit 0
fi
list=$(scripts) || :
if [ -z "$list" ]; then
	echo "ok shell"
	exit 0
fi
# No path of ours has a blank, so splitting is what is wanted.
# shellcheck disable=SC2086
if offences=$(shellcheck -x -f gcc $list); then
	echo "ok shell"
	exit 0
fi
echo "$offences" | sed 's/^\([^:]*:[0-9]*\):[0-9]*: /\1: /'
exit 1
