# shellcheck shell=sh
# stores.sh - private stores for tests: those of deploy/local, without fsync.
#
# Sourced with STORES_ROOT set to the checkout. See deploy/local/stores.sh.
: "${PG_OPTS:=-c fsync=off -c full_page_writes=off}"
: "${REDIS_OPTS:=--appendonly no}"
export PG_OPTS REDIS_OPTS
. "${STORES_ROOT:?is not set}/deploy/local/stores.sh"

# stores_kill PID...: dead when this returns, as by a power cut.
stores_kill() {
	kill -KILL "$@"
	for sk_pid in "$@"; do
		while stores_alive "$sk_pid"; do sleep 0.02; done
	done
}

# Every process of the cluster, the first one stopped so that it can't make
# new ones meanwhile.
pg_kill() {
	pk_pid=$(pg_pid "$1") || return 1
	kill -STOP "$pk_pid"
	# shellcheck disable=SC2046
	stores_kill $(cat "/proc/$pk_pid/task/$pk_pid/children") "$pk_pid"
	# Where nobody reaps orphans its pid still seems to be in use.
	rm -f "$1/pg/postmaster.pid" "$(stores_run_dir "$1")"/.s.PGSQL.*
}

redis_kill() {
	rk_pid=$(redis_pid "$1") && stores_kill "$rk_pid"
}

# A server that hangs: alive, connected, silent.
redis_freeze() {
	rf_pid=$(redis_pid "$1") && kill -STOP "$rf_pid"
}

redis_thaw() {
	rf_pid=$(redis_pid "$1") && kill -CONT "$rf_pid"
}
