/* options.def.h - the options of triage. Columns: common/config/config.h. */
#ifndef TRIAGE_OPTIONS_DEF_H
#define TRIAGE_OPTIONS_DEF_H

#define TRIAGE_OPTIONS(X)                                                      \
	X(STR, authserv_ids, "APPLYLENS_TRUSTED_AUTHSERV_IDS", "",             \
	    "mx.example.com,mx2.example.com",                                  \
	    "receivers whose Authentication-Results are believed")             \
	X(I64(1, 20000), contacts, "APPLYLENS_TRIAGE_CONTACTS", "2000",        \
	    "mails", "latest mail looked through for people written to")       \
	X(I64(0, 1000), relearn, "APPLYLENS_TRIAGE_RELEARN", "200", "mails",   \
	    "from the same sender, judged anew after a correction")

#endif
