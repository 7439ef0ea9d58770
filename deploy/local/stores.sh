# shellcheck shell=sh
# stores.sh - private PostgreSQL and Redis, for `make up` and for tests.
#
# Sourced. Both servers listen on Unix sockets below DIR only, never on TCP.
#
#   pg_start DIR      initdb when DIR is new, starts, makes roles and database
#   pg_stop DIR       stops it (fast); nothing running is fine
#   redis_start DIR   redis_stop DIR
#   pg_url DIR [ROLE], redis_url DIR   the addresses, started or not
#
# For a supervisor that runs the servers in its own foreground:
#   pg_prepare DIR, then `pg_exec DIR` (execs postgres), pg_wait DIR and
#   pg_roles DIR once it runs; `redis_exec DIR`, redis_wait DIR.
#
# pg_start exports DATABASE_URL (role applylens_app, which row-level security
# binds: what daemons use) and DATABASE_OWNER_URL (role applylens, which owns
# the database: what deploy/migrate uses). redis_start exports REDIS_URL.
#
# PG_OPTS     more options for postgres, e.g. "-c fsync=off" for tests
# REDIS_OPTS  more options for redis-server
# Functions return 1 and say why on stderr.

stores_say() {
	printf 'stores: %s\n' "$*" >&2
}

# Socket paths longer than 107 bytes are refused by the kernel: then a short
# folder beside DIR takes the sockets, and DIR/run.path remembers it.
stores_run_dir() {
	if [ -s "$1/run.path" ]; then
		cat "$1/run.path"
		return
	fi
	mkdir -p "$1" || return 1
	sr_dir=$(cd "$1" && pwd)/run
	if [ ${#sr_dir} -gt 80 ]; then
		sr_dir=$(mktemp -d /tmp/applylens.XXXXXX) || return 1
	else
		mkdir -p "$sr_dir" && chmod 700 "$sr_dir" || return 1
	fi
	printf '%s\n' "$sr_dir" | tee "$1/run.path"
}

# stores_tie SIGNAL [detached]: the words that make what follows die with its
# supervisor; nothing for a server that outlives the shell that started it.
stores_tie() {
	if [ "$2" != detached ] && command -v setpriv >/dev/null; then
		echo setpriv --pdeathsig "$1"
	fi
}

# ---- PostgreSQL -----------------------------------------------------------

pg_bindir() {
	if pb_dir=$(pg_config --bindir 2>/dev/null) && [ -x "$pb_dir/initdb" ]
	then
		printf '%s\n' "$pb_dir"
		return
	fi
	pb_found=
	for pb_dir in /usr/lib/postgresql/*/bin; do # the newest is last
		[ -x "$pb_dir/initdb" ] && pb_found=$pb_dir
	done
	if [ -n "$pb_found" ]; then
		printf '%s\n' "$pb_found"
		return
	fi
	stores_say "no PostgreSQL server found (package postgresql)"
	return 1
}

# postgres refuses uid 0. As root it runs in a user namespace, where files
# stay the caller's; where namespaces are forbidden, as the packaged user.
pg_runner() {
	if [ "$(id -u)" != 0 ]; then
		return
	fi
	if unshare --user --map-user=65534 --map-group=65534 true 2>/dev/null
	then
		echo unshare --user --map-user=65534 --map-group=65534
	elif id postgres >/dev/null 2>&1 && command -v setpriv >/dev/null; then
		echo setpriv --reuid=postgres --regid=postgres --clear-groups
	else
		stores_say "root cannot run PostgreSQL here: no user" \
			"namespaces and no user postgres"
		return 1
	fi
}

# The packaged user must own what it writes, and be able to get there.
pg_own() { # runner state-dir paths...
	case $1 in
	setpriv*) ;;
	*) return 0 ;;
	esac
	po_state=$2
	shift 2
	chmod o+x "$po_state" && chown -R postgres: "$@" || return 1
	if ! setpriv --reuid=postgres --regid=postgres --clear-groups \
		test -x "$1"; then
		stores_say "root may not make user namespaces here, so" \
			"PostgreSQL runs as user postgres, who cannot enter" \
			"$1: move the checkout to where everybody may" \
			"enter, such as /srv, or run as an ordinary user"
		return 1
	fi
}

pg_url() {
	pu_run=$(stores_run_dir "$1") || return 1
	pu_host=$(printf '%s' "$pu_run" | sed 's/%/%25/g; s|/|%2F|g; s/ /%20/g')
	printf 'postgresql://%s@%s/applylens\n' "${2:-applylens_app}" \
		"$pu_host"
}

# Messages of the server's log must not carry rows: terse, no statements.
pg_conf() {
	cat <<-CONF
	listen_addresses = ''
	unix_socket_permissions = 0700
	max_connections = 300
	max_locks_per_transaction = 256
	shared_buffers = 128MB
	effective_cache_size = 1GB
	maintenance_work_mem = 128MB
	work_mem = 16MB
	wal_compression = lz4
	default_toast_compression = lz4
	min_wal_size = 128MB
	max_wal_size = 2GB
	checkpoint_completion_target = 0.9
	random_page_cost = 1.1
	jit = off
	timezone = 'UTC'
	log_timezone = 'UTC'
	log_error_verbosity = terse
	log_min_error_statement = panic
	CONF
}

pg_prepare() {
	pp_bin=$(pg_bindir) && pp_as=$(pg_runner) &&
		pp_run=$(stores_run_dir "$1") || return 1
	[ -f "$1/pg/PG_VERSION" ] && return
	rm -rf "$1/pg.new" && mkdir -p "$1/pg.new" &&
		chmod 700 "$1/pg.new" &&
		pg_own "$pp_as" "$1" "$1/pg.new" "$pp_run" || return 1
	# $pp_as is several words on purpose, here and below.
	# shellcheck disable=SC2086
	if ! $pp_as "$pp_bin/initdb" -D "$1/pg.new" -U postgres -A trust \
		--no-locale -E UTF8 --no-sync --no-instructions \
		>"$1/initdb.log" 2>&1; then
		stores_say "initdb failed; see $1/initdb.log"
		return 1
	fi
	pg_conf >>"$1/pg.new/postgresql.conf" && mv "$1/pg.new" "$1/pg"
}

pg_exec() {
	pe_bin=$(pg_bindir) && pe_as=$(pg_runner) &&
		pe_run=$(stores_run_dir "$1") || exit 69
	# The tie comes last: a change of user clears it.
	# shellcheck disable=SC2046,SC2086
	exec $pe_as $(stores_tie INT "${2:-}") "$pe_bin/postgres" \
		-D "$1/pg" -k "$pe_run" $(pg_statements "$1" "$pe_bin") \
		${PG_OPTS:-}
}

# The options for statistics of statements (`applylens database slow`), where
# the server has them and its configuration does not say otherwise. Statements
# that are not queries are left out: passwords stand in them.
pg_statements() { # state-dir bindir
	[ -e "${2%/bin}/lib/pg_stat_statements.so" ] || return 0
	grep -q '^ *shared_preload_libraries' "$1"/pg/postgresql*.conf &&
		return 0
	echo "-c shared_preload_libraries=pg_stat_statements" \
		"-c pg_stat_statements.track_utility=off"
}

# The postmaster's pid while it lives, else nothing.
pg_pid() {
	[ -f "$1/pg/postmaster.pid" ] || return 1
	read -r pi_pid <"$1/pg/postmaster.pid" || return 1
	stores_alive "$pi_pid" && echo "$pi_pid"
}

pg_wait() {
	pw_bin=$(pg_bindir) && pw_run=$(stores_run_dir "$1") || return 1
	pw_n=0
	until "$pw_bin/pg_isready" -q -h "$pw_run" -U postgres -d template1
	do
		pw_n=$((pw_n + 1))
		if [ $pw_n -gt 1500 ] || { [ $pw_n -gt 500 ] &&
			! pg_pid "$1" >/dev/null; }; then
			stores_say "PostgreSQL does not answer; see $1/pg.log"
			return 1
		fi
		sleep 0.02
	done
}

# Roles and database, once. Trust is safe: the socket is its owner's only.
pg_roles() {
	pr_run=$(stores_run_dir "$1") || return 1
	[ -f "$1/pg/applylens.made" ] || pg_make_roles "$1" || return 1
	[ -f "$1/pg/monitor.made" ] || pg_make_monitor "$1"
}

pg_make_roles() {
	if ! psql -X -q -w -v ON_ERROR_STOP=1 -h "$pr_run" -U postgres \
		-d template1 >"$1/roles.log" 2>&1 <<-SQL
		CREATE ROLE applylens LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS;
		CREATE ROLE applylens_app LOGIN NOSUPERUSER NOBYPASSRLS;
		CREATE DATABASE applylens OWNER applylens;
		SQL
	then
		stores_say "cannot make roles and database; see $1/roles.log"
		return 1
	fi
	: >"$1/pg/applylens.made"
}

# The owner sees what every session does. The extension is not in the database
# itself, where it would be in its backups and the owner could not restore it.
pg_make_monitor() {
	if psql -X -q -w -v ON_ERROR_STOP=1 -h "$pr_run" -U postgres \
		-d postgres -c 'GRANT pg_monitor TO applylens' \
		>"$1/monitor.log" 2>&1 && psql -X -q -w -v ON_ERROR_STOP=1 \
		-h "$pr_run" -U postgres -d postgres \
		-c 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements' \
		>>"$1/monitor.log" 2>&1; then
		: >"$1/pg/monitor.made"
	else
		stores_say "no statistics of statements; see $1/monitor.log"
	fi
}

pg_start() {
	pg_prepare "$1" || return 1
	if ! pg_pid "$1" >/dev/null; then
		(pg_exec "$1" detached) >>"$1/pg.log" 2>&1 \
			</dev/null &
	fi
	pg_wait "$1" && pg_roles "$1" || return 1
	DATABASE_URL=$(pg_url "$1")
	DATABASE_OWNER_URL=$(pg_url "$1" applylens)
	export DATABASE_URL DATABASE_OWNER_URL
}

# Fast shutdown; after ten seconds at once, which costs a recovery only.
pg_stop() {
	stores_stop "$(pg_pid "$1")" INT QUIT
	stores_drop_run "$1"
}

# ---- Redis ----------------------------------------------------------------

redis_url() {
	ru_run=$(stores_run_dir "$1") || return 1
	printf 'unix://%s/redis.sock\n' "$ru_run"
}

# Redis holds nothing that cannot be rebuilt, but streams that are being
# read should survive its restart: append-only, fsync each second.
redis_exec() {
	re_run=$(stores_run_dir "$1") && mkdir -p "$1/redis" || exit 69
	# shellcheck disable=SC2046,SC2086
	exec $(stores_tie TERM "${2:-}") redis-server --port 0 --unixsocket "$re_run/redis.sock" \
		--unixsocketperm 700 --dir "$1/redis" --daemonize no \
		--pidfile "$1/redis.pid" --save '' --appendonly yes \
		--appendfsync everysec --maxmemory 256mb \
		--maxmemory-policy volatile-lru ${REDIS_OPTS:-}
}

redis_pid() {
	[ -s "$1/redis.pid" ] || return 1
	read -r rp_pid <"$1/redis.pid" || return 1
	stores_alive "$rp_pid" && echo "$rp_pid"
}

redis_wait() {
	rw_run=$(stores_run_dir "$1") || return 1
	rw_n=0
	until [ "$(redis-cli -s "$rw_run/redis.sock" ping 2>/dev/null)" = PONG ]
	do
		rw_n=$((rw_n + 1))
		if [ $rw_n -gt 500 ]; then
			stores_say "Redis does not answer; see $1/redis.log"
			return 1
		fi
		sleep 0.02
	done
}

redis_start() {
	if ! command -v redis-server >/dev/null; then
		stores_say "redis-server not found (package redis-server)"
		return 1
	fi
	mkdir -p "$1" || return 1
	if ! redis_pid "$1" >/dev/null; then
		(redis_exec "$1" detached) >>"$1/redis.log" \
			2>&1 </dev/null &
	fi
	redis_wait "$1" || return 1
	REDIS_URL=$(redis_url "$1")
	export REDIS_URL
}

redis_stop() {
	stores_stop "$(redis_pid "$1")" TERM KILL
	stores_drop_run "$1"
}

# ---- both -----------------------------------------------------------------

# A process that has ended but was not waited for yet is not alive.
stores_alive() {
	kill -0 "$1" 2>/dev/null &&
		! grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null
}

# stores_stop PID GENTLE HARD
stores_stop() {
	[ -n "$1" ] || return 0
	kill -"$2" "$1" 2>/dev/null || return 0
	ss_n=0
	while stores_alive "$1"; do
		ss_n=$((ss_n + 1))
		[ $ss_n -eq 500 ] && kill -"$3" "$1" 2>/dev/null
		[ $ss_n -gt 1000 ] && return 1
		sleep 0.02
	done
	return 0
}

# The short socket folder goes when the last server has left it.
stores_drop_run() {
	[ -s "$1/run.path" ] || return 0
	read -r sd_dir <"$1/run.path"
	case $sd_dir in
	/tmp/applylens.*) rmdir "$sd_dir" 2>/dev/null && rm -f "$1/run.path" ;;
	esac
	return 0
}
