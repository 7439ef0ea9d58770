#!/bin/sh
# docs.sh - fails when a page of docs/ that is made from tables is not as the
# tables say.
#
#   docs.sh [root]     check, in build/docs
#   docs.sh --write    write the pages, and golden bodies of messages that
#                      have none yet (tests/unit/proto/test_golden.c)
set -eu
write=
[ "${1:-}" = --write ] && write=1 && shift
cd "${1:-$(dirname "$0")/../..}"

if [ ! -e tests/docs/tables.sh ]; then
	echo "ok docs"
	exit 0
fi
build=${BUILD:-build}
bin=$build/bin
mkdir -p "$build/docs"
if ! make -s -j2 BUILD="$build" "$bin/proto_doc" "$bin/tables_doc" \
	>"$build/docs/log" 2>&1; then
	tail -n 20 "$build/docs/log"
	echo "tests/lint/docs.sh:1: the pages' programs do not build"
	exit 1
fi

page() {
	case $1 in
	protocol) "$bin/proto_doc" ;;
	*) "$bin/tables_doc" "$1" ;;
	esac
}

failed=0
compare() { # made kept
	cmp -s "$1" "$2" && return
	if [ -n "$write" ]; then
		cp "$1" "$2"
		echo "$2"
	else
		diff "$2" "$1" | head -n 5 || :
		echo "$2:1: is not as the tables say: make docs"
		failed=1
	fi
}
for name in protocol options metrics api query objectives; do
	page $name >"$build/docs/$name.md"
	compare "$build/docs/$name.md" docs/$name.md
done
"$bin/tables_doc" es-template | jq . >"$build/docs/es-template.json"
compare "$build/docs/es-template.json" \
	infra/elasticsearch/gmail-emails-template.json
"$bin/tables_doc" rules >"$build/docs/objectives.yml"
compare "$build/docs/objectives.yml" infra/prometheus/rules/objectives.yml
types=services/web/src/api/messages.ts
if [ -e "${types%/*}" ]; then
	"$bin/proto_doc" --typescript >"$build/docs/messages.ts"
	compare "$build/docs/messages.ts" $types
	tests/docs/signals.sh >"$build/docs/signals.ts"
	compare "$build/docs/signals.ts" ${types%/*}/signals.ts
fi

# A released version's bodies stay as they are; a message without any, in
# whichever version, gets one of this.
version=$(sed -n 's/^VERSION *:= *//p' Makefile)
for message in $("$bin/proto_doc" --list); do
	[ -z "$write" ] && break
	ls tests/golden/*/"$message.json" >/dev/null 2>&1 && continue
	mkdir -p "tests/golden/$version"
	"$bin/proto_doc" --sample "$message" \
		>"tests/golden/$version/$message.json"
	echo "tests/golden/$version/$message.json"
done

[ $failed = 0 ] || exit 1
echo "ok docs"
