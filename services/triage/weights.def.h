/* weights.def.h - signals in the log-odds of categories.
 *
 * W(SIGNAL, CATEGORY, thousandths). What the words say is the model's part;
 * this is what the envelope says. Pairs that are not listed are 0.
 */
#define WEIGHTS(W)                                                             \
	/* The user's own mail is work or personal: the other categories say   \
	 * what others send. */                                                \
	W(OWN_MAIL, PERSONAL, 9000)      W(OWN_MAIL, WORK, 9000)               \
	W(KNOWN_CONTACT, PERSONAL, 700)  W(KNOWN_CONTACT, WORK, 700)           \
	W(KNOWN_CONTACT, RECRUITER, 500) W(KNOWN_CONTACT, INTERVIEW, 500)      \
	W(KNOWN_CONTACT, OFFER, 400)     W(KNOWN_CONTACT, REJECTION, 300)      \
	W(KNOWN_CONTACT, SPAM, -2500)    W(KNOWN_CONTACT, PHISHING, -1500)     \
	W(REPLY_TO_USER, PERSONAL, 600)  W(REPLY_TO_USER, WORK, 600)           \
	W(REPLY_TO_USER, RECRUITER, 300) W(REPLY_TO_USER, INTERVIEW, 400)      \
	W(REPLY_TO_USER, SPAM, -2500)    W(REPLY_TO_USER, PHISHING, -2000)     \
	W(REPLY_TO_USER, NEWSLETTER, -1200) W(REPLY_TO_USER, PROMOTION, -1200) \
	W(SAME_DOMAIN, WORK, 1500)       W(SAME_DOMAIN, SPAM, -600)            \
	W(NO_REPLY, PERSONAL, -1600)     W(NO_REPLY, RECRUITER, -900)          \
	W(NO_REPLY, WORK, -500)                                                \
	W(FREE_MAIL, PERSONAL, 700)      W(FREE_MAIL, WORK, -200)              \
	W(FREE_MAIL, NEWSLETTER, -900)   W(FREE_MAIL, PROMOTION, -600)         \
	W(FREE_MAIL, BILL, -500)         W(FREE_MAIL, RECEIPT, -700)           \
	W(FREE_MAIL, SECURITY, -1500)    W(FREE_MAIL, SOCIAL, -1200)           \
	W(FREE_MAIL, JOB_ALERT, -1500)   W(FREE_MAIL, TRAVEL, -400)            \
	W(ATS_SENDER, APPLICATION_RECEIPT, 1300) W(ATS_SENDER, INTERVIEW, 900) \
	W(ATS_SENDER, REJECTION, 1200)   W(ATS_SENDER, OFFER, 700)             \
	W(ATS_SENDER, RECRUITER, 300)    W(ATS_SENDER, SPAM, -1500)            \
	W(ATS_SENDER, PHISHING, -1500)   W(ATS_SENDER, PROMOTION, -800)        \
	W(ATS_SENDER, PERSONAL, -800)                                          \
	W(JOB_BOARD, JOB_ALERT, 1200)    W(JOB_BOARD, RECRUITER, 400)          \
	W(JOB_BOARD, APPLICATION_RECEIPT, 300) W(JOB_BOARD, SPAM, -1500)       \
	W(JOB_BOARD, PHISHING, -1000)    W(JOB_BOARD, PERSONAL, -600)          \
	W(SOCIAL_SENDER, SOCIAL, 1900)   W(SOCIAL_SENDER, SPAM, -1200)         \
	W(SOCIAL_SENDER, PERSONAL, -500)                                       \
	W(TRAVEL_SENDER, TRAVEL, 1700)   W(TRAVEL_SENDER, SPAM, -1000)         \
	W(PAYMENT_SENDER, RECEIPT, 1100) W(PAYMENT_SENDER, BILL, 400)          \
	W(PAYMENT_SENDER, SPAM, -800)                                          \
	W(EVENT_SENDER, EVENT, 1600)     W(EVENT_SENDER, SPAM, -800)           \
	W(WORK_TOOL, WORK, 1700)         W(WORK_TOOL, SPAM, -1000)             \
	W(BRAND_SENDER, PHISHING, -1800) W(BRAND_SENDER, SPAM, -800)           \
	W(LIST_UNSUBSCRIBE, NEWSLETTER, 900) W(LIST_UNSUBSCRIBE, PROMOTION, 900) \
	W(LIST_UNSUBSCRIBE, JOB_ALERT, 500) W(LIST_UNSUBSCRIBE, SOCIAL, 300)   \
	W(LIST_UNSUBSCRIBE, PERSONAL, -1800) W(LIST_UNSUBSCRIBE, WORK, -800)   \
	W(LIST_UNSUBSCRIBE, INTERVIEW, -500) W(LIST_UNSUBSCRIBE, OFFER, -700)  \
	W(LIST_UNSUBSCRIBE, SECURITY, -300) W(LIST_UNSUBSCRIBE, BILL, -300)    \
	W(LIST_ID, NEWSLETTER, 600)      W(LIST_ID, WORK, 100)                 \
	W(LIST_ID, PERSONAL, -900)       W(LIST_ID, SPAM, -500)                \
	W(LIST_ID, PHISHING, -500)                                             \
	W(BULK, NEWSLETTER, 400)         W(BULK, PROMOTION, 400)               \
	W(BULK, PERSONAL, -1200)         W(BULK, JOB_ALERT, 200)               \
	W(AUTO, PERSONAL, -1500)         W(AUTO, RECRUITER, -900)              \
	W(AUTO, APPLICATION_RECEIPT, 300) W(AUTO, SECURITY, 200)               \
	W(TO_MANY, SPAM, 300)            W(TO_MANY, OFFER, -600)               \
	W(NOT_TO_USER, SPAM, 300)        W(NOT_TO_USER, NEWSLETTER, 200)       \
	W(DMARC_FAIL, PHISHING, 1500)    W(DMARC_FAIL, SPAM, 700)              \
	W(SPF_FAIL, PHISHING, 600)       W(SPF_FAIL, SPAM, 500)                \
	W(DKIM_FAIL, PHISHING, 300)      W(DKIM_FAIL, SPAM, 200)               \
	W(NO_AUTH, PHISHING, 800)        W(NO_AUTH, SPAM, 900)                 \
	W(REPLY_TO_OTHER, PHISHING, 300) W(REPLY_TO_OTHER, SPAM, 300)          \
	W(REPLY_TO_FREE, PHISHING, 600)  W(REPLY_TO_FREE, SPAM, 900)           \
	W(BRAND_SPOOF, PHISHING, 3200)   W(BRAND_SPOOF, SPAM, 700)             \
	W(CONTACT_SPOOF, PHISHING, 2500)                                       \
	W(NAME_IS_ADDRESS, PHISHING, 1800)                                     \
	W(LOOKALIKE_SENDER, PHISHING, 3200)                                    \
	W(RISKY_SENDER, SPAM, 700)       W(RISKY_SENDER, PHISHING, 500)        \
	W(RANDOM_SENDER, SPAM, 700)      W(RANDOM_SENDER, PHISHING, 500)       \
	W(IP_LINK, PHISHING, 2000)       W(IP_LINK, SPAM, 800)                 \
	W(USERINFO_LINK, PHISHING, 2200)                                       \
	W(LINK_MISMATCH, PHISHING, 1800)                                       \
	W(LOOKALIKE_LINK, PHISHING, 2800)                                      \
	W(PUNYCODE_LINK, PHISHING, 700)                                        \
	W(SHORT_LINK, PHISHING, 300)     W(SHORT_LINK, SPAM, 300)              \
	W(FREE_HOST_LINK, PHISHING, 700) W(FREE_HOST_LINK, SPAM, 200)          \
	W(RISKY_LINK, PHISHING, 400)     W(RISKY_LINK, SPAM, 600)              \
	W(FOREIGN_LINKS, PHISHING, 500)  W(FOREIGN_LINKS, SPAM, 300)           \
	W(EXECUTABLE, PHISHING, 2500)    W(HTML_FILE, PHISHING, 1500)          \
	W(MACRO_FILE, PHISHING, 1500)    W(DOUBLE_EXTENSION, PHISHING, 2800)   \
	W(CALENDAR, EVENT, 1500)         W(CALENDAR, INTERVIEW, 700)           \
	W(CALENDAR, WORK, 400)           W(CALENDAR, TRAVEL, 100)              \
	W(CALENDAR, SPAM, -700)                                                \
	W(CREDENTIALS, PHISHING, 900)    W(THREAT, PHISHING, 1100)             \
	W(URGENT, PHISHING, 200)                                               \
	W(MONEY_BAIT, SPAM, 2000)        W(MONEY_BAIT, PHISHING, 900)          \
	W(EXTORTION, SPAM, 1500)         W(EXTORTION, PHISHING, 2500)          \
	W(GIFT_CARD, PHISHING, 1800)                                           \
	W(BRAND_CLAIM, PHISHING, 1800)                                         \
	W(FIRST_CONTACT, PHISHING, 500)  W(FIRST_CONTACT, SPAM, 300)           \
	W(UNPROVEN_BULK, PHISHING, 500)  W(UNPROVEN_BULK, SPAM, 400)           \
	W(OFFICE_FREE_MAIL, PHISHING, 1600)                                    \
	W(OFFICE_ELSEWHERE, PHISHING, 500) W(OFFICE_NAMELESS, PHISHING, 300)   \
	W(FREE_HOST_SENDER, PHISHING, 1500) W(FREE_HOST_SENDER, SPAM, 500)     \
	W(SCRIPT_LINK, PHISHING, 2000)   W(CONSENT_LINK, PHISHING, 500)        \
	W(ADDRESSED_LINK, PHISHING, 900) W(FORM, PHISHING, 1000)               \
	W(PICTURE_ONLY, PHISHING, 500)   W(PICTURE_ONLY, SPAM, 500)            \
	W(QR_LURE, PHISHING, 1800)       W(CALLBACK, PHISHING, 2400)           \
	W(WALLET, PHISHING, 1400)        W(WALLET, SPAM, 500)                  \
	W(CONSENT, PHISHING, 900)        W(FREE_MAIL_ASKS, PHISHING, 1200)     \
	W(NAMES_ADDRESS, PHISHING, 900)  W(UNALIGNED, PHISHING, 300)           \
	W(NO_ADDRESS, PHISHING, 500)     W(NO_ADDRESS, SPAM, 700)              \
	W(DISGUISED_NAME, PHISHING, 900) W(DISGUISED_NAME, SPAM, 500)          \
	W(ODD_NAME, PHISHING, 300)       W(ODD_NAME, SPAM, 500)                \
	W(OPEN_REDIRECT, PHISHING, 500)  W(ONE_SITE, PHISHING, 300)            \
	W(CONSISTENT, PHISHING, -1200)                                         \
	W(DISGUISED_TEXT, PHISHING, 1300) W(DISGUISED_TEXT, SPAM, 1000)        \
	W(HIDDEN_TEXT, SPAM, 300)                                              \
	W(CODE, SECURITY, 2200)          W(CODE, PHISHING, -300)               \
	W(MONEY, RECEIPT, 300)           W(MONEY, BILL, 300)                   \
	W(UNSUBSCRIBE_TEXT, NEWSLETTER, 500) W(UNSUBSCRIBE_TEXT, PROMOTION, 500) \
	W(UNSUBSCRIBE_TEXT, JOB_ALERT, 300) W(UNSUBSCRIBE_TEXT, PERSONAL, -900) \
	W(UNSUBSCRIBE_TEXT, WORK, -500)                                        \
	W(SAYS_REJECTION, REJECTION, 2400)                                     \
	W(SAYS_REJECTION, APPLICATION_RECEIPT, -900)                           \
	W(SAYS_REJECTION, INTERVIEW, -1200) W(SAYS_REJECTION, RECRUITER, -700) \
	W(SAYS_REJECTION, OFFER, -900)                                         \
	W(SAYS_INTERVIEW, INTERVIEW, 1500) W(SAYS_INTERVIEW, NEWSLETTER, -200) \
	W(SAYS_OFFER, OFFER, 2000)                                             \
	W(SAYS_RECEIVED, APPLICATION_RECEIPT, 2000)                            \
	W(SAYS_BILL, BILL, 1300)         W(SAYS_RECEIPT, RECEIPT, 1400)        \
	W(SAYS_SALE, PROMOTION, 1300)    W(SAYS_SALE, SPAM, 300)               \
	W(SAYS_SALE, PERSONAL, -500)
