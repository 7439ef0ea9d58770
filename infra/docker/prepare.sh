#!/bin/sh
# prepare.sh - roles, database, schema and the first user; then it ends.
#
# Run once before the daemons (docker-compose.yml: migrate); running it again
# changes nothing that is well. From the environment:
#   PGHOST, PGUSER, PGPASSWORD   the server and its superuser
#   OWNER_PASSWORD               of role applylens, which owns the schema
#   APP_PASSWORD                 of role applylens_app, which daemons use
#   FIRST_USER, FIRST_TOKEN      email and API token of an admin; or empty
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${PGHOST:?}" "${PGUSER:?}" "${OWNER_PASSWORD:?}" "${APP_PASSWORD:?}"

sql() { # database; statements on stdin
	psql -X -q -w -A -t -v ON_ERROR_STOP=1 -d "$1" -f -
}

# Passwords reach psql through the environment, not its arguments.
sql postgres <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv app APP_PASSWORD
SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS', name)
FROM unnest(ARRAY['applylens', 'applylens_app']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec
ALTER ROLE applylens PASSWORD :'owner';
ALTER ROLE applylens_app PASSWORD :'app';
SELECT 'CREATE DATABASE applylens OWNER applylens'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'applylens')
\gexec
SQL

PGUSER=applylens
PGPASSWORD=$OWNER_PASSWORD
export PGUSER PGPASSWORD
"$here/../../deploy/migrate" --database dbname=applylens

[ -n "${FIRST_TOKEN:-}" ] || exit 0
FIRST_USER=${FIRST_USER:-admin@localhost}
TOKEN_SHA256=$(printf %s "$FIRST_TOKEN" | sha256sum | cut -d' ' -f1)
PGOPTIONS='-c applylens.system=on'
export FIRST_USER TOKEN_SHA256 PGOPTIONS
sql applylens <<'SQL'
\getenv email FIRST_USER
\getenv hash TOKEN_SHA256
INSERT INTO users (email, role) VALUES (:'email', 'admin')
ON CONFLICT (email) DO NOTHING;
INSERT INTO tokens (user_id, name, hash, scopes)
SELECT id, 'first', decode(:'hash', 'hex'), '{*}' FROM users
WHERE email = :'email'
ON CONFLICT (hash) DO NOTHING;
SQL
echo "prepare: $FIRST_USER can sign in"
