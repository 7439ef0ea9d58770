#!/bin/sh
# signals.sh - what triage's signals mean, for the web app: TypeScript from the
# table services/triage/signals/signals.def.h.
set -eu
cd "$(dirname "$0")/../.."
cat <<'END'
// signals.ts - what triage's signals mean, in words.
// Made from services/triage/signals/signals.def.h by make docs.

export const signals: Record<string, string> = {
END
tr '\n' ' ' <services/triage/signals/signals.def.h | tr -d '\134' |
	grep -o 'X([A-Z_]*, *"[a-z_]*",[^"]*"[^"]*")' |
	sed 's/^[^"]*"\([a-z_]*\)",[^"]*"\([^"]*\)")$/\t\1: "\2",/'
echo '};'
