# chat.sh - what tests of the chat share; source it behind suite.sh.
# shellcheck shell=sh

# stream QUESTION [curl arguments]: the answer's events as they come.
stream() {
	stream_q=$1
	shift
	curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
		--data-urlencode "q=$stream_q" "$@" "$URL/api/chat/stream"
}

# answer_of: the text of an answer, of its JSON or its stream on stdin.
answer_of() {
	sed -n 's/.*"answer":"\(\([^"\\]\|\\.\)*\)".*/\1/p' | tail -n 1
}

# hasnt NAME TEXT PART: the part must not be there.
hasnt() {
	case $2 in
	*"$3"*) not_ok "$1" "'$3' in: $2" ;;
	*) ok "$1" ;;
	esac
}
