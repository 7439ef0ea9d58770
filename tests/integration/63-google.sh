#!/bin/sh
# Signing in with Google, against a provider on loopback that does all that
# Google does and, told to, lies in every way that matters.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/peer.sh
. tests/lib/peer.sh

peer_start tests/lib/oidc_peer.js client-1 client-secret-1
# shellcheck disable=SC2034 # for suite_start
SUITE_ENV="GOOGLE_CLIENT_ID='client-1'
GOOGLE_CLIENT_SECRET='client-secret-1'
GOOGLE_AUTH_URL='$at/auth'
GOOGLE_TOKEN_URL='$at/token'
GOOGLE_CERTS_URL='$at/certs'
GOOGLE_ISSUER='$at'"
suite_start
trap peer_end EXIT
jar=$STATE/jar


location() { # of the head on stdin
	tr -d '\r' | sed -n 's/^[Ll]ocation: //p'
}

begin() { # [to]: $there is Google's address for it
	rm -f "$jar"
	there=$(curl -sS -D - -o /dev/null -c "$jar" -G \
		${1:+--data-urlencode "to=$1"} "$URL/api/login/google" |
		location)
}

return_path() { # $back: where the provider sends the browser to
	back=$(curl -sS -D - -o /dev/null "$there" | location)
	back=/${back#http://*/}
}

come_back() { # code, body, head of the callback
	body=$(curl -sS -m 20 -D "$STATE/head" -w '\n%{http_code}' -b "$jar" \
		-c "$jar" "$URL$back")
	code=$(printf '%s' "$body" | tail -n 1)
	body=$(printf '%s' "$body" | sed '$d')
}

google() { # all of it
	begin
	return_path
	come_back
}

whoami() {
	curl -sS -b "$jar" "$URL/api/session"
}

refused() { # name code text mode
	peer_mode "$4"
	google
	is "$1: $2" "$code" "$2"
	has "$1: says why" "$body" "$3"
	case $(cat "$jar") in
	*session_id*) not_ok "$1: no session" "$(cat "$jar")" ;;
	*) ok "$1: no session" ;;
	esac
}

# ---- in ----
begin /inbox
has "off to Google" "$there" "$at/auth?response_type=code&client_id=client-1"
has "with a challenge" "$there" 'code_challenge_method=S256'
case $there in
*client-secret-1*) not_ok "without the secret" "$there" ;;
*) ok "without the secret" ;;
esac
return_path
come_back
is "back and in" "$code" 302
is "to where they were" "$(location <"$STATE/head")" /inbox
has "as the account with that email" "$(whoami)" \
	'"email":"alex.moreau@mail.example"'
is "which is linked now" \
	"$(sql "SELECT google_sub FROM users WHERE id = 1")" 1001
is "as the audit log says" "$(sql "SELECT detail->>'by' FROM audit_log
	WHERE action = 'login'")" google
come_back
is "coming back twice" "$code" 403
peer_mode '{"claims":{"email":"new.name@mail.example"}}'
google
has "once linked it is the subject that counts" "$(whoami)" alex.moreau
is "and the way home is the front page" "$(location <"$STATE/head")" /

# ---- other ends ----
for to in https://evil.example //evil.example '/\evil.example' evil \
	'/a b' 'javascript:alert(1)'; do
	code=$(curl -sS -o /dev/null -w '%{http_code}' -G \
		--data-urlencode "to=$to" "$URL/api/login/google")
	is "no way to $to" "$code" 400
done

# ---- other browsers ----
peer_mode '{}'
begin
return_path
cp "$jar" "$STATE/first"
rm -f "$jar"
come_back
is "a link that another browser began: 403" "$code" 403
begin
come_back
is "also when that one began another" "$code" 403
cp "$STATE/first" "$jar"
state=$(printf %s "$back" | sed 's/.*state=\([^&]*\).*/\1/')
cut=$back
back="/api/login/google/callback?state=$state"
come_back
is "without a code: 400" "$code" 400
back="/api/login/google/callback?state=$state&error=access_denied"
come_back
is "who said no: 401" "$code" 401
has "hears it" "$body" 'did not sign you in: access_denied'
back="/api/login/google/callback?state=$state&code=guess"
come_back
is "a code that Google did not give: 401" "$code" 401
back=$cut
come_back
is "the sign-in is used up by that: 401" "$code" 401
has "and says so" "$body" 'begin again'

# ---- lies ----
refused "another's signature" 502 "is not its issuer's" '{"sign":"other"}'
refused "no signature" 502 'not signed by RS256' '{"sign":"none"}'
refused "signed by the public key" 502 'not signed by RS256' \
	'{"sign":"hs256"}'
refused "half a signature" 502 'the ID token' '{"sign":"cut"}'
refused "no token" 502 'the ID token' '{"sign":"garbage"}'
refused "another nonce" 502 'claim nonce' '{"claims":{"nonce":"x"}}'
refused "no nonce" 502 'claim nonce' '{"claims":{"nonce":null}}'
refused "another client's token" 502 'claim aud' '{"claims":{"aud":"other"}}'
refused "many clients' token" 502 'claim aud' \
	'{"claims":{"aud":["client-1","other"]}}'
refused "another issuer" 502 'claim iss' \
	'{"claims":{"iss":"https://evil.example"}}'
refused "a token of yesterday" 502 'claim exp' '{"claims":{"exp":1700000000}}'
refused "without an end" 502 'claim exp' '{"claims":{"exp":null}}'
refused "of tomorrow" 502 'claim iat' '{"claims":{"iat":4000000000}}'
refused "of nobody" 502 'claim sub' '{"claims":{"sub":null}}'

# ---- whose account ----
refused "a stranger" 403 'no account' \
	'{"claims":{"sub":"2","email":"who@mail.example"}}'
refused "another Google account with the email" 403 'another Google account' \
	'{"claims":{"sub":"2"}}'
sql "UPDATE users SET google_sub = NULL WHERE id = 1" >/dev/null
refused "an email that is not verified" 403 'does not vouch' \
	'{"claims":{"email_verified":false}}'
refused "an email that Google does not run" 403 'does not vouch' \
	'{"claims":{"hd":null}}'
refused "no email" 403 'does not vouch' '{"claims":{"email":null}}'
api PUT /api/login/google -d '{"allow":false}'
is "an account can say no" "$code" 200
refused "then it is none" 403 'does not allow' '{}'
api PUT /api/login/google -d '{"allow":true}'
sql "UPDATE users SET disabled_at = now() WHERE id = 1" >/dev/null
refused "who is shut out" 403 'no account' '{}'
sql "UPDATE users SET disabled_at = NULL WHERE id = 1" >/dev/null
is "no account was made" "$(sql 'SELECT count(*) FROM users')" 1

# ---- a Google that is ill ----
refused "no JSON" 502 'is no JSON' '{"token":"garbage"}'
refused "no token in it" 502 'the ID token' '{"token":"empty"}'
refused "a broken one" 502 'answered 500' '{"token":"broken"}'
refused "a hung one" 504 '' '{"token":"hang"}'
peer_mode '{"token":"slow"}'
google
is "a slow one is waited for" "$code" 302
sleep 1.1
peer_mode '{"rotate":true}'
google
is "another key is fetched when it signs" "$code" 302
sleep 1.1
refused "keys that are none" 502 "issuer's keys" \
	'{"rotate":true,"certs":"garbage"}'
sleep 1.1
refused "no keys" 502 'instead of its keys' '{"certs":"broken"}'
sleep 1.1
refused "keys that hang" 504 '' '{"certs":"hang"}'
sleep 1.1
peer_mode '{}'
google
is "and all is well again" "$code" 302
kill9 redis
begin
is "without Redis nothing begins" "$there" ''
api GET /api/session
is "but who is in is served" "$code" 200

# ---- open doors ----
echo "APPLYLENS_SIGNUP='google'" >>"$STATE/env.local"
sv restart "$STATE/service/gateway" >/dev/null
wait_up gateway
peer_mode '{"claims":{"sub":"3","email":"eve@evil.example","hd":null}}'
google
is "new accounts need an email that Google vouches for" "$code" 403
peer_mode '{"claims":{"sub":"3","email":"kim@gmail.com","hd":null,"name":"Kim"}}'
google
is "then they are made" "$code" 302
has "with their own name" "$(whoami)" '"email":"kim@gmail.com","role":"user"'
google
is "once" "$(sql "SELECT count(*) FROM users")" 2

# ---- off ----
sed -i '/GOOGLE_CLIENT_ID/d' "$STATE/env.local"
sv restart "$STATE/service/gateway" >/dev/null
wait_up gateway
code=$(curl -sS -o "$STATE/out" -w '%{http_code}' "$URL/api/login/google")
is "without a client id: 404" "$code" 404
has "and says what is missing" "$(cat "$STATE/out")" GOOGLE_CLIENT_ID
kill $peer
grep -q client-secret-1 "$STATE"/log/*/current
is "the logs have no secret" "$?" 1
done_testing
