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

#endif
