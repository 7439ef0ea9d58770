/* words.def.h - flags of a message, and the words of has:, is:,
 * priority: and risk:.
 */

/* Bits of a message in the index. Positions are stored: append only. */
#define MAIL_FLAGS(X)                                                          \
	X(ATTACHMENT, "at least one attachment")                               \
	X(LINK, "a link in the text")                                          \
	X(DRIVE, "a link to a shared drive")                                   \
	X(YOUTUBE, "a link to a video")                                        \
	X(DOCUMENT, "a text document attached or linked")                      \
	X(SPREADSHEET, "a spreadsheet attached or linked")                     \
	X(PRESENTATION, "slides attached or linked")                           \
	X(PDF, "a PDF attached")                                               \
	X(IMAGE, "an image attached")                                          \
	X(CALENDAR, "an invitation")                                           \
	X(UNREAD, "not read yet")                                              \
	X(STARRED, "starred by the user")                                      \
	X(IMPORTANT, "marked important")                                       \
	X(SENT, "written by the user")                                         \
	X(NEEDS_REPLY, "triage thinks that it needs an answer")                \
	X(USERLABELS, "a label that the user made")                            \
	X(INBOX, "in the inbox")                                               \
	X(DRAFT, "a draft")                                                    \
	X(SPAM, "in spam or quarantine")                                       \
	X(TRASH, "in the bin")

/* X(OP, "word", FLAG, set): true when the flag must be set. */
#define QUERY_FLAG_WORDS(X)                                                    \
	X(HAS, "attachment", ATTACHMENT, true)                                 \
	X(HAS, "link", LINK, true)                                             \
	X(HAS, "drive", DRIVE, true)                                           \
	X(HAS, "youtube", YOUTUBE, true)                                       \
	X(HAS, "document", DOCUMENT, true)                                     \
	X(HAS, "spreadsheet", SPREADSHEET, true)                               \
	X(HAS, "presentation", PRESENTATION, true)                             \
	X(HAS, "pdf", PDF, true)                                               \
	X(HAS, "image", IMAGE, true)                                           \
	X(HAS, "calendar", CALENDAR, true)                                     \
	X(HAS, "userlabels", USERLABELS, true)                                 \
	X(HAS, "nouserlabels", USERLABELS, false)                              \
	X(IS, "unread", UNREAD, true)                                          \
	X(IS, "read", UNREAD, false)                                           \
	X(IS, "starred", STARRED, true)                                        \
	X(IS, "important", IMPORTANT, true)                                    \
	X(IS, "sent", SENT, true)                                              \
	X(IS, "needs_reply", NEEDS_REPLY, true)                                \
	X(IS, "inbox", INBOX, true)                                            \
	X(IS, "draft", DRAFT, true)                                            \
	X(IS, "spam", SPAM, true)                                              \
	X(IS, "trash", TRASH, true)                                            \
	X(IN, "inbox", INBOX, true)                                            \
	X(IN, "archive", INBOX, false)                                         \
	X(IN, "sent", SENT, true)                                              \
	X(IN, "draft", DRAFT, true)                                            \
	X(IN, "drafts", DRAFT, true)                                           \
	X(IN, "spam", SPAM, true)                                              \
	X(IN, "trash", TRASH, true)                                            \
	X(IN, "bin", TRASH, true)                                              \
	X(IN, "starred", STARRED, true)                                        \
	X(IN, "important", IMPORTANT, true)

/* X(OP, "word", "label"): Gmail's kinds of stars, and states, are labels. */
#define QUERY_LABEL_WORDS(X)                                                   \
	X(HAS, "yellow-star", "yellow_star")                                   \
	X(HAS, "orange-star", "orange_star")                                   \
	X(HAS, "red-star", "red_star")                                         \
	X(HAS, "purple-star", "purple_star")                                   \
	X(HAS, "blue-star", "blue_star")                                       \
	X(HAS, "green-star", "green_star")                                     \
	X(HAS, "red-bang", "red_bang")                                         \
	X(HAS, "yellow-bang", "yellow_bang")                                   \
	X(HAS, "orange-guillemet", "orange_guillemet")                         \
	X(HAS, "green-check", "green_check")                                   \
	X(HAS, "blue-info", "blue_info")                                       \
	X(HAS, "purple-question", "purple_question")                           \
	X(IS, "muted", "muted")                                                \
	X(IS, "snoozed", "snoozed")                                            \
	X(IS, "chat", "chat")                                                  \
	X(IN, "chats", "chat")

/* Words instead of a number; they are stored as triage wrote them. */
#define QUERY_LEVEL_WORDS(X)                                                   \
	X(PRIORITY, "now")                                                     \
	X(PRIORITY, "today")                                                   \
	X(PRIORITY, "later")                                                   \
	X(PRIORITY, "none")                                                    \
	X(RISK, "safe")                                                        \
	X(RISK, "low")                                                         \
	X(RISK, "medium")                                                      \
	X(RISK, "high")                                                        \
	X(RISK, "critical")
