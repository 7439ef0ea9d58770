#!/bin/sh
# What runs the tests says how they ended: tests that fail, lie, crash or leave
# something running are not taken for good ones. No suite is started.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
own=$(mktemp -d /tmp/applylens-test.XXXXXX)
trap 'rm -rf "$own"' EXIT
trap 'exit 130' INT TERM

script() { # name, its lines on stdin
	{ echo '#!/bin/sh' && cat; } >"$own/$1.sh"
	chmod +x "$own/$1.sh"
}

pool() { # arguments: what it says in $out, the lines' file too
	rm -f "$own/lines"
	out=$(tests/lib/pool.py --logs "$own" --san "$own/san" \
		--lines "$own/lines" --times "$own/times" "$@" 2>&1)
}

judged() { # what it is, script, numbers
	pool "$own/$2.sh"
	is "$1: exit code" $? "$4"
	has "$1" "$(cat "$own/lines")" "$2.sh ($3)"
}

script good <<'E1'
echo 'ok 1 - a'; echo 'ok 2 - b # SKIP no c'; echo 1..2
E1
judged "what is good, and what is skipped" good \
	'1 passed, 0 failed, 1 skipped' 0
script bad <<'E1'
echo 'ok 1 - a'; echo 'not ok 2 - b'; echo '# the reason'; echo 1..2; exit 1
E1
judged "a test that fails" bad '1 passed, 1 failed, 0 skipped' 1
has "is shown with its reason" "$out" '# the reason'
script hidden <<'E1'
echo 'ok 1 - a'; echo 1..1; exit 3
E1
judged "a script that ends badly" hidden '1 passed, 1 failed, 0 skipped' 1
script short <<'E1'
echo 'ok 1 - a'; echo 1..2
E1
judged "one that stops early" short '1 passed, 1 failed, 0 skipped' 1
script silent <<'E1'
E1
judged "one that says nothing" silent '0 passed, 1 failed, 0 skipped' 1
script killed <<'E1'
echo 'ok 1 - a'; echo 1..1; kill -9 $$
E1
judged "one that is killed" killed '1 passed, 1 failed, 0 skipped' 1
pool "$own/none.sh"
has "one that is not there" "$(cat "$own/lines")" \
	'none.sh (0 passed, 1 failed'

mkdir "$own/san"
printf '#!/bin/sh\necho "[  PASSED  ] 3 test(s)."; exit 1\n' >"$own/san/unit"
chmod +x "$own/san/unit"
pool unit
has "a unit test that crashes in the end" "$(cat "$own/lines")" \
	'not ok  unit (3 passed, 1 failed, 0 skipped)'

# ---- side by side, and alone ----
for name in one two; do
	script $name <<-E1
	waits_for() {
		n=0
		until [ -e "$own/one.\$1" ] && [ -e "$own/two.\$1" ]; do
			n=\$((n + 1)); [ \$n -gt 300 ] && exit 1; sleep 0.1
		done
	}
	: >"$own/$name.runs"; : >"$own/$name.began"; waits_for began
	: >"$own/$name.met"; waits_for met
	rm "$own/$name.runs"; echo 'ok 1 - both'; echo 1..1
	E1
done
script single <<E1
# alone: it looks whether somebody is there
ls "$own"/*.runs 2>/dev/null && exit 1
echo 'ok 1 - nobody'; echo 1..1
E1
pool --jobs 3 "$own/single.sh" "$own/one.sh" "$own/two.sh"
is "two run at once, the third when nobody else does" \
	"$(grep -c '^ok .*1 passed, 0 failed' "$own/lines")" 3
rm "$own"/*.began "$own"/*.met
pool --jobs 3 "$own/single.sh" "$own/good.sh" "$own/one.sh" "$own/two.sh"
is "all pass: exit code" $? 0
pool --jobs 3 "$own/single.sh" "$own/good.sh" "$own/bad.sh"
is "one does not: exit code" $? 1

# ---- the end of it all ----
script long <<E1
trap 'sleep 0.2; : >"$own/cleared"' EXIT
trap 'exit 130' INT TERM
sleep 600 & echo \$! >"$own/child"
: >"$own/long.began"
wait
E1
tests/lib/pool.py --logs "$own" "$own/long.sh" >"$own/out" 2>&1 &
pool=$!
n=0
until [ -e "$own/long.began" ] || [ $n -gt 300 ]; do
	n=$((n + 1))
	sleep 0.1
done
kill -TERM $pool
wait $pool
is "who is told to end says so" $? 130
is "after its tests have cleared up" "$([ -e "$own/cleared" ] && echo yes)" yes
child=$(cat "$own/child")
runs() {
	kill -0 "$child" 2>/dev/null &&
		! grep -qs '^State:.Z' "/proc/$child/status"
}
n=0
while runs && [ $n -lt 50 ]; do # it was told, and is about to
	n=$((n + 1))
	sleep 0.1
done
is "and nothing of them runs" "$(runs && echo yes)" ''
done_testing
