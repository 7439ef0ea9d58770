# shellcheck shell=sh
# suite.sh - the suite on one machine, under runit: what up, down and status
# share. Sourced; STATE is its folder (var/ by default), PORT the gateway's.

DAEMONS="triage search knowledge planner warehouse analytics ingest assistant
embed privacy oncall gateway"
STORES="postgres redis"
KEPT="gateway" # a keeper in front of each: reload and swap

ROOT=${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
STATE=${APPLYLENS_STATE:-$ROOT/var}
# Without a word the port is the one that this STATE was started with.
PORT=${APPLYLENS_PORT:-$(sed -n "s/^APPLYLENS_PORT='\([0-9]*\)'.*/\1/p" \
	"$STATE/env" 2>/dev/null)}
PORT=${PORT:-8080}
BIN=${APPLYLENS_BIN:-$ROOT/build/bin}
WEB=${BIN%/bin}/web # the browser's app, if it was built

# shellcheck source=deploy/local/stores.sh
. "$ROOT/deploy/local/stores.sh"

say() {
	printf '%s\n' "$*"
}

# Health listeners follow the gateway's port: 8080 gives 8091 to 8101.
health_port() {
	if [ "$1" = gateway ]; then
		echo "$PORT" # its own listener has them
		return
	fi
	hp=$((PORT + 11))
	for hp_name in $DAEMONS; do
		[ "$hp_name" = "$1" ] && echo "$hp" && return
		hp=$((hp + 1))
	done
}

is_up() { # the supervisor of this STATE lives
	[ -s "$STATE/supervisor.pid" ] || return 1
	read -r iu_pid <"$STATE/supervisor.pid" || return 1
	[ -r "/proc/$iu_pid/cmdline" ] || return 1
	[ "$(tr '\0' ' ' <"/proc/$iu_pid/cmdline" 2>/dev/null |
		grep -cF "$STATE/service")" = 1 ]
}

# A service folder as runit wants it: run, and log/run beside it.
write_service() { # name command...
	ws_dir=$STATE/service/$1
	mkdir -p "$ws_dir/log" "$STATE/log/$1"
	ws_name=$1
	ws_own="[ ! -f '$STATE/env.local' ] || . '$STATE/env.local'"
	# Who has a keeper reads them itself, again at every reload.
	case " $KEPT " in
	*" $ws_name "*) ws_own="APPLYLENS_ENV_FILE='$STATE/env.local'" ;;
	esac
	shift
	cat >"$ws_dir/run.new" <<-RUN
	#!/bin/sh
	exec 2>&1
	cd '$ROOT' || exit 111
	set -a
	. '$STATE/env'
	$ws_own
	set +a
	$*
	RUN
	cat >"$ws_dir/log/run" <<-RUN
	#!/bin/sh
	exec svlogd '$STATE/log/$ws_name'
	RUN
	printf 's20000000\nn5\n' >"$STATE/log/$ws_name/config"
	chmod +x "$ws_dir/run.new" "$ws_dir/log/run"
	mv "$ws_dir/run.new" "$ws_dir/run"
}

write_env() {
	we_run=$(stores_run_dir "$STATE") || return 1
	(
		umask 077
		cat >"$STATE/env.new" <<-ENV
		APPLYLENS_ENV='dev'
		APPLYLENS_PORT='$PORT'
		APPLYLENS_STATE='$STATE'
		APPLYLENS_RUN_DIR='$we_run'
		DATABASE_URL='$(pg_url "$STATE")'
		REDIS_URL='$(redis_url "$STATE")'
		OBJECT_STORE_URL='file://$STATE/objects'
		APPLYLENS_SCRAPE_TARGETS='$STATE/prometheus/targets/local.json'
		INDEX_DIR='$STATE/index'
		EMBED_WEIGHTS='$("$ROOT/deploy/local/weights" --path)'
		APPLYLENS_LANE_KEY='$(kept_key lane)'
		APPLYLENS_TOMBSTONE_KEY='$(kept_key tombstone)'
		APPLYLENS_TRUSTED_AUTHSERV_IDS='mx.mail.example'
		ENV
		[ ! -e "$WEB/index.html" ] ||
			echo "APPLYLENS_WEB_ROOT='$WEB'" >>"$STATE/env.new"
	)
	mv "$STATE/env.new" "$STATE/env"
	# For the owner's commands: applylens backup, capacity.
	(umask 077 && cat >"$STATE/owner.env" <<-ENV
	DATABASE_OWNER_URL=$(pg_url "$STATE" applylens)
	OBJECT_STORE_URL=file://$STATE/objects
	INDEX_DIR=$STATE/index
	REDIS_URL=$(redis_url "$STATE")
	ENV
	)
	[ -e "$STATE/env.local" ] || (umask 077 && : >"$STATE/env.local")
}

# Keys of the lane hash and of erased addresses: made once, the same for every
# process.
kept_key() { # lane|tombstone
	if [ ! -s "$STATE/$1.key" ]; then
		(umask 077 && od -An -N16 -tx1 /dev/urandom |
			tr -d ' \n' >"$STATE/$1.key")
	fi
	cat "$STATE/$1.key"
}

# TERM tells PostgreSQL to wait until everybody has left, and to let nobody in
# meanwhile; sv restart and sv down mean INT.
pg_ends_at_once() {
	mkdir -p "$STATE/service/postgres/control"
	cat >"$STATE/service/postgres/control/t" <<-SH
	#!/bin/sh
	read -r pid <'$STATE/pg/postmaster.pid' && kill -INT "\$pid"
	SH
	chmod +x "$STATE/service/postgres/control/t"
}

write_services() {
	write_service postgres ". '$ROOT/deploy/local/stores.sh'
pg_exec '$STATE'"
	pg_ends_at_once
	write_service redis ". '$ROOT/deploy/local/stores.sh'
redis_exec '$STATE'"
	for wv_name in $DAEMONS; do
		write_service "$wv_name" "\
APPLYLENS_HEALTH_LISTEN='127.0.0.1:$(health_port "$wv_name")' \\
	exec '$BIN/$wv_name'"
	done
}

# What deploy/local/prometheus runs with: the configuration, and beside it the
# rules and whom it scrapes.
write_prometheus() {
	mkdir -p "$STATE/prometheus/targets" "$STATE/prometheus/rules"
	cp "$ROOT/infra/prometheus/prometheus.yml" "$STATE/prometheus/"
	cp "$ROOT"/infra/prometheus/rules/*.yml "$STATE/prometheus/rules/"
	"$ROOT/infra/prometheus/targets" local "$PORT" --env dev \
		--to "$STATE/prometheus/targets/local.json"
}

# A supervisor that was killed leaves its runsv behind, and they their services:
# a second set beside them would fight for ports and sockets.
end_orphans() {
	for eo_name in $DAEMONS $STORES; do
		[ -d "$STATE/service/$eo_name/supervise" ] || continue
		sv status "$STATE/service/$eo_name" >/dev/null 2>&1 || continue
		sv -w 15 force-shutdown "$STATE/service/$eo_name" \
			>/dev/null 2>&1 || true
	done
}

# What a keeper says of itself (common/service/keeper_note.c).
keeper_says() { # service name
	sed -n "s/^$2=//p" "$(stores_run_dir "$STATE")/$1.keeper" 2>/dev/null
}

# Asks a keeper for a new worker and waits for the outcome: 0, or 69 with the
# reason on stderr and the old worker still serving.
keeper_change() { # reload|swap service signal
	case " $KEPT " in
	*" $2 "*) ;;
	*)
		echo "$1: $2 has no keeper; restart it: sv restart" \
			"$STATE/service/$2" >&2
		return 64
		;;
	esac
	kc_before=$(keeper_says "$2" changes)
	if [ -z "$kc_before" ] || ! sv "$3" "$STATE/service/$2" >/dev/null; then
		echo "$1: $2 does not run" >&2
		return 69
	fi
	kc_n=0
	until kc_now=$(keeper_says "$2" changes) &&
		[ "${kc_now:-0}" -gt "$kc_before" ] &&
		kc_outcome=$(keeper_says "$2" outcome) &&
		[ "$kc_outcome" != underway ]; do
		kc_n=$((kc_n + 1))
		if [ $kc_n -gt 3000 ]; then
			echo "$1: $2 is not done yet; old workers that still" \
				"finish: $(keeper_says "$2" old)" >&2
			return 69
		fi
		sleep 0.02
	done
	if [ "$kc_outcome" != ok ]; then
		echo "$1: $2 is as it was: $(keeper_says "$2" why)" >&2
		return 69
	fi
	say "$1: worker $(keeper_says "$2" worker) of $2 serves"
}

owner_sql() { # psql as the owner of the database, system scope
	PGOPTIONS='-c applylens.system=on -c client_min_messages=warning' \
		psql -X -q -A -t -v ON_ERROR_STOP=1 \
		-d "$(pg_url "$STATE" applylens)" "$@"
}
