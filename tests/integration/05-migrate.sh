#!/bin/sh
# The migration runner: in order, once, all or nothing, and it says what is
# wrong and where. Runs beside stores of its own and prints TAP.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ -z "${DATABASE_ADMIN_URL:-}" ]; then
	exec "$root/tests/lib/with_stores.sh" "$0" "$@"
fi
work=$STORES_DIR/migrations
mkdir "$work"
count=0

check() { # name condition...
	count=$((count + 1))
	name=$1
	shift
	if "$@"; then
		echo "ok $count $name"
	else
		echo "not ok $count $name"
		sed 's/^/# /' "$work.out"
	fi
}

migrate() { # expected-code arguments...: everything said is in $work.out
	want=$1
	shift
	"$root/deploy/migrate" --dir "$work" "$@" >"$work.out" 2>&1
	code=$?
	[ $code = "$want" ] || echo "exit $code, not $want" >>"$work.out"
	[ $code = "$want" ]
}

said() { grep -q -- "$1" "$work.out"; }
sql() { psql -X -A -t -q "$DATABASE_OWNER_URL" -c "$1"; }

echo 'CREATE TABLE a(x int);' >"$work/0001_a.sql"
printf 'CREATE TABLE b(x int);\n\nCREATE TABLE c(x nosuch);\n' \
	>"$work/0002_b.sql"
check "--plan lists what is pending" migrate 0 --plan
check "--plan names the files" said '0002_b.sql *pending'
check "--plan changes nothing" test -z \
	"$(sql "SELECT to_regclass('applylens_migrations')")"

check "a wrong statement stops it" migrate 70
check "the text names file and line" said '0002_b.sql:3: ERROR: .*nosuch'
check "what came before it is kept" test -n "$(sql "SELECT to_regclass('a')")"
check "the wrong one left nothing" test -z "$(sql "SELECT to_regclass('b')")"

echo 'CREATE TABLE b(x int);' >"$work/0002_b.sql"
for n in 1 2 3 4; do
	"$root/deploy/migrate" --dir "$work" >"$work.par.$n" 2>&1 &
done
wait
cat "$work".par.* >"$work.out"
check "four at once apply it once" test \
	"$(grep -c '^applied 0002_b.sql' "$work.out")" = 1
check "and none of them fails" test "$(grep -c migrate: "$work.out")" = 0
check "a second run has nothing to do" migrate 0
check "and says nothing" test ! -s "$work.out"
check "--status says when" migrate 0 --status
check "--status has a time" said '0001_a.sql *applied 2.*T.*Z'

echo '-- new' >>"$work/0001_a.sql"
check "a changed file is refused" migrate 65
check "and named" said '0001_a.sql: changed since it was applied'
echo 'CREATE TABLE a(x int);' >"$work/0001_a.sql"

mv "$work/0002_b.sql" "$work/0003_b.sql"
check "a gap is refused" migrate 65
check "and the number that is missing said" said 'expected number 0002'
mv "$work/0003_b.sql" "$work/0002_other.sql"
check "another name for an applied number is refused" migrate 65
rm "$work/0002_other.sql"
check "an unknown applied number is refused" migrate 65
check "and named" said '0002_b.sql: applied, but unknown'

echo 'CREATE TABLE b(x int);' >"$work/0002_b.sql"
printf 'CREATE TABLE d(x int);\nCOMMIT;\n' >"$work/0003_d.sql"
check "transaction control is refused" migrate 65
check "with its line" said '0003_d.sql:2: no transaction control'
printf 'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nBEGIN\n' \
	>"$work/0003_d.sql"
printf '\tRETURN 1;\nEND;\n$$;\n' >>"$work/0003_d.sql"
check "BEGIN and END of a function are not that" migrate 0

check "an unknown option is a usage error" migrate 64 --nosuch
check "no server is said" migrate 69 \
	--database 'postgresql://u:hidden@127.0.0.1:1/x'
check "without the password" test "$(grep -c hidden "$work.out")" = 0
rm "$work"/*.sql
check "an empty folder is said" migrate 66
check "--help helps" migrate 0 --help

# A cluster of its own again: this one knows other migrations by now.
real() {
	"$root/tests/lib/with_stores.sh" env -u DATABASE_ADMIN_URL \
		"$root/deploy/migrate" >"$work.out" 2>&1
}
check "this checkout's schema applies to an empty database" real
echo "1..$count"
