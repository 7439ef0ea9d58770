#!/bin/sh
# web.sh - types of the web app, and what its style asks for.
#
#   web.sh [root]
#
# Types are checked by the TypeScript that the lock names; without it (npm's
# registry does not answer) that is said, and the rest is checked.
set -eu
cd "${1:-$(dirname "$0")/../..}"
[ -e services/web/build ] || {
	echo "ok web"
	exit 0
}
build=${BUILD:-build}
mkdir -p "$build/web-tools"
failed=0

services/web/build --types "$PWD/$build/web-tools" >"$build/web-types" 2>&1 || {
	if grep -q '^npm: ' "$build/web-types"; then
		echo "# web: types were not checked: $(tail -n 1 "$build/web-types")"
	else
		sed 's|^.*web-tools/|services/web/|' "$build/web-types"
		failed=1
	fi
}

# Text of mail never becomes markup here, and the page's policy forbids what
# is written in the document.
refuse() { # what pattern
	! grep -rnE "$2" services/web/src services/web/index.html |
		grep -v '/messages\.ts:' | sed "s/\$/: $1/" | grep . || failed=1
}
refuse "no markup from strings" 'dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write'
refuse "no code from strings" '\beval\(|new Function'
refuse "nothing leaves the origin" "(src|href|fetch\\()=?[\"'(]https?://"

# At most 400 lines a file, and its first line says its subject.
for file in $(git ls-files 'services/web/src/*.ts' 'services/web/src/*.tsx' \
	'services/web/src/*.css'); do
	case $file in */messages.ts) continue ;; esac
	[ "$(wc -l <"$file")" -le 400 ] || {
		echo "$file:400: more than 400 lines"
		failed=1
	}
	head -n 1 "$file" | grep -qE "^(//|/\*) $(basename "$file") - " || {
		echo "$file:1: say the subject: // $(basename "$file") - ..."
		failed=1
	}
done
[ $failed = 0 ] || exit 1
echo "ok web"
