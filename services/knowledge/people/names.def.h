/* names.def.h - what the reading of names knows by heart; laid out by hand.
 * Short forms are the common English, German and Spanish ones. */
#ifndef KNOWLEDGE_NAMES_DEF_H
#define KNOWLEDGE_NAMES_DEF_H

/* X(short, "long"): both without accents, in lower case. */
#define NICKNAMES(X)                                                           \
	X("abby", "abigail") X("al", "albert") X("alex", "alexander")          \
	X("andy", "andrew") X("annie", "anna") X("ann", "anna")                \
	X("anne", "anna") X("barb", "barbara") X("becky", "rebecca")           \
	X("ben", "benjamin") X("bernie", "bernard") X("beth", "elizabeth")     \
	X("betty", "elizabeth") X("bill", "william") X("billy", "william")     \
	X("bob", "robert") X("bobby", "robert") X("brad", "bradley")           \
	X("cathy", "catherine") X("charlie", "charles") X("chris", "christopher") \
	X("chuck", "charles") X("cindy", "cynthia") X("dan", "daniel")         \
	X("danny", "daniel") X("dave", "david") X("deb", "deborah")            \
	X("debbie", "deborah") X("dick", "richard") X("don", "donald")         \
	X("doug", "douglas") X("drew", "andrew") X("ed", "edward")             \
	X("eddie", "edward") X("fred", "frederick") X("fritz", "friedrich")    \
	X("gabe", "gabriel") X("gene", "eugene") X("greg", "gregory")          \
	X("hans", "johannes") X("hank", "henry") X("harry", "henry")           \
	X("jack", "john") X("jake", "jacob") X("jamie", "james")               \
	X("jeff", "jeffrey") X("jen", "jennifer") X("jenny", "jennifer")       \
	X("jerry", "gerald") X("jim", "james") X("jimmy", "james")             \
	X("joe", "joseph") X("joey", "joseph") X("jochen", "joachim")          \
	X("johnny", "john") X("jon", "jonathan") X("josh", "joshua")           \
	X("judy", "judith") X("kate", "katherine") X("kathy", "katherine")     \
	X("katie", "katherine") X("ken", "kenneth") X("kim", "kimberly")       \
	X("larry", "lawrence") X("len", "leonard") X("lenny", "leonard")       \
	X("liz", "elizabeth") X("lizzie", "elizabeth") X("maggie", "margaret") \
	X("manny", "manuel") X("marty", "martin") X("matt", "matthew")         \
	X("max", "maximilian") X("meg", "margaret") X("mel", "melissa")        \
	X("micky", "michael") X("mike", "michael") X("mick", "michael")        \
	X("nate", "nathan") X("ned", "edward") X("nick", "nicholas")           \
	X("pat", "patrick") X("pam", "pamela") X("paco", "francisco")          \
	X("pepe", "jose") X("peggy", "margaret") X("pete", "peter")            \
	X("phil", "philip") X("ray", "raymond") X("rich", "richard")           \
	X("rick", "richard") X("rob", "robert") X("robbie", "robert")          \
	X("ron", "ronald") X("sam", "samuel") X("sandy", "sandra")             \
	X("sepp", "josef") X("steve", "steven") X("stephen", "steven")         \
	X("stefan", "stephan") X("sue", "susan") X("suzy", "susan")            \
	X("ted", "theodore") X("terry", "terence") X("tim", "timothy")         \
	X("toby", "tobias") X("tom", "thomas") X("tommy", "thomas")            \
	X("tony", "anthony") X("uli", "ulrich") X("vicky", "victoria")         \
	X("walt", "walter") X("will", "william") X("willi", "wilhelm")         \
	X("zach", "zachary")

/* In front of a name or behind it, and no part of it. */
#define NAME_TITLES(X)                                                         \
	X("dr") X("mr") X("mrs") X("ms") X("miss") X("prof") X("professor")    \
	X("herr") X("frau") X("sir") X("phd") X("md") X("mba") X("jr")         \
	X("sr") X("ii") X("iii") X("iv") X("esq") X("cpa") X("dipl") X("ing")  \
	X("rer") X("nat") X("msc") X("bsc") X("pmp") X("rn") X("dds")

/* A name with one of these is of a desk, a firm or a machine. */
#define NAME_DESKS(X)                                                          \
	X("team") X("support") X("service") X("services") X("info") X("sales") \
	X("jobs") X("careers") X("career") X("hr") X("recruiting") X("talent") \
	X("newsletter") X("news") X("notifications") X("notification")         \
	X("alerts") X("alert") X("noreply") X("reply") X("billing")            \
	X("accounts") X("admin") X("office") X("customer") X("customers")      \
	X("help") X("helpdesk") X("desk") X("community") X("updates")          \
	X("digest") X("list") X("group") X("committee") X("department")        \
	X("university") X("inc") X("gmbh") X("ltd") X("llc") X("corp")         \
	X("bank") X("calendar") X("mailer") X("daemon") X("system")            \
	X("security") X("marketing") X("press") X("events") X("hiring")        \
	X("recruitment") X("the") X("undisclosed") X("recipients")             \
	X("mailbox") X("conference") X("store") X("shop") X("orders")

/* Local parts of functions; also with a tail after "-", "." or digits. */
#define ROLE_LOCALS(X)                                                         \
	X("info") X("contact") X("support") X("help") X("helpdesk") X("sales") \
	X("jobs") X("job") X("careers") X("career") X("hr") X("recruiting")    \
	X("recruitment") X("talent") X("hiring") X("apply") X("applications")  \
	X("noreply") X("no-reply") X("no_reply") X("donotreply")               \
	X("do-not-reply") X("do_not_reply") X("mailer-daemon") X("postmaster") \
	X("webmaster") X("hostmaster") X("abuse") X("root") X("admin")         \
	X("administrator") X("office") X("hello") X("hi") X("team") X("staff") \
	X("news") X("newsletter") X("newsletters") X("notifications")          \
	X("notification") X("notify") X("alerts") X("alert") X("billing")      \
	X("invoice") X("invoices") X("accounts") X("accounting")               \
	X("orders") X("order") X("shop") X("store") X("service") X("services") \
	X("customerservice") X("customer-service") X("customercare")           \
	X("feedback") X("marketing") X("press") X("media") X("security")       \
	X("privacy") X("legal") X("events") X("event") X("calendar")           \
	X("bounce") X("bounces") X("listserv") X("majordomo") X("reply")       \
	X("replies") X("inquiries") X("enquiries") X("reception") X("service-desk") \
	X("bewerbung") X("kontakt") X("buchhaltung") X("vertrieb") X("owner")  \
	X("members") X("membership") X("community") X("updates") X("digest")   \
	X("mail") X("email") X("mailer") X("system") X("daemon") X("it")       \
	X("payroll") X("finance") X("ops") X("devops") X("all") X("everyone")  \
	X("announce") X("list") X("users") X("dev") X("interviews")            \
	X("scheduling") X("people-ops") X("peopleops") X("people") X("offers")

/* Names that many share: alone they join nothing. */
#define COMMON_SURNAMES(X)                                                     \
	X("smith") X("johnson") X("williams") X("brown") X("jones")            \
	X("garcia") X("miller") X("davis") X("rodriguez") X("martinez")        \
	X("hernandez") X("lopez") X("gonzalez") X("wilson") X("anderson")      \
	X("thomas") X("taylor") X("moore") X("jackson") X("martin") X("lee")   \
	X("perez") X("thompson") X("white") X("harris") X("sanchez")           \
	X("clark") X("lewis") X("robinson") X("walker") X("young")             \
	X("allen") X("king") X("wright") X("scott") X("hill") X("green")       \
	X("adams") X("nelson") X("baker") X("hall") X("nguyen") X("kim")       \
	X("chen") X("wang") X("li") X("zhang") X("liu") X("singh") X("kumar")  \
	X("patel") X("khan") X("muller") X("schmidt") X("schneider")           \
	X("fischer") X("weber") X("meyer") X("wagner") X("becker")             \
	X("schulz") X("hoffmann") X("silva") X("santos") X("rossi")            \
	X("ferrari") X("ivanov") X("kowalski") X("park") X("tran")

#endif
