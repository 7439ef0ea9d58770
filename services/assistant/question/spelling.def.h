/* spelling.def.h - the words of a question that are understood misspelt.
 *
 *   SPELLING_WORDS   what is meant: one letter more, less, other or swapped
 *                    with its neighbour (two in words of 11 letters and more)
 *   SPELLING_REAL    words that are near one of them and something else, of
 *                    the word lists of five languages: never mended
 *   SPELLING_SHORT   "wrong=right": too short or too far for the rule
 */
#ifndef ASSISTANT_SPELLING_DEF_H
#define ASSISTANT_SPELLING_DEF_H

#define SPELLING_WORDS                                                         \
	"unsubscribe|suspicious|phishing|fraudulent|quarantine|dangerous|"     \
	"legitimate|genuine|trustworthy|declutter|archive|delete|remove|"      \
	"calendar|schedule|upcoming|appointment|appointments|meeting|"         \
	"meetings|remind|reminder|deadline|deadlines|overdue|follow|respond|"  \
	"response|reply|replied|answered|unanswered|waiting|search|looking|"   \
	"locate|summarize|summarise|summary|overview|happened|important|"      \
	"promise|promised|"                                                    \
	"interview|interviews|newsletter|newsletters|promotion|promotions|"    \
	"receipt|receipts|invoice|invoices|payment|subscription|application|"  \
	"applications|recruiter|recruiters|rejection|rejections|conference|"   \
	"invitation|booking|flight|flights|"                                   \
	"salary|electricity|insurance|delivery|birthday|concert|"              \
	"tomorrow|yesterday|tonight|monday|tuesday|wednesday|thursday|friday|" \
	"saturday|sunday|weekend|january|february|september|october|"          \
	"november|december|"                                                   \
	"abmelden|abbestellen|verdachtig|zusammenfassung|zusammenfassen|"      \
	"aufraumen|archivieren|loschen|erinnere|termine|aufgaben|rechnung|"    \
	"rechnungen|beantworten|bewerbung|bewerbungen|vorstellungsgesprach|"   \
	"gestern|dienstag|mittwoch|donnerstag|"                                \
	"desabonner|desabonne|nettoyer|supprimer|calendrier|rappelle|"         \
	"repondre|facture|factures|candidature|candidatures|entretien|"        \
	"entretiens|prochaine|derniere|semaine|mercredi|vendredi"

#define SPELLING_REAL                                                          \
	"abstellen|abgestellt|anmelden|abzustellen|candidate|candidates|"      \
	"abgestellten|ausgaben|aufgeben|aufhaben|ausraumen|bemerkungen|"       \
	"bewegung|bewegungen|bewertung|bewertungen|bewerbenden|behebungen|"    \
	"booming|booting|brooking|concept|concepts|conceit|concrete|concret|"  \
	"convert|deplete|derriere|electrician|electricien|fallow|fellow|"      \
	"fellows|fight|fights|flicht|flieht|fracture|fractures|fright|"        \
	"geistern|gesten|gestein|gestirn|incitation|laschen|lochen|locale|"    \
	"lobate|locking|looming|looping|loosing|looting|melting|mondays|"      \
	"nachte|payent|premise|premises|premised|rebind|redly|refection|"      \
	"rejetions|relied|rely|relies|remainder|remand|remote|remover|repay|"  \
	"repond|replay|replays|resection|rewind|souscription|starch|summery|"  \
	"sundry|termite|terrine|wailing|waiving|wasting|whiting|werkend|"      \
	"applicator|anointment|appointed|legitimacy|refondre|rependre|"        \
	"subscriptor|suspicions|suspicion"

#define SPELLING_SHORT                                                         \
	"wich=which|whitch=which|wen=when|wehn=when|waht=what|wat=what|"       \
	"hwo=who|teh=the|hav=have|adn=and|fron=from|frm=from|"       \
	"mial=mail|maill=mail|emial=email|emials=emails|tmrw=tomorrow|"        \
	"tommorow=tomorrow|tommorrow=tomorrow|tomorow=tomorrow|"               \
	"wensday=wednesday|wendsday=wednesday|thrusday=thursday|"              \
	"calender=calendar|meating=meeting|deatline=deadline|"                 \
	"shedule=schedule|recieved=received|recieve=receive|"                  \
	"anser=answer|awnser=answer|anwser=answer|repley=reply|"               \
	"nedd=need|muc=much|mutch=much|taks=task|trian=train"

#endif
