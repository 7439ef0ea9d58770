#!/bin/sh
# The rules of Prometheus are right, every alert fires when it should and not
# when it should not (tests/prometheus), and who must be told is
# (tests/alertmanager/routes): by promtool and amtool themselves. No suite is
# started.
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

# ---- who is told ----
command -v amtool >/dev/null || {
	ok "amtool # SKIP prometheus-alertmanager is not installed"
	done_testing
}
am=infra/alertmanager/alertmanager.yml
says "amtool takes the configuration" amtool check-config $am
grep -v '^#' tests/alertmanager/routes >"$out/routes"
while read -r line; do
	# shellcheck disable=SC2086 # a label each
	got=$(amtool config routes test --config.file=$am ${line%|*} 2>/dev/null)
	is "${line##*alertname=}" "$got" "${line##*| }"
done <"$out/routes"
sed -n 's/^ *- alert: //p' infra/prometheus/rules/*.yml | sort -u >"$out/names"
while read -r name; do
	grep -q "alertname=$name " "$out/routes" ||
		not_ok "$name is in tests/alertmanager/routes" "no line"
done <"$out/names"

refuses() { # text arguments...
	re_text=$1
	shift
	re_out=$(infra/alertmanager/config "$@" 2>&1)
	is "refused: $re_text" "$?" 64
	has "with the reason" "$re_out" "$re_text"
}
refuses "--to is missing"
refuses "--gateway is a URL with http:// or https://, not 'gw:80'" \
	--to "$out/a.yml" --gateway gw:80
refuses "--deadman is a URL" --to "$out/a.yml" --deadman 'http://x/ y'
refuses "--token-file is a path" --to "$out/a.yml" --token-file 'a}b'
echo key >"$out/key"
infra/alertmanager/config --to "$out/a.yml" --gateway https://mail.example \
	--token-file "$out/key" --pagerduty-key "$out/key" \
	--deadman https://watch.example/1
says "and what config writes" amtool check-config "$out/a.yml"
is "has where oncall is" \
	"$(grep -c 'url: https://mail.example/api/alerts$' "$out/a.yml")" 1

# ---- and all of it sixty times faster, as trials have it ----
for file in infra/prometheus/rules/*.yml; do
	infra/prometheus/faster 60 <"$file" >"$out/${file##*/}"
done
says "promtool takes faster rules" promtool check rules "$out"/[ops]*.yml
is "an hour is a minute" "$(grep -c 'increase5m\[1h\]' "$out/objectives.yml"):$(
	grep -c 'increase5m\[60000ms\]' "$out/objectives.yml")" 0:2
infra/prometheus/faster 60 <$am >"$out/b.yml"
says "amtool takes a faster configuration" amtool check-config "$out/b.yml"
done_testing
