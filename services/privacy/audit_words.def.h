/* audit_words.def.h - actions of the audit log in words, a line each.
 *
 * X("action", "what was done")
 */
#ifndef PRIVACY_AUDIT_WORDS_DEF_H
#define PRIVACY_AUDIT_WORDS_DEF_H

#define AUDIT_WORDS(X)                                                         \
	X("login", "signed in")                                                \
	X("login.failed", "tried to sign in and was refused")                  \
	X("google.set", "changed whether Google may sign in")                  \
	X("password.changed", "changed the password")                          \
	X("session.ended", "ended a session")                                  \
	X("token.made", "made an API token")                                   \
	X("token.revoked", "revoked an API token")                             \
	X("agent.run", "ran an agent")                                         \
	X("action.approve", "approved an action")                              \
	X("action.reject", "rejected an action")                               \
	X("action.undo", "took an action back")                                \
	X("action.execute", "carried out an action")                           \
	X("flag.set", "set a runtime flag")                                    \
	X("lane.set", "set how many get a new version")                        \
	X("lane.override", "signed a choice of versions")                      \
	X("release.planned", "planned a release")                              \
	X("consent.granted", "agreed to a purpose")                            \
	X("consent.withdrawn", "took an agreement back")                       \
	X("dsr.opened", "asked for a copy of all data, or its erasure")        \
	X("dsr.extended", "took two more months for a request")                \
	X("dsr.refused", "refused a request")                                  \
	X("hold.set", "ordered that data is kept for now")                     \
	X("hold.ended", "ended the order to keep data")                        \
	X("dsr.exported", "made a copy of all data")                           \
	X("dsr.expired", "removed a copy whose time was up")                   \
	X("export.downloaded", "downloaded a copy of all data")

#endif
