/* options.def.h - the gateway's options. Columns: common/config/config.h. */
#ifndef GATEWAY_OPTIONS_DEF_H
#define GATEWAY_OPTIONS_DEF_H

#include "services/gateway/limits/policies.def.h"

#define GATEWAY_OPTIONS(X)                                                     \
	X(STR, listen_host, "APPLYLENS_HOST", "127.0.0.1", "address",          \
	    "where the gateway listens; 0.0.0.0 for every interface")          \
	X(I64(1, 65535), port, "APPLYLENS_PORT", "8080", "port",               \
	    "where the gateway listens")                                       \
	X(BOOL, chat_streaming, "CHAT_STREAMING_ENABLED", "true",              \
	    "true/false, 1/0, yes/no, y/n",                                    \
	    "answers are streamed; the flag chat_streaming_enabled goes "      \
	    "first")                                                           \
	LIMIT_OPTIONS(X)                                                       \
	X(BOOL, admission, "APPLYLENS_ADMISSION", "true",                      \
	    "true/false, 1/0, yes/no, y/n",                                    \
	    "hold back what a service is too busy for; off only to compare")   \
	X(I64(1, 1000000), streams_per_user, "APPLYLENS_STREAMS_PER_USER",     \
	    "64", "streams", "of one user open at one gateway; more: 429")     \
	X(MS(1000, 86400000), stream_life_ms, "APPLYLENS_STREAM_LIFE", "1h",   \
	    "1s to 24h", "then a stream of agent runs ends, and its reader "   \
	    "comes back to be known again")                                    \
	X(STR, object_store_url, "OBJECT_STORE_URL", CONFIG_REQUIRED,          \
	    "file:///dir or a directory", "where raw mail is")                 \
	X(MS(60000, 31536000000), session_ms, "APPLYLENS_SESSION_TIME", "7d",  \
	    "5m, 12h, 7d", "how long a sign-in lasts at most")                 \
	X(MS(60000, 31536000000), session_idle_ms, "APPLYLENS_SESSION_IDLE",   \
	    "1d", "5m, 12h, 7d", "how long one lasts that is not used")        \
	X(STR, public_url, "APPLYLENS_PUBLIC_URL", "", "https://host[:port]",  \
	    "what browsers call us; default: what the request's Host says")    \
	X(STR, google_client_id, "GOOGLE_CLIENT_ID", "", "from Google",        \
	    "signing in with Google; empty: off")                              \
	X(SECRET, google_client_secret, "GOOGLE_CLIENT_SECRET", "",            \
	    "from Google", "the client's secret")                              \
	X(URL, google_auth_url, "GOOGLE_AUTH_URL",                             \
	    "https://accounts.google.com/o/oauth2/v2/auth", "http|https",      \
	    "where browsers are sent")                                         \
	X(URL, google_token_url, "GOOGLE_TOKEN_URL",                           \
	    "https://oauth2.googleapis.com/token", "http|https",               \
	    "where a code becomes a token")                                    \
	X(URL, google_certs_url, "GOOGLE_CERTS_URL",                           \
	    "https://www.googleapis.com/oauth2/v3/certs", "http|https",        \
	    "the keys that sign tokens")                                       \
	X(STR, google_issuer, "GOOGLE_ISSUER", "https://accounts.google.com",  \
	    "https://...", "whom tokens must be from")                         \
	X(ENUM, signup, "APPLYLENS_SIGNUP", "closed", "closed|google",         \
	    "who gets a new account: nobody, or whom Google vouches for")      \
	X(MS(60000, 2592000000), key_ms, "APPLYLENS_KEY_TIME", "24h",          \
	    "30m, 12h, 7d", "how long an Idempotency-Key is answered alike")   \
	X(MS(60000, 2592000000), key_unknown_ms, "APPLYLENS_KEY_UNKNOWN_TIME", \
	    "24h", "30m, 12h, 7d", "how long a key whose request was lost "    \
	    "amid its work is refused, when the work must not be done twice")  \
	X(BOOL, secure_cookies, "APPLYLENS_SECURE_COOKIES", "false",           \
	    "true behind TLS",                                                 \
	    "cookies are sent over HTTPS only, and browsers told to stay with it") \
	X(STR, cors_origins, "APPLYLENS_CORS_ORIGINS", "",                     \
	    "https://app.example,http://localhost:3000",                       \
	    "pages of which other origins may call; empty: none")              \
	X(I64(0, 1000000), peer_connections, "APPLYLENS_PEER_CONNECTIONS",     \
	    "0", "connections",                                                \
	    "most of one address; 0: no such bound, as behind a proxy")        \
	X(PATH, web_root, "APPLYLENS_WEB_ROOT", "", "a directory",             \
	    "the web app's files, read at start; empty: no web app")

#endif
