#!/bin/sh
# setup-es-ilm.sh - the lifecycle of the mail index in Elasticsearch.
set -eu

usage() {
	cat <<'USAGE'
Usage: setup-es-ilm.sh [COMMAND] [OPTION]...

The lifecycle of the mail index in Elasticsearch: policy emails-rolling-90d,
template gmail-emails-template, indices gmail_emails-000001 and on behind the
write alias gmail_emails. Every command may be run again at any time.

Commands:
  setup      looks for what is wrong, then makes or changes what differs
             (the default)
  verify     only looks; exits with 1 when something is not as setup leaves it
  explain    each index: its phase and age, when it will be deleted, and why
             it has not been
  migrate    where gmail_emails is an index and not an alias: copies it into
             gmail_emails-000001, compares, and puts the alias in its place
  rollback   no lifecycle any more: indices, mail and alias stay

Options:
  --url URL              Elasticsearch (ELASTICSEARCH_URL, http://localhost:9200)
  --plan                 says what setup, migrate or rollback would do, and
                         does nothing
  --delete-after DAYS    after the rollover (90)
  --rollover-after DAYS  (30)
  --rollover-size SIZE   (20gb)
  --bounded              counts --delete-after from when a mail was indexed,
                         not from the rollover: no document gets older
  --snapshots REPO       a snapshot every night into this repository, and no
                         deletion without one
  --help

Exit codes: 0 done or as it should be, 1 something is wrong (it says what and
how to mend it), 64 wrong usage, 69 Elasticsearch can't be reached.
USAGE
}

here=$(cd "$(dirname "$0")" && pwd)
policy=emails-rolling-90d
template=gmail-emails-template
alias=gmail_emails
pattern="$alias-*"
snapshots_policy=emails-before-delete

command=setup
url=${ELASTICSEARCH_URL:-http://localhost:9200}
plan=
delete_after=90
rollover_after=30
rollover_size=20gb
bounded=
repository=

wrong() {
	echo "setup-es-ilm.sh: $1; see --help" >&2
	exit 64
}

days() { # option value
	case $2 in
	'' | *[!0-9]* | 0*) wrong "$1 takes a number of days, not \"$2\"" ;;
	esac
}

while [ $# -gt 0 ]; do
	case $1 in
	setup | verify | explain | migrate | rollback) command=$1 ;;
	--plan) plan=1 ;;
	--bounded) bounded=1 ;;
	--help | -h) usage && exit 0 ;;
	--url | --delete-after | --rollover-after | --rollover-size | --snapshots)
		[ $# -gt 1 ] || wrong "$1 needs a value"
		case $1 in
		--url) url=$2 ;;
		--delete-after) days "$1" "$2" && delete_after=$2 ;;
		--rollover-after) days "$1" "$2" && rollover_after=$2 ;;
		--rollover-size) rollover_size=$2 ;;
		--snapshots) repository=$2 ;;
		esac
		shift
		;;
	*) wrong "\"$1\" is no command and no option" ;;
	esac
	shift
done
for tool in curl jq; do
	command -v $tool >/dev/null || wrong "$tool is missing: apt-get install $tool"
done
url=${url%/}
delete_age=$delete_after
if [ -n "$bounded" ]; then
	delete_age=$((delete_after - rollover_after))
	[ $delete_age -gt 0 ] ||
		wrong "--bounded: --rollover-after $rollover_after leaves nothing of --delete-after $delete_after"
	bound=$delete_after
else
	bound=$((delete_after + rollover_after))
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
problems=0
unfixable=0

# ---- Elasticsearch ----

# Its answer is in $work/answer. The URL may hold a password: it is given to
# curl where no list of processes shows it.
ask() { # method path [file of the body]
	status=$(
		{
			printf 'url = "%s%s"\nrequest = %s\n' "$url" "$2" "$1"
			[ -z "${3:-}" ] ||
				printf 'data-binary = "@%s"\nheader = "Content-Type: application/json"\n' "$3"
		} | curl -sS --max-time 600 -o "$work/answer" -w '%{http_code}' -K - 2>"$work/error"
	) || {
		echo "Elasticsearch at $(masked) can't be reached: $(cat "$work/error")" >&2
		exit 69
	}
}

masked() {
	printf '%s' "$url" | sed 's#//[^/@]*@#//***@#'
}

answered() { # jq filter
	jq -r "$1" "$work/answer"
}

reason() {
	answered '.error.reason? // .error.type? // "no reason given"' 2>/dev/null || echo "no JSON"
}

must() { # method path [file]: what a change has to be answered
	ask "$@"
	case $status in
	2*) ;;
	*)
		echo "PROBLEM  $1 $2 was refused ($status): $(reason)" >&2
		exit 1
		;;
	esac
}

# ---- what should be there ----

make_policy() {
	jq -n --arg rollover "${rollover_after}d" --arg size "$rollover_size" \
		--arg delete "${delete_age}d" --arg snapshots "${repository:+$snapshots_policy}" '
	{policy: {phases: {
		hot: {min_age: "0ms", actions: {
			rollover: {max_age: $rollover, max_size: $size},
			set_priority: {priority: 100}}},
		delete: {min_age: $delete, actions: (
			if $snapshots == "" then {} else {wait_for_snapshot: {policy: $snapshots}} end
			+ {delete: {delete_searchable_snapshot: true}})}}}}' >"$work/policy"
}

# Without vectors for a server before 8.6, which has none of bytes.
make_template() {
	jq --arg version "$server" '
	($version | split(".")[:2] | map(tonumber)) as $v
	| if $v < [8, 6] then del(.template.mappings.properties.meaning) else . end' \
		"$here/gmail-emails-template.json" >"$work/template"
}

# ---- what is wrong ----

problem() { # what, how to mend it
	problems=$((problems + 1))
	printf 'PROBLEM  %s\n         mend: %s\n' "$1" "$2"
}

# Not for setup to mend.
problem_first() {
	unfixable=$((unfixable + 1))
	problem "$@"
}

look_server() {
	ask GET /
	[ "$status" = 200 ] || {
		echo "Elasticsearch at $(masked) answers $status: $(reason)" >&2
		exit 69
	}
	server=$(answered '.version.number // ""')
	if [ "$(answered '.version.distribution // ""')" = opensearch ]; then
		echo "PROBLEM  this server is OpenSearch $server: it has state management (ISM) and no ILM" >&2
		exit 1
	fi
	case $server in
	[1-6].* | 7.[0-9].* | 7.10.* | '')
		echo "PROBLEM  Elasticsearch ${server:-of no version}: at least 7.11 is needed" >&2
		exit 1
		;;
	esac
	ask GET /_ilm/status
	[ "$(answered .operation_mode)" = RUNNING ] ||
		problem_first "the lifecycle management of this server is $(answered .operation_mode)" \
			"curl -X POST $(masked)/_ilm/start"
}

look_templates() {
	ask GET /_index_template
	jq -r --arg ours $template --arg name "$alias-000002" --slurpfile t "$work/template" '
		.index_templates[] | select(.name != $ours)
		| select(any(.index_template.index_patterns[];
			. as $p | $name | test("^" + ($p | gsub("[.]"; "[.]") | gsub("[*]"; ".*")) + "$")))
		| select((.index_template.priority // 0) >= $t[0].priority)
		| "\(.name) \(.index_template.priority // 0)"' "$work/answer" >"$work/others"
	while read -r name priority; do
		problem_first "template $name claims $pattern too, with priority $priority: new indices would be made by it" \
			"curl -X DELETE $(masked)/_index_template/$name, or give it a priority below 500"
	done <"$work/others"
}

# $is_index: gmail_emails is no alias. $work/indices: those behind it.
look_alias() {
	is_index=
	ask GET "/_alias/$alias"
	if [ "$status" = 404 ]; then
		: >"$work/indices"
		ask GET "/$alias"
		if [ "$status" = 200 ]; then
			is_index=1
			problem_first "$alias is an index, not an alias: it can't be rolled over" "$0 migrate"
		fi
		return
	fi
	jq -r --arg a $alias 'to_entries | sort_by(.key)[]
		| "\(.key) \(.value.aliases[$a].is_write_index // false)"' "$work/answer" >"$work/indices"
	writers=$(grep -c ' true$' "$work/indices" || :)
	if [ "$writers" != 1 ] && ! { [ "$writers" = 0 ] && [ "$(wc -l <"$work/indices")" = 1 ]; }; then
		problem "$alias has $writers write indices" \
			"setup makes the newest one the write index"
	fi
	while read -r name _; do
		case $name in
		"$alias"-[0-9][0-9][0-9][0-9][0-9][0-9]) ;;
		*) problem_first "index $name is behind $alias but not named $alias-000001 or so: no rollover" \
			"reindex it into the write index, then remove it from the alias" ;;
		esac
	done <"$work/indices"
}

look_indices() {
	ask GET "/$pattern/_settings?flat_settings=true"
	jq -r 'to_entries | sort_by(.key)[] | [.key,
		.value.settings["index.lifecycle.name"] // "-",
		.value.settings["index.lifecycle.rollover_alias"] // "-"] | join(" ")' \
		"$work/answer" >"$work/settings" 2>/dev/null || : >"$work/settings"
	while read -r name its_policy its_alias; do
		grep -q "^$name " "$work/indices" ||
			problem "index $name is not behind $alias: its mail is not found" "setup adds it"
		[ "$its_policy" = $policy ] ||
			problem "index $name has the policy $its_policy, not $policy" "setup sets it"
		[ "$its_alias" = $alias ] ||
			problem "index $name has the rollover alias $its_alias, not $alias" "setup sets it"
	done <"$work/settings"
	[ -s "$work/settings" ] || return 0
	ask GET "/$pattern/_ilm/explain"
	cp "$work/answer" "$work/explain"
	jq -r '.indices[] | select(.step == "ERROR")
		| "\(.index) \(.step_info.reason // .step_info.type // "no reason given")"' \
		"$work/explain" >"$work/stuck"
	while read -r name why; do
		problem "the lifecycle of $name is stuck: $why" "setup mends the settings and tries again"
	done <"$work/stuck"
}

# ---- making it so ----

doing() { # sign what
	printf '%s  %s\n' "$1" "$2"
}

# Elasticsearch answers settings in another shape than they were put in.
# shellcheck disable=SC2016 # jq's
same='def settings: [paths(scalars) as $p | {($p | map(tostring) | join(".") | ltrimstr("index.")): getpath($p) | tostring}] | add;
	if .template.settings? then .template.settings |= settings else . end'

# Puts a thing unless it is there as it should be.
put() { # path, file, filter of the answer to compare, what
	ask GET "$1"
	if [ "$status" = 200 ] &&
		[ "$(jq -S "$3 | $same" "$work/answer")" = "$(jq -S "$same" "$2")" ]; then
		doing '=' "$4"
		return
	fi
	[ "$status" = 200 ] && sign='~' || sign=+
	doing "$sign" "$4"
	changes=$((changes + 1))
	[ -n "$plan" ] || must PUT "$1" "$2"
}

change() { # what, method, path [body]
	doing '~' "$1"
	changes=$((changes + 1))
	[ -n "$plan" ] && return
	[ -z "${4:-}" ] || printf '%s' "$4" >"$work/body"
	must "$2" "$3" ${4:+"$work/body"}
}

set_up_snapshots() {
	[ -n "$repository" ] || return 0
	ask GET "/_snapshot/$repository"
	[ "$status" = 200 ] || {
		echo "PROBLEM  there is no snapshot repository $repository: register it first (PUT _snapshot/$repository)" >&2
		exit 1
	}
	jq -n --arg r "$repository" --arg p "$pattern" '{schedule: "0 30 1 * * ?",
		name: "<emails-{now/d}>", repository: $r,
		config: {indices: [$p], include_global_state: false},
		retention: {expire_after: "400d", min_count: 5}}' >"$work/slm"
	put "/_slm/policy/$snapshots_policy" "$work/slm" "[.[]][0].policy" \
		"snapshots every night into $repository"
}

set_up_indices() {
	if ! [ -s "$work/indices" ] && ! [ -s "$work/settings" ]; then
		doing + "index $alias-000001 behind the write alias $alias"
		changes=$((changes + 1))
		printf '{"aliases":{"%s":{"is_write_index":true}}}' $alias >"$work/body"
		[ -n "$plan" ] || must PUT "/$alias-000001" "$work/body"
		return
	fi
	while read -r name its_policy its_alias; do
		[ "$its_policy" = $policy ] && [ "$its_alias" = $alias ] && continue
		change "index $name: policy and rollover alias" PUT "/$name/_settings" \
			"{\"index.lifecycle.name\":\"$policy\",\"index.lifecycle.rollover_alias\":\"$alias\"}"
	done <"$work/settings"
	newest=$(tail -n 1 "$work/settings" | cut -d ' ' -f 1)
	jq -cn --rawfile s "$work/settings" --rawfile i "$work/indices" --arg a $alias --arg newest "$newest" '
		($i | split("\n") | map(select(. != "") | split(" ")) | map({(.[0]): .[1]}) | add // {}) as $in
		| [$s | split("\n")[] | select(. != "") | split(" ")[0]
		   | select($in[.] != (. == $newest | tostring))
		   | {add: {index: ., alias: $a, is_write_index: (. == $newest)}}]
		# The old writer first: two at a time are refused.
		| sort_by(.add.is_write_index) | {actions: .}' >"$work/aliases"
	# One index alone may be the writer without being called so.
	if [ "$(jq '.actions | length' "$work/aliases")" -gt 0 ] &&
		! { [ "$(wc -l <"$work/settings")" = 1 ] && grep -q . "$work/indices"; }; then
		change "alias $alias: writes go to $newest" POST /_aliases "$(cat "$work/aliases")"
	fi
	[ -e "$work/stuck" ] || return 0
	while read -r name _; do
		change "index $name: tries again" POST "/$name/_ilm/retry"
	done <"$work/stuck"
}

set_up() {
	changes=0
	[ "$unfixable" = 0 ] || {
		echo "$unfixable of these are to be mended first: nothing was changed"
		exit 1
	}
	set_up_snapshots
	put "/_ilm/policy/$policy" "$work/policy" "{policy: {phases: .[\"$policy\"].policy.phases}}" \
		"policy $policy: rollover at ${rollover_after} d or $rollover_size, deletion ${delete_age} d after it"
	put "/_index_template/$template" "$work/template" ".index_templates[0].index_template" \
		"template $template for $pattern"
	set_up_indices
	echo "A mail stays in the index for at most $bound days (and the minutes of a poll) after it was indexed."
	[ -n "$bounded" ] || [ -z "$plan" ] ||
		echo "With --bounded it would be $delete_after."
	if [ -n "$plan" ]; then
		echo "$changes to change; nothing was done"
	else
		echo "$changes changed"
	fi
}

explain() {
	[ -s "$work/settings" ] || {
		echo "no index $pattern"
		return
	}
	ask GET "/_ilm/policy/$policy"
	if [ "$status" = 200 ]; then
		kept=$(answered ".[\"$policy\"].policy.phases.delete.min_age // \"\"")
	else
		kept=
	fi
	ask GET "/_cat/indices/$pattern?format=json&bytes=b&h=index,docs.count,store.size,health"
	jq -r --slurpfile e "$work/explain" --arg kept "$kept" --arg now "$(date +%s)" '
	def date: (. / 1000) | strftime("%Y-%m-%d");
	def size: if . >= 1073741824 then "\(. / 107374182.4 | floor / 10) GB"
		elif . >= 1048576 then "\(. / 104857.6 | floor / 10) MB" else "\(. / 1024 | floor) KB" end;
	($kept | rtrimstr("d") | tonumber? // null) as $days
	| sort_by(.index)[] | . as $c | $e[0].indices[.index] as $x
	| "\(.index): \(."docs.count") documents, \(."store.size" | tonumber | size), "
	+ (if $x.managed | not then "no lifecycle: it stays until somebody deletes it"
	   elif $x.step == "ERROR" then "STUCK in \($x.failed_step // "?"): \($x.step_info.reason // "?")"
	   elif $x.step == "check-rollover-ready" then
		"hot since \($x.index_creation_date_millis | date), takes new mail; not deleted before it is rolled over"
	   elif $days == null then "no deletion in the policy"
	   else "rolled over \($x.lifecycle_date_millis | date), deleted on "
		+ "\($x.lifecycle_date_millis + $days * 86400000 | date)"
		+ (if $x.action == "wait_for_snapshot" then ", waits for a snapshot" else "" end) end)' \
		"$work/answer"
}

migrate() {
	[ -n "$is_index" ] || {
		echo "$alias is no index: nothing to migrate"
		return
	}
	ask GET "/$alias/_count"
	before=$(answered .count)
	doing '~' "$before documents of the index $alias into $alias-000001; nothing is written to it meanwhile"
	doing '~' "the alias $alias in its place, and the old index gone, in one step"
	[ -n "$plan" ] && return
	make_policy
	must PUT "/_ilm/policy/$policy" "$work/policy"
	must PUT "/_index_template/$template" "$work/template"
	echo '{"index.blocks.write":true}' >"$work/body"
	must PUT "/$alias/_settings" "$work/body"
	echo '{}' >"$work/body"
	ask PUT "/$alias-000001" "$work/body"
	printf '{"source":{"index":"%s"},"dest":{"index":"%s-000001"}}' $alias $alias >"$work/body"
	must POST "/_reindex?refresh=true" "$work/body"
	failed=$(answered '.failures | length')
	ask GET "/$alias-000001/_count"
	after=$(answered .count)
	if [ "$failed" != 0 ] || [ "$before" != "$after" ]; then
		echo '{"index.blocks.write":false}' >"$work/body"
		must PUT "/$alias/_settings" "$work/body"
		echo "PROBLEM  $after of $before documents arrived, $failed were refused; $alias is as it was" >&2
		exit 1
	fi
	printf '{"actions":[{"remove_index":{"index":"%s"}},{"add":{"index":"%s-000001","alias":"%s","is_write_index":true}}]}' \
		$alias $alias $alias >"$work/body"
	must POST /_aliases "$work/body"
	echo "$after documents moved"
}

roll_back() {
	changes=0
	# The policy can't go while indices have it.
	[ ! -s "$work/settings" ] ||
		change "indices $pattern: no lifecycle" POST "/$pattern/_ilm/remove"
	jq 'del(.template.settings["index.lifecycle.name"], .template.settings["index.lifecycle.rollover_alias"])' \
		"$work/template" >"$work/plain"
	put "/_index_template/$template" "$work/plain" ".index_templates[0].index_template" \
		"template $template without a lifecycle"
	ask GET "/_ilm/policy/$policy"
	[ "$status" != 200 ] || change "policy $policy: deleted" DELETE "/_ilm/policy/$policy"
	echo "Mail, indices and the alias $alias are as they were; $([ -n "$plan" ] && echo "nothing was done" || echo "they grow from now on")."
}

# ---- the command ----

look_server
make_policy
make_template
look_templates
look_alias
look_indices
case $command in
setup) set_up ;;
verify)
	ask GET "/_ilm/policy/$policy"
	[ "$status" = 200 ] || problem "there is no policy $policy" "$0 setup"
	ask GET "/_index_template/$template"
	[ "$status" = 200 ] || problem "there is no template $template" "$0 setup"
	[ -s "$work/indices" ] || [ -n "$is_index" ] || problem "there is no alias $alias" "$0 setup"
	echo "$problems problems"
	[ "$problems" = 0 ]
	;;
explain) explain ;;
migrate) migrate ;;
rollback) roll_back ;;
esac
