#!/bin/sh
# The rules of Prometheus are right, every alert fires when it should and not
# when it should not (tests/prometheus), and all of it by promtool itself.
# No suite is started.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
command -v promtool >/dev/null || {
	ok "promtool # SKIP prometheus is not installed"
	done_testing
}
out=$(mktemp -d /tmp/applylens-test.XXXXXX)
trap 'rm -rf "$out"' EXIT

says() { # name command...: it succeeds, or what it says
	sy_name=$1
	shift
	if sy_out=$("$@" 2>&1); then
		ok "$sy_name"
	else
		not_ok "$sy_name" "$(printf '%s' "$sy_out" | grep -v '^$')"
	fi
}

says "promtool takes the rules" promtool check rules infra/prometheus/rules/*.yml
# Two at a time: each evaluates hours of rules, minute by minute.
# shellcheck disable=SC2016 # it is the inner shell that expands
printf '%s\n' tests/prometheus/*.yml | nice xargs -P 2 -I{} sh -c \
	'promtool test rules {} >"$0/$(basename {}).out" 2>&1; echo $? \
	>"$0/$(basename {}).code"' "$out"
for file in tests/prometheus/*.yml; do
	name=${file##*/}
	if [ "$(cat "$out/$name.code")" = 0 ]; then
		ok "$file"
	else
		not_ok "$file" "$(grep -v '^$' "$out/$name.out")"
	fi
done

# A test that could not fail is none: with the threshold of a rule moved, some
# test must say so.
mkdir -p "$out/moved/infra/prometheus" "$out/moved/tests"
cp -r infra/prometheus/rules "$out/moved/infra/prometheus/"
cp -r tests/prometheus "$out/moved/tests/"
sed -i 's/rule_nats:long > 6.9/rule_nats:long > 0/' \
	"$out/moved/infra/prometheus/rules/slo.yml"
promtool test rules "$out/moved/tests/prometheus/slo_latency.yml" >/dev/null 2>&1
is "without the bound for few events a test fails" "$?" 1
done_testing
