/* people_words.def.h - names and wording of the made-up people, laid out by
 * hand: sets that have nothing in common. DEV was looked at while rules were
 * made. DEV2 and DEV3 were tests until their first results (F1 0.944 and
 * 0.962): then the rule for sentences that give another address was made
 * general, and did no longer need a sentence where the address spells the
 * sender. TEST was written after that, run once, and changed nothing. */
#ifndef EVAL_PEOPLE_WORDS_DEF_H
#define EVAL_PEOPLE_WORDS_DEF_H

#define DEV_GIVEN                                                              \
	"anna", "robert", "maria", "thomas", "julia", "william", "sophie",     \
	    "michael", "elena", "david", "clara", "james", "laura", "peter",   \
	    "nina", "oscar", "ingrid", "samuel", "petra", "lukas"
#define DEV_FAMILY                                                             \
	"keller", "marsh", "oliveira", "brandt", "whitcombe", "kovacs",        \
	    "lindqvist", "ferris", "moreau", "tanaka", "haugen", "pereira",    \
	    "stanek", "winslow", "dubois", "ashworth", "novak", "castell",     \
	    "bergmann", "oconnell", "reuter", "zielinski", "farrow", "holm",   \
	    "vasquez", "drummond", "ekberg", "paulsen", "rinaldi", "thorne"
#define DEV_COMMON "john smith", "maria garcia", "david lee", "anna muller"
#define DEV_NICK                                                               \
	"robert:bob", "william:bill", "michael:mike", "james:jim",             \
	    "thomas:tom", "samuel:sam"
#define DEV_COMPANIES                                                          \
	"northwind", "kestrel", "lumeo", "brightfjord", "mapleforge",          \
	    "papillon", "cobaltreed", "stellwerk", "quarzwerk", "nimbus"
#define DEV_CLOSINGS "Best regards,", "Cheers,", "Thanks,", "Kind regards,"
#define DEV_TITLES                                                             \
	"Engineering Manager", "Recruiter", "Head of People",                  \
	    "Sales Director", "Product Designer"
#define DEV_MOVED                                                              \
	"My new address is %s from Monday on.",                                \
	    "You can reach me at %s from now on.",                             \
	    "My private email is %s, in case."
#define DEV_DESKS "info", "jobs", "support", "no-reply", "hr-berlin"
#define DEV_SHARED "kitchen", "berlin", "workshop"

#define DEV2_GIVEN                                                             \
	"hannah", "edward", "carmen", "daniel", "miriam", "richard",           \
	    "charlotte", "christopher", "valeria", "matthew", "eleanor",       \
	    "anthony", "beatrice", "gregory", "simone", "hugo", "astrid",      \
	    "benjamin", "katharina", "felix"
#define DEV2_FAMILY                                                            \
	"abernathy", "sorensen", "delacroix", "grunwald", "yamamoto",          \
	    "petrov", "callahan", "vandenberg", "marchetti", "oduya",          \
	    "kaplan", "strand", "beaumont", "iversen", "hartmann",             \
	    "castellanos", "wozniak", "fairchild", "nakagawa", "lindholm",     \
	    "pemberton", "szabo", "thibault", "eriksen", "montoya",            \
	    "gallagher", "kruger", "santangelo", "vesely", "blackwood"
#define DEV2_COMMON                                                            \
	"james johnson", "linda martinez", "kevin wang", "julia schmidt"
#define DEV2_NICK                                                              \
	"edward:ed", "daniel:dan", "richard:rick", "christopher:chris",        \
	    "matthew:matt", "benjamin:ben"
#define DEV2_COMPANIES                                                         \
	"heliotrope", "granitworks", "bluefin", "octavia", "ravenswood",       \
	    "solstice", "tidewater", "umbra", "verdant", "zephyr"
#define DEV2_CLOSINGS                                                          \
	"All the best,", "Warm regards,", "Sincerely,", "Viele Grüße"
#define DEV2_TITLES                                                            \
	"Principal Consultant", "Talent Partner", "Chief Financial Officer",   \
	    "Account Manager", "Research Scientist"
#define DEV2_MOVED                                                             \
	"I am leaving at the end of the month; please write to me at %s "      \
	"then.",                                                               \
	    "From now on please use my new e-mail address: %s",                \
	    "Mail me at %s if it is urgent, that one is private."
#define DEV2_DESKS "contact", "careers", "helpdesk", "noreply", "billing-eu"
#define DEV2_SHARED "reading-room", "zurich", "laboratory"

#define DEV3_GIVEN "agnes", "charles", "dolores", "gabriel", "francesca",      \
	"lawrence", "gwendolyn", "nicholas", "ottilie", "philip", "rosalind",  \
	"theodore", "veronica", "walter", "yvonne", "bertram", "cecilia",      \
	"joshua", "adelheid", "magnus"
#define DEV3_FAMILY "aldridge", "bjornson", "cavendish", "dragomir",           \
	"eastwood", "fontaine", "goldberg", "hallstrom", "ibarra",             \
	"jankowski", "kirchner", "lombardi", "mendelson", "nordstrom",         \
	"okafor", "prendergast", "quintana", "rosenthal", "stavros",           \
	"treadwell", "ulrichsen", "villanueva", "wetherby", "xanthos",         \
	"yarborough", "zimmer", "bancroft", "chaudhry", "devereux", "engstrom"
#define DEV3_COMMON "mary brown", "carlos rodriguez", "susan kim",             \
	"peter schneider"
#define DEV3_NICK "charles:charlie", "lawrence:larry", "nicholas:nick",        \
	"philip:phil", "theodore:ted", "joshua:josh"
#define DEV3_COMPANIES "altamont", "borealis", "cinderhill", "dovetail",       \
	"evergreen", "foxglove", "gantry", "harbourline", "ironbridge", "juniper"
#define DEV3_CLOSINGS "Many thanks,", "Best,", "Yours sincerely,",             \
	"Mit freundlichen Grüßen"
#define DEV3_TITLES "Lead Architect", "Senior Recruiter",                      \
	"Customer Success Lead", "Managing Director", "Data Analyst"
#define DEV3_MOVED                                                             \
	"As of next week I am with another team, my mail there is %s.",        \
	"After Friday please get in touch with me at %s instead.",             \
	"PS: on weekends I only read %s, my personal account."
#define DEV3_DESKS "hello", "recruiting", "service", "donotreply", "press-us"
#define DEV3_SHARED "lobby", "hamburg", "studio"

#define TEST_GIVEN "amelia", "cornelius", "delphine", "emil", "florence",     \
	"gerald", "henrietta", "ignatius", "josephine", "kenneth", "lucinda",  \
	"mortimer", "natasha", "patrick", "quentin", "ramona", "sebastian",    \
	"tabitha", "ursula", "vincent"
#define TEST_FAMILY "ackerman", "bellweather", "crowther", "dallimore",        \
	"eichhorn", "fitzwilliam", "gunnarsson", "hawthorne", "ingersoll",     \
	"jefferies", "kilpatrick", "lancaster", "mcallister", "nightingale",   \
	"ostrowski", "pellegrino", "quigley", "radcliffe", "schoenberg",       \
	"tremaine", "underhill", "valentine", "wainwright", "yearwood",        \
	"zeller", "birkeland", "corrigan", "dempsey", "espinoza", "fairbanks"
#define TEST_COMMON "emma davis", "jose martinez", "karen lee", "tim weber"
#define TEST_NICK "gerald:jerry", "kenneth:ken", "patrick:pat",                \
	"cornelius:con"
#define TEST_COMPANIES "aurelia", "blackthorn", "copperfield", "driftwood",    \
	"elmwood", "fernhill", "goldcrest", "highmoor", "inkberry", "kingfisher"
#define TEST_CLOSINGS "Thank you,", "Take care,", "Respectfully,",             \
	"Liebe Grüße"
#define TEST_TITLES "Operations Manager", "Talent Acquisition Specialist",     \
	"Vice President Sales", "Staff Engineer", "Legal Counsel"
#define TEST_MOVED                                                             \
	"Heads up: this mailbox closes soon, so switch to %s for anything new.", \
	"If you need me next month, try %s.",                                  \
	"Could you add %s to your address book? That is where I will be."
#define TEST_DESKS "help", "talent", "orders", "notifications", "events-uk"
#define TEST_SHARED "garage", "vienna", "greenhouse"

#endif
