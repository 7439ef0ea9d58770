#!/bin/sh
# grafana.sh - is each dashboard one that Grafana's own types allow?
#
#   grafana.sh [root]
#
# The types are of @grafana/schema in the version that the web app's lock
# names; an option that no panel has and a word that none of its enums has are
# offences. Without npm's registry that is said, and nothing is checked.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "${1:-$here/../..}"
boards=infra/grafana/dashboards
[ -e $boards ] || {
	echo "ok grafana"
	exit 0
}
case $(uname -m) in
x86_64) compiler=@typescript/typescript-linux-x64 ;;
aarch64) compiler=@typescript/typescript-linux-arm64 ;;
*) compiler=@typescript/typescript-linux-$(uname -m) ;;
esac
tools=${BUILD:-build}/grafana-types
rm -rf "$tools/boards"
mkdir -p "$tools/boards"
"$here/../../deploy/local/npm" "$tools" @grafana/schema "$compiler" \
	2>"$tools/log" || {
	echo "# grafana: not checked: $(tail -n 1 "$tools/log")"
	exit 0
}
cp "$here/grafana.ts" "$tools/"

# JSON is TypeScript: a line of ours before its brace keeps every line's number.
for board in "$boards"/*.json; do
	name=${board##*/}
	{
		printf '%s const board: Board = ' \
			'import type { Board } from "../grafana";'
		cat "$board"
		echo 'export default board;'
	} >"$tools/boards/${name%.json}.ts"
done
if ! "$tools/node_modules/$compiler/lib/tsc" --noEmit --strict \
	--skipLibCheck --module esnext --moduleResolution bundler \
	--target es2022 --types '' --pretty false \
	"$tools"/boards/*.ts >"$tools/log"; then
	sed "s|^.*grafana-types/boards/\([a-z0-9-]*\)\.ts(\([0-9]*\),[0-9]*)|$boards/\1.json:\2|" \
		"$tools/log" | head -n 40
	exit 1
fi
echo "ok grafana"
