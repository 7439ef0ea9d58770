#!/bin/sh
# The disk is full: what cannot be kept is refused, never acknowledged; with
# room again all goes on by itself.
#
# Needs to mount a small tmpfs: skipped where that is not allowed. It is
# mounted for this script and what it starts, and gone with them.
if [ -z "${DISK_IS_OWN:-}" ] && unshare --mount true 2>/dev/null; then
	DISK_IS_OWN=1 exec unshare --mount "$0" "$@"
fi
DISK=$(mktemp -d /tmp/applylens-disk.XXXXXX)
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='100000'
OBJECT_STORE_URL='file://$DISK/objects'
INDEX_DIR='$DISK/index'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
SMALL=4m
LARGE=200m
MESSAGES=600 # of about 16 KB

if [ -z "${DISK_IS_OWN:-}" ] ||
	! mount -t tmpfs -o size=$SMALL,mode=700 none "$DISK" 2>/dev/null; then
	rmdir "$DISK"
	ok "a full disk # SKIP mounting is not allowed here"
	done_testing
fi
suite_start
trap 'suite_stop; umount "$DISK"; rmdir "$DISK"' EXIT
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"
one_mail || not_ok "a mail is brought in" "$body"

# Raw mail that does not compress, with a word of its own each.
awk -v n=$MESSAGES 'BEGIN { srand(3); for (i = 1; i <= n; i++) {
	printf "From x Mon Jan  1 00:00:00 2024\nFrom: P <p@corp.example>\n"
	printf "To: me@mail.example\nSubject: Number %d\n", i
	printf "Message-ID: <d%d@corp.example>\nDate: %02d Oct 2026 10:00:00 +0000\n\n", i, i % 28 + 1
	for (l = 0; l < 200; l++) {
		for (w = 0; w < 10; w++) printf "%x", int(rand() * 268435456)
		printf "\n" }
	printf "word%d\n\n", i } }' >"$STATE/m.mbox"

fill_disk() {
	dd if=/dev/zero of="$DISK/ballast" bs=4096 2>/dev/null
}

emails() {
	sql 'SELECT count(*) FROM emails'
}

# How many of the user's mails cannot be read as they came.
unreadable() {
	for un_id in $(sql 'SELECT id FROM emails'); do
		echo "url = \"$URL/api/emails/$un_id/raw\""
		echo 'output = /dev/null'
	done >"$STATE/urls"
	curl -s -K "$STATE/urls" -H "Authorization: Bearer $TOKEN" \
		-w '%{http_code}\n' | grep -vc '^200$'
}

# ---- an upload that is larger than the disk ----
ask_into POST /api/emails/import "$STATE/whole" -m 120 \
	-H 'Content-Type: application/mbox' --data-binary "@$STATE/m.mbox"
is_temporary "an upload that does not fit is refused for now" \
	"$STATE/whole" '503 507'
has "and it is said why" "$(cat "$STATE/whole.body")" 'No space left'
kept=$(emails)
if [ "$kept" -gt 1 ] && [ "$kept" -lt $MESSAGES ]; then
	ok "what did fit is kept ($kept of $MESSAGES)"
else
	not_ok "what did fit is kept" "$kept of $MESSAGES"
fi
is "and can be read as it came" "$(unreadable)" 0
is "nothing half-written is left" \
	"$(find "$DISK/objects" -name '.new-*' | wc -l)" 0

# ---- one message ----
fill_disk
printf 'From: a@b.example\nSubject: late\nMessage-ID: <late@b>\n\nokapi\n' \
	>"$STATE/late.eml"
ask_into POST /api/emails/import "$STATE/late" \
	-H 'Content-Type: message/rfc822' --data-binary "@$STATE/late.eml"
is_temporary "nor is one message taken" "$STATE/late" '503 507'
is "and none is listed" "$(emails)" "$kept"
api GET "/api/emails/$MAIL/raw"
is "what was kept before is read" "$code" 200
api GET '/api/search?q=%2Bquagga'
is "and found" "$code:$(field total)" 200:1

# ---- room again ----
cli --json import --wait "$STATE/m.mbox" >"$STATE/import.out" \
	2>"$STATE/import.err" &
import=$!
sleep 2
mount -o remount,size=$LARGE "$DISK"
rm -f "$DISK/ballast"
wait $import
is "an import that waited for room ends well" "$?" 0
n=0
until [ "$(sql 'SELECT count(*) FROM pipeline')" = 0 ] || [ $n -gt 600 ]; do
	n=$((n + 1))
	sleep 0.1
done
is "every message is there once" "$(emails)" $((MESSAGES + 1))
is "and can be read as it came" "$(unreadable)" 0
is "nothing waits" "$(sql 'SELECT count(*) FROM pipeline')" 0
api GET /api/warehouse/health
has "the index has exactly these" "$body" '"name":"parity","status":"ok"'
api GET "/api/search?q=word$MESSAGES"
is "the last one is found" "$(field total)" 1

done_testing
