"""pages_table.py - which commands of the pages are run, which are not and why,
and what stands for the words that a page leaves open. For run_pages.py.

A row is an expression that the beginning of a simple command must match: its
words, joined by blanks, without redirections."""

# Run in a suite that is thrown away. What changes something is here too, when
# it may happen to any suite at any time.
RUN = r"""
amtool (alert query|silence query|config show|config routes test)\b
(awk|cat|chmod|cut|date|df|du|echo|export|free|getent|grep|head|jq|ls|mkdir|nproc|printf|ps|sed|set|sort|ss|stat|tail|tr|true|uniq|wc|\.|\[)( |$)
curl\b(?!.*:3000)
git (log|status)\b
promtool (query instant|check)\b
psql "?\$DATABASE_(OWNER_)?URL"? -c (SELECT|UPDATE pipeline|ANALYZE)\b
psql \$DATABASE_URL$
psql -h \S+ -U (postgres|applylens) .*(pg_terminate_backend|CREATE DATABASE)
redis-cli -s \S+ (ping|info)\b
sv (status|restart|kill|up)\b
build/bin/\w+ (-t|--options)$
deploy/local/(status|reload|swap|weights --path)\b
deploy/migrate( --plan| --status)?$
infra/elasticsearch/setup-es-ilm\.sh
infra/prometheus/targets local \d+ --to
applylens (capacity|database|flags|insights|lanes|mail|memory|policies|quality|slo|status|tasks)\b
applylens (actions|applications|calendar|conversations)( --| [<>]|$)
applylens (import|know (ask|rebuild)|reindex|search|triage|ask|run)\b
applylens backup( create| list| verify| prune --keep-days \d+| restore \S+ --into \S+)?$
applylens retention( plan|$)
applylens lifecycle( plan| verify| explain| run|$)
applylens (audit|consents|drafts)$
applylens dsr( overdue| holds| access --wait| access --out|$)
applylens incidents( list| report| show| ack| note| severity| open| assign| postmortem \S+$|$)
applylens oncall( --at| gaps| rota| calendar| escalate| members| rotation| override|$)
applylens token (new|list)\b
""".strip().splitlines()

# Not run: why. What a form leaves open is run_pages.py's own reason.
NOT_RUN = [
    (r"make\b", "builds, tests or starts: make up and make test are what runs this"),
    (r"tests/", "a test or a tool of tests: make test, make bench, make eval run it"),
    (r"(deploy/local/(up|down|npm|datasets|prometheus|weights$)|services/web/build)\b", "starts, ends or builds what runs here"),
    (r"deploy/migrate --plan --database", "another database than the suite's: 05-migrate.sh"),
    (r"(git (fetch|checkout|worktree)|install)\b", "another commit's sources"),
    (r"sv down\b", "takes a daemon away: tests/fault/31-neighbours.sh"),
    (r"psql .*ALTER DATABASE", "swaps the database under the suite: 68-backup.sh"),
    (r"curl .*:3000", "Grafana: not in Debian"),
    (r"openssl\b", "asks another machine"),
    (r"docker\b", "containers: not run here"),
    (r"promtool test rules\b", "tests/lint/alerts.py does"),
    (r"infra/alertmanager/config\b", "writes for another place: tests/lint/alerts.py and 67-alerting.sh run it"),
    (r"applylens dsr (erase|extend|refuse|receipt|hold|release)\b", "a person's data ends: 57-privacy.sh, 58-erasure.sh"),
    (r"applylens incidents (postmortem \S+ --file|close|resolve)\b", "asks for an incident in that state: 64-incidents-end.sh"),
    (r"applylens oncall drop\b", "asks for an override: 66-rota.sh"),
    (r"applylens (actions (approve|propose)|know (erase|not-same))\b", "asks for what a person has: 47-actions.sh, 52-graph.sh"),
    (r"applylens (applications ID|backup prune$|import$|incidents (ack|assign|note|show|severity)$)|sv \w+$", "a form"),
    (r"applylens backup restore \S+ --into URL", "asks for an empty database: RUNBOOK_ROLLBACK.md's is run"),
    (r"applylens retention (run|keep)", "a form: the tests of retention run it"),
    (r"applylens drafts --eml", "asks for a draft: 47-made.sh"),
    (r"curl .*/(_cluster/health|_nodes/stats|_cat/shards)", "a whole Elasticsearch: the peer has what the index needs"),
    (r"applylens$", "the program's name"),
    (r"applylens token revoke\b", "asks for a token: 61-identity.sh"),
    (r"schemathesis\b|script\b|gdb\b|pip\b|apt-get\b", "a tool of who reads"),
]

# Codes beside 0 that are an answer, in a pipe too.
CODES = [
    (r"grep\b", {1}, "found nothing"),
    (r"applylens (oncall gaps|slo --check|slo\b.*--check)", {1}, "says what is wrong"),
    (r"infra/elasticsearch/setup-es-ilm\.sh (verify|explain)", {1}, "says what is wrong"),
    (r"amtool alert query", {1}, "none"),
    (r"curl .*alerts.:\[\]", {22}, "the page says 400"),
    (r"curl .*-D -", {22}, "the page shows the answer of a switch that is off"),
    (r"curl .*-m 2\b", {28, 23}, "ends a stream, or head does"),
    (r"ls -l X$", {2}, "no weights here"),
]

# What stands for the words that a page leaves open: (where, word, name).
# Names are of run_pages.py's arguments.
WORDS = [
    (r"applylens (incidents|oncall escalate)\b", r"\b(ID|INCIDENT|12)\b", "incident"),
    (r"applylens lifecycle\b", r"\b42\b", "user"),
    (r"applylens triage\b", r"\b(ID|EMAIL)\b", "email"),
    (r"applylens backup restore\b", r"\bNAME\b", "backup"),
    (r"applylens search\b", r"\bWORDS\b", "word"),
    (r"applylens import\b", r"(\bFILE\b|~/Maildir)", "mbox"),
    (r"applylens token new\b", r"\bNAME\b", "word"),
    (r"applylens oncall (rotation|override)\b", r"2026-11-23", "tomorrow"),
    (r"applylens oncall override\b", r"2026-11-24", "day_after"),
    (r"applylens oncall override\b", r"\bFROM UNTIL\b", "span"),
    (r"applylens oncall --at\b", r"\bTIME\b", "now"),
    (r"applylens oncall calendar\b", r"\bE$", "address"),
]
