#!/bin/sh
# The web app's own logic, without a browser or a suite: tests/browser/unit,
# bundled by esbuild, run by node.
cd "$(dirname "$0")/../.." || exit 70
tools=${BUILD:-build}/web-tools
out=${BUILD:-build}/web-units
case $(uname -m) in
x86_64) cpu=x64 ;;
aarch64) cpu=arm64 ;;
*) cpu=$(uname -m) ;;
esac
mkdir -p "$tools"
deploy/local/npm "$tools" "@esbuild/linux-$cpu" 2>"$tools/log" || {
	echo "1..0 # SKIP no esbuild: $(tail -n 1 "$tools/log")"
	exit 0
}
rm -rf "$out"
"$tools/node_modules/@esbuild/linux-$cpu/bin/esbuild" \
	tests/browser/unit/*.test.ts --bundle --platform=node --format=esm \
	--out-extension:.js=.mjs --outdir="$out" --log-level=warning || exit 1
node --test --test-reporter=tap "$out"/*.test.mjs >"$out/tap" || failed=1
# Only its lines: what node says of each is for who reads the file.
grep -E '^(ok|not ok|1\.\.) ?' "$out/tap" | sed 's/^1\.\. /1../'
[ -z "${failed:-}" ] || sed 's/^/# /' "$out/tap"
exit "${failed:-0}"
