/* policies.def.h - the limits: a line a policy. A request is admitted when
 * every policy that counts it admits it; limiter.h says how they are kept.
 *
 * X(name, counted, class, "meaning")
 *   counted  ADDRESS: by the client's address, before anybody is asked who
 *            they are; USER, CREDENTIAL (token or session): a cell a request;
 *            COST: by user, in cells of the answer's cost, once it is known
 *   class    a class of classes.def.h, or ANY
 *
 * Rate and burst are the options rate_NAME_per_minute and rate_NAME_burst;
 * the flag "limit_shadow.NAME" lets a policy count without refusing.
 */
#ifndef GATEWAY_POLICIES_DEF_H
#define GATEWAY_POLICIES_DEF_H

#define GATEWAY_POLICIES(X)                                                    \
	X(ip, ADDRESS, ANY, "requests of one address (IPv6: of a /64)")        \
	X(user, USER, ANY, "requests of one user")                             \
	X(token, CREDENTIAL, ANY, "requests with one token or session")        \
	X(chat, USER, CHAT, "questions of one user")                           \
	X(run, USER, RUN, "runs of agents by one user")                        \
	X(bulk, USER, BULK, "imports of one user")                             \
	X(cost, COST, ANY, "millionths of a dollar of one user's answers")

/* 0 a minute: no such limit; -1: a fifth of the user's, rate and burst. */
#define LIMIT_OPTIONS(X)                                                       \
	X(I64(0, 100000000), rate_user_per_minute, "APPLYLENS_RATE_PER_MINUTE", \
	    "6000", "requests a minute", "sustained limit of one user")        \
	X(I64(2, 10000000), rate_user_burst, "APPLYLENS_RATE_BURST", "1000",   \
	    "requests", "how many of them may come at once")                   \
	X(I64(0, 100000000), rate_token_per_minute,                            \
	    "APPLYLENS_RATE_TOKEN_PER_MINUTE", "0", "requests a minute",       \
	    "sustained limit of one token or session")                         \
	X(I64(2, 1000000000), rate_token_burst, "APPLYLENS_RATE_TOKEN_BURST",  \
	    "1000", "requests", "how many of them may come at once")           \
	X(I64(0, 100000000), rate_ip_per_minute,                               \
	    "APPLYLENS_RATE_IP_PER_MINUTE", "60000", "requests a minute",      \
	    "sustained limit of one address, before asking who it is")         \
	X(I64(2, 1000000000), rate_ip_burst, "APPLYLENS_RATE_IP_BURST",        \
	    "10000", "requests", "how many of them may come at once")          \
	X(I64(-1, 100000000), rate_chat_per_minute,                            \
	    "APPLYLENS_RATE_CHAT_PER_MINUTE", "-1", "requests a minute",       \
	    "sustained limit of one user's questions")                         \
	X(I64(2, 1000000000), rate_chat_burst, "APPLYLENS_RATE_CHAT_BURST",    \
	    "200", "requests", "how many of them may come at once")            \
	X(I64(-1, 100000000), rate_run_per_minute,                             \
	    "APPLYLENS_RATE_RUN_PER_MINUTE", "-1", "requests a minute",        \
	    "sustained limit of one user's runs of agents")                    \
	X(I64(2, 1000000000), rate_run_burst, "APPLYLENS_RATE_RUN_BURST",      \
	    "200", "requests", "how many of them may come at once")            \
	X(I64(-1, 100000000), rate_bulk_per_minute,                            \
	    "APPLYLENS_RATE_BULK_PER_MINUTE", "-1", "requests a minute",       \
	    "sustained limit of one user's imports")                           \
	X(I64(2, 1000000000), rate_bulk_burst, "APPLYLENS_RATE_BULK_BURST",    \
	    "200", "requests", "how many of them may come at once")            \
	X(I64(0, 100000000), rate_cost_per_minute,                             \
	    "APPLYLENS_RATE_COST_PER_MINUTE", "20000", "0.000001 dollars a minute", \
	    "sustained limit of what one user's answers cost")                 \
	X(I64(2, 1000000000), rate_cost_burst, "APPLYLENS_RATE_COST_BURST",    \
	    "2000000", "0.000001 dollars", "how many of them may come at once") \
	X(STR, rate_shadow, "APPLYLENS_RATE_SHADOW", "", "user, token, ip ...", \
	    "limits that count what they would refuse, and admit it")          \
	X(I64(1, 100), gateways, "APPLYLENS_GATEWAYS", "1", "gateways",        \
	    "how many may run at once and share the limits; the same in all")  \
	X(STR, trusted_proxies, "APPLYLENS_TRUSTED_PROXIES", "",               \
	    "10.0.0.0/8, ::1, unix",                                           \
	    "whose X-Forwarded-For is believed; this machine is not counted")

#endif
