/* category.def.h - the one taxonomy of mail.
 *
 * X(NAME, "name", priority, junk, personal_reply, "meaning")
 *   priority  points before anything else is known of the mail
 *   junk      belongs in the spam folder
 *   reply     thousandths of log-odds towards "wants an answer"
 * The user's own mail is personal or work.
 * Names are what the database, the API and the web app say: never renamed.
 */
#define CATEGORIES(X)                                                          \
	X(APPLICATION_RECEIPT, "application_receipt", 30, false, -1500,        \
	    "an application arrived")                                          \
	X(INTERVIEW, "interview", 72, false, 1600, "interview to plan or hold") \
	X(OFFER, "offer", 82, false, 1400, "an offer of employment")           \
	X(REJECTION, "rejection", 38, false, -1200, "an application declined") \
	X(RECRUITER, "recruiter", 52, false, 1300, "a person offers a role")   \
	X(JOB_ALERT, "job_alert", 22, false, -3000, "a list of open roles")    \
	X(NEWSLETTER, "newsletter", 8, false, -3000, "regular reading matter") \
	X(PROMOTION, "promotion", 4, false, -3000, "somebody sells")           \
	X(RECEIPT, "receipt", 14, false, -2000, "proof of a payment or order") \
	X(BILL, "bill", 46, false, -800, "money to be paid")                   \
	X(TRAVEL, "travel", 40, false, -1000, "tickets, stays, changes")       \
	X(EVENT, "event", 40, false, 300, "something at a place and a time")   \
	X(PERSONAL, "personal", 50, false, 900, "people who know the user")    \
	X(WORK, "work", 46, false, 700, "colleagues, clients, projects")       \
	X(SECURITY, "security", 44, false, -1800, "codes, sign-ins, passwords") \
	X(SOCIAL, "social", 12, false, -1800, "social network activity")       \
	X(SPAM, "spam", 0, true, -3000, "unwanted bulk mail")                  \
	X(PHISHING, "phishing", 0, true, -3000, "a fraud on the reader")
