#!/bin/sh
# top.sh - fails on what does not belong beside the folders at the top: what a
# redirection or a tool left there by mistake.
#
#   top.sh [root]
set -eu
cd "${1:-.}"

# What git keeps; all that is there where git is not.
names() {
	if git rev-parse --git-dir >/dev/null 2>&1; then
		git ls-files | cut -d/ -f1 | sort -u
	else
		ls -A
	fi
}

folders='common|deploy|docs|infra|proto|services|tests'
files='Makefile|docker-compose\.yml|README\.md|LICENSE'
dotted='\.(ci|clang-format|dockerignore|editorconfig|gitignore)'
found=$(names | grep -vxE "$folders|$files|$dotted") || :
[ -z "$found" ] || {
	echo "$found" | sed 's/$/: nothing else belongs at the top/'
	exit 1
}
echo "ok top"
