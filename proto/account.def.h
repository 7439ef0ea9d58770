/* account.def.h - bodies of the gateway's routes for people and their
 * credentials. They never travel on the bus. */
#ifndef PROTO_ACCOUNT_DEF_H
#define PROTO_ACCOUNT_DEF_H

#define LOGIN_REQUEST(M, F, E, R)                                              \
	F(M, STR, email, 3, 320, REQ, "of the account; case does not matter")  \
	F(M, STR, password, 1, 1024, REQ, "its password")

#define PASSWORD_SET(M, F, E, R)                                               \
	F(M, STR, current, 1, 1024, OPT(0), "needed when there is one")        \
	F(M, STR, password, 1, 1024, REQ, "the new one; 12 characters or more")

#define TOKEN_NEW(M, F, E, R)                                                  \
	F(M, STR, name, 1, 100, REQ, "what it is for")                         \
	F(M, STRS, scopes, 0, 20, OPT(0), "what it may do; default all of "    \
	    "the caller's")                                                    \
	F(M, STR, expires_at, 10, 40, OPT(0), "RFC 3339; default when the "    \
	    "caller's own does, or never")

#define GOOGLE_SET(M, F, E, R)                                                 \
	F(M, BOOL, allow, 0, 1, REQ, "may Google sign in to this account? "    \
	    "No also forgets which Google account did")

#define ACCOUNT_MESSAGES(X)                                                    \
	X(login_request, LOGIN_REQUEST, 240, false, "client", "gateway",       \
	    "Body of POST /api/login.")                                        \
	X(password_set, PASSWORD_SET, 241, false, "client", "gateway",         \
	    "Body of POST /api/password.")                                     \
	X(token_new, TOKEN_NEW, 242, false, "client", "gateway",               \
	    "Body of POST /api/tokens.")                                       \
	X(google_set, GOOGLE_SET, 243, true, "client", "gateway",              \
	    "Body of PUT /api/login/google.")

#endif
