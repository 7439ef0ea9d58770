#!/bin/sh
# What browsers, caches and other origins' pages are told: HEAD and OPTIONS on
# every route, CORS as configured, security headers on every answer, the web
# app's files; and what the configuration check refuses.
web=$(mktemp -d /tmp/applylens-web.XXXXXX)
SUITE_ENV="APPLYLENS_CORS_ORIGINS='https://app.example, http://localhost:3000'
APPLYLENS_SECURE_COOKIES='true'
APPLYLENS_PEER_CONNECTIONS='40'
APPLYLENS_WEB_ROOT='$web'"
mkdir "$web/assets"
printf '<!doctype html><title>The app</title><script src="/assets/app.3f2a9c1b.js"></script>' \
	>"$web/index.html"
seq 1 2000 >"$web/assets/app.3f2a9c1b.js"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
trap 'rm -rf "$web"; suite_stop' EXIT
suite_start
trap 'rm -rf "$web"; suite_stop' EXIT

head_of() { # [curl arguments] path: the head of a GET
	curl -sS -m 10 -o /dev/null -D - -H "Authorization: Bearer $TOKEN" "$@" |
		tr -d '\r'
}
lacks() { # name text part
	case $2 in
	*"$3"*) not_ok "$1" "'$3' in: $2" ;;
	*) ok "$1" ;;
	esac
}

# ---- HEAD and OPTIONS on every path ----
routes=$(sed -n 's/.*\(OWN\|CALL\)(\([A-Z]*\), "\([^"]*\)".*/\2 \3/p' \
	services/gateway/routes.def.h | sed 's/{[^}]*}/1/g')
# GET of a stream begins a chat, which HEAD must not.
for path in $(echo "$routes" | sed -n 's/^GET //p' | grep -v '/stream$'); do
	get=$(head_of "$URL$path" | sed -n '1p; s/^Content-Type/&/p' | sort)
	head=$(head_of -I "$URL$path" | sed -n '1p; s/^Content-Type/&/p' | sort)
	is "HEAD answers as GET: $path" "$head" "$get"
done
for path in $(echo "$routes" | sed 's/^[A-Z]* //' | sort -u); do
	allow=$(head_of -X OPTIONS "$URL$path" | sed -n 's/^Allow: //p')
	want=$(echo "$routes" | while read -r method p; do
		[ "$p" = "$path" ] && echo "$method"
	done)
	for method in $want OPTIONS; do
		has "OPTIONS names $method: $path" " $allow," " $method,"
	done
done
has "another method: 405" "$(head_of -X PATCH "$URL/api/emails")" ' 405 '
has "with Allow" "$(head_of -X PATCH "$URL/api/emails")" 'Allow: GET, HEAD, OPTIONS'

# ---- headers of every answer ----
for what in "/api/flags" "/api/nope" "/health" "/api/chat/stream?q=a" \
	"/api/emails?cursor=x"; do
	head=$(head_of "$URL$what")
	has "nosniff: $what" "$head" 'X-Content-Type-Options: nosniff'
	has "no referrer: $what" "$head" 'Referrer-Policy: no-referrer'
	has "no frame, no script: $what" "$head" \
		"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'"
	has "not stored: $what" "$head" 'Cache-Control: no-store'
	has "its own site only: $what" "$head" \
		'Cross-Origin-Resource-Policy: same-origin'
	has "HTTPS from now on: $what" "$head" 'Strict-Transport-Security: max-age='
	has "an id: $what" "$head" 'X-Request-Id: '
done
head=$(head_of -H 'Host:' "$URL/api/flags")
has "a refused head has them too" "$head" "default-src 'none'"

# ---- a header that came twice is named ----
for name in Authorization Content-Type Idempotency-Key Last-Event-ID \
	X-CSRF-Token Content-Length; do
	got=$(curl -sS -m 10 -H "$name: 1" -H "$(echo $name | tr '[:upper:]' '[:lower:]'): 1" \
		"$URL/api/flags")
	has "two $name: 400 naming it" "$got" "\"detail\":\"$name is repeated\""
done

# ---- CORS ----
head=$(head_of -H 'Origin: https://app.example' "$URL/api/flags")
has "a listed origin may read" "$head" \
	'Access-Control-Allow-Origin: https://app.example'
has "with credentials" "$head" 'Access-Control-Allow-Credentials: true'
has "and see the limits" "$head" \
	'Access-Control-Expose-Headers: X-Request-Id, RateLimit'
has "caches keep origins apart" "$head" 'Vary: Origin'
head=$(head_of -H 'Origin: https://app.example' "$URL/api/emails?cursor=x")
has "it may read problems" "$head" \
	'Access-Control-Allow-Origin: https://app.example'
head=$(head_of -X OPTIONS -H 'Origin: http://localhost:3000' \
	-H 'Access-Control-Request-Method: PUT' "$URL/api/flags/x")
has "its preflight passes" "$head" ' 204 '
has "with the path's methods" "$head" \
	'Access-Control-Allow-Methods: GET, HEAD, PUT, DELETE, OPTIONS'
has "and the headers of the API" "$head" 'Idempotency-Key'
head=$(head_of -H 'Origin: https://evil.example' "$URL/api/flags")
lacks "another origin is told nothing" "$head" 'Access-Control'
lacks "nobody is told *" "$head" '*'

# ---- the web app ----
js=/assets/app.3f2a9c1b.js
head=$(head_of -H 'Accept: text/html' "$URL/")
has "a browser gets the app" "$head" 'Content-Type: text/html'
has "with a strict policy" "$head" "script-src 'self'"
lacks "that lets nothing inline run" "$head" unsafe
has "and asks for it again" "$head" 'Cache-Control: no-cache'
has "a program gets JSON" "$(curl -sS "$URL/")" '"name":"ApplyLens"'
head=$(head_of -H 'Accept: text/html,*/*;q=0.8' "$URL/emails/17")
has "paths of the app's own are its page" "$head" 'Content-Type: text/html'
head=$(head_of "$URL/emails/17")
has "not for who wants no page" "$head" ' 404 '
head=$(head_of -H 'Accept: text/html' "$URL/api/nope")
has "nor below /api" "$head" ' 404 '
has "which answers problems" "$head" 'application/problem+json'
head=$(head_of "$URL$js")
has "hashed names are kept for ever" "$head" \
	'Cache-Control: public, max-age=31536000, immutable'
etag=$(echo "$head" | sed -n 's/^ETag: //p')
head=$(head_of -H "If-None-Match: $etag" "$URL$js")
has "what is known is not sent again" "$head" ' 304 '
has "OPTIONS of a file" "$(head_of -X OPTIONS "$URL$js")" 'Allow: GET, HEAD, OPTIONS'
has "OPTIONS of nothing" "$(head_of -X OPTIONS "$URL/nowhere")" ' 404 '
for coding in gzip br identity; do
	sum=$(curl -sS -H "Accept-Encoding: $coding" "$URL$js" |
		case $coding in
		gzip) gzip -dc ;;
		br) node -e 'process.stdout.write(require("zlib").brotliDecompressSync(require("fs").readFileSync(0)))' ;;
		*) cat ;;
		esac | sha256sum)
	is "the same bytes as $coding" "$sum" "$(sha256sum <"$web$js")"
done
head=$(head_of --path-as-is "$URL/assets/../../etc/passwd")
has "no way out of the directory" "$head" ' 400 '

# ---- connections of one address ----
away=$(node -e '
	const sockets = []
	let away = 0, late
	const done = () => { console.log(away); process.exit() }
	for (let i = 0; i < 45; i++) {
		const s = require("net").connect(process.argv[1], "127.0.0.1")
		s.on("data", (d) => {
			if (/^HTTP\/1.1 503 /.test(d)) away++
			clearTimeout(late)
			late = setTimeout(done, 300) // were there more?
		})
		s.on("error", () => {})
		sockets.push(s)
	}
	late = setTimeout(done, 10000)' "$APPLYLENS_PORT")
# oncall, which reads the metrics, may have one of the 40.
between "45 connections, 40 allowed: the others are turned away" "$away" 5 6
until curl -fsS -o /dev/null "$URL/version" 2>/dev/null; do sleep 0.05; done
ok "the places are free again"

# ---- the configuration check ----
check() { # NAME=value...: what -t says
	env DATABASE_URL=postgres://x/y REDIS_URL=redis://x OBJECT_STORE_URL=/tmp \
		APPLYLENS_RUN_DIR=/tmp "$@" "$APPLYLENS_BIN/gateway" -t 2>&1
}
for bad in '*' 'https://a/b' 'app.example' 'https://a,,https://b'; do
	got=$(check APPLYLENS_CORS_ORIGINS="$bad")
	is "-t refuses origins '$bad'" "$?" 78
	has "and names the option" "$got" APPLYLENS_CORS_ORIGINS
done
got=$(check APPLYLENS_WEB_ROOT=/nonexistent)
is "-t refuses a web root that is not there" "$?" 78
has "and names it" "$got" 'APPLYLENS_WEB_ROOT: /nonexistent: No such file'
done_testing
