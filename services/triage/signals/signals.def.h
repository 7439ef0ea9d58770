/* signals.def.h - what is noticed about a mail, and what it is worth.
 *
 * X(NAME, "name", risk, priority, reply, "meaning")
 *   risk      points of 0..100
 *   priority  points of 0..100
 *   reply     thousandths of log-odds towards "wants an answer"
 * The parts in a category's log-odds stand in weights.def.h. Names are shown
 * to users and stored: never renamed.
 */
#define SIGNALS(X)                                                             \
	/* the sender */                                                       \
	X(OWN_MAIL, "own_mail", 0, -20, -6000, "written by the user")          \
	X(KNOWN_CONTACT, "known_contact", -15, 10, 700,                        \
	    "the user has written to this address")                            \
	X(REPLY_TO_USER, "reply_to_user", -25, 8, 900,                         \
	    "answers a mail of the user's")                                    \
	X(FIRST_CONTACT, "first_contact", 8, 0, 0,                             \
	    "the first mail of a stranger, with links or files")               \
	X(SAME_DOMAIN, "same_domain", 0, 5, 500, "the user's own organisation") \
	X(NO_REPLY, "no_reply_sender", 0, -3, -2200, "the address takes no answer") \
	X(FREE_MAIL, "free_mail_sender", 0, 0, 400, "a person's mail provider") \
	X(ATS_SENDER, "ats_sender", 0, 2, 0, "sent by an application system")  \
	X(JOB_BOARD, "job_board_sender", 0, 0, -500, "sent by a job board")    \
	X(SOCIAL_SENDER, "social_sender", 0, -4, -800, "sent by a social network") \
	X(TRAVEL_SENDER, "travel_sender", 0, 2, -500, "sent by a travel company") \
	X(PAYMENT_SENDER, "payment_sender", 0, 0, -500, "sent by a payment service") \
	X(EVENT_SENDER, "event_sender", 0, 0, -300, "sent by an event service") \
	X(WORK_TOOL, "work_tool_sender", 0, 0, -600, "sent by a tool for work") \
	X(BRAND_SENDER, "brand_sender", -20, 0, 0,                             \
	    "a well-known company's own, authenticated domain")                \
	X(CONSISTENT, "consistent_sender", -14, 0, 0,                          \
	    "its name, its address and its links agree")                       \
	/* the envelope */                                                     \
	X(LIST_UNSUBSCRIBE, "list_unsubscribe", 0, -6, -1500, "has List-Unsubscribe") \
	X(LIST_ID, "list_id", 0, -4, -1200, "has List-Id")                     \
	X(BULK, "bulk_precedence", 0, -4, -1500, "Precedence: bulk, list or junk") \
	X(AUTO, "auto_submitted", 0, -2, -1800, "sent by a program")           \
	X(TO_MANY, "many_recipients", 0, -4, -700, "more than ten recipients") \
	X(NOT_TO_USER, "not_addressed_to_user", 8, -3, -500,                   \
	    "the user's address is not in To")                                 \
	X(DMARC_FAIL, "dmarc_fail", 25, 0, 0, "the sender's domain disowns it") \
	X(SPF_FAIL, "spf_fail", 12, 0, 0, "sent from a machine not allowed to") \
	X(DKIM_FAIL, "dkim_fail", 10, 0, 0, "its signature is wrong")          \
	X(UNALIGNED, "not_vouched_for", 10, 0, 0,                               \
	    "what was checked speaks for another domain")                      \
	X(NO_AUTH, "not_authenticated", 18, 0, 0,                              \
	    "checked, and neither SPF nor DKIM vouch for it")                  \
	X(UNPROVEN_BULK, "designed_mail_not_proven", 14, 0, 0,                 \
	    "a designed mail with links whose sender proves nothing")          \
	X(REPLY_TO_OTHER, "reply_to_differs", 10, 0, 0,                        \
	    "answers go to another domain")                                    \
	X(REPLY_TO_FREE, "reply_to_free_mail", 16, 0, 0,                       \
	    "a company's mail whose answers go to free mail")                  \
	X(LATE_ID, "message_id_added_late", 14, 0, 0,                          \
	    "the sender's program gave it no Message-ID")                      \
	X(TO_NOBODY, "no_recipient_named", 6, 0, 0, "neither To nor Cc names anybody") \
	X(PRIORITY, "marked_urgent", 5, 0, 0, "a stranger marked it as urgent") \
	X(NO_ADDRESS, "sender_without_address", 40, 0, 0,                      \
	    "the sender has a name and no address")                            \
	X(BRAND_SPOOF, "brand_spoof", 45, 0, 0,                                \
	    "the name is a company's, the address is not")                     \
	X(SELF_SPOOF, "your_address_forged", 40, 0, 0,                         \
	    "the user's own address, and it does not hold")                    \
	X(CONTACT_SPOOF, "contact_spoof", 38, 0, 0,                            \
	    "the name of somebody known, from another address")                \
	X(NAME_IS_ADDRESS, "name_is_other_address", 28, 0, 0,                  \
	    "the name is another mail address")                                \
	X(NAME_IS_HOST, "name_is_other_site", 24, 0, 0,                        \
	    "the name is another site's")                                      \
	X(DISGUISED_NAME, "disguised_name", 26, 0, 0,                          \
	    "a name spelt to pass filters")                                    \
	X(ODD_NAME, "unlikely_name", 22, 0, 0,                                 \
	    "a name that neither people nor companies have")                   \
	X(LOOKALIKE_SENDER, "lookalike_sender", 45, 0, 0,                      \
	    "the sender's domain imitates another")                            \
	X(OFFICE_FREE_MAIL, "office_at_free_mail", 24, 0, 0,                    \
	    "a department that writes from a free mail provider")              \
	X(OFFICE_ELSEWHERE, "office_of_another_name", 10, 0, 0,                \
	    "an organisation whose name is not in its domain")                 \
	X(OFFICE_NAMELESS, "office_without_a_name", 6, 0, 0,                   \
	    "a department that does not say of what")                          \
	X(FREE_HOST_SENDER, "free_hosting_sender", 24, 0, 0,                   \
	    "sent from a site that anybody can open for free")                 \
	X(RISKY_SENDER, "risky_sender_domain", 14, 0, 0,                       \
	    "a top-level domain that frauds like")                             \
	X(RANDOM_SENDER, "random_sender", 14, 0, 0,                            \
	    "an address that no person chose")                                 \
	/* links */                                                            \
	X(IP_LINK, "ip_address_link", 35, 0, 0, "a link to a bare IP address") \
	X(USERINFO_LINK, "disguised_link", 35, 0, 0, "a link with @ before the host") \
	X(LINK_MISMATCH, "link_mismatch", 32, 0, 0,                            \
	    "a link shows one site and leads to another")                      \
	X(LOOKALIKE_LINK, "lookalike_link", 42, 0, 0,                          \
	    "a link's host imitates a company's")                              \
	X(PUNYCODE_LINK, "punycode_link", 15, 0, 0, "a link in another alphabet") \
	X(SHORT_LINK, "shortened_link", 16, 0, 0, "a shortened link")          \
	X(FREE_HOST_LINK, "free_hosting_link", 16, 0, 0,                       \
	    "a link to a site that anybody can open for free")                 \
	X(RISKY_LINK, "risky_link_domain", 14, 0, 0,                           \
	    "a link to a top-level domain that frauds like")                   \
	X(FOREIGN_LINKS, "links_elsewhere", 10, 0, 0,                          \
	    "asks to click, and no link leads to the sender's domain")         \
	X(SCRIPT_LINK, "script_link", 40, 0, 0, "a link that holds a page or program") \
	X(CONSENT_LINK, "consent_link", 16, 0, 0,                              \
	    "a link that gives a program access to an account")                \
	X(ADDRESSED_LINK, "link_with_your_address", 14, 0, 0,                  \
	    "a link carries the reader's address")                             \
	X(REDIRECT_LINK, "redirecting_link", 8, 0, 0,                          \
	    "a link hides another link")                                       \
	X(PLAIN_LINK, "unencrypted_link", 4, 0, 0,                             \
	    "asks for data by a link without encryption")                      \
	X(OPEN_REDIRECT, "open_redirect", 22, 0, 0,                            \
	    "a well-known site is made to lead elsewhere")                     \
	X(ONE_SITE, "all_links_to_a_stranger", 18, 0, 0,                       \
	    "every link leads to one site, not the sender's")                  \
	X(NO_TLS, "no_link_encrypted", 7, 0, 0, "no link is encrypted")        \
	X(MANY_HOSTS, "many_hosts", 3, 0, 0, "links to more than eight sites") \
	/* what it carries */                                                  \
	X(EXECUTABLE, "executable_attachment", 45, 0, 0, "a program is attached") \
	X(HTML_FILE, "html_attachment", 28, 0, 0, "a web page is attached")    \
	X(MACRO_FILE, "macro_attachment", 28, 0, 0, "a document with macros")  \
	X(DOUBLE_EXTENSION, "double_extension", 45, 0, 0,                      \
	    "a file name with a second, hidden type")                          \
	X(ARCHIVE_FILE, "archive_attachment", 8, 0, 0, "an archive is attached") \
	X(CALENDAR, "calendar_invitation", 0, 10, 800, "carries an invitation") \
	X(FORM, "form_in_mail", 26, 0, 0, "a form to fill in, in the mail")    \
	X(PICTURE_ONLY, "hardly_any_text", 16, 0, 0,                           \
	    "its matter is a picture or a link")                               \
	X(FREE_MAIL_FILE, "file_instead_of_text", 20, 0, 0,                    \
	    "a stranger at free mail: few words, a file or a shared link")      \
	X(QR_LURE, "code_to_scan", 26, 0, 0, "asks to scan a code")            \
	/* what it says */                                                     \
	X(CREDENTIALS, "asks_credentials", 24, 0, 0, "asks for a password or data") \
	X(LOGIN_ASK, "asks_to_log_in", 7, 0, 0,                                \
	    "asks to log in, to confirm an address or to open a file")         \
	X(DOC_LURE, "document_waiting", 10, 0, 0,                              \
	    "a document, voicemail or invoice waits")                          \
	X(JUNK_OFFER, "junk_offer", 20, 0, -500, "offers what junk offers")    \
	X(SOFT_LURE, "common_lure_word", 4, 0, 0,                              \
	    "a word that frauds use, and others")                              \
	X(MANY_LURES, "lure_after_lure", 16, 0, 0,                             \
	    "few words, and three lures among them")                           \
	X(THREAT, "threatens_account", 20, 0, 0, "says an account will be closed") \
	X(CLICK, "asks_to_click", 2, 0, -300, "asks to follow a link")         \
	X(URGENT, "urgent_wording", 8, 6, 300, "presses for time")             \
	X(MONEY_BAIT, "money_bait", 30, 0, -500, "money for nothing")          \
	X(EXTORTION, "extortion", 55, 0, -1500, "blackmail for cryptocurrency") \
	X(SHAME, "speaks_of_intrusion", 0, 0, 0,                               \
	    "speaks of hacking, films or bitcoin")                             \
	X(GIFT_CARD, "gift_card_request", 35, 0, 0, "asks for gift cards or a transfer") \
	X(CALL_US, "asks_to_call", 0, 0, 0, "asks to call about a charge")     \
	X(SCAN_CODE, "speaks_of_scanning", 0, 0, 0, "speaks of scanning a code") \
	X(CALLBACK, "callback_number", 38, 0, 0,                               \
	    "a charge, and a number to call about it")                         \
	X(WALLET, "cryptocurrency_address", 30, 0, 0,                          \
	    "an address to send cryptocurrency to")                            \
	X(CONSENT, "asks_for_access", 12, 0, 0, "asks to let a program in")     \
	X(FREE_MAIL_ASKS, "free_mail_asks_credentials", 16, 0, 0,              \
	    "threatens or asks for data from a free mail address")             \
	X(NAMES_ADDRESS, "addressed_by_mail_address", 12, 0, 0,                \
	    "calls its reader by their mail address")                          \
	X(BRAND_CLAIM, "brand_claim", 26, 0, 0,                                \
	    "speaks as a company whose domain it does not have")               \
	X(DISGUISED_TEXT, "disguised_text", 26, 0, 0,                          \
	    "words spelt with letters of other alphabets")                     \
	X(FANCY_LETTERS, "letters_of_mathematics", 20, 0, 0,                   \
	    "its title is set in mathematical letters")                        \
	X(HASH_BUSTER, "random_word_in_subject", 16, 0, 0,                     \
	    "a subject with a word that no person wrote")                      \
	X(MOSTLY_HIDDEN, "mostly_hidden_text", 18, 0, 0,                       \
	    "hides more text than it shows")                                   \
	X(HIDDEN_TEXT, "hidden_text", 8, 0, 0, "text that a reader cannot see") \
	X(LOOKS_LIKE_SPAM, "wording_of_junk", 0, 0, 0,                         \
	    "the wording is that of unwanted mail")                            \
	X(CODE, "one_time_code", 0, 12, -1000, "carries a one-time code")      \
	X(MONEY, "amount", 0, 0, 0, "names an amount of money")                \
	X(UNSUBSCRIBE_TEXT, "unsubscribe_text", 0, -2, -800,                   \
	    "offers to unsubscribe in its text")                               \
	X(SAYS_REJECTION, "says_rejection", 0, 0, -600, "declines an application") \
	X(SAYS_INTERVIEW, "says_interview", 0, 6, 500, "speaks of an interview") \
	X(SAYS_OFFER, "says_offer", 0, 6, 300, "speaks of an offer")           \
	X(SAYS_RECEIVED, "says_application_received", 0, 0, -800,              \
	    "confirms an application")                                         \
	X(SAYS_BILL, "says_bill", 0, 2, 0, "speaks of money owed")             \
	X(SAYS_RECEIPT, "says_receipt", 0, 0, -600, "confirms a payment or order") \
	X(SAYS_SALE, "says_sale", 0, -4, -1000, "advertises")                  \
	X(ASKS_REPLY, "asks_for_answer", 0, 8, 1900, "asks for an answer")     \
	X(QUESTION, "question", 0, 4, 1300, "asks a question")                 \
	X(SAYS_NO_REPLY, "says_do_not_reply", 0, -3, -2600, "says not to answer") \
	/* time */                                                             \
	X(DUE_SOON, "due_soon", 0, 24, 300, "due within two days")             \
	X(DUE_WEEK, "due_this_week", 0, 12, 200, "due within a week")          \
	X(OVERDUE, "overdue", 0, 16, 200, "its date has passed")               \
	X(EVENT_SOON, "event_soon", 0, 18, 200, "takes place within two days") \
	X(EVENT_PAST, "event_past", 0, -20, -800, "has taken place")           \
	X(OLD, "old_mail", 0, -15, -600, "older than two weeks")
