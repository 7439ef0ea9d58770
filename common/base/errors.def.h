/* errors.def.h - every error code, one line each.
 *
 * X(code, http_status, retry, "title", "meaning")
 *   http_status  what the gateway answers
 *   retry        true when the same request may succeed later unchanged
 * Numbers are positions: they travel on the bus, so lines are only appended.
 */
#define ERRORS(X)                                                              \
	X(OK, 200, false, "OK", "no error")                                    \
	X(INVALID, 400, false, "Bad Request", "a field is missing or wrong")   \
	X(UNAUTHENTICATED, 401, false, "Unauthorized", "no valid credentials") \
	X(FORBIDDEN, 403, false, "Forbidden", "not allowed for this caller")   \
	X(NOT_FOUND, 404, false, "Not Found", "no such thing for this user")   \
	X(METHOD, 405, false, "Method Not Allowed", "path has other methods")  \
	X(CONFLICT, 409, false, "Conflict", "state does not allow this now")   \
	X(TOO_LARGE, 413, false, "Content Too Large", "above a stated bound")  \
	X(MEDIA_TYPE, 415, false, "Unsupported Media Type", "unknown body")    \
	X(UNPROCESSABLE, 422, false, "Unprocessable Content", "not applicable") \
	X(RATE_LIMITED, 429, true, "Too Many Requests", "limit reached")       \
	X(INTERNAL, 500, false, "Internal Server Error", "our fault")          \
	X(UNAVAILABLE, 503, true, "Service Unavailable", "a part is away")     \
	X(DEADLINE, 504, true, "Gateway Timeout", "not done in time")          \
	X(CANCELLED, 499, false, "Client Closed Request", "the caller left")   \
	X(BAD_PEER, 502, true, "Bad Gateway", "a neighbour answered nonsense") \
	X(OVERLOADED, 503, true, "Service Unavailable", "too much work queued") \
	X(NO_STREAMING, 503, false, "Service Unavailable",                     \
	    "streaming is switched off")                                       \
	X(TIMEOUT, 504, true, "Gateway Timeout",                               \
	    "a neighbour did not answer in the time that its caller gave it")
